"""The square that is drawn on, with the mouse, a pen or the keyboard."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.qimage import to_qimage
from kernelview.ui.pad.ink import ERASER_RADIUS, RADIUS, Ink, Point
from kernelview.ui.pad.pad_keys import ARROWS, KEYS_IN_WORDS, name_of, step_of

HINT = "Draw a digit here"
# Paper and ink as the network gets them: white on black, whatever the theme.
PAPER, FAINT = QColor("#000000"), QColor("#9aa4b0")
CURSOR = QColor("#6ea8fe")
MIDDLE: Point = (0.5, 0.5)


class PadCanvas(QWidget):
    """Takes strokes; says when there is more or less ink and when a stroke is over."""

    changed = Signal()
    stroke_ended = Signal()
    eraser_changed = Signal(bool)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ink = Ink()
        self._appearance = appearance
        self._picture: QImage | None = None
        self._last: Point | None = None
        self._erases = self._erases_now = False
        self._pen: Point = MIDDLE
        self._pen_down = self._pen_shown = False
        self._held: set[int] = set()
        self.setAccessibleName("Drawing pad")
        self.setToolTip(f"Draw a digit; the right button rubs out.\n{KEYS_IN_WORDS}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance.changed.connect(self.update)
        self._describe()

    @property
    def pen(self) -> Point:
        """Where the keyboard's pen is, (x, y) from 0 to 1."""
        return self._pen

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(164, 164)

    def set_erases(self, erases: bool) -> None:  # noqa: FBT001 - a slot
        """Rub out with the left button, too."""
        if erases != self._erases:
            self._erases = erases
            self.eraser_changed.emit(erases)
            self.update()

    def clear(self) -> None:
        """Rub all out."""
        self._lift()
        self.ink.clear()
        self._show_changed()
        self.stroke_ended.emit()

    def undo(self) -> None:
        """Take the last stroke back."""
        self._lift()
        self.ink.undo()
        self._show_changed()
        self.stroke_ended.emit()

    def redo(self) -> None:
        """Bring the last stroke taken back again."""
        self._lift()
        self.ink.redo()
        self._show_changed()
        self.stroke_ended.emit()

    # --- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a stroke, to rub out with the right button."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            event.ignore()
            return
        self._lift()
        self._pen_shown = False
        self._erases_now = self._erases or event.button() == Qt.MouseButton.RightButton
        self.ink.begin()
        self._last = self._place(event.position())
        self._go_to(self._last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, in a straight line from the last place."""
        if self._last is not None and not self._pen_down:
            self._go_to(self._place(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if self._last is not None and not self._pen_down:
            self._go_to(self._place(event.position()))
            self._end_stroke()

    # --- the keyboard

    def event(self, event: QEvent) -> bool:
        """Keep the pad's keys from the window's shortcuts."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and name_of(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the pen, put it down, or take something back."""
        match name_of(event):
            case "move":
                self._held.add(event.key())
                self._move_pen(step_of(event))
            case "pen" if not event.isAutoRepeat():
                self._toggle_pen()
            case "eraser":
                self.set_erases(not self._erases)
            case "clear":
                self.clear()
            case "undo":
                self.undo()
            case "redo":
                self.redo()
            case "lift" if self._pen_down:
                self._lift()
            case _:
                super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Move on without an arrow that is let go."""
        if not event.isAutoRepeat():
            self._held.discard(event.key())
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the pen to those who come by keyboard."""
        self._pen_shown = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lift the pen."""
        self._held.clear()
        self._lift()
        self._pen_shown = False
        super().focusOutEvent(event)
        self.update()

    def _move_pen(self, step: float) -> None:
        across = sum(ARROWS[key][0] for key in self._held)
        down = sum(ARROWS[key][1] for key in self._held)
        self._pen_shown = True
        self._pen = (_inside(self._pen[0] + across * step), _inside(self._pen[1] + down * step))
        if self._pen_down:
            self._go_to(self._pen)
        self._describe()
        self.update()

    def _toggle_pen(self) -> None:
        if self._pen_down:
            self._lift()
            return
        self._pen_shown = self._pen_down = True
        self._erases_now = self._erases
        self.ink.begin()
        self._last = self._pen
        self._go_to(self._pen)
        self._describe()

    def _lift(self) -> None:
        self._pen_down = False
        if self._last is not None:
            self._end_stroke()
        self._describe()

    # --- strokes

    def _go_to(self, place: Point) -> None:
        if self._last is None:
            return
        line = self.ink.erase if self._erases_now else self.ink.draw
        line(self._last, place)
        self._last = place
        self._show_changed()

    def _end_stroke(self) -> None:
        self._last = None
        self.stroke_ended.emit()
        self.update()

    def _show_changed(self) -> None:
        self._picture = None
        self.changed.emit()
        self.update()

    def _place(self, position: QPointF) -> Point:
        # A stroke may go on a little beyond the edge, as a pen does on the table.
        return (
            min(max(position.x() / max(self.width(), 1), -0.2), 1.2),
            min(max(position.y() / max(self.height(), 1), -0.2), 1.2),
        )

    def _describe(self) -> None:
        x, y = (round(part * 100) for part in self._pen)
        state = "down" if self._pen_down else "up"
        self.setAccessibleDescription(f"{KEYS_IN_WORDS} The pen is {state} at {x} %, {y} %.")

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ink, the hint on an empty pad, the pen and the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect())
        if self._picture is None:
            self._picture = to_qimage(self.ink.values)
        painter.fillRect(box, PAPER)
        painter.drawImage(box, self._picture)
        if self.ink.is_empty:
            self._paint_hint(painter, box)
        if self._pen_shown and self.hasFocus():
            self._paint_pen(painter, box)
        theme = self._appearance.theme
        edge = QPen(QColor(theme.accent), 2) if self.hasFocus() else QPen(QColor(theme.line), 1)
        edge.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        inset = edge.widthF() / 2
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(inset, inset, -inset, -inset))
        painter.end()

    def _paint_hint(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(FAINT)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        high = box.height() * (0.7 if self._pen_shown else 0.5)
        text = painter.boundingRect(box.adjusted(8, 0, -8, 0), int(flags), HINT)
        text.moveTop(high - text.height() / 2)
        painter.drawText(text, int(flags), HINT)

    def _paint_pen(self, painter: QPainter, box: QRectF) -> None:
        radius = (ERASER_RADIUS if self._erases else RADIUS) * box.width()
        centre = QPointF(self._pen[0] * box.width(), self._pen[1] * box.height())
        painter.setPen(QPen(CURSOR, 1.5))
        painter.setBrush(CURSOR if self._pen_down else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius, radius)


def _inside(part: float) -> float:
    return float(np.clip(part, 0.0, 1.0))
