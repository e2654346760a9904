"""A part of a result, from just the pixels that it depends on."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from kernelview.engine.pipeline import Rendering, render
from kernelview.engine.showing import ShowMode
from kernelview.engine.stages import Convolve, Magnitude, Pipeline, Pool, Stage
from kernelview.jobs import Job
from kernelview.kernels import Kernel, turn_180

Rectangle = tuple[int, int, int, int]
Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class PartialRendering:
    """`pixels` to see of the `region` (top, left, bottom, right) of the picture, ends excluded."""

    pixels: NDArray[Any]
    region: Rectangle


def can_render_region(pipeline: Pipeline, show_mode: ShowMode) -> bool:
    """Return whether a part's pixels depend on the pixels around it alone.

    Stretch and false colour look at all values, pooling changes the size, a wrapped border
    reaches across the whole picture.
    """
    pools = any(isinstance(stage, Pool) and stage.enabled for stage in pipeline.stages)
    return not pools and show_mode not in ("stretch", "false-colour") and pipeline.border != "wrap"


def render_region(
    pixels: NDArray[Any], pipeline: Pipeline, show_mode: ShowMode, rectangle: Rectangle
) -> Job[PartialRendering]:
    """Render the rectangle (top, left, bottom, right) as it is in the whole result.

    The picture is cut with the halo that the kernels reach; beyond the picture the border rule
    holds as it does for the whole. For pipelines and modes that `can_render_region` allows.
    """
    top, left, bottom, right = rectangle
    up, to_left, down, to_right = _halo(pipeline)
    height, width = pixels.shape[:2]
    first_row, last_row = _cut((top, bottom), (up, down), height)
    first_column, last_column = _cut((left, right), (to_left, to_right), width)
    crop = pixels[first_row:last_row, first_column:last_column]
    rendering: Rendering = yield from render(crop, pipeline, show_mode)
    part = rendering.pixels[
        top - first_row : bottom - first_row, left - first_column : right - first_column
    ]
    return PartialRendering(part, rectangle)


def _cut(span: Span, halo: Span, length: int) -> Span:
    start, end = max(0, span[0] - halo[0]), min(length, span[1] + halo[1])
    # A border that mirrors a cut no longer than the reach would mirror it again.
    return (start, end) if end - start > sum(halo) else (0, length)


def _halo(pipeline: Pipeline) -> Rectangle:
    """Return how far (up, left, down, right) a result's value looks into the picture."""
    reaches = [_reach(stage, turned=pipeline.turned) for stage in pipeline.stages if stage.enabled]
    up, left, down, right = (sum(side) for side in zip(*reaches, strict=True)) if reaches else _NONE
    return up, left, down, right


def _reach(stage: Stage, *, turned: bool) -> Rectangle:
    match stage:
        case Convolve(kernel=kernel):
            return _kernel_reach(kernel, turned=turned)
        case Magnitude(first=first, second=second):
            both = (_kernel_reach(kernel, turned=turned) for kernel in (first, second))
            up, left, down, right = (max(side) for side in zip(*both, strict=True))
            return up, left, down, right
        case _:
            return _NONE


def _kernel_reach(kernel: Kernel, *, turned: bool) -> Rectangle:
    applied = turn_180(kernel) if turned else kernel
    rows, columns = applied.shape
    row, column = applied.anchor
    return row, column, rows - 1 - row, columns - 1 - column


_NONE: Rectangle = (0, 0, 0, 0)
