"""The two pictures of a recovery: files, the picture in hand, or what the stages make of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from kernelview.document.document import Document
from kernelview.document.image import Image
from kernelview.engine import Convolve, Pipeline, Rendering, render, run_pipeline, white_level
from kernelview.engine.channels import choose_channels, split_alpha
from kernelview.jobs import Job
from kernelview.kernels import Kernel, turn_180
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.export_depth import UINT8
from kernelview.usecases.open_image import open_image

SourceKind = Literal["hand", "shown", "exact", "file"]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)


@dataclass(frozen=True)
class Source:
    """Where a picture comes from: the picture in hand, its result, or the file at `path`.

    "shown" is the result as it is seen and exported with 8 bits, "exact" the values before.
    """

    kind: SourceKind
    path: Path | None = None

    def __post_init__(self) -> None:
        if self.kind not in SOURCE_KINDS:
            known = ", ".join(SOURCE_KINDS)
            raise UseCaseError(f"a picture is one of {known}, not {self.kind!r}")
        if (self.kind == "file") != (self.path is not None):
            raise UseCaseError("a picture from a file needs the file's path, and no other does")

    @property
    def is_result(self) -> bool:
        """Whether it is made of the picture in hand."""
        return self.kind in ("shown", "exact")


@dataclass(frozen=True)
class SourcePair:
    """A picture, what a filter made of it, and the filter's kernel where it is known."""

    before: Image
    after: Image
    truth: Kernel | None = None


def source_pair(document: Document, before: Source, after: Source) -> Job[SourcePair]:
    """Read or make the two pictures.

    Raises ImageFileError, which names the file, EngineError, and UseCaseError for two that are
    the same.
    """
    if before == after:
        raise UseCaseError(
            "the picture and its result are the same; choose what a filter made of the picture"
        )
    first = yield from _image(document, before)
    if not after.is_result:
        second = yield from _image(document, after)
        return SourcePair(first, second)
    second, truth = yield from _result(document, after.kind)
    if before.kind != "hand":
        return SourcePair(first, second)
    return SourcePair(_plane(first, document.pipeline), second, truth)


def _image(document: Document, source: Source) -> Job[Image]:
    if source.kind == "hand":
        return document.image
    if source.path is not None:
        return (yield from open_image(source.path))
    image, _ = yield from _result(document, source.kind)
    return image


def _result(document: Document, kind: SourceKind) -> Job[tuple[Image, Kernel | None]]:
    pixels, pipeline = document.image.pixels, document.pipeline
    white = white_level(pixels)
    if kind == "exact":
        values = yield from run_pipeline(pixels, pipeline)
        exact = Image(values / np.float32(white), f"the exact result of {document.image.name}")
        return exact, single_kernel(pipeline)
    rendering = yield from render(pixels, pipeline, document.show, dtype=UINT8)
    shown = Image(rendering.shown.pixels, f"the result of {document.image.name} as shown")
    return shown, _kernel_shown(document, rendering, white)


def single_kernel(pipeline: Pipeline) -> Kernel | None:
    """Return the kernel that all a pipeline does comes down to, as it is slid; None if none."""
    stages = [stage for stage in pipeline.stages if stage.enabled]
    if len(stages) != 1 or not isinstance(stages[0], Convolve):
        return None
    kernel = stages[0].kernel
    return turn_180(kernel) if pipeline.turned else kernel


def _kernel_shown(document: Document, rendering: Rendering, white: float) -> Kernel | None:
    """Return the single kernel with the gain and offset of how its result is shown."""
    kernel = single_kernel(document.pipeline)
    low, high = rendering.shown.low, rendering.shown.high
    if kernel is None or document.show == "false-colour" or not high > low:
        return None
    gain = white / (high - low)
    if gain == 1 and low == 0:
        return kernel
    return kernel.replace(divisor=kernel.divisor / gain, offset=(kernel.offset - low) * gain)


def _plane(image: Image, pipeline: Pipeline) -> Image:
    """Return the plane that a pipeline worked on; a grey result is else taken for luminance."""
    if image.is_grey or pipeline.channels in ("all", "luminance"):
        return image
    colour, _ = split_alpha(image.pixels)
    name = f"the {pipeline.channels} of {image.name}"
    return Image(np.array(choose_channels(colour, pipeline.channels)), name)
