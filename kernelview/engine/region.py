"""A part of a result, from just the pixels that it depends on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.borders import OUTSIDE, Border, source_indices
from kernelview.engine.checks import checked_image
from kernelview.engine.errors import EngineError
from kernelview.engine.pipeline import render
from kernelview.engine.showing import ShowMode
from kernelview.engine.stages import Convolve, Magnitude, Pipeline, Pool, Stage
from kernelview.jobs import Job
from kernelview.kernels import Kernel, turn_180

Rectangle = tuple[int, int, int, int]
Span = tuple[int, int]

_NO_REACH: Rectangle = (0, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class PartialRendering:
    """`pixels` to see of the `region` (top, left, bottom, right) of the picture, ends excluded."""

    pixels: NDArray[Any]
    region: Rectangle


def can_render_region(pipeline: Pipeline, show_mode: ShowMode) -> bool:
    """Return whether a part's pixels depend on the pixels that the kernels reach alone.

    Stretch and false colour look at all values; pooling changes the size.
    """
    pools = any(isinstance(stage, Pool) and stage.enabled for stage in pipeline.stages)
    return not pools and show_mode not in ("stretch", "false-colour")


def needed_region(shape: tuple[int, ...], pipeline: Pipeline, rectangle: Rectangle) -> Rectangle:
    """Return the part of a picture (H, W, ...) that the rectangle of its result depends on.

    Cut out, it gives the same values there as the whole: where the rectangle reaches over
    the picture's edge, the part ends at that edge and holds all that the border rule shows.
    """
    top, left, bottom, right = rectangle
    rows, columns = (top, bottom), (left, right)
    for up, to_left, down, to_right in reversed(list(_reaches(pipeline))):
        rows = _sources(rows, (up, down), shape[0], pipeline.border)
        columns = _sources(columns, (to_left, to_right), shape[1], pipeline.border)
    return rows[0], columns[0], rows[1], columns[1]


def render_region(
    pixels: NDArray[Any], pipeline: Pipeline, show_mode: ShowMode, rectangle: Rectangle
) -> Job[PartialRendering]:
    """Render the rectangle (top, left, bottom, right) as it is in the whole result.

    Values differ by the rounding of float32 at most. Raises EngineError for a rectangle that
    is empty or not within the picture, and where `can_render_region` says no.
    """
    picture = checked_image(pixels)
    _check_rectangle(rectangle, picture.shape)
    if not can_render_region(pipeline, show_mode):
        raise EngineError("a part is rendered without pooling, stretch and false colour only")
    top, left, bottom, right = rectangle
    first_row, first_column, last_row, last_column = needed_region(
        picture.shape, pipeline, rectangle
    )
    crop = picture[first_row:last_row, first_column:last_column]
    rendering = yield from render(crop, pipeline, show_mode)
    rows = slice(top - first_row, bottom - first_row)
    columns = slice(left - first_column, right - first_column)
    return PartialRendering(np.ascontiguousarray(rendering.pixels[rows, columns]), rectangle)


def _check_rectangle(rectangle: Rectangle, shape: tuple[int, ...]) -> None:
    top, left, bottom, right = rectangle
    height, width = shape[:2]
    if not (0 <= top < bottom <= height and 0 <= left < right <= width):
        raise EngineError(
            f"a region (top, left, bottom, right) holds a pixel and lies within the {height} × "
            f"{width} picture; {rectangle} does not"
        )


def _sources(span: Span, reach: Span, length: int, border: Border) -> Span:
    """Return the span of all the places that a kernel over `span` looks at."""
    places = source_indices(span[0] - reach[0], span[1] + reach[1], length, border)
    places = places[places != OUTSIDE]
    return int(places.min()), int(places.max()) + 1


def _reaches(pipeline: Pipeline) -> Iterator[Rectangle]:
    """Yield how far (up, left, down, right) each stage looks."""
    for stage in pipeline.stages:
        if stage.enabled:
            yield _reach(stage, turned=pipeline.turned)


def _reach(stage: Stage, *, turned: bool) -> Rectangle:
    match stage:
        case Convolve(kernel=kernel):
            return _kernel_reach(kernel, turned=turned)
        case Magnitude(first=first, second=second):
            one = _kernel_reach(first, turned=turned)
            other = _kernel_reach(second, turned=turned)
            up, left, down, right = (max(pair) for pair in zip(one, other, strict=True))
            return up, left, down, right
        case _:
            return _NO_REACH


def _kernel_reach(kernel: Kernel, *, turned: bool) -> Rectangle:
    applied = turn_180(kernel) if turned else kernel
    rows, columns = applied.shape
    row, column = applied.anchor
    return row, column, rows - 1 - row, columns - 1 - column
