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
    height, width, channels = image.shape
    rows = source_indices(-before[0], height + after[0], height, border)
    columns = source_indices(-before[1], width + after[1], width, border)
    result = np.empty((rows.size, columns.size, channels), dtype)
    top, left = before
    middle = result[top : top + height]
    middle[:, left : left + width] = image
    for margin in (slice(0, left), slice(left + width, None)):
        middle[:, margin] = image[:, columns[margin]]
        middle[:, margin][:, columns[margin] == OUTSIDE] = constant
    for margin in (slice(0, top), slice(top + height, None)):
        result[margin] = middle[rows[margin]]
        result[margin][rows[margin] == OUTSIDE] = constant
    return result
