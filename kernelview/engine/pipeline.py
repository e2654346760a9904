"""From a picture through the stages to what is seen and exported: the one way there is."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kernelview.engine.channels import choose_channels, split_alpha, with_alpha
from kernelview.engine.checks import checked_image, known_dtype
from kernelview.engine.errors import EngineError
from kernelview.engine.pointwise import magnitude, pointwise
from kernelview.engine.pooling import pool
from kernelview.engine.showing import ShowMode, Shown, show
from kernelview.engine.stages import (
    Activate,
    Convolve,
    Magnitude,
    Pipeline,
    Pool,
    Stage,
    Threshold,
)
from kernelview.engine.strips import correlate_in_strips
from kernelview.engine.white import white_level
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel, turn_180

Values = NDArray[np.float32]
Steps = Generator[float, None, Values]

Said = TypeVar("Said")

# Units of progress a stage.
_PARTS = 100


@dataclass(frozen=True, eq=False)
class Rendering:
    """What a pipeline makes of a picture.

    `values` are float32 (H', W'[, 3]) in the picture's own units, `shown` the same as a
    picture, `alpha` the picture's alpha, untouched but for pooling, in the dtype of `shown`.
    """

    values: Values
    shown: Shown
    alpha: NDArray[Any] | None

    @cached_property
    def pixels(self) -> NDArray[Any]:
        """The picture to see and to save: `shown` with the alpha put back."""
        return with_alpha(self.shown.pixels, self.alpha)


def run_pipeline(pixels: NDArray[Any], pipeline: Pipeline) -> Job[Values]:
    """Return the values after the last stage: float32, own units of the picture, no alpha."""
    return (yield from stage_input(pixels, pipeline, len(pipeline.stages)))


def stage_input(pixels: NDArray[Any], pipeline: Pipeline, index: int) -> Job[Values]:
    """Return what the stage at `index` receives; switched-off stages are passed over."""
    if not 0 <= index <= len(pipeline.stages):
        raise EngineError(f"no stage {index}; there are {len(pipeline.stages)}, counted from 0")
    colour, _ = split_alpha(checked_picture(pixels))
    values = choose_channels(colour, pipeline.channels)
    white = white_level(colour)
    stages = [stage for stage in pipeline.stages[:index] if stage.enabled]
    for number, stage in enumerate(stages):
        yield _progress(number, len(stages), _message(stage), 0.0)
        report = partial(_progress, number, len(stages), _message(stage))
        values = yield from _mapped(_apply(stage, values, pipeline, white), report)
    result = np.ascontiguousarray(values, np.float32)
    return result.copy() if np.may_share_memory(result, pixels) else result


def render(
    pixels: NDArray[Any],
    pipeline: Pipeline,
    show_mode: ShowMode,
    *,
    dtype: DTypeLike | None = None,
) -> Job[Rendering]:
    """Run the pipeline and show its values as a picture, with the alpha put back.

    `pixels` (H, W[, 1 to 4]); 2 and 4 channels end with alpha. `dtype` None means the
    picture's own; uint8, uint16, float32 and float64 can be shown. Raises EngineError.
    """
    picture = checked_picture(pixels)
    output = picture.dtype if dtype is None else known_dtype(dtype)
    values = yield from run_pipeline(picture, pipeline)
    yield Progress(1, 1, "Showing the result")
    shown = show(values, show_mode, white=white_level(picture), dtype=output)
    return Rendering(values, shown, _alpha_of(picture, pipeline, output))


def checked_picture(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return the picture in native byte order; it has 1 to 4 channels."""
    picture = checked_image(pixels)
    if picture.ndim == 3 and picture.shape[2] > 4:
        raise EngineError(f"a picture has 1 to 4 channels, not {picture.shape[2]}")
    return picture


def _message(stage: Stage) -> str:
    match stage:
        case Convolve(kernel=kernel):
            return f"Convolving with {kernel.name or 'the kernel'}"
        case Magnitude():
            return "Taking the magnitude of two kernels"
        case Activate(function=function):
            return f"Applying {function}"
        case Pool():
            return "Pooling"
        case Threshold():
            return "Applying the threshold"


def _progress(number: int, stages: int, message: str, share: float) -> Progress:
    return Progress(int((number + share) * _PARTS), stages * _PARTS, message)


def _mapped(steps: Steps, say: Callable[[float], Said]) -> Generator[Said, None, Values]:
    """Run the steps, and yield what `say` makes of each share done."""
    while True:
        try:
            share = next(steps)
        except StopIteration as end:
            values: Values = end.value
            return values
        yield say(share)


def _apply(stage: Stage, values: NDArray[Any], pipeline: Pipeline, white: float) -> Steps:
    match stage:
        case Convolve(kernel=kernel):
            return (yield from _filtered(values, kernel, pipeline))
        case Magnitude(first=first, second=second):
            strength = yield from _mapped(
                _filtered(values, first, pipeline), lambda share: share / 2
            )
            other = yield from _mapped(
                _filtered(values, second, pipeline), lambda share: 0.5 + share / 2
            )
            return magnitude(strength, other)
        case Activate() | Threshold():
            return pointwise(stage, values, white=white)
        case Pool(kind=kind, size=size, stride=stride):
            return pool(values, kind, size=size, stride=stride)


def _filtered(values: NDArray[Any], kernel: Kernel, pipeline: Pipeline) -> Steps:
    applied = turn_180(kernel) if pipeline.turned else kernel
    return correlate_in_strips(values, applied, border=pipeline.border, constant=pipeline.constant)


def _alpha_of(
    picture: NDArray[Any], pipeline: Pipeline, output: np.dtype[Any]
) -> NDArray[Any] | None:
    _, alpha = split_alpha(picture)
    if alpha is None:
        return None
    pools = [stage for stage in pipeline.stages if isinstance(stage, Pool) and stage.enabled]
    if not pools and output == picture.dtype:
        return alpha
    values = alpha.astype(np.float32)
    for stage in pools:
        values = pool(values, "average", size=stage.size, stride=stage.stride)
    return show(values, "clamp", white=white_level(picture), dtype=output).pixels
