"""The sparse method: one multiplication and one addition for each weight that is not 0."""

from functools import lru_cache

import cv2
import numpy as np

from kernelview.engine.errors import EngineError
from kernelview.engine.methods.blocks import (
    Block,
    framed_blocks_of,
    has_whole_rows,
    reached_by,
    window_at,
)
from kernelview.engine.methods.moving import move, moving_seconds
from kernelview.engine.methods.opencv import DEPTHS, FOURIER_AREA, for_opencv
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers
from kernelview.kernels import Cluster, Kernel, clusters

MOST_TAPS = 99
# Fewer taps than these are cheaper one by one.
_FEWEST_TOGETHER = 4
_BLOCK_VALUES = 2**17
# Nanoseconds a value, on two cores.
_START, _ALONE, _CLUSTER, _TOGETHER = 0.2, 0.07, 0.1, 0.024
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
        return moving_seconds(problem)
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
    if _taps(problem) <= 1:
        move(image, problem, result, workers)
        return
    workers.run(
        lambda block: _fill_summed(image, problem, block, result[block.places]),
        framed_blocks_of(problem, _BLOCK_VALUES),
    )


def _taps(problem: Problem) -> int:
    return int(np.count_nonzero(problem.weights))


def _clusters_of(problem: Problem) -> tuple[Cluster, ...]:
    return _kept_clusters(problem.kernel, FOURIER_AREA[problem.working.itemsize] - 1)


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
            window = for_opencv(window_at(pixels, block, row, column))
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
