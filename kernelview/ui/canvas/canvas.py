"""The canvas: the picture and its result, zoomed, panned and compared."""

from dataclasses import replace
from math import isclose
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from kernelview.engine.levels import Levels
from kernelview.engine.white import white_level
from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.canvas_painter import Look
from kernelview.ui.canvas.keys import KEYS_IN_WORDS, action_of
from kernelview.ui.canvas.panes import VIEW_MODES, Pane, ViewMode, panes_of, view_width
from kernelview.ui.canvas.picture_painter import Highlight
from kernelview.ui.canvas.pointer import Pointer, near
from kernelview.ui.canvas.result_view import ResultView

WHEEL_NOTCH = 120.0
NOTCHES_A_DOUBLING = 3.0


class Canvas(ResultView):
    """Shows the source picture and the result; positions are (row, column) of the source."""

    pixel_hovered = Signal(object)
    pixel_clicked = Signal(int, int)
    mode_changed = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._mode: ViewMode = "result"
        self._wipe = 0.5
        self._original = False
        self._hovered: tuple[int, int] | None = None
        self._highlight: Highlight | None = None
        self._pointer = Pointer()
        self._keyboard_focus = False
        self.setAccessibleName("Picture")
        self.setAccessibleDescription(KEYS_IN_WORDS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(800, 600)

    # What is shown

    def set_source(self, pixels: NDArray[Any] | None, levels: Levels | None = None) -> None:
        """Show another picture, fitted unless it has the size of the last; its result is gone.

        `levels` are the picture's own, if it has them already.
        """
        before = self._pictures.source
        self.show_source(pixels, levels)
        source = self._pictures.source
        if source is None:
            self._hover(None)
        elif before is None or before.shape != source.shape:
            self._highlight = None
            self._hover(None)
            self._viewport = replace(self._viewport, height=source.shape[0], width=source.shape[1])
            self.zoom_fit()

    @property
    def mode(self) -> ViewMode:
        """How picture and result are compared."""
        return self._mode

    def set_mode(self, mode: ViewMode) -> None:
        """Compare picture and result in another way."""
        if mode not in VIEW_MODES:
            raise ValueError(f"a mode is one of {', '.join(VIEW_MODES)}, not {mode!r}")
        if mode != self._mode:
            self._mode = mode
            self._fit_into_widget()
            self.mode_changed.emit(mode)
            self.update()

    @property
    def is_original(self) -> bool:
        """Whether the original is shown instead of the result."""
        return self._original

    def show_original(self, shown: bool) -> None:  # noqa: FBT001 - it is the value itself
        """Show the source in place of the result, or the result again."""
        if shown != self._original:
            self._original = shown
            self.update()

    def set_highlight(
        self, row: int, column: int, kernel_shape: tuple[int, int], anchor: tuple[int, int]
    ) -> None:
        """Outline the kernel's window whose anchor is on (row, column)."""
        self._change_highlight(Highlight(row, column, kernel_shape, anchor))

    def clear_highlight(self) -> None:
        """Outline no window."""
        self._change_highlight(None)

    def show_pixel(self, row: int, column: int) -> None:
        """Move the view just as far as it takes to show a pixel."""
        self._change_viewport(self._viewport.showing(row, column), fits=False)

    @property
    def wipe(self) -> float:
        """Where the wipe is, 0 (all result) to 1 (all picture)."""
        return self._wipe

    def set_wipe(self, wipe: float) -> None:
        """Move the wipe."""
        self._wipe = min(max(wipe, 0.0), 1.0)
        self.update()

    def move_wipe(self, step: float) -> None:
        """Move the wipe by a fraction of the width."""
        if self._mode == "wipe":
            self.set_wipe(self._wipe + step)

    # The pixel cursor

    def move_cursor(self, rows: int, columns: int) -> None:
        """Move the pixel cursor, from the middle of the view when there is none."""
        if self._pictures.source is None:
            return
        top, left, bottom, right = self.visible_rect()
        row, column = self._hovered or ((top + bottom) // 2, (left + right) // 2)
        height, width = self._pictures.source.shape
        place = min(max(row + rows, 0), height - 1), min(max(column + columns, 0), width - 1)
        self.show_pixel(*place)
        self._hover(place)

    def pin_cursor(self) -> None:
        """Pin the pixel under the cursor."""
        if self._hovered is not None:
            self.pixel_clicked.emit(*self._hovered)

    def panes(self) -> tuple[Pane, ...]:
        """Return what is shown where."""
        return panes_of(
            self._mode,
            width=float(self.width()),
            wipe=self._wipe,
            has_result=self.result is not None,
            original=self._original,
        )

    def view_width(self) -> float:
        """Return the width of the widget, or of a half side by side."""
        return view_width(self._mode, float(self.width()))

    def place_in_view(self, position: QPointF) -> QPointF | None:
        """Return a position as one of the view of the pane it is in."""
        pane = self._pane_at(position)
        return position - QPointF(pane.view_left, 0.0) if pane is not None else None

    def pixel_at(self, position: QPointF) -> tuple[int, int] | None:
        """Return the source pixel at a position of the widget."""
        at = self.place_in_view(position)
        if at is None or self._pictures.source is None:
            return None
        return self._viewport.pixel_at(at.x(), at.y())

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the panes and what lies over them."""
        look = Look(
            panes=self.panes(),
            viewport=self._viewport,
            wipe_at=self._wipe_at(),
            hovered=self._hovered,
            highlight=self._highlight,
            white=self._white(),
            focused=self._keyboard_focus and self.hasFocus(),
        )
        self._painter.paint(self, self._pictures, look, self._appearance.theme)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the cursor."""
        notches = event.angleDelta().y() / WHEEL_NOTCH
        if notches and self._pictures.source is not None:
            factor = self.zoom * 2 ** (notches / NOTCHES_A_DOUBLING)
            self.set_zoom(factor, event.position())
            self._hover(self.pixel_at(event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a click, a drag of the picture or of the wipe."""
        self._keyboard_focus = False
        left = event.button() == Qt.MouseButton.LeftButton
        if self._pictures.source is not None and (
            left or event.button() == Qt.MouseButton.MiddleButton
        ):
            wipe_at = self._wipe_at() if left else None
            self._pointer.press(event.position(), wipe_at=wipe_at, can_click=left)
            self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was pressed and say which pixel is under the mouse."""
        at = event.position()
        moved = self._pointer.move(at)
        if self._pointer.doing == "wiping":
            self.set_wipe(at.x() / max(1, self.width()))
        elif not moved.isNull():
            self.pan(moved.x(), moved.y())
        self._hover(self.pixel_at(at))
        self._show_cursor(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pin the pixel when it was a click."""
        place = self.pixel_at(event.position())
        if self._pointer.release() and place is not None:
            self.pixel_clicked.emit(*place)
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change between the whole picture and 100 %."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._fits or not isclose(self.zoom, 1.0):
            self.set_zoom(1.0, event.position())
        else:
            self.zoom_fit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Say which pixel is under the mouse."""
        self._hover(self.pixel_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Say that no pixel is under the mouse."""
        self._hover(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says; Space shows the original while it is held."""
        if event.key() == Qt.Key.Key_Space:
            self.show_original(shown=True)
            return
        action = action_of(event.key(), event.modifiers())
        if action is None:
            super().keyPressEvent(event)
        elif self._pictures.source is not None:
            action(self)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Show the result again when Space is let go."""
        if event.key() != Qt.Key.Key_Space:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self.show_original(shown=False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus when it came by the keyboard."""
        by_keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._keyboard_focus = event.reason() in by_keys
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the result: the release of Space would go elsewhere."""
        self.show_original(shown=False)
        super().focusOutEvent(event)

    # Inner workings

    def _pane_at(self, position: QPointF) -> Pane | None:
        for pane in self.panes():
            if QRectF(pane.left, 0, pane.width, self.height()).contains(position):
                return pane
        return None

    def _wipe_at(self) -> float | None:
        shown = self._mode == "wipe" and self.result is not None and not self._original
        return self._wipe * self.width() if shown else None

    def _white(self) -> float:
        return white_level(self._source.pixels.dtype) if self._source is not None else 1.0

    def _change_highlight(self, highlight: Highlight | None) -> None:
        if highlight != self._highlight:
            self._highlight = highlight
            self.update()

    def _hover(self, place: tuple[int, int] | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.pixel_hovered.emit(place)
            self.update()

    def _show_cursor(self, at: QPointF) -> None:
        wipe_at = self._wipe_at()
        if self._pointer.doing == "panning":
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._pointer.doing == "wiping" or (wipe_at is not None and near(at, wipe_at)):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._pictures.source is not None:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.unsetCursor()
