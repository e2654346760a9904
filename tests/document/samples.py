"""Small documents to edit."""

from typing import Any

import numpy as np

from kernelview.document import Document, Image, Slot
from kernelview.engine import Activate, Convolve, Magnitude, Pipeline, Stage
from kernelview.kernels import Kernel

BLUR = Kernel([[1, 2, 1]], divisor=4, name="Blur")
EDGE = Kernel([[-1, 0, 1]], name="Edge")
OTHER = Kernel([[1], [-1]], name="Other")


def picture(name: str = "picture", *, size: int = 4) -> Image:
    """A black picture of size × size bytes."""
    return Image(np.zeros((size, size), np.uint8), name)


def document(*stages: Stage, slot: Slot | None = None, **settings: Any) -> Document:
    """A document with these stages, or one blur."""
    pipeline = Pipeline(stages or (Convolve(BLUR),))
    return Document(picture(), pipeline, slot=slot or Slot(), **settings)


def three_stages(index: int = 0, part: int = 0) -> Document:
    """Blur, relu, magnitude of Edge and Other; the slot (index, part) in hand."""
    stages = (Convolve(BLUR), Activate("relu"), Magnitude(EDGE, OTHER))
    return document(*stages, slot=Slot(index, part))
