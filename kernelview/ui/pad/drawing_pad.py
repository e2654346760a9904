"""A pad to draw a digit on, beside what the network sees of it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.pad.input_preview import InputPreview
from kernelview.ui.pad.pad_canvas import PadCanvas
from kernelview.ui.theme import SPACING

# About thirty drawings a second while a stroke goes on.
TELL_MILLISECONDS = 33
MARGIN = SPACING * 3 // 2
SMALLEST_SIDE, LARGEST_SIDE = 96, 280


class DrawingPad(QWidget):
    """Says what is drawn while it is drawn; shows what becomes of it."""

    # float32 (h, w), 0 empty to 1 ink
    drawn = Signal(object)
    cleared = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Drawing")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._appearance = appearance
        self._is_stale = False
        self._was_empty = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TELL_MILLISECONDS)
        self._timer.timeout.connect(self._tell_if_stale)
        self.canvas = PadCanvas(appearance, self)
        self.preview = InputPreview(appearance, self)
        self.eraser = self._button("Rub out", "Rub out (E, or the right mouse button)")
        self.eraser.setCheckable(True)
        self.undo = self._button("Undo the stroke", "Take the last stroke back (Ctrl+Z)")
        self.redo = self._button("Redo the stroke", "Bring the last stroke again (Ctrl+Shift+Z)")
        self.clear = self._button("Clear the drawing", "Clear the drawing (Delete)")
        self._lay_out()
        self._connect()
        self._restyle()
        self._show_state()

    def show_input(self, pixels: NDArray[np.float32] | None) -> None:
        """Show what the network gets, (H, W, C) from 0 to 1."""
        self.preview.show_input(pixels)

    def sizeHint(self) -> QSize:
        """Return what the usual column gives."""
        return QSize(260, self._height_at(260))

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be drawn on."""
        return QSize(200, SMALLEST_SIDE + 2 * MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height at which the pad is square."""
        super().resizeEvent(event)
        side = self._side_at(self.width())
        self.canvas.setFixedSize(side, side)
        self.setFixedHeight(self._height_at(self.width()))

    def _tell_soon(self) -> None:
        self._show_state()
        self._is_stale = True
        if not self._timer.isActive():
            self._tell_if_stale()

    def _tell_if_stale(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._timer.start()
            self._tell()

    def _tell_last(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self._tell()

    def _tell(self) -> None:
        if not self.canvas.ink.is_empty:
            self._was_empty = False
            self.drawn.emit(self.canvas.ink.values)
        elif not self._was_empty:
            self._was_empty = True
            self.cleared.emit()

    def _show_state(self) -> None:
        self.undo.setEnabled(self.canvas.ink.can_undo)
        self.redo.setEnabled(self.canvas.ink.can_redo)
        self.clear.setEnabled(not self.canvas.ink.is_empty)

    def _connect(self) -> None:
        self.canvas.changed.connect(self._tell_soon)
        self.canvas.stroke_ended.connect(self._tell_last)
        self.canvas.eraser_changed.connect(self.eraser.setChecked)
        self.eraser.toggled.connect(self.canvas.set_erases)
        self.undo.clicked.connect(self.canvas.undo)
        self.redo.clicked.connect(self.canvas.redo)
        self.clear.clicked.connect(self.canvas.clear)
        self._appearance.changed.connect(self._restyle)

    def _restyle(self) -> None:
        for button, icon in (
            (self.eraser, "eraser"),
            (self.undo, "undo-2"),
            (self.redo, "redo-2"),
            (self.clear, "trash-2"),
        ):
            button.setIcon(self._appearance.icon(icon))
        muted = self._appearance.theme.muted
        self._caption.setStyleSheet(f"color: {muted}; font-size: 12px;")

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setFixedSize(28, 28)
        return button

    def _lay_out(self) -> None:
        self._caption = QLabel("Seen as", self)
        self._caption.setToolTip("What the network sees of the drawing")
        tools = QGridLayout()
        tools.setSpacing(2)
        for place, button in enumerate((self.eraser, self.clear, self.undo, self.redo)):
            tools.addWidget(button, *divmod(place, 2))
        side = QVBoxLayout()
        side.setSpacing(2)
        side.addWidget(self.preview)
        side.addWidget(self._caption, alignment=Qt.AlignmentFlag.AlignHCenter)
        side.addStretch(1)
        side.addLayout(tools)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.setSpacing(SPACING)
        row.addWidget(self.canvas, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(side)
        row.addStretch(1)
        QWidget.setTabOrder(self.canvas, self.eraser)

    def _side_at(self, width: int) -> int:
        room = width - 2 * MARGIN - SPACING - self.preview.sizeHint().width()
        return min(max(room, SMALLEST_SIDE), LARGEST_SIDE)

    def _height_at(self, width: int) -> int:
        # The preview, its caption and two rows of buttons need as much as a small pad has.
        return max(self._side_at(width), 140) + 2 * MARGIN
