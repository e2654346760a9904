"""One result pixel taken apart: the window, the weights, their products and what they give."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.document.errors import DocumentError
from kernelview.engine.borders import Border, source_index
from kernelview.kernels import Kernel

Place = tuple[int, int]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Inspection:
    """How the value at (`row`, `column`) comes about: `total` / `divisor` + `offset` = `value`.

    `window`, `weights`, `products` and `inside` have the kernel's shape. `weights` are those
    that the window is multiplied by: turned already for true convolution, as `anchor` is.
    `sources` names the pixel (row, column) that each cell shows; None is the constant.
    `inside` is False where the window lies beyond the picture.
    """

    row: int
    column: int
    anchor: Place
    border: Border
    window: Floats
    weights: Floats
    products: Floats
    sources: tuple[tuple[Place | None, ...], ...]
    inside: NDArray[np.bool_]
    total: float
    divisor: float
    offset: float
    value: float


def inspect(
    pixels_in: NDArray[Any],
    kernel: Kernel,
    *,
    row: int,
    column: int,
    border: Border,
    constant: float,
    turned: bool,
) -> Inspection:
    """Take the result at (row, column) of one channel (H, W) apart, in float64.

    Raises DocumentError when `pixels_in` is not one channel or has no such pixel.
    """
    height, width = _checked_shape(pixels_in, row, column)
    weights, anchor = _as_applied(kernel, turned=turned)
    row_places = [row - anchor[0] + step for step in range(weights.shape[0])]
    column_places = [column - anchor[1] + step for step in range(weights.shape[1])]
    sources = _sources(
        [source_index(place, height, border) for place in row_places],
        [source_index(place, width, border) for place in column_places],
    )
    window = _window(pixels_in, sources, constant)
    inside_rows = np.array([0 <= place < height for place in row_places])
    inside_columns = np.array([0 <= place < width for place in column_places])
    products = window * weights
    total = float(products.sum())
    return Inspection(
        row=row,
        column=column,
        anchor=anchor,
        border=border,
        window=window,
        weights=weights,
        products=products,
        sources=sources,
        inside=np.outer(inside_rows, inside_columns),
        total=total,
        divisor=kernel.divisor,
        offset=kernel.offset,
        value=total / kernel.divisor + kernel.offset,
    )


def _checked_shape(pixels_in: NDArray[Any], row: int, column: int) -> Place:
    if pixels_in.ndim != 2:
        raise DocumentError(f"an inspection takes one channel (H, W), not {pixels_in.shape}")
    height, width = pixels_in.shape
    if not (0 <= row < height and 0 <= column < width):
        raise DocumentError(
            f"row {row + 1}, column {column + 1} is outside the {height} × {width} picture"
        )
    return height, width


def _as_applied(kernel: Kernel, *, turned: bool) -> tuple[Floats, Place]:
    if not turned:
        return kernel.weights, kernel.anchor
    rows, columns = kernel.shape
    row, column = kernel.anchor
    return kernel.weights[::-1, ::-1], (rows - 1 - row, columns - 1 - column)


def _window(
    pixels: NDArray[Any], sources: tuple[tuple[Place | None, ...], ...], constant: float
) -> Floats:
    return np.array(
        [[constant if source is None else pixels[source] for source in line] for line in sources],
        dtype=np.float64,
    )


def _sources(
    rows: list[int | None], columns: list[int | None]
) -> tuple[tuple[Place | None, ...], ...]:
    return tuple(
        tuple(None if row is None or column is None else (row, column) for column in columns)
        for row in rows
    )
