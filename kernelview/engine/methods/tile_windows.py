"""What a tile sees of a picture and the borders around it, written where it is transformed."""

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.borders import OUTSIDE, source_indices
from kernelview.engine.problem import Picture, Problem


def fill_window(
    target: Picture, image: Picture, problem: Problem, results: tuple[slice, slice]
) -> None:
    """Write what `results` (rows, columns) depend on to the corner of `target`, 0 to the rest.

    `target` is (rows, columns, C) of any strides, `image` the whole picture (H, W, C).
    """
    height, width, _ = image.shape
    rows, columns = (
        slice(wanted.start - before, wanted.stop + after)
        for wanted, before, after in zip(results, problem.before, problem.after, strict=True)
    )
    corner = target[: rows.stop - rows.start, : columns.stop - columns.start]
    inside = _within(rows, height), _within(columns, width)
    corner[_moved(inside[0], rows), _moved(inside[1], columns)] = image[inside]
    if corner.shape != target.shape:
        target[len(corner) :] = 0
        target[: len(corner), corner.shape[1] :] = 0
    if inside != (rows, columns):
        _fill_margins(corner, image, problem, (rows, columns), inside)


def _within(wanted: slice, length: int) -> slice:
    start = min(max(wanted.start, 0), length)
    return slice(start, max(start, min(wanted.stop, length)))


def _moved(span: slice, origin: slice) -> slice:
    return slice(span.start - origin.start, span.stop - origin.start)


def _fill_margins(
    corner: Picture,
    image: Picture,
    problem: Problem,
    window: tuple[slice, slice],
    inside: tuple[slice, slice],
) -> None:
    """Fill what lies left and right of the inside rows, then the rows above and below."""
    height, width, _ = image.shape
    rows = source_indices(window[0].start, window[0].stop, height, problem.border)
    columns = source_indices(window[1].start, window[1].stop, width, problem.border)
    middle = _moved(inside[0], window[0])
    for margin in _around(_moved(inside[1], window[1]), len(columns)):
        corner[middle, margin] = image[inside[0], columns[margin]]
    for margin in _around(middle, len(rows)):
        corner[margin] = image[_grid(rows[margin], columns)]
    if problem.border == "constant":
        corner[rows == OUTSIDE] = problem.constant
        corner[:, columns == OUTSIDE] = problem.constant


def _around(middle: slice, length: int) -> list[slice]:
    margins = slice(0, middle.start), slice(middle.stop, length)
    return [margin for margin in margins if margin.start < margin.stop]


def _grid(
    rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return rows[:, np.newaxis], columns
