"""The kernel: a small matrix of weights with a divisor, an offset and an anchor."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from numbers import Real
from operator import index
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
        object.__setattr__(self, "divisor", _checked_divisor(divisor, matrix))
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
        return Kernel(**(self._fields() | changes))

    def __eq__(self, other: object) -> bool:
        return self._key == other._key if isinstance(other, Kernel) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        rows, columns = self.shape
        return f"Kernel({self.name or 'unnamed'!r}, {rows}×{columns})"

    def __reduce__(self) -> tuple[Any, ...]:
        # Copies are made through the constructor: NumPy alone would make theirs writable.
        return _restored, (self._fields(),)

    def _fields(self) -> dict[str, Any]:
        return {
            "weights": self.weights,
            "divisor": self.divisor,
            "offset": self.offset,
            "anchor": self.anchor,
            "name": self.name,
        }

    @cached_property
    def _key(self) -> tuple[object, ...]:
        # Adding 0.0 turns -0.0 into 0.0, so that equal kernels hash alike.
        cells = (self.weights + 0.0).tobytes()
        return self.shape, cells, self.divisor, self.offset + 0.0, self.anchor, self.name


def _restored(fields: dict[str, Any]) -> Kernel:
    return Kernel(**fields)


def _checked_weights(weights: ArrayLike | Sequence[Sequence[float]]) -> NDArray[np.float64]:
    numbers = _real_numbers(_bounded_array(weights))
    if not np.isfinite(numbers).all():
        row, column = (int(place) for place in np.argwhere(~np.isfinite(numbers))[0])
        raise KernelError(
            f"row {row + 1}, column {column + 1} is {numbers[row, column]}; weights must be finite"
        )
    # A view of bytes stays read-only: an array's own write flag could be set again.
    return np.frombuffer(numbers.tobytes(), dtype=np.float64).reshape(numbers.shape)


def _bounded_array(weights: object) -> NDArray[Any]:
    """Return a 2-D array of at most 99 × 99, looking at lengths before anything is copied."""
    if isinstance(weights, Sequence) and not isinstance(weights, str | bytes):
        _refuse_misshapen(weights)
    elif not hasattr(weights, "__array__"):
        raise KernelError(f"a kernel is rows of numbers, not {type(weights).__name__}")
    try:
        matrix = np.asarray(weights)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise KernelError(f"the weights must be real numbers: {error}") from error
    if matrix.ndim != 2:
        raise KernelError(
            f"a kernel is a matrix of rows and columns, not {matrix.ndim}-dimensional"
        )
    _refuse_size(*matrix.shape)
    return matrix


def _refuse_misshapen(rows: Sequence[Any]) -> None:
    if not len(rows):
        raise KernelError("a kernel has at least one row; this one is empty")
    if len(rows) > LARGEST_SIDE:
        raise KernelError(f"a kernel has at most {LARGEST_SIDE} rows, not {len(rows)}")
    widths = [_width(row, number) for number, row in enumerate(rows, start=1)]
    for number, width in enumerate(widths, start=1):
        if width != widths[0]:
            raise KernelError(f"row {number} has {_cells(width)}; row 1 has {_cells(widths[0])}")
    _refuse_size(len(rows), widths[0])


def _width(row: Any, number: int) -> int:
    try:
        if not isinstance(row, str | bytes):
            return len(row)
    except TypeError:  # A number, a generator or an array of no dimension.
        pass
    raise KernelError(f"row {number} is {_brief(row)}; each row is a list of numbers")


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _refuse_size(rows: int, columns: int) -> None:
    if not (1 <= rows <= LARGEST_SIDE and 1 <= columns <= LARGEST_SIDE):
        raise KernelError(
            f"a kernel has 1 to {LARGEST_SIDE} rows and columns, not {rows} × {columns}"
        )


def _real_numbers(matrix: NDArray[Any]) -> NDArray[np.float64]:
    if matrix.dtype.kind not in "biuf":
        for (row, column), cell in np.ndenumerate(matrix):
            if matrix.dtype.kind != "O" or not isinstance(cell, Real):
                raise KernelError(
                    f"row {row + 1}, column {column + 1} is {_brief(cell)}; "
                    "weights must be real numbers"
                )
    try:
        with np.errstate(over="ignore"):
            return matrix.astype(np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise KernelError(f"the weights must be real numbers of float64: {error}") from error


def _brief(value: object) -> str:
    text = repr(value) if isinstance(value, str | bytes | int | float | complex) else ""
    return text if 0 < len(text) <= 40 else f"of the type {type(value).__name__}"


def _checked_divisor(divisor: float, matrix: NDArray[np.float64]) -> float:
    value = _checked_finite(divisor, "divisor")
    if value == 0:
        raise KernelError("the divisor is 0; use any other number (1 leaves the sum as it is)")
    if not isfinite(float(np.abs(matrix).max()) / value):
        raise KernelError(f"the divisor {value} is too small: a weight over it is infinite")
    return value


def _checked_finite(value: object, what: str) -> float:
    if isinstance(value, str | bytes):
        raise KernelError(f"the {what} must be a number, not {_brief(value)}")
    try:
        number = float(value)  # type: ignore[arg-type]  # the except below is the check
    except (TypeError, ValueError, OverflowError) as error:
        raise KernelError(f"the {what} must be a finite number, not {_brief(value)}") from error
    if not isfinite(number):
        raise KernelError(f"the {what} is {number}; it must be finite")
    return number


def _checked_anchor(anchor: Anchor | None, rows: int, columns: int) -> Anchor:
    if anchor is None:
        return rows // 2, columns // 2
    try:
        row, column = (index(place) for place in anchor)
    except (TypeError, ValueError) as error:
        raise KernelError(
            f"the anchor is a pair of whole numbers (row, column): {error}"
        ) from error
    if not (0 <= row < rows and 0 <= column < columns):
        raise KernelError(
            f"the anchor (row {row}, column {column}, counted from 0) is outside "
            f"the {rows} × {columns} kernel"
        )
    return row, column
