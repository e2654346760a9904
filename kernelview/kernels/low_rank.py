"""A kernel as a sum of few columns times rows, with a bound on what the sum misses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.kernel import Kernel
from kernelview.kernels.separability import LARGEST_EXACT_INTEGER, TOLERANCE, without_dust

Vector = NDArray[np.float64]
Product = tuple[Vector, Vector]

# Elimination is slow, and the numbers it leaves soon grow too large to be of use.
_MOST_WHOLE = 8


@dataclass(frozen=True, eq=False)
class Products:
    """Columns (rows,) and rows (columns,) whose outer products add up to nearly the weights.

    `missed` and `growth` are shares of the sum of absolute weights: what the sum misses of
    them, and how much the products hold all together (1 where none cancels another).
    """

    factors: tuple[Product, ...]
    missed: float
    growth: float


def products(kernel: Kernel, tolerance: float) -> Products:
    """Return the fewest products that miss at most `tolerance` of the sum of absolute weights.

    The divisor is left out. Whole-number kernels get whole-number factors and miss nothing
    where elimination finds as few of those. `tolerance` below 1e-13 asks for more than rounding
    allows; what is then missed is still said.
    """
    total = float(np.abs(kernel.weights).sum())
    if total == 0:
        rows, columns = kernel.shape
        return Products(((np.zeros(rows), np.zeros(columns)),), 0.0, 1.0)
    real = _singular_products(kernel.weights, tolerance)
    whole = _whole_products(kernel.weights, most=len(real)) if len(real) <= _MOST_WHOLE else None
    return _judged(whole or real, kernel.weights, total)


def _judged(factors: tuple[Product, ...], weights: Vector, total: float) -> Products:
    held = sum(float(np.abs(column).sum() * np.abs(row).sum()) for column, row in factors)
    return Products(factors, _missed(factors, weights) / total, held / total)


def _missed(factors: tuple[Product, ...], weights: Vector) -> float:
    columns = np.stack([column for column, _ in factors], axis=1)
    rows = np.stack([row for _, row in factors])
    return float(np.abs(columns @ rows - weights).sum())


def _singular_products(weights: Vector, tolerance: float) -> tuple[Product, ...]:
    """Return the products of the largest singular values, as many as it takes."""
    scale = np.abs(weights).max()
    left, values, right = np.linalg.svd(weights / scale, full_matrices=False)
    parts = np.sqrt(values * scale)
    factors = tuple(
        (without_dust(left[:, place] * part), without_dust(right[place] * part))
        for place, part in enumerate(parts)
        if values[place] > TOLERANCE**2 * values[0]
    )
    allowed = tolerance * float(np.abs(weights).sum())
    # A matrix's absolute weights sum to no less than the root of the squares of its values.
    left_out = np.sqrt(np.cumsum(values[::-1] ** 2))[::-1] * scale
    fewest = max(1, int(np.count_nonzero(left_out > allowed)))
    for count in range(fewest, len(factors)):
        if _missed(factors[:count], weights) <= allowed:
            return factors[:count]
    return factors


def _whole_products(weights: Vector, *, most: int) -> tuple[Product, ...] | None:
    """Return at most so many whole-number products that are the weights, or None.

    Elimination: a whole number that divides all of its row (or column) takes that row and its
    column out of the rest, which stays whole. The smallest such number keeps the rest small.
    """
    if np.any(weights != np.round(weights)) or np.abs(weights).max() > LARGEST_EXACT_INTEGER:
        return None
    rest, found = weights.copy(), list[Product]()
    while rest.any():
        product = _eliminator(rest)
        if product is None or len(found) == most:
            return None
        found.append(product)
        rest = rest - np.outer(*product)
        if np.abs(rest).max() > LARGEST_EXACT_INTEGER:
            return None
    return tuple(found)


def _eliminator(rest: Vector) -> Product | None:
    whole = rest.astype(np.int64)
    by_rows, by_columns = np.gcd.reduce(whole, axis=1), np.gcd.reduce(whole, axis=0)
    size = np.abs(whole)
    divides = (size == by_rows[:, None]) | (size == by_columns)
    divides &= size > 0
    if not divides.any():
        return None
    smallest = np.argmin(np.where(divides, size, np.iinfo(size.dtype).max))
    row, column = (int(place) for place in np.unravel_index(smallest, size.shape))
    pivot = rest[row, column]
    if size[row, column] == by_rows[row]:
        return rest[:, column].copy(), rest[row] / pivot
    return rest[:, column] / pivot, rest[row].copy()
