"""Fixtures of the canvas and the inspector."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas import Canvas, InspectorPanel

Picture = NDArray[np.uint8]


def show_result(canvas: Canvas, pixels: np.ndarray) -> None:
    """Show a whole result."""
    canvas.begin_result((pixels.shape[0], pixels.shape[1]))
    canvas.finish_result(pixels)


@pytest.fixture
def appearance(qapp: QApplication) -> Appearance:
    return Appearance()


@pytest.fixture
def source() -> Picture:
    return np.random.default_rng(1).integers(0, 256, (200, 300, 3)).astype(np.uint8)


@pytest.fixture
def result(source: Picture) -> Picture:
    return np.asarray(255 - source, np.uint8)


@pytest.fixture
def canvas(qtbot: QtBot, appearance: Appearance, source: Picture, result: Picture) -> Canvas:
    widget = Canvas(appearance)
    qtbot.addWidget(widget)
    widget.resize(616, 416)
    widget.show()
    qtbot.waitExposed(widget)
    # The mouse is where the last test left it.
    QApplication.processEvents()
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
    widget.set_source(source)
    show_result(widget, result)
    return widget


@pytest.fixture
def panel(qtbot: QtBot, appearance: Appearance) -> InspectorPanel:
    widget = InspectorPanel(appearance)
    qtbot.addWidget(widget)
    widget.resize(340, 700)
    widget.show()
    qtbot.waitExposed(widget)
    return widget
