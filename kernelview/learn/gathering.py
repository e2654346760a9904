"""What two pictures say about the kernel between them, summed up window by window."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.learn.errors import LearnError
from kernelview.learn.normal_equations import Moments
from kernelview.learn.windows import Rounding, Tile, Windows, windows_of
from kernelview.threads import one_blas_thread

LARGEST_SIZE = 31

# Multiplications and values read that a few seconds hold.
_MOST_PRODUCTS, _MOST_VALUES = 2.5e11, 1.5e8
_FEWEST_A_WEIGHT = 2
_ENOUGH_TILES = 8
# Variances in the windows' scale that are but the rounding of float64.
_FLAT = 1e-20


@dataclass(frozen=True)
class RecoverySettings:
    """What to look for: a kernel of `size` (rows, columns), its anchor in the middle.

    `ridge` is a share of the windows' mean eigenvalue, None: chosen from the noise. `rounding`
    None is read off the result. Of a picture with more windows than a few seconds hold, a
    part chosen by `seed` is used. `truth` is compared with. Raises LearnError.
    """

    size: tuple[int, int] = (5, 5)
    ridge: float | None = None
    rounding: Rounding | None = None
    seed: int = 0
    truth: Kernel | None = None

    def __post_init__(self) -> None:
        if not all(1 <= side <= LARGEST_SIZE for side in self.size):
            raise LearnError(
                f"a kernel of 1 to {LARGEST_SIZE} rows and columns can be recovered, "
                f"not {self.size[0]}×{self.size[1]}"
            )
        if self.ridge is not None and not (isfinite(self.ridge) and self.ridge >= 0):
            raise LearnError(f"the ridge is a share from 0 up, not {self.ridge}")


@dataclass(frozen=True, eq=False)
class Gathered:
    """The windows used, tile by tile, and the sums over them; `clipped` is the share left out."""

    windows: Windows
    tiles: tuple[Tile, ...]
    moments: Moments
    clipped: float

    @property
    def least_noise(self) -> float:
        """The noise that arithmetic alone makes, in the windows' scale."""
        return 1e-15 * float(np.sqrt(abs(self.moments.centred[-1, -1]) / self.moments.count))


def gather(before: NDArray[Any], after: NDArray[Any], settings: RecoverySettings) -> Job[Gathered]:
    """Sum the products over the windows. Raises LearnError where too few are left."""
    windows = windows_of(before, after, settings.size, settings.rounding)
    tiles = _chosen_tiles(windows, settings.seed)
    products = np.zeros((windows.weights + 2,) * 2)
    for number, tile in enumerate(tiles):
        yield Progress(number, 3 * len(tiles), "comparing the pictures")
        table = windows.table(tile)
        with one_blas_thread():
            products += table @ table.T
    seen = sum(tile.windows for tile in tiles)
    _refuse_few(windows, round(float(products[-2, -2])), seen)
    moments = Moments(products)
    _refuse_flat(windows, moments)
    return Gathered(windows, tiles, moments, 1 - moments.count / seen)


def _chosen_tiles(windows: Windows, seed: int) -> tuple[Tile, ...]:
    tiles = tuple(windows.tiles())
    rows = windows.weights + 2
    most = min(_MOST_PRODUCTS / rows**2, _MOST_VALUES / rows)
    share = most / windows.count
    if share >= 1:
        return tiles
    count = min(len(tiles), max(_ENOUGH_TILES, int(share * len(tiles))))
    chosen = np.sort(np.random.default_rng(seed).permutation(len(tiles))[:count])
    return tuple(tiles[number] for number in chosen)


def _refuse_few(windows: Windows, kept: int, seen: int) -> None:
    rows, columns = windows.size
    needed = _FEWEST_A_WEIGHT * (windows.weights + 1)
    if kept >= needed:
        return
    cut = f", {seen - kept} of them cut off to black or white" if seen > kept else ""
    raise LearnError(
        f"too few pixels are left: {rows}×{columns} weights and an offset need at least {needed}, "
        f"there are {kept} ({seen} have their whole window inside the picture{cut})"
    )


def _refuse_flat(windows: Windows, moments: Moments) -> None:
    spread = np.diag(moments.centred) / moments.count
    if float(spread[:-1].max()) <= _FLAT:
        raise LearnError(
            "the picture is flat wherever its result was not cut off; all kernels look alike there"
        )
    if float(spread[-1]) <= _FLAT * max(1.0, float(moments.means[-1]) ** 2):
        value = float(moments.means[-1]) * windows.scale + windows.result_centre
        raise LearnError(
            f"the result is {value:g} all over, where it was not cut off: a kernel of zeros with "
            "that offset makes it of any picture"
        )
