"""The sparse method: one multiplication and one addition for each weight that is not 0."""

from functools import lru_cache
from typing import Any

import cv2
import numpy as np

from kernelview.engine.blocks import Block, framed_blocks_of, has_whole_rows, reached_by
from kernelview.engine.errors import EngineError
from kernelview.engine.opencv import DEPTHS, for_opencv, holds, own_border
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers
from kernelview.kernels import Cluster, Kernel, clusters

MOST_TAPS = 128
# filter2D takes the taps that are not 0 alone, until it works by Fourier transform: from these
# areas on (by the working dtype's bytes), see OpenCV's filter.dispatch.cpp, dftFilter2D.
_SSE3 = 3  # CV_CPU_SSE3 of OpenCV's hal/interface.h; the stubs do not name it
_FOURIER_AREA = {4: 130 if cv2.checkHardwareSupport(_SSE3) else 50, 8: 50}
# Fewer taps than these are cheaper one by one.
_FEWEST_TOGETHER = 4
_BLOCK_VALUES = 2**17
_MOVED_VALUES = 2**19
# Up to so many bytes, one thread copies as fast as two.
_FEWEST_SHARED = 2**25
# Nanoseconds a value, on two cores.
_SCALING, _START, _ALONE, _CLUSTER, _TOGETHER = 0.05, 0.1, 0.06, 0.09, 0.02
_MOVING, _MOVED_BYTE = 0.03, 0.0075
_FLOAT64_SLOWER = 2.2


def applies(problem: Problem) -> bool:
    """The kernel must have few taps."""
    return _taps(problem) <= MOST_TAPS


def minds_nan(problem: Problem) -> bool:
    """A weight of 0 takes no part."""
    del problem
    return False


def minds_range(problem: Problem) -> bool:
    """Every result is a sum of its own."""
    del problem
    return False


def cost(problem: Problem) -> float:
    """Return about how many seconds it takes; measured on two cores."""
    if _taps(problem) <= 1:
        size = problem.dtype.itemsize + problem.output.itemsize
        nanoseconds = _MOVING + _MOVED_BYTE * size
        nanoseconds += _SCALING + problem.conversions if _is_scaled(problem) else 0.0
    else:
        slower = 1.0 if problem.working == FLOAT32 else _FLOAT64_SLOWER
        passes = sum(_cluster_nanoseconds(cluster.taps) for cluster in _clusters_of(problem))
        nanoseconds = slower * (_START + passes) + problem.conversions
    return 5e-5 + problem.values * nanoseconds * 1e-9


def _cluster_nanoseconds(taps: int) -> float:
    return taps * _ALONE if taps < _FEWEST_TOGETHER else _CLUSTER + taps * _TOGETHER


def reason(problem: Problem) -> str:
    """Say what it does."""
    taps = _taps(problem)
    if taps <= 1:
        return "a single weight: the picture moved and scaled"
    return f"{taps} of {problem.weights.size} weights are not 0"


def correlate(image: Picture, problem: Problem, result: Picture, workers: Workers) -> None:
    """Fill the result block by block."""
    if not applies(problem):
        raise EngineError(f"the sparse method needs at most {MOST_TAPS} weights that are not 0")
    alone = _taps(problem) <= 1
    border = own_border(problem)
    if alone and border is not None and _moves_alone(image, problem):
        _move(image, problem, result, border)
        return
    fill, values = (_fill_moved, _MOVED_VALUES) if alone else (_fill_summed, _BLOCK_VALUES)
    workers.run(
        lambda block: fill(image, problem, block, result[block.places]),
        framed_blocks_of(problem, values),
    )


def _moves_alone(image: Picture, problem: Problem) -> bool:
    """Whether nothing is to be computed, and one thread copies as fast as several."""
    plain = _taps(problem) == 1 and not _is_scaled(problem) and problem.dtype == problem.output
    rows, columns = problem.weights.shape
    # What goes out on one side is not what is mirrored on the other.
    near = 2 * rows <= image.shape[0] and 2 * columns <= image.shape[1]
    readable = problem.dtype in DEPTHS and has_whole_rows(image)
    return plain and near and readable and image.nbytes <= _FEWEST_SHARED


def _move(image: Picture, problem: Problem, result: Picture, border: int) -> None:
    """Fill the result with the picture moved, and the border that comes in at its edges."""
    height, width, _ = problem.shape
    row, column = _only_tap(problem)
    down, right = row - problem.anchor[0], column - problem.anchor[1]
    kept = image[max(0, down) : height + min(0, down), max(0, right) : width + min(0, right)]
    margins = (max(0, -down), max(0, down), max(0, -right), max(0, right))
    cv2.copyMakeBorder(for_opencv(kept), *margins, border, for_opencv(result))


def _only_tap(problem: Problem) -> tuple[int, int]:
    """Return row and column of the only weight that is not 0, or of the first."""
    place = int(np.argmax(problem.weights != 0))
    return place // problem.weights.shape[1], place % problem.weights.shape[1]


def _is_scaled(problem: Problem) -> bool:
    return problem.offset != 0 or float(problem.weights[_only_tap(problem)]) != 1


def _taps(problem: Problem) -> int:
    return int(np.count_nonzero(problem.weights))


def _clusters_of(problem: Problem) -> tuple[Cluster, ...]:
    return _kept_clusters(problem.kernel, _FOURIER_AREA[problem.working.itemsize] - 1)


@lru_cache(maxsize=256)
def _kept_clusters(kernel: Kernel, most_area: int) -> tuple[Cluster, ...]:
    return clusters(kernel.effective_weights, most_area)


def _fill_summed(image: Picture, problem: Problem, block: Block, result: Picture) -> None:
    pixels = reached_by(image, problem, block, problem.working)
    itself = result.dtype == problem.working and has_whole_rows(result)
    total = result if itself else np.empty(block.shape, problem.working)
    _sum_clusters(pixels, problem, block, total)
    if not itself:
        finish_into(total, result)


@np.errstate(over="ignore", invalid="ignore")
def _sum_clusters(pixels: Picture, problem: Problem, block: Block, total: Picture) -> None:
    """Fill the total with the offset and what each cluster adds."""
    sums = for_opencv(total)
    first, *others = _clusters_of(problem)
    held = _filtered(pixels, problem, block, first, problem.offset)
    for cluster in others:
        if cluster.taps >= _FEWEST_TOGETHER:
            cv2.add(held, _filtered(pixels, problem, block, cluster, 0.0), sums)
            held = sums
            continue
        for row, column, weight in cluster.each_tap:
            window = for_opencv(_moved(pixels, block, row, column))
            cv2.scaleAdd(window, weight, held, sums)
            held = sums
    if not others:
        np.copyto(sums, held)


def _filtered(
    pixels: Picture, problem: Problem, block: Block, cluster: Cluster, offset: float
) -> Picture:
    height, width, _ = block.shape
    rows, columns = cluster.weights.shape
    part = pixels[cluster.top :, cluster.left :][: height + rows - 1, : width + columns - 1]
    return cv2.filter2D(
        for_opencv(part),
        DEPTHS[problem.working],
        cluster.weights,
        anchor=(0, 0),
        delta=offset,
        borderType=cv2.BORDER_REPLICATE,
    )[:height, :width]


def _moved(pixels: Picture, block: Block, row: int, column: int) -> Picture:
    height, width, _ = block.shape
    return pixels[row : row + height, column : column + width]


def _fill_moved(image: Picture, problem: Problem, block: Block, result: Picture) -> None:
    """Fill a block from where the kernel's only tap looks."""
    row, column = _only_tap(problem)
    kept = problem.dtype if holds(problem.dtype, problem.constant) else problem.working
    window = _moved(reached_by(image, problem, block, kept), block, row, column)
    _scale_into(window, float(problem.weights[row, column]), problem, result)


@np.errstate(over="ignore", invalid="ignore")
def _scale_into(window: Picture, weight: float, problem: Problem, result: Picture) -> None:
    plain = weight == 1 and problem.offset == 0
    if plain and _copies(window.dtype, result.dtype):
        np.copyto(result, window)
        return
    values = result if result.dtype == problem.working else np.empty(result.shape, problem.working)
    np.multiply(window, weight, out=values, dtype=problem.working)
    if problem.offset:
        np.add(values, problem.offset, out=values)
    if values is not result:
        finish_into(values, result)


def _copies(source: np.dtype[Any], output: np.dtype[Any]) -> bool:
    """Whether a plain copy converts all values as they are."""
    return bool(np.can_cast(source, output, "safe"))
