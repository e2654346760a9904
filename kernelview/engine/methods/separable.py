"""The separable method: a rank-1 kernel as one pass along the columns and one along the rows."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.errors import EngineError
from kernelview.engine.methods.blocks import is_readable
from kernelview.engine.methods.opencv import DEPTHS, ONE_CALL_VALUES, for_opencv, own_border
from kernelview.engine.methods.passes import (
    NATIVE,
    balanced,
    block_nanoseconds,
    converting,
    fill_by_passes,
    mirrors,
    pass_nanoseconds,
)
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.engine.workers import Workers
from kernelview.kernels import Kernel, separable_factors

Factors = tuple[NDArray[np.float64], NDArray[np.float64]]

# What the factors may miss, as a share of the sum of absolute weights: a tenth of what a
# float64 result may be off.
_TOLERANCE = 1e-13
_ABOUT = 1e-6
_UINT8 = np.dtype(np.uint8)


@lru_cache(maxsize=256)
def factors(kernel: Kernel) -> Factors | None:
    """Return a column and a row whose outer product is the weights over the divisor.

    None when the rank is not 1, or the product misses the weights by more than rounding.
    """
    found = separable_factors(kernel) if _may_be_rank_1(kernel.weights) else None
    if found is None:
        return None
    column, row = found
    missed = np.abs(np.outer(column, row) - kernel.weights).sum()
    precise = missed <= _TOLERANCE * np.abs(kernel.weights).sum()
    return balanced(column / kernel.divisor, row) if precise else None


def _may_be_rank_1(weights: NDArray[np.float64]) -> bool:
    """Whether the row and column of the largest weight make up about all: quickly told."""
    place = int(np.argmax(np.abs(weights)))
    row, column = divmod(place, weights.shape[1])
    largest = float(weights[row, column])
    if largest == 0:
        return False
    rest = weights / largest - np.outer(weights[:, column] / largest, weights[row] / largest)
    return float(np.abs(rest).max()) < _ABOUT


def applies(problem: Problem) -> bool:
    """The kernel must have rank 1."""
    return factors(problem.kernel) is not None


def minds_nan(problem: Problem) -> bool:
    """A NaN spreads under the weights that are 0, too."""
    return not problem.weights.all()


def minds_range(problem: Problem) -> bool:
    """Every result is a sum of its own."""
    del problem
    return False


def cost(problem: Problem) -> float:
    """Return about how many seconds it takes; measured on two cores."""
    found = _factors_of(problem)
    in_place = problem.dtype in NATIVE or problem.dtype == problem.working
    if in_place and _takes_one_call(problem):
        nanoseconds = pass_nanoseconds(problem, found)
    else:
        nanoseconds = block_nanoseconds(problem, found) + converting(problem)
    return 3e-5 + problem.values * nanoseconds * 1e-9


def reason(problem: Problem) -> str:
    """Say what it does."""
    rows, columns = problem.weights.shape
    return f"rank 1: {rows} + {columns} taps a pixel instead of {rows * columns}"


def correlate(image: Picture, problem: Problem, result: Picture, workers: Workers) -> None:
    """Fill the result by a pass along the columns and one along the rows."""
    found = _factors_of(problem)
    border = own_border(problem)
    one_call = _takes_one_call(problem) and is_readable(image, problem, natively=NATIVE)
    if border is None or not one_call:
        fill_by_passes(image, problem, result, workers, (found,))
        return
    with workers.opencv():
        _in_one_call(image, problem, result, border, found)


def _takes_one_call(problem: Problem) -> bool:
    small = problem.values <= ONE_CALL_VALUES
    return small and own_border(problem) is not None and _ends_itself(problem)


def _factors_of(problem: Problem) -> Factors:
    found = factors(problem.kernel)
    if found is None:
        raise EngineError("the separable method needs a kernel of rank 1")
    return found


def _ends_itself(problem: Problem) -> bool:
    """Whether OpenCV goes to the output in the same pass, fast and rightly rounded.

    Where float32 is right for 8 bits, sums are far within the 32-bit integers it rounds by.
    """
    if problem.output == problem.working:
        return True
    eight_bits = problem.dtype == problem.output == _UINT8 and problem.working == FLOAT32
    return eight_bits and mirrors(problem, _factors_of(problem)[0])


def _in_one_call(
    image: Picture, problem: Problem, result: Picture, border: int, found: Factors
) -> None:
    column, row = found
    anchor_row, anchor_column = problem.anchor
    share = 1.0
    if problem.output == _UINT8:
        # Factors that each sum to 1 are taken for smoothing, and may be rounded to 8 bits.
        share = 4.0 if abs(row.sum() - 0.5) < 0.1 else 2.0
    cv2.sepFilter2D(
        for_opencv(image),
        DEPTHS[problem.output],
        row * share,
        column / share,
        for_opencv(result),
        anchor=(anchor_column, anchor_row),
        delta=problem.offset,
        borderType=border,
    )
