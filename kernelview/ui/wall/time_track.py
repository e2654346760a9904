"""The time line as a track: epochs, the loss as it fell, and a handle to scrub with."""

from collections.abc import Sequence
from math import isfinite

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.learn.timeline import Moment
from kernelview.ui.appearance import Appearance
from kernelview.ui.wall.words import moment_words

CURVE_HEIGHT, LABEL_HEIGHT, SIDE, RADIUS = 22, 15, 8, 5.5
LABEL_PIXELS = 11
KEYS_IN_WORDS = (
    "Left and right go from moment to moment, Page Up and Page Down from epoch to epoch, Home to "
    "the start, End to the present."
)


class TimeTrack(QWidget):
    """Moments from the first at the left to the present at the right.

    `scrubbed` carries the place of a moment, None for the present; `play_asked` is the space bar.
    """

    scrubbed = Signal(object)
    play_asked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._moments: tuple[Moment, ...] = ()
        self._shown: Moment | None = None
        self._ends: list[int] = []
        self.setAccessibleName("Time line")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        font = QFont(self.font())
        font.setPixelSize(LABEL_PIXELS)
        self.setFont(font)
        appearance.changed.connect(self.update)
        self._describe()

    def show_moments(self, moments: Sequence[Moment], shown: Moment | None) -> None:
        """Show a training's moments; `shown` is the one looked at, None the present."""
        self._moments, self._shown = tuple(moments), shown
        epochs = np.array([moment.epoch for moment in moments])
        self._ends = np.flatnonzero(epochs[1:] != epochs[:-1]).tolist() if len(moments) else []
        self.setEnabled(len(moments) > 1)
        self._describe()
        self.update()

    @property
    def share(self) -> float:
        """Where the handle is, from 0 to 1."""
        return self._share_of(self._shown) if self._shown is not None else 1.0

    def place_near(self, share: float) -> int | None:
        """Return the place of the moment nearest to a share of the track, None at its end."""
        if len(self._moments) < 2 or share >= 1.0:
            return None
        shares = [self._share_of(moment) for moment in self._moments]
        place = int(np.abs(np.array(shares) - share).argmin())
        return place if place < len(self._moments) - 1 else None

    def sizeHint(self) -> QSize:
        """Return room for the curve and the epochs' numbers."""
        return QSize(240, CURVE_HEIGHT + LABEL_HEIGHT + int(RADIUS))

    def minimumSizeHint(self) -> QSize:
        """Return room for a short track."""
        return QSize(120, self.sizeHint().height())

    # --- what the person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the moment under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go from moment to moment."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned and len(self._moments) > 1:
            self._step(1 if turned < 0 else -1)
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from moment to moment, from epoch to epoch, or to an end."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or len(self._moments) < 2:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.play_asked.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self._step(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._step(1)
        elif key == Qt.Key.Key_Home:
            self._say(0)
        elif key == Qt.Key.Key_End:
            self._say(len(self._moments) - 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._step_epoch(forward=key == Qt.Key.Key_PageDown)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys act here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they act elsewhere."""
        super().focusOutEvent(event)
        self.update()

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the loss, the track, the epochs and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._moments) > 1:
            self._paint_loss(painter)
        self._paint_track(painter)
        self._paint_epochs(painter)
        if len(self._moments) > 1:
            self._paint_handle(painter)
        painter.end()

    def _paint_loss(self, painter: QPainter) -> None:
        losses = [moment.loss for moment in self._moments if isfinite(moment.loss)]
        highest = max(losses, default=0.0)
        if highest <= 0:
            return
        bottom, path, x = float(CURVE_HEIGHT), QPainterPath(), 0.0
        for moment in self._moments:
            if isfinite(moment.loss):
                x = self._x_of(self._share_of(moment))
                y = bottom - moment.loss / highest * (CURVE_HEIGHT - 4)
                if path.elementCount():
                    path.lineTo(x, y)
                else:
                    path.moveTo(x, bottom)
                    path.lineTo(x, y)
        path.lineTo(x, bottom)
        path.closeSubpath()
        fill = QColor(self._appearance.theme.muted)
        fill.setAlpha(60)
        painter.fillPath(path, fill)

    def _paint_track(self, painter: QPainter) -> None:
        theme = self._appearance.theme
        left, right, y = self._x_of(0.0), self._x_of(1.0), CURVE_HEIGHT + 0.5
        painter.setPen(QPen(QColor(theme.line), 2))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        if len(self._moments) > 1:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawLine(QPointF(left, y), QPointF(self._x_of(self.share), y))

    def _paint_epochs(self, painter: QPainter) -> None:
        theme = self._appearance.theme
        metrics, taken = painter.fontMetrics(), -1.0
        top = CURVE_HEIGHT + RADIUS
        for start, end, epoch in self._spans():
            if end < 1.0:
                painter.setPen(QPen(QColor(theme.muted), 1))
                x = self._x_of(end)
                painter.drawLine(QPointF(x, CURVE_HEIGHT - 4), QPointF(x, CURVE_HEIGHT + 4))
            middle = (self._x_of(start) + self._x_of(end)) / 2
            text = next(
                (
                    words
                    for words in (f"epoch {epoch}", f"{epoch}")
                    if metrics.horizontalAdvance(words) + 6 <= self._x_of(end) - self._x_of(start)
                ),
                f"{epoch}",
            )
            width = metrics.horizontalAdvance(text) + 2.0
            left = min(max(middle - width / 2, 0.0), self.width() - width)
            if left > taken:
                painter.setPen(QColor(theme.muted))
                box = QRectF(left, top, width, LABEL_HEIGHT)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                taken = left + width + 4

    def _paint_handle(self, painter: QPainter) -> None:
        theme = self._appearance.theme
        centre = QPointF(self._x_of(self.share), CURVE_HEIGHT + 0.5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, RADIUS + 3, RADIUS + 3)
        is_past = self._shown is not None
        if is_past:
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawLine(QPointF(centre.x(), 1), centre)
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.setBrush(QColor(theme.accent if is_past else theme.panel))
        painter.drawEllipse(centre, RADIUS - 1, RADIUS - 1)

    # --- places

    def _spans(self) -> list[tuple[float, float, int]]:
        """Return where each epoch starts and ends, from 0 to 1, and its number."""
        if not self._moments:
            return []
        spans, start = [], 0.0
        for place in [*self._ends, len(self._moments) - 1]:
            moment = self._moments[place]
            end = self._share_of(moment)
            if moment.epoch > 0 and end > start:
                spans.append((start, end, moment.epoch))
                start = end
        return spans

    def _share_of(self, moment: Moment) -> float:
        first, last = self._moments[0].batch, self._moments[-1].batch
        share = (moment.batch - first) / (last - first) if last > first else 1.0
        return min(1.0, max(0.0, share))

    def _x_of(self, share: float) -> float:
        return SIDE + share * max(1, self.width() - 2 * SIDE)

    def _place(self) -> int:
        place = self.place_near(self.share)
        return len(self._moments) - 1 if place is None else place

    def _go_to(self, x: float) -> None:
        if len(self._moments) > 1:
            share = (x - SIDE) / max(1, self.width() - 2 * SIDE)
            place = self.place_near(share)
            self._say(len(self._moments) - 1 if place is None else place)

    def _step(self, step: int) -> None:
        self._say(min(len(self._moments) - 1, max(0, self._place() + step)))

    def _step_epoch(self, *, forward: bool) -> None:
        stops = [0, *self._ends, len(self._moments) - 1]
        here = self._place()
        if forward:
            self._say(min((stop for stop in stops if stop > here), default=here))
        else:
            self._say(max((stop for stop in stops if stop < here), default=0))

    def _say(self, place: int) -> None:
        self.scrubbed.emit(place if place < len(self._moments) - 1 else None)

    def _describe(self) -> None:
        if len(self._moments) < 2:
            words = "Nothing is recorded yet; it fills as the network trains."
        elif self._shown is None:
            words = f"The present. {moment_words(self._moments[-1])}. {KEYS_IN_WORDS}"
        else:
            words = f"{moment_words(self._shown)}. {KEYS_IN_WORDS}"
        self.setAccessibleDescription(words)
        self.setToolTip("" if len(self._moments) > 1 else words)
