"""What each chip of the strip shows, derived from the document by one pure function."""

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from kernelview.document import Document, kernels_of
from kernelview.engine import (
    Activate,
    Convolve,
    Magnitude,
    Pool,
    Stage,
    Threshold,
    white_level,
)
from kernelview.kernels import Kernel, format_number, preset, turn_90

LAST_KERNEL = "The last stage with a kernel stays: the editor needs a kernel in hand"


@dataclass(frozen=True)
class ChipState:
    """One stage of `count`; `part_in_hand` says which of its kernels is in hand, if one is.

    `output` is the size of the picture it leaves, "320×213", empty when it is as it came;
    `white` the picture's white, in whose units a threshold is.
    """

    index: int
    count: int
    stage: Stage
    part_in_hand: int | None
    removable: bool
    output: str
    white: float

    @property
    def spoken(self) -> str:
        """What a screen reader says for the chip."""
        state = "on" if self.stage.enabled else "off"
        hand = ", in hand" if self.part_in_hand is not None else ""
        size = f", leaves {self.output}" if self.output else ""
        return f"Stage {self.index + 1} of {self.count}: {words(self.stage)}, {state}{hand}{size}"


def chip_states(document: Document) -> tuple[ChipState, ...]:
    """Return the state of every chip, in order."""
    stages, slot = document.pipeline.stages, document.slot
    with_kernels = sum(bool(kernels_of(stage)) for stage in stages)
    outputs = _outputs(document)
    white = float(white_level(document.image.pixels))
    return tuple(
        ChipState(
            index=index,
            count=len(stages),
            stage=stage,
            part_in_hand=slot.part if slot.index == index else None,
            removable=with_kernels > 1 or not kernels_of(stage),
            output=outputs[index],
            white=white,
        )
        for index, stage in enumerate(stages)
    )


def title(stage: Stage) -> str:
    """Return the kind of stage in one word."""
    match stage:
        case Convolve():
            return "Convolve"
        case Magnitude():
            return "Magnitude"
        case Activate():
            return "Activation"
        case Pool():
            return "Pooling"
        case Threshold():
            return "Threshold"
    assert_never(stage)


def words(stage: Stage) -> str:
    """Return a stage in a few words: "Sobel x + Sobel y → magnitude", "max-pool 2"."""
    match stage:
        case Convolve(kernel=kernel):
            return kernel_words(kernel)
        case Magnitude(first=first, second=second):
            return f"{kernel_words(first)} + {kernel_words(second)} → magnitude"
        case Activate(function=function):
            return function
        case Pool(kind=kind, size=size, stride=stride):
            every = "" if stride == size else f", stride {stride}"
            return f"{kind}-pool {size}{every}"
        case Threshold(level=level):
            return f"threshold {format_number(level)}"
    assert_never(stage)


def kernel_words(kernel: Kernel) -> str:
    """Return a kernel's name, or its size when it has none."""
    rows, columns = kernel.shape
    return kernel.name or f"{rows} × {columns} kernel"


def magnitude_of(kernel: Kernel, *, enabled: bool = True) -> Magnitude:
    """Return the magnitude of a kernel and itself turned by 90 degrees."""
    turned = turn_90(kernel).replace(name=f"{kernel_words(kernel)}, turned")
    return Magnitude(kernel, turned, enabled=enabled)


def edge_strength() -> tuple[Stage, ...]:
    """Return the template: the gradient's length, whatever its direction."""
    return (Magnitude(preset("sobel-x"), preset("sobel-y")),)


def convolutional_layer(kernel: Kernel) -> tuple[Stage, ...]:
    """Return the template: what Conv2D with relu and MaxPooling2D do with one kernel."""
    return Convolve(kernel), Activate("relu"), Pool("max", 2, 2)


def middle_level(white: float) -> float:
    """Return the middle grey that a new threshold starts from: 128 of 255."""
    return float(np.ceil(white / 2)) if white > 1 else white / 2


def _outputs(document: Document) -> tuple[str, ...]:
    height, width = document.image.height, document.image.width
    found = []
    for stage in document.pipeline.stages:
        before = (height, width)
        if isinstance(stage, Pool) and stage.enabled:
            height, width = _pooled(height, stage), _pooled(width, stage)
        found.append(f"{width}×{height}" if (height, width) != before else "")
    return tuple(found)


def _pooled(length: int, stage: Pool) -> int:
    return max(1, (length - stage.size) // stage.stride + 1)
