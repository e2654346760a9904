"""What lies beyond the picture's edge, as numpy.pad names it."""

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import DTypeLike, NDArray

Border = Literal["reflect", "symmetric", "edge", "wrap", "constant"]
BORDERS: tuple[Border, ...] = get_args(Border)

OUTSIDE = -1


def source_index(position: int, length: int, border: Border) -> int | None:
    """Return which of `length` pixels in a row stands at `position`; None is the constant."""
    index = int(source_indices(position, position + 1, length, border)[0])
    return None if index == OUTSIDE else index


def source_indices(start: int, stop: int, length: int, border: Border) -> NDArray[np.intp]:
    """Return `source_index` of start to stop - 1 as an array, with OUTSIDE for the constant."""
    positions = np.arange(start, stop, dtype=np.intp)
    match border:
        case "reflect":
            period = max(1, 2 * (length - 1))
            return length - 1 - np.abs(positions % period - (length - 1))
        case "symmetric":
            places = positions % (2 * length)
            return np.minimum(places, 2 * length - 1 - places)
        case "edge":
            return np.clip(positions, 0, length - 1)
        case "wrap":
            return positions % length
        case "constant":
            inside = (positions >= 0) & (positions < length)
            return np.where(inside, positions, OUTSIDE)


def pad(
    image: NDArray[Any],
    before: tuple[int, int],
    after: tuple[int, int],
    border: Border,
    constant: float,
    dtype: DTypeLike,
) -> NDArray[Any]:
    """Return (H, W, C) with `before` and `after` (rows, columns) of border around it.

    Like numpy.pad, but any margin works on any picture, and the constant is taken in `dtype`.
    """
    height, width, _ = image.shape
    return window(
        image,
        (-before[0], height + after[0]),
        (-before[1], width + after[1]),
        border=border,
        constant=constant,
        dtype=dtype,
    )


def window(
    image: NDArray[Any],
    rows: tuple[int, int],
    columns: tuple[int, int],
    *,
    border: Border,
    constant: float,
    dtype: DTypeLike,
) -> NDArray[Any]:
    """Return what stands in rows x columns (first, end) of the plane with borders all round.

    A contiguous copy (rows, columns, C) of (H, W, C) in `dtype`; the ends may lie anywhere.
    """
    height, _, channels = image.shape
    result = np.empty((rows[1] - rows[0], columns[1] - columns[0], channels), dtype)
    inside = _overlap(rows, height)
    middle = result[inside.start - rows[0] : inside.stop - rows[0]]
    _fill_columns(middle, image, inside, columns, border=border, constant=constant)
    above, below = inside.start - rows[0], inside.stop - rows[0]
    for first, end in ((0, above), (below, len(result))):
        if first < end:
            _fill_rows(result[first:end], image, rows[0] + first, columns, border, constant)
    return result


def _overlap(span: tuple[int, int], length: int) -> slice:
    first = min(max(span[0], 0), length)
    return slice(first, max(first, min(span[1], length)))


def _fill_columns(
    result: NDArray[Any],
    image: NDArray[Any],
    rows: slice | NDArray[np.intp],
    columns: tuple[int, int],
    *,
    border: Border,
    constant: float,
) -> None:
    width = image.shape[1]
    inside = _overlap(columns, width)
    first, end = inside.start - columns[0], inside.stop - columns[0]
    result[:, first:end] = image[rows, inside]
    for margin in (slice(0, first), slice(end, result.shape[1])):
        if margin.start < margin.stop:
            places = source_indices(
                columns[0] + margin.start, columns[0] + margin.stop, width, border
            )
            result[:, margin] = image[rows if isinstance(rows, slice) else rows[:, None], places]
            result[:, margin][:, places == OUTSIDE] = constant


def _fill_rows(
    result: NDArray[Any],
    image: NDArray[Any],
    first: int,
    columns: tuple[int, int],
    border: Border,
    constant: float,
) -> None:
    places = source_indices(first, first + len(result), image.shape[0], border)
    _fill_columns(result, image, places, columns, border=border, constant=constant)
    result[places == OUTSIDE] = constant
