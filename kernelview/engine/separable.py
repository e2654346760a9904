"""The separable method: a rank-1 kernel as one pass along the columns and one along the rows."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.errors import EngineError
from kernelview.engine.opencv import DEPTHS, by_channels, crop, readable, with_border
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.kernels import Kernel, separable_factors

Factors = tuple[NDArray[np.float64], NDArray[np.float64]]

# What the factors may miss, as a share of the sum of absolute weights: a tenth of what a
# float64 result may be off.
_TOLERANCE = 1e-13
_NATIVE = frozenset({np.dtype(np.uint8)})


@lru_cache(maxsize=256)
def factors(kernel: Kernel) -> Factors | None:
    """Return a column and a row whose outer product is the weights over the divisor.

    None when the rank is not 1, or the product misses the weights by more than rounding.
    """
    found = separable_factors(kernel)
    if found is None:
        return None
    column, row = found
    missed = np.abs(np.outer(column, row) - kernel.weights).sum()
    precise = missed <= _TOLERANCE * np.abs(kernel.weights).sum()
    return (column / kernel.divisor, row) if precise else None


def applies(problem: Problem) -> bool:
    """The kernel must have rank 1."""
    return factors(problem.kernel) is not None


def minds_nan(problem: Problem) -> bool:
    """A NaN spreads under the weights that are 0, too."""
    del problem
    return True


def cost(problem: Problem) -> float:
    """Return about how many nanoseconds a value takes; measured on two cores."""
    if problem.dtype in _NATIVE and problem.working == FLOAT32:
        return 0.2 + 0.035 * sum(problem.kernel.shape) + problem.rounding
    start = 0.4 if problem.working == FLOAT32 else 1.1
    return start + 0.04 * sum(problem.kernel.shape) + problem.conversions


def correlate(image: Picture, problem: Problem) -> Picture:
    """Return the correlation in the working dtype."""
    return by_channels(_two_passes, image, problem)


def _factors_of(problem: Problem) -> Factors:
    found = factors(problem.kernel)
    if found is None:
        raise EngineError("the separable method needs a kernel of rank 1")
    return found


def _two_passes(image: Picture, problem: Problem) -> Picture:
    column, row = _factors_of(problem)
    image = readable(image, problem, natively=_NATIVE)
    source, border, padded = with_border(image, problem)
    anchor_row, anchor_column = problem.anchor
    result = cv2.sepFilter2D(
        source,
        DEPTHS[problem.working],
        row,
        column,
        anchor=(anchor_column, anchor_row),
        delta=problem.offset,
        borderType=border,
    ).reshape(source.shape)
    return crop(result, problem) if padded else result
