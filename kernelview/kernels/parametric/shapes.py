"""The grids and bells that the formulas are made of.

x runs to the right and y upwards, in pixels from the middle of the matrix.
"""

from math import ceil, cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.kernel import LARGEST_SIDE

Weights = NDArray[np.float64]


def automatic_size(radius: float) -> int:
    """Return the odd side that reaches `radius` pixels from the middle, at most 99."""
    return min(2 * max(ceil(radius - 1e-9), 0) + 1, LARGEST_SIDE)


def positions(size: int) -> Weights:
    """Return the pixels' distances from the middle, (size,): -1, 0, 1 for 3."""
    return np.arange(size, dtype=np.float64) - (size - 1) / 2


def grid(size: int) -> tuple[Weights, Weights]:
    """Return x (to the right) and y (upwards) of every cell, each (size, size)."""
    along = positions(size)
    return np.broadcast_to(along, (size, size)), np.broadcast_to(-along[:, None], (size, size))


def direction(angle: float) -> tuple[float, float]:
    """Return (cos, sin) of an angle in degrees, exactly 0 where they should be."""
    return round(cos(radians(angle)), 15), round(sin(radians(angle)), 15)


def gaussian(size: int, sigma: float, *, middle: float | None = None) -> Weights:
    """Return exp(-(x² + y²) / (2 sigma²)), sampled and scaled to sum 1, (size, size).

    `middle` is the cell where the bell stands; None: the middle of the matrix.
    """
    place = positions(size) if middle is None else np.arange(size) - middle
    bell = np.exp(-0.5 * (place / sigma) ** 2)
    bell /= bell.sum()
    return np.outer(bell, bell)


def impulse(size: int) -> Weights:
    """Return 1 at the anchor (size // 2) and 0 elsewhere, (size, size)."""
    weights = np.zeros((size, size))
    weights[size // 2, size // 2] = 1.0
    return weights


def around_anchor(stencil: Weights, size: int) -> Weights:
    """Return a 3×3 stencil about the anchor of a larger matrix of zeros, (size, size)."""
    weights = np.zeros((size, size))
    middle = size // 2
    weights[middle - 1 : middle + 2, middle - 1 : middle + 2] = stencil
    return weights
