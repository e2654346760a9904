"""Documents and appearances that the tests of the panels share."""

import numpy as np
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kernelview.document import Document, Image, Slot
from kernelview.engine import Convolve, Pipeline, Stage
from kernelview.kernels import Kernel, preset
from kernelview.ui.appearance import Appearance

MY_EDGE = Kernel([[1, 2, 1], [0, 0, 0], [-1, -2, -1]], name="My edge")
MY_BLUR = Kernel([[1, 1], [1, 1]], divisor=4, name="My blur")
MY_DOT = Kernel([[3]], name="My dot")


def new_appearance() -> Appearance:
    return Appearance()


def picture(height: int = 60, width: int = 90) -> Image:
    ramp = np.linspace(0, 255, height * width * 3).reshape(height, width, 3)
    return Image(ramp.astype(np.uint8), "ramp")


def document(
    *stages: Stage,
    image: Image | None = None,
    slot: Slot | None = None,
    mine: tuple[Kernel, ...] = (),
) -> Document:
    pipeline = Pipeline(stages or (Convolve(preset("sobel-x")),))
    return Document(image or picture(), pipeline, slot=slot or Slot(), mine=mine)


def window_for(qtbot: QtBot, width: int, height: int) -> QWidget:
    """Return a shown window for a panel; the offscreen platform warns of size limits of windows."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, height)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window
