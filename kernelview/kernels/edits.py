"""Edits of cells, size and values: pure, each gives a new kernel.

Divisor, offset and name are kept unless an edit says otherwise; the anchor moves with its cell.
"""

from collections.abc import Mapping
from math import isfinite

import numpy as np

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import LARGEST_SIDE, Kernel


def set_cells(kernel: Kernel, cells: Mapping[tuple[int, int], float]) -> Kernel:
    """Return the kernel with some cells (row, column), counted from 0, set to new weights."""
    rows, columns = kernel.shape
    weights = kernel.weights.tolist()
    for (row, column), value in cells.items():
        if not (0 <= row < rows and 0 <= column < columns):
            raise KernelError(
                f"row {row + 1}, column {column + 1} is outside the {rows} × {columns} kernel"
            )
        weights[row][column] = value
    return kernel.replace(weights=weights)


def resize(kernel: Kernel, rows: int, columns: int) -> Kernel:
    """Return the kernel cut or filled up with zeros to another size, about its centre.

    The centre is (rows // 2, columns // 2). An anchor that is cut off moves to the nearest cell.
    """
    for side in (rows, columns):
        if not 1 <= side <= LARGEST_SIDE:
            raise KernelError(f"a kernel has 1 to {LARGEST_SIDE} rows and columns, not {side}")
    down, first_row, last_row = _shift(kernel.shape[0], rows)
    right, first_column, last_column = _shift(kernel.shape[1], columns)
    weights = np.zeros((rows, columns))
    weights[first_row:last_row, first_column:last_column] = kernel.weights[
        first_row - down : last_row - down, first_column - right : last_column - right
    ]
    anchor = (
        min(max(kernel.anchor[0] + down, 0), rows - 1),
        min(max(kernel.anchor[1] + right, 0), columns - 1),
    )
    return kernel.replace(weights=weights, anchor=anchor)


def _shift(old: int, new: int) -> tuple[int, int, int]:
    """Return how far the cells move and the first and last new place that they fill."""
    shift = new // 2 - old // 2
    return shift, max(shift, 0), min(old + shift, new)


def scale(kernel: Kernel, factor: float) -> Kernel:
    """Return the kernel with every weight multiplied by `factor`."""
    with np.errstate(over="ignore", invalid="ignore"):
        return kernel.replace(weights=kernel.weights * float(factor))


def negate(kernel: Kernel) -> Kernel:
    """Return the kernel with the sign of every weight turned."""
    return kernel.replace(weights=0.0 - kernel.weights)


def normalise(kernel: Kernel) -> Kernel:
    """Return the kernel with weights that sum to 1 and the divisor 1, so that its gain is 1.

    Raises KernelError when the weights sum to 0: no factor can make that 1.
    """
    total = _sum(kernel)
    if total == 0:
        raise KernelError(
            "the weights sum to 0, and no factor makes that 1; "
            "a kernel for edges is meant to sum to 0"
        )
    return kernel.replace(weights=kernel.weights / total, divisor=1.0)


def zero_mean(kernel: Kernel) -> Kernel:
    """Return the kernel less its mean weight, so that flat areas give 0."""
    with np.errstate(over="ignore", invalid="ignore"):
        weights = kernel.weights - kernel.weights.mean()
        return kernel.replace(weights=weights - weights.mean())


def automatic_divisor(kernel: Kernel) -> float:
    """Return the sum of the weights, or 1 when that is 0."""
    return _sum(kernel) or 1.0


def _sum(kernel: Kernel) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        total = float(np.sum(kernel.weights))
        size = float(np.abs(kernel.weights).sum())
    if not isfinite(size):
        raise KernelError("the weights are too large to add up; scale the kernel down first")
    # Sums of decimals such as Farid's miss 0 by rounding alone.
    return 0.0 if abs(total) <= 1e-12 * size else total
