"""A panel with a session behind it, as the window has it, and hands to use it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.document.document import Document
from kernelview.document.image import Image
from kernelview.document.session import Session
from kernelview.engine import Convolve, Pipeline
from kernelview.kernels import Kernel, Recipe, build, set_cells
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor import EditorPanel
from kernelview.ui.editor.kernel_grid import KernelGrid

SOBEL = Kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], name="Sobel x")
LEFT = Qt.MouseButton.LeftButton
RIGHT = Qt.MouseButton.RightButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def new_document(kernel: Kernel = SOBEL, recipe: Recipe | None = None) -> Document:
    image = Image(np.zeros((4, 4, 3), np.uint8))
    return Document(image, Pipeline((Convolve(kernel),)), recipe=recipe)


def family_document(recipe: Recipe) -> Document:
    return new_document(build(recipe), recipe)


def with_kernel(document: Document, kernel: Kernel) -> Document:
    pipeline = replace(document.pipeline, stages=(Convolve(kernel),))
    return replace(document, pipeline=pipeline, recipe=None)


@dataclass
class Desk:
    """The panel, the session it edits, and everything the panel has said."""

    window: QWidget
    panel: EditorPanel
    session: Session
    said: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)

    @property
    def grid(self) -> KernelGrid:
        return self.panel.cells.grid

    @property
    def kernel(self) -> Kernel:
        return self.session.document.kernel

    @property
    def weights(self) -> list[list[float]]:
        return [[float(value) for value in row] for row in self.kernel.weights]

    @property
    def steps_to_undo(self) -> int:
        count = 0
        while self.session.undo_name is not None:
            self.session.undo()
            count += 1
        return count

    def show(self, kernel: Kernel) -> None:
        self.session.apply("Show", lambda document: with_kernel(document, kernel))

    def heard(self, signal: str) -> list[tuple[Any, ...]]:
        return [arguments for name, arguments in self.said if name == signal]

    def type(self, text: str) -> None:
        """Press keys one after the other, each where the focus then is."""
        for letter in text:
            QTest.keyClicks(focused(self.panel), letter)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.keyClick(focused(self.panel), key, modifiers)

    def centre(self, row: int, column: int) -> QPoint:
        return self.grid.geometry_of_cells.cell_rect((row, column)).center()

    def click(self, row: int, column: int, *, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.mouseClick(self.grid, LEFT, keys, self.centre(row, column))

    def drag(
        self,
        start: QPoint,
        *path: QPoint,
        button: Qt.MouseButton = LEFT,
        keys: Qt.KeyboardModifier = NO_KEYS,
    ) -> None:
        QTest.mousePress(self.grid, button, keys, start)
        for point in path:
            QTest.mouseMove(self.grid, point)
        QTest.mouseRelease(self.grid, button, keys, path[-1])

    def turn_wheel(
        self, row: int, column: int, notches: int, keys: Qt.KeyboardModifier = NO_KEYS
    ) -> None:
        turn_wheel(self.grid, self.centre(row, column), notches, keys)


SIGNALS = (
    "cells_edited",
    "drag_ended",
    "kernel_edited",
    "kernel_pasted",
    "recipe_changed",
    "divisor_changed",
    "offset_changed",
    "renamed",
    "border_changed",
    "constant_changed",
    "turned_changed",
    "channels_changed",
    "show_changed",
    "refused",
    "save_to_mine_asked",
    "export_kernel_asked",
)


def open_desk(qtbot: QtBot, document: Document | None = None, *, width: int = 360) -> Desk:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, 1400)
    panel = EditorPanel(Appearance(), window)
    panel.setGeometry(0, 0, width, 1400)
    session = Session(document or new_document())
    desk = Desk(window, panel, session)
    for name in SIGNALS:
        getattr(panel, name).connect(_recorder(desk, name))
    _wire(panel, session)
    panel.show_document(session.document)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    panel.cells.grid.setFocus()
    qtbot.waitUntil(panel.cells.grid.hasFocus)
    return desk


def focused(panel: EditorPanel) -> QWidget:
    widget = QApplication.focusWidget()
    return panel if widget is None else widget


def turn_wheel(
    widget: QWidget, place: QPoint, notches: int, keys: Qt.KeyboardModifier = NO_KEYS
) -> bool:
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def _recorder(desk: Desk, name: str) -> Callable[..., None]:
    def record(*arguments: Any) -> None:
        desk.said.append((name, arguments))

    return record


def _wire(panel: EditorPanel, session: Session) -> None:
    session.listen(lambda _, document: panel.show_document(document))

    def edit(name: str, change: Callable[[Kernel], Kernel], key: Any = None) -> None:
        session.apply(
            name, lambda document: with_kernel(document, change(document.kernel)), merge_key=key
        )

    def set_recipe(recipe: Recipe, key: Any) -> None:
        def change(document: Document) -> Document:
            return replace(with_kernel(document, build(recipe)), recipe=recipe)

        session.apply("Change", change, merge_key=key)

    panel.cells_edited.connect(
        lambda cells, name, key: edit(name, lambda kernel: set_cells(kernel, cells), key)
    )
    panel.kernel_edited.connect(edit)
    panel.kernel_pasted.connect(lambda kernel: edit("Paste", lambda _: kernel))
    panel.recipe_changed.connect(set_recipe)
    panel.drag_ended.connect(session.end_merging)
