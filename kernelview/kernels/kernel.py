"""The kernel: a small matrix of weights with a divisor, an offset and an anchor."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kernelview.kernels.errors import KernelError

LARGEST_SIDE = 99

Anchor = tuple[int, int]


@dataclass(frozen=True, eq=False, init=False, repr=False)
class Kernel:
    """An immutable convolution kernel, stored as it is applied (cross-correlation).

    `weights` is a read-only float64 array (rows, columns), 1 to 99 each; `weights[0][0]`
    multiplies the pixel up-left of the anchor. A result is sum / `divisor` + `offset`.
    `anchor` is (row, column) and defaults to (rows // 2, columns // 2), as OpenCV has it.
    Raises KernelError for a matrix that is empty, ragged or not finite, a divisor of 0
    and an anchor outside the matrix.
    """

    weights: NDArray[np.float64]
    divisor: float
    offset: float
    anchor: Anchor
    name: str

    def __init__(
        self,
        weights: ArrayLike | Sequence[Sequence[float]],
        *,
        divisor: float = 1.0,
        offset: float = 0.0,
        anchor: Anchor | None = None,
        name: str = "",
    ) -> None:
        matrix = _checked_weights(weights)
        rows, columns = matrix.shape
        object.__setattr__(self, "weights", matrix)
        object.__setattr__(self, "divisor", _checked_divisor(divisor))
        object.__setattr__(self, "offset", _checked_finite(offset, "offset"))
        object.__setattr__(self, "anchor", _checked_anchor(anchor, rows, columns))
        object.__setattr__(self, "name", str(name))

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        rows, columns = self.weights.shape
        return rows, columns

    @property
    def effective_weights(self) -> NDArray[np.float64]:
        """The weights over the divisor: what a pixel's window is really multiplied by."""
        return self.weights / self.divisor

    def replace(self, **changes: Any) -> "Kernel":
        """Return a copy with some of weights, divisor, offset, anchor and name changed."""
        fields: dict[str, Any] = {
            "weights": self.weights,
            "divisor": self.divisor,
            "offset": self.offset,
            "anchor": self.anchor,
            "name": self.name,
        }
        return Kernel(**(fields | changes))

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Kernel) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        rows, columns = self.shape
        return f"Kernel({self.name or 'unnamed'!r}, {rows}×{columns})"

    def _key(self) -> tuple[object, ...]:
        # Adding 0.0 turns -0.0 into 0.0, so that equal kernels hash alike.
        cells = (self.weights + 0.0).tobytes()
        return self.shape, cells, self.divisor, self.offset + 0.0, self.anchor, self.name


def _checked_weights(weights: ArrayLike | Sequence[Sequence[float]]) -> NDArray[np.float64]:
    if not isinstance(weights, np.ndarray):
        _refuse_ragged(weights)
    try:
        matrix = np.array(weights, dtype=np.float64, order="C")
    except (TypeError, ValueError, OverflowError) as error:
        raise KernelError(f"the weights must be real numbers: {error}") from error
    if matrix.ndim != 2:
        raise KernelError(f"a kernel is a matrix of rows and columns, not {matrix.ndim}-dimensional")
    rows, columns = matrix.shape
    if not (1 <= rows <= LARGEST_SIDE and 1 <= columns <= LARGEST_SIDE):
        raise KernelError(
            f"a kernel has 1 to {LARGEST_SIDE} rows and columns, not {rows} × {columns}"
        )
    if not np.isfinite(matrix).all():
        row, column = (int(place) for place in np.argwhere(~np.isfinite(matrix))[0])
        raise KernelError(
            f"row {row + 1}, column {column + 1} is {matrix[row, column]}; weights must be finite"
        )
    matrix.setflags(write=False)
    return matrix


def _refuse_ragged(weights: object) -> None:
    if not isinstance(weights, Sequence) or not all(isinstance(row, Sequence) for row in weights):
        return
    if not weights:
        raise KernelError("a kernel has at least one row; this one is empty")
    width = len(weights[0])
    for number, row in enumerate(weights, start=1):
        if len(row) != width:
            raise KernelError(f"row {number} has {len(row)} cells; row 1 has {width}")


def _checked_divisor(divisor: float) -> float:
    value = _checked_finite(divisor, "divisor")
    if value == 0:
        raise KernelError("the divisor is 0; use any other number (1 leaves the sum as it is)")
    return value


def _checked_finite(value: float, what: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise KernelError(f"the {what} must be a number, not {value!r}") from error
    if not isfinite(number):
        raise KernelError(f"the {what} is {number}; it must be finite")
    return number


def _checked_anchor(anchor: Anchor | None, rows: int, columns: int) -> Anchor:
    if anchor is None:
        return rows // 2, columns // 2
    try:
        row, column = (int(place) for place in anchor)
    except (TypeError, ValueError) as error:
        raise KernelError(f"the anchor is a pair (row, column), not {anchor!r}") from error
    if not (0 <= row < rows and 0 <= column < columns):
        raise KernelError(
            f"the anchor (row {row}, column {column}, counted from 0) is outside "
            f"the {rows} × {columns} kernel"
        )
    return row, column
