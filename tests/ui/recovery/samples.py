"""Pictures, documents and a runner for the tests of recovering."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from kernelview.document import Document, Image
from kernelview.engine import Convolve, Pipeline, ShowMode
from kernelview.files.assets import sample_pictures
from kernelview.files.images import load_image
from kernelview.kernels import Kernel, preset
from kernelview.ui.recovery.recovering import Recovering
from kernelview.ui.runner import Runner


def photo() -> Image:
    """Return a part of a bundled photo."""
    path = next(path for path in sample_pictures() if path.name == "camera.png")
    return Image(load_image(path).pixels[100:260, 100:260].copy(), "camera.png")


def in_hand(
    kernel: Kernel | None = None, *, image: Image | None = None, show: ShowMode = "clamp"
) -> Document:
    """Return a document with one kernel, a 5×5 Gaussian unless told."""
    stage = Convolve(preset("gaussian-5") if kernel is None else kernel)
    return Document(image or photo(), Pipeline((stage,)), show=show)


def flat() -> Image:
    """Return a picture of one value."""
    return Image(np.full((60, 70), 90, np.uint8), "flat.png")


@contextmanager
def recovering() -> Iterator[Recovering]:
    """Give a worker whose runner ends with the test."""
    runner = Runner()
    worker = Recovering(runner)
    yield worker
    assert runner.shut_down(10.0)
