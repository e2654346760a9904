"""A part of a result, from just the pixels that it depends on."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.borders import source_indices
from kernelview.engine.channels import choose_channels, split_alpha
from kernelview.engine.correlation import correlate
from kernelview.engine.pipeline import checked_picture
from kernelview.engine.pointwise import magnitude, pointwise
from kernelview.engine.pooling import pool
from kernelview.engine.showing import show
from kernelview.engine.spans import (
    Rectangle,
    Span,
    Spans,
    check_rectangle,
    enabled_stages,
    needed_before,
    shapes_between,
)
from kernelview.engine.stages import (
    Activate,
    Convolve,
    Magnitude,
    Pipeline,
    Pool,
    Stage,
    Threshold,
)
from kernelview.engine.white import white_level
from kernelview.kernels import Kernel, turn_180

Values = NDArray[np.float32]


def region_values(
    pixels: NDArray[Any],
    pipeline: Pipeline,
    rectangle: Rectangle,
    *,
    threads: int | None = None,
) -> Values:
    """Return what `run_pipeline` gives in the rectangle (top, left, bottom, right) of its result.

    Values differ by the rounding of float32 at most; only the pixels that they depend on are
    read. Raises EngineError for a rectangle that is empty or not within the result.
    """
    part = _Part(checked_picture(pixels), pipeline, threads)
    check_rectangle(rectangle, part.shapes[-1])
    top, left, bottom, right = rectangle
    values = part.after(len(part.stages), ((top, bottom), (left, right)))
    result = np.ascontiguousarray(values, np.float32)
    return result.copy() if np.may_share_memory(result, pixels) else result


def region_alpha(
    pixels: NDArray[Any], pipeline: Pipeline, rectangle: Rectangle
) -> NDArray[Any] | None:
    """Return the alpha of a rectangle of the result as `render` gives it, None without one.

    In the picture's dtype, averaged where the result is pooled.
    """
    if pixels.ndim == 2 or pixels.shape[2] not in (2, 4):
        return None
    alpha = pixels[:, :, -1]
    pools = tuple(
        replace(stage, kind="average")
        for stage in enabled_stages(pipeline)
        if isinstance(stage, Pool)
    )
    top, left, bottom, right = rectangle
    if not pools:
        return alpha[top:bottom, left:right]
    values = region_values(alpha, Pipeline(pools), rectangle)
    return show(values, "clamp", white=white_level(pixels), dtype=pixels.dtype).pixels


def source_region(shape: tuple[int, ...], pipeline: Pipeline, rectangle: Rectangle) -> Rectangle:
    """Return the part of a picture (H, W, ...) that a rectangle of its result depends on.

    Of a wrapped picture it may run past the edges.
    """
    shapes = shapes_between(shape, pipeline)
    top, left, bottom, right = rectangle
    spans = ((top, bottom), (left, right))
    for stage, before in zip(reversed(enabled_stages(pipeline)), shapes[-2::-1], strict=True):
        spans = needed_before(stage, spans, before, pipeline)
    return spans[0][0], spans[1][0], spans[0][1], spans[1][1]


@dataclass(frozen=True, eq=False)
class _Part:
    """The way from a picture to a part of its result, taken backwards."""

    picture: NDArray[Any]
    pipeline: Pipeline
    threads: int | None

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        return enabled_stages(self.pipeline)

    @cached_property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        return shapes_between(self.picture.shape, self.pipeline)

    def after(self, count: int, spans: Spans) -> NDArray[Any]:
        """Return what the first `count` stages give in these rows and columns."""
        if count == 0:
            return self._source(spans)
        stage, shape = self.stages[count - 1], self.shapes[count - 1]
        if isinstance(stage, Pool):
            return self._pooled(stage, count, spans)
        wider = needed_before(stage, spans, shape, self.pipeline)
        values = self.after(count - 1, wider)
        if isinstance(stage, Activate | Threshold):
            return pointwise(stage, values, white=white_level(self.picture))
        (top, _), (left, _) = wider
        (first_row, last_row), (first_column, last_column) = spans
        rows = slice(first_row - top, last_row - top)
        columns = slice(first_column - left, last_column - left)
        return self._filtered(stage, values)[rows, columns]

    def _filtered(self, stage: Convolve | Magnitude, values: NDArray[Any]) -> Values:
        match stage:
            case Convolve(kernel=kernel):
                return self._correlated(values, kernel)
            case Magnitude(first=first, second=second):
                return magnitude(self._correlated(values, first), self._correlated(values, second))

    def _correlated(self, values: NDArray[Any], kernel: Kernel) -> Values:
        return correlate(
            values,
            turn_180(kernel) if self.pipeline.turned else kernel,
            # What a wrapped picture shows beyond its edges is among the values already.
            border="edge" if self.pipeline.border == "wrap" else self.pipeline.border,
            constant=self.pipeline.constant,
            out_dtype=np.float32,
            threads=self.threads,
        )

    def _source(self, spans: Spans) -> NDArray[Any]:
        height, width = self.shapes[0]
        rows, columns = _slice_or_places(spans[0], height), _slice_or_places(spans[1], width)
        colour, _ = split_alpha(self.picture[rows][:, columns])
        return choose_channels(colour, self.pipeline.channels)

    def _pooled(self, stage: Pool, count: int, spans: Spans) -> NDArray[Any]:
        """Pool windows within the stage's result, and put those beyond a wrapped edge beside."""
        height, width = self.shapes[count]
        blocks = [
            [
                self._pooled_within(stage, count, (rows, columns))
                for columns in _within(spans[1], width)
            ]
            for rows in _within(spans[0], height)
        ]
        values = np.concatenate([np.concatenate(row, axis=1) for row in blocks])
        for axis, (span, length) in enumerate(zip(spans, (height, width), strict=True)):
            if span[1] - span[0] > length:
                values = values.take(source_indices(*span, length, "wrap"), axis=axis)
        return values

    def _pooled_within(self, stage: Pool, count: int, spans: Spans) -> Values:
        wider = needed_before(stage, spans, self.shapes[count - 1], self.pipeline)
        values = self.after(count - 1, wider)
        return pool(values, stage.kind, size=stage.size, stride=stage.stride)


def _slice_or_places(span: Span, length: int) -> slice | NDArray[np.intp]:
    """Return how to take a span of a wrapped side; within its ends without a copy."""
    if span[0] >= 0 and span[1] <= length:
        return slice(*span)
    return source_indices(*span, length, "wrap")


def _within(span: Span, length: int) -> list[Span]:
    """Return the spans within 0 to `length` that a wrapped span falls into; one if it is all."""
    if span[1] - span[0] > length:
        return [(0, length)]
    first = span[0] % length
    end = first + span[1] - span[0]
    return [(first, end)] if end <= length else [(first, length), (0, end - length)]
