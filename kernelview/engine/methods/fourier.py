"""The Fourier method: products of spectra over tiles (overlap-save), two real tiles as one."""

from kernelview.engine.methods.spectra import SpectrumCache
from kernelview.engine.methods.tile_runs import TileRun
from kernelview.engine.methods.tiling import Tiling, tiling_of
from kernelview.engine.problem import Picture, Problem
from kernelview.engine.workers import Workers

# More channels than these are done group by group: a tile holds all of a group.
_CHANNELS = 4
_SPECTRA = SpectrumCache()


def applies(problem: Problem) -> bool:
    """Any kernel and picture will do."""
    del problem
    return True


def minds_nan(problem: Problem) -> bool:
    """A NaN fills its whole tile."""
    del problem
    return True


def minds_range(problem: Problem) -> bool:
    """Rounding errors are those of the largest value of a tile, wherever it is."""
    del problem
    return True


def cost(problem: Problem) -> float:
    """Return about how many seconds it takes; measured on two cores."""
    seconds = 2e-4 + problem.values * problem.rounding * 1e-9
    return seconds + sum(
        _tiling(problem, group.stop - group.start).seconds for group in _groups(problem)
    )


def reason(problem: Problem) -> str:
    """Say what it does."""
    tiling = _tiling(problem, min(_CHANNELS, problem.shape[2]))
    return (
        f"Fourier transforms of tiles of {tiling.rows} × {tiling.columns} pixels"
        f" instead of {problem.weights.size} taps a pixel"
    )


def correlate(image: Picture, problem: Problem, result: Picture, workers: Workers) -> None:
    """Fill the result by products of spectra, tile by tile."""
    for group in _groups(problem):
        tiling = _tiling(problem, group.stop - group.start)
        spectrum = _SPECTRA.spectrum(problem.weights, tiling.shape, tiling.step, problem.working)
        run = TileRun(image[:, :, group], problem, result[:, :, group], tiling, spectrum)
        workers.run(run.fill, tiling.runs)


def _groups(problem: Problem) -> list[slice]:
    channels = problem.shape[2]
    return [
        slice(first, min(first + _CHANNELS, channels)) for first in range(0, channels, _CHANNELS)
    ]


def _tiling(problem: Problem, channels: int) -> Tiling:
    height, width, _ = problem.shape
    return tiling_of((height, width, channels), problem.kernel.shape, problem.working)
