"""What a kernel becomes on a picture that was made 2, 4, 8 … times smaller."""

from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel


def reduced_kernel(kernel: Kernel, level: int) -> Kernel:
    """Return the kernel for level `level` of a picture, where a pixel is 2**level wide.

    Each tap is spread over the three places nearest to its scaled distance from the anchor,
    by the weights of Lagrange's quadratic through them. That keeps the sum and the first and
    second moments of the kernel, so a picture that is smooth at that level gets the values of
    the kernel itself: slopes and curvatures are right, not only means.
    """
    if level == 0:
        return kernel
    (row, column), (rows, columns) = kernel.anchor, kernel.shape
    across, first_row = _spreading(rows, row, level)
    along, first_column = _spreading(columns, column, level)
    return Kernel(
        across @ kernel.weights @ along.T,
        divisor=kernel.divisor,
        offset=kernel.offset,
        anchor=(-first_row, -first_column),
        name=kernel.name,
    )


def _spreading(length: int, anchor: int, level: int) -> tuple[NDArray[np.float64], int]:
    """Return (places, length) weights, and the distance of the first place from the anchor."""
    distances = (np.arange(length) - anchor) / 2**level
    nearest = np.rint(distances)
    rest = distances - nearest
    first = min(0, floor(nearest.min()) - 1)
    last = max(0, ceil(nearest.max()) + 1)
    weights = np.zeros((last - first + 1, length))
    taps = np.arange(length)
    for step, share in (
        (-1, rest * (rest - 1) / 2),
        (0, 1 - rest**2),
        (1, rest * (rest + 1) / 2),
    ):
        weights[nearest.astype(int) - first + step, taps] += share
    return _trimmed(weights, first)


def _trimmed(weights: NDArray[np.float64], first: int) -> tuple[NDArray[np.float64], int]:
    """Leave out places at the ends that no tap falls on, but not the anchor's."""
    while first < 0 and not weights[0].any():
        weights, first = weights[1:], first + 1
    while len(weights) + first - 1 > 0 and not weights[-1].any():
        weights = weights[:-1]
    return weights, first
