"""Rank and separable factors: can a kernel be applied as a column and then a row?"""

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.kernel import Kernel

Vector = NDArray[np.float64]
# Singular values below this part of the largest are rounding.
TOLERANCE = 1e-12
LARGEST_EXACT_INTEGER = 2.0**53
_LOPSIDED = 1e-14


def rank(kernel: Kernel) -> int:
    """Return how many column-times-row products the weights are a sum of; 0 when all are 0."""
    largest = np.abs(kernel.weights).max()
    if largest == 0:
        return 0
    values = np.linalg.svd(kernel.weights / largest, compute_uv=False)
    return int(np.sum(values > TOLERANCE * values[0]))


def separable_factors(kernel: Kernel) -> tuple[Vector, Vector] | None:
    """Return a column (rows,) and a row (columns,) whose outer product is the weights.

    None unless the rank is 1. Whole-number kernels get whole-number factors: Sobel x is
    (1, 2, 1) and (-1, 0, 1). The divisor is left out.
    """
    if rank(kernel) != 1:
        return None
    whole = _whole_factors(kernel.weights)
    column, row = whole or _real_factors(kernel.weights)
    sign = -1.0 if _decisive(column, row) < 0 else 1.0
    return column * sign + 0.0, row * sign + 0.0


def _decisive(column: Vector, row: Vector) -> float:
    """Return a number whose sign says whether the factors look as people write them.

    Smoothing parts sum to something positive; in a product of two differences the row's
    largest weight is positive (the last one of equals).
    """
    for vector in (row, column):
        if not _sums_to_nothing(vector):
            return float(vector.sum())
    size = np.abs(row)
    return float(row[np.flatnonzero(size > size.max() * (1 - TOLERANCE))[-1]])


def _sums_to_nothing(vector: Vector) -> bool:
    return bool(abs(vector.sum()) <= TOLERANCE * np.abs(vector).sum())


def _whole_factors(weights: Vector) -> tuple[Vector, Vector] | None:
    if np.any(weights != np.round(weights)) or np.abs(weights).max() > LARGEST_EXACT_INTEGER:
        return None
    first = weights[np.flatnonzero(weights.any(axis=1))[0]]
    # A primitive row divides a whole-number matrix of rank 1 into whole numbers (Gauss).
    row = first / np.gcd.reduce(first.astype(np.int64))
    place = int(np.argmax(np.abs(row)))
    column = weights[:, place] / row[place]
    exact = np.array_equal(np.outer(column, row), weights)
    return (column, row) if exact else None


def _real_factors(weights: Vector) -> tuple[Vector, Vector]:
    scale = np.abs(weights).max()
    left, values, right = np.linalg.svd(weights / scale, full_matrices=False)
    part = np.sqrt(values[0]) * np.sqrt(scale)
    column, row = left[:, 0] * part, right[0] * part
    return without_dust(column), without_dust(row)


def without_dust(vector: Vector) -> Vector:
    """Return a factor without what is only rounding: tiny values, and tiny lopsidedness."""
    largest = np.abs(vector).max()
    clean = np.where(np.abs(vector) < 1e-15 * largest, 0.0, vector)
    for mirrored in (clean[::-1], -clean[::-1]):
        if np.abs(clean - mirrored).max() <= _LOPSIDED * largest:
            return (clean + mirrored) / 2
    return clean
