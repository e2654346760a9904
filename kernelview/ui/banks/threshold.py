"""From which score on pairs are shown: a slider over a small histogram of the scores."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.banks.words import score_words

STEPS, BINS = 100, 50
HEIGHT, MARGIN, KNOB, TRACK = 50, 8, 5.0, 8.0
WORDS, FONT_PIXELS = 16, 12
FADED = 0.3
LEFT = Qt.MouseButton.LeftButton
# A small house that points at the track from below.
_KNOB = QPolygonF(
    [QPointF(*point) for point in ((0, -2), (KNOB, 3.5), (KNOB, 8.5), (-KNOB, 8.5), (-KNOB, 3.5))]
)


class ThresholdBar(QSlider):
    """Scores from 0 to 1; `threshold_changed` carries the least score that is shown."""

    threshold_changed = Signal(float)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._appearance = appearance
        self._heights: NDArray[np.float64] = np.zeros((2, BINS))
        self._level: float | None = None
        self._words = ""
        self.setRange(0, STEPS)
        self.setPageStep(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Least score shown")
        self.valueChanged.connect(self._say)
        appearance.changed.connect(self.update)
        self._describe()

    @property
    def threshold(self) -> float:
        """The least score shown."""
        return self.value() / STEPS

    @property
    def level(self) -> float | None:
        """The score that chance reaches."""
        return self._level

    def show_scores(
        self, scores: Sequence[float], are_significant: Sequence[bool], level: float | None
    ) -> None:
        """Show how often each score occurs, and what chance reaches; the threshold stays."""
        self._heights = histogram(scores, are_significant)
        self._level = level
        self._describe()
        self.update()

    def show_words(self, words: str) -> None:
        """Say how many there are."""
        self._words = words
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the histogram."""
        return QSize(200, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return what is still told apart."""
        return QSize(100, HEIGHT)

    # --- what the person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where the mouse is."""
        if event.button() == LEFT:
            self.setValue(self._value_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & LEFT:
            self.setValue(self._value_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where it is."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything again."""
        if event.button() == LEFT:
            self.setValue(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel, but with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to what chance reaches with C; the rest is any slider's."""
        if event.key() == Qt.Key.Key_C and self._level is not None and not event.modifiers():
            self.setValue(round(self._level * STEPS))
        else:
            super().keyPressEvent(event)

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the histogram, the mark of chance, the track and the knob."""
        painter = QPainter(self)
        font = painter.font()
        font.setPixelSize(FONT_PIXELS)
        painter.setFont(font)
        self._paint_bars(painter)
        self._paint_level(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_track(painter)
        painter.end()

    def _paint_bars(self, painter: QPainter) -> None:
        theme, base = self._appearance.theme, self._base
        room = base - WORDS
        width = self._across / BINS
        for place in range(BINS):
            foot = base
            for row, colour in enumerate((theme.accent, theme.muted)):
                high = float(self._heights[row, place]) * room
                if high:
                    is_out = (place + 1) / BINS <= self.threshold + 1e-9
                    painter.setOpacity(FADED if is_out else (1.0 if row == 0 else 0.55))
                    left = MARGIN + place * width
                    painter.fillRect(
                        QRectF(left, foot - high, max(width - 1.0, 1.0), high), QColor(colour)
                    )
                    foot -= high
        painter.setOpacity(1.0)

    def _paint_level(self, painter: QPainter) -> None:
        if self._level is None:
            return
        theme, x = self._appearance.theme, round(self._x_of(self._level)) + 0.5
        pen = QPen(QColor(theme.text), 1)
        pen.setDashPattern([2.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, WORDS), QPointF(x, self._base))
        self._paint_words(painter, x, f"chance {score_words(self._level)}")

    def _paint_words(self, painter: QPainter, x: float, level: str) -> None:
        """Paint how many are shown, and the words for what chance reaches above its mark."""
        painter.setPen(QColor(self._appearance.theme.muted))
        metrics, flag = painter.fontMetrics(), Qt.AlignmentFlag.AlignLeft
        width = metrics.horizontalAdvance(level)
        left = min(max(x - width / 2, MARGIN), self.width() - width - 1)
        painter.drawText(QRectF(left, 0, width, WORDS), flag, level)
        room = QRectF(0, 0, left - MARGIN, WORDS)
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, flag, words)

    def _paint_track(self, painter: QPainter) -> None:
        theme = self._appearance.theme
        x, y = self._x_of(self.threshold), self._base
        painter.setPen(QPen(QColor(theme.line), 2))
        painter.drawLine(QPointF(MARGIN, y), QPointF(x, y))
        painter.setPen(QPen(QColor(theme.muted), 2))
        painter.drawLine(QPointF(x, y), QPointF(self.width() - MARGIN, y))
        painter.setPen(QPen(QColor(theme.panel), 1))
        painter.setBrush(QColor(theme.accent if self.hasFocus() else theme.text))
        painter.translate(x, y)
        painter.drawPolygon(_KNOB)

    # --- places

    @property
    def _base(self) -> float:
        return self.height() - TRACK - 2

    @property
    def _across(self) -> float:
        return max(self.width() - 2.0 * MARGIN, 1.0)

    def _x_of(self, score: float) -> float:
        return MARGIN + score * self._across

    def _value_at(self, point: QPointF) -> int:
        return round((point.x() - MARGIN) / self._across * STEPS)

    # --- words

    def _say(self) -> None:
        self._describe()
        self.update()
        self.threshold_changed.emit(self.threshold)

    def _describe(self) -> None:
        words = (
            f"Pairs that score {self.threshold:.2f} or more are shown"
            if self.value()
            else "All pairs are shown"
        )
        if self._level is not None:
            words += f"; chance alone reaches {score_words(self._level)} (C goes there)"
        self.setAccessibleDescription(words)
        self.setToolTip(f"{words}. Double-click to show all")


def histogram(scores: Sequence[float], are_significant: Sequence[bool]) -> NDArray[np.float64]:
    """Return shares of the highest bar (2, BINS): of scores more than chance, and of the rest."""
    values, strong = np.asarray(scores, np.float64), np.asarray(are_significant, bool)
    living = ~np.isnan(values)
    counts = np.array(
        [
            np.histogram(values[living & chosen], bins=BINS, range=(0.0, 1.0))[0]
            for chosen in (strong, ~strong)
        ],
        np.float64,
    )
    highest = counts.sum(axis=0).max()
    return counts / highest if highest else counts
