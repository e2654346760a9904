"""Which part of a picture each stage of a pipeline needs for a part of its result."""

from kernelview.engine.borders import OUTSIDE, Border, source_indices
from kernelview.engine.errors import EngineError
from kernelview.engine.pooling import pooled_shape
from kernelview.engine.stages import Convolve, Magnitude, Pipeline, Pool, Stage
from kernelview.kernels import Kernel, turn_180

# Both are first and end, the end excluded; a rectangle is top, left, bottom, right.
Rectangle = tuple[int, int, int, int]
Span = tuple[int, int]
Spans = tuple[Span, Span]

_NO_REACH: Rectangle = (0, 0, 0, 0)


def enabled_stages(pipeline: Pipeline) -> tuple[Stage, ...]:
    """Return the stages that are switched on."""
    return tuple(stage for stage in pipeline.stages if stage.enabled)


def shapes_between(shape: tuple[int, ...], pipeline: Pipeline) -> tuple[tuple[int, int], ...]:
    """Return (rows, columns) before each enabled stage, and after the last.

    `shape` is the picture's. Raises EngineError where a pooling has too few pixels.
    """
    shapes = [(shape[0], shape[1])]
    for stage in enabled_stages(pipeline):
        if isinstance(stage, Pool):
            shapes.append(pooled_shape(shapes[-1], size=stage.size, stride=stage.stride))
        else:
            shapes.append(shapes[-1])
    return tuple(shapes)


def result_shape(shape: tuple[int, ...], pipeline: Pipeline) -> tuple[int, int]:
    """Return (rows, columns) of what the pipeline makes of a picture of this shape."""
    return shapes_between(shape, pipeline)[-1]


def check_rectangle(rectangle: Rectangle, shape: tuple[int, int]) -> None:
    """Raise EngineError unless the rectangle holds a pixel and lies within `shape`."""
    top, left, bottom, right = rectangle
    height, width = shape
    if not (0 <= top < bottom <= height and 0 <= left < right <= width):
        raise EngineError(
            f"a region (top, left, bottom, right) holds a pixel and lies within the {height} × "
            f"{width} picture; {rectangle} does not"
        )


def needed_before(stage: Stage, spans: Spans, shape: tuple[int, int], pipeline: Pipeline) -> Spans:
    """Return the rows and columns of a stage's input that those of its result depend on.

    `shape` is that of the input. They end at the input's edges and then hold all that the
    border rule shows beyond them; but of a wrapped input they run on past its edges.
    """
    if isinstance(stage, Pool):
        rows, columns = (_pooled_from(span, stage) for span in spans)
        return rows, columns
    up, left, down, right = reach_of(stage, turned=pipeline.turned)
    rows = _reached(spans[0], (up, down), shape[0], pipeline.border)
    columns = _reached(spans[1], (left, right), shape[1], pipeline.border)
    return rows, columns


def reach_of(stage: Stage, *, turned: bool) -> Rectangle:
    """Return how far (up, left, down, right) a stage looks."""
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


def _pooled_from(span: Span, stage: Pool) -> Span:
    return span[0] * stage.stride, (span[1] - 1) * stage.stride + stage.size


def _reached(span: Span, reach: Span, length: int, border: Border) -> Span:
    first, end = span[0] - reach[0], span[1] + reach[1]
    if border == "wrap" or (first >= 0 and end <= length):
        return first, end
    places = source_indices(first, end, length, border)
    places = places[places != OUTSIDE]
    return int(places.min()), int(places.max()) + 1
