"""Turns and flips: pure, each gives a new kernel whose anchor has moved with its cell."""

from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.edits import resize
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel

# The outer cells of 3×3, clockwise.
RING = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))


def turn_90(kernel: Kernel, *, clockwise: bool = True) -> Kernel:
    """Return the kernel turned by a quarter; rows and columns change places."""
    rows, columns = kernel.shape
    row, column = kernel.anchor
    anchor = (column, rows - 1 - row) if clockwise else (columns - 1 - column, row)
    weights = np.rot90(kernel.weights, -1 if clockwise else 1)
    return kernel.replace(weights=weights, anchor=anchor)


def turn_180(kernel: Kernel) -> Kernel:
    """Return the kernel turned by a half: what tells convolution from cross-correlation."""
    rows, columns = kernel.shape
    row, column = kernel.anchor
    anchor = rows - 1 - row, columns - 1 - column
    return kernel.replace(weights=kernel.weights[::-1, ::-1], anchor=anchor)


def flip_horizontal(kernel: Kernel) -> Kernel:
    """Return the kernel with left and right changed."""
    row, column = kernel.anchor
    anchor = row, kernel.shape[1] - 1 - column
    return kernel.replace(weights=kernel.weights[:, ::-1], anchor=anchor)


def flip_vertical(kernel: Kernel) -> Kernel:
    """Return the kernel with top and bottom changed."""
    row, column = kernel.anchor
    anchor = kernel.shape[0] - 1 - row, column
    return kernel.replace(weights=kernel.weights[::-1], anchor=anchor)


def transpose(kernel: Kernel) -> Kernel:
    """Return the kernel with rows and columns changed: Sobel x becomes Sobel y."""
    row, column = kernel.anchor
    return kernel.replace(weights=kernel.weights.T, anchor=(column, row))


def turn_45(kernel: Kernel, *, clockwise: bool = True) -> Kernel:
    """Return the kernel turned by an eighth.

    3×3: the ring of outer cells moves on by one, so eight turns give the same kernel. Other
    sizes are resampled between cells (linear), their sum kept; a rectangle is first filled
    up to a square. Raises KernelError when every weight would leave the square.
    """
    if kernel.shape == (3, 3):
        return _ring_turned(kernel, 1 if clockwise else -1)
    side = max(kernel.shape)
    return kernel if side == 1 else _resampled(resize(kernel, side, side), clockwise=clockwise)


def _ring_turned(kernel: Kernel, steps: int) -> Kernel:
    weights = kernel.weights.copy()
    moved = {cell: RING[(place + steps) % len(RING)] for place, cell in enumerate(RING)}
    for cell, target in moved.items():
        weights[target] = kernel.weights[cell]
    return kernel.replace(weights=weights, anchor=moved.get(kernel.anchor, kernel.anchor))


def _resampled(kernel: Kernel, *, clockwise: bool) -> Kernel:
    # Imported here: loading it takes longer than everything else in this package.
    from scipy.ndimage import affine_transform

    middle = (np.array(kernel.shape) - 1) / 2
    quarter = pi / 4 if clockwise else -pi / 4
    # The matrix leads from a new cell back to where it came from.
    back = np.array([[cos(quarter), -sin(quarter)], [sin(quarter), cos(quarter)]])
    turned = affine_transform(
        kernel.weights, back, middle - back @ middle, order=1, mode="grid-constant"
    )
    turned[np.abs(turned) < 1e-12 * np.abs(kernel.weights).max()] = 0.0
    place = back.T @ (np.array(kernel.anchor) - middle) + middle
    row, column = np.clip(np.floor(place + 0.5), 0, kernel.shape[0] - 1)
    with np.errstate(over="ignore", invalid="ignore"):
        weights = _with_sum(turned, float(kernel.weights.sum()))
    return kernel.replace(weights=weights, anchor=(int(row), int(column)))


def _with_sum(weights: NDArray[np.float64], total: float) -> NDArray[np.float64]:
    """Return weights that sum to `total`; large ones take more of the change, zeros none."""
    size = np.abs(weights)
    if not size.any():
        if total == 0:
            return weights
        raise KernelError(
            "turned by 45° every weight would lie outside the matrix; make it larger first"
        )
    missing = total - float(weights.sum())
    share: NDArray[np.float64] = size / size.sum()
    return weights + missing * share
