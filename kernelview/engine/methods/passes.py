"""Sums of columns times rows: each product is one pass along the columns and one along the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import frexp

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.methods.blocks import Block, Source, blocks_of, has_whole_rows, source_of
from kernelview.engine.methods.opencv import DEPTHS, for_opencv
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers

Factors = tuple[NDArray[np.float64], NDArray[np.float64]]

_BLOCK_VALUES = 2**19
_COPYING = 0.1
# OpenCV has loops of their own for rows of up to 5 taps, a share of the cost of longer ones.
_LONGEST_SHORT_ROW, _SHORT_ROW = 5, 0.75
# OpenCV reads other integers one by one.
NATIVE = frozenset({np.dtype(np.uint8)})


@dataclass(frozen=True)
class _Costs:
    """Nanoseconds a value on two cores: of a product, and of each tap of its row and column."""

    start: float
    row_tap: float
    even_column_tap: float
    column_tap: float


_FROM_UINT8 = _Costs(0.06, 0.017, 0.016, 0.0365)
_FROM_FLOAT32 = _Costs(0.14, 0.024, 0.018, 0.034)
_FROM_FLOAT64 = _Costs(0.3, 0.05, 0.042, 0.075)


def pass_nanoseconds(problem: Problem, product: Factors) -> float:
    """Return about how many nanoseconds a value one product takes in one call."""
    costs = _costs_of(problem)
    column, row = product
    column_tap = costs.even_column_tap if mirrors(problem, column) else costs.column_tap
    row_tap = costs.row_tap * (_SHORT_ROW if row.size <= _LONGEST_SHORT_ROW else 1)
    return costs.start + row_tap * row.size + column_tap * column.size


def _costs_of(problem: Problem) -> _Costs:
    if problem.working != FLOAT32:
        return _FROM_FLOAT64
    return _FROM_UINT8 if problem.dtype in NATIVE else _FROM_FLOAT32


def block_nanoseconds(problem: Problem, product: Factors) -> float:
    """Return about how many nanoseconds a value one product takes block by block."""
    _, width, channels = problem.shape
    rows = max(1.0, _BLOCK_VALUES / (width * channels))
    twice = min(1.0, (product[0].size - 1) / min(rows, problem.shape[0]))
    return (1 + twice) * pass_nanoseconds(problem, product)


def converting(problem: Problem) -> float:
    """Return about how many nanoseconds a value it takes to go from and to other dtypes."""
    if problem.dtype in NATIVE or problem.dtype == problem.working:
        return problem.rounding
    return problem.conversions + _COPYING


def balanced(column: NDArray[np.float64], row: NDArray[np.float64]) -> Factors:
    """Return factors of the same product whose first pass, the row's, adds up no more than both.

    Large numbers would overflow between the passes. Powers of two cost no precision.
    """
    gain = float(np.abs(column).sum())
    if not 0 < gain < 1:
        return column, row
    _, exponent = frexp(gain)
    return np.ldexp(column, 1 - exponent), np.ldexp(row, exponent - 1)


def mirrors(problem: Problem, column: NDArray[np.float64]) -> bool:
    """Whether a column is even or odd about the anchor: OpenCV is faster on those."""
    if problem.anchor[0] * 2 + 1 != column.size:
        return False
    return np.array_equal(column, column[::-1]) or np.array_equal(column, -column[::-1])


def fill_by_passes(
    image: Picture,
    problem: Problem,
    result: Picture,
    workers: Workers,
    factors: Sequence[Factors],
) -> None:
    """Fill the result with the sum of the products (column, row), block by block."""

    def fill(block: Block) -> None:
        source = source_of(image, problem, block, natively=NATIVE)
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
