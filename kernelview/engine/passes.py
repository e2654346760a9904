"""Sums of columns times rows: each product is one pass along the columns and one along the rows."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.blocks import Block, Source, blocks_of, has_whole_rows, source_of
from kernelview.engine.opencv import DEPTHS, for_opencv
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers

Factors = tuple[NDArray[np.float64], NDArray[np.float64]]

_BLOCK_VALUES = 2**18
# Nanoseconds a value: for a product, and for each of its taps; two cores.
_COSTS = {True: (0.06, 0.0155), False: (0.09, 0.0195)}
_FLOAT64_SLOWER = 2.3
_UINT8 = np.dtype(np.uint8)


def pass_nanoseconds(problem: Problem) -> float:
    """Return about how many nanoseconds a value one product takes."""
    start, tap = _COSTS[problem.dtype == _UINT8]
    slower = 1.0 if problem.working == FLOAT32 else _FLOAT64_SLOWER
    return slower * (start + tap * sum(problem.weights.shape))


def fill_by_passes(
    image: Picture,
    problem: Problem,
    result: Picture,
    workers: Workers,
    factors: Sequence[Factors],
) -> None:
    """Fill the result with the sum of the products (column, row), block by block."""

    def fill(block: Block) -> None:
        source = source_of(image, problem, block)
        _fill_block(source, block, problem, result[block.places], factors)

    workers.run(fill, blocks_of(problem, _BLOCK_VALUES))


@np.errstate(over="ignore", invalid="ignore")
def _fill_block(
    source: Source, block: Block, problem: Problem, result: Picture, factors: Sequence[Factors]
) -> None:
    first, *others = factors
    total = source.results_of(block, _filtered(source, problem, first, problem.offset))
    if not others:
        finish_into(total, result)
    for place, product in enumerate(others, start=1):
        part = source.results_of(block, _filtered(source, problem, product, 0.0))
        if place == len(others):
            finish_sum_into(total, part, result, problem)
        else:
            cv2.add(for_opencv(total), for_opencv(part), for_opencv(total))


def finish_sum_into(total: Picture, part: Picture, result: Picture, problem: Problem) -> None:
    """Write the sum of two arrays of results to `result`, rounded where that holds integers.

    The total may be changed.
    """
    first, second = for_opencv(total), for_opencv(part)
    itself = result.dtype == problem.working or _rounds_right(problem)
    if itself and has_whole_rows(result):
        cv2.add(first, second, for_opencv(result), dtype=DEPTHS[result.dtype])
    else:
        cv2.add(first, second, first)
        finish_into(total, result)


def _rounds_right(problem: Problem) -> bool:
    """Whether OpenCV's addition rounds as it should: half to even, and clipped.

    Where float32 is right for integers, sums are far within the 32-bit ones it rounds by.
    """
    return problem.working == FLOAT32 and problem.output in DEPTHS


def _filtered(source: Source, problem: Problem, product: Factors, offset: float) -> Picture:
    column, row = product
    anchor_row, anchor_column = source.anchor
    return cv2.sepFilter2D(
        for_opencv(source.pixels),
        DEPTHS[problem.working],
        row,
        column,
        anchor=(anchor_column, anchor_row),
        delta=offset,
        borderType=source.border,
    )
