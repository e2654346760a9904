"""How likely the network finds each class: a bar and a number for each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.digit.verdict import share_text
from kernelview.ui.theme import SPACING

ROW_HEIGHT, SMALLEST_ROW = 22, 15
TEXT_PIXELS = 12
LONGEST_NAME = 92


class ProbabilityBars(QWidget):
    """The classes in their order; those that do not fit give way to likelier ones."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._names: tuple[str, ...] = ()
        self._shares: NDArray[np.float64] = np.zeros(0)
        self.setAccessibleName("Probability of each class")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance.changed.connect(self.update)

    def show_probabilities(
        self, probabilities: NDArray[np.floating] | None, class_names: Sequence[str]
    ) -> None:
        """Show them; without any, empty bars."""
        self._names = tuple(class_names)
        count = len(self._names)
        self._shares = (
            np.zeros(count) if probabilities is None else np.asarray(probabilities, float)
        )
        self.setAccessibleDescription(
            "" if probabilities is None else ", ".join(map(self._words, range(count)))
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for ten classes."""
        return QSize(180, 10 * ROW_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return room for the likeliest few."""
        return QSize(120, 4 * SMALLEST_ROW)

    def shown_classes(self) -> list[int]:
        """Return the indices of the classes that fit, in their order."""
        rows = max(1, self.height() // SMALLEST_ROW)
        if len(self._names) <= rows:
            return list(range(len(self._names)))
        likeliest = np.argsort(-self._shares, kind="stable")[:rows]
        return sorted(int(each) for each in likeliest)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a row a class."""
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(TEXT_PIXELS)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        shown = self.shown_classes()
        widest = max((metrics.horizontalAdvance(self._names[each]) for each in shown), default=0)
        name_width = min(widest, LONGEST_NAME, self.width() // 3) + 1
        number_width = metrics.horizontalAdvance("> 99.9 %")
        high = min(self.height() / max(len(shown), 1), ROW_HEIGHT)
        winner = int(np.argmax(self._shares)) if self._shares.any() else -1
        for row, each in enumerate(shown):
            box = QRectF(0, row * high, self.width(), high)
            self._paint_row(painter, box, each, (name_width, number_width), wins=each == winner)
        painter.end()

    def _paint_row(
        self, painter: QPainter, box: QRectF, index: int, widths: tuple[int, int], *, wins: bool
    ) -> None:
        theme = self._appearance.theme
        name_width, number_width = widths
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold if wins else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if wins else theme.muted))
        name = QRectF(box.x(), box.y(), name_width, box.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        text = painter.fontMetrics().elidedText(
            self._names[index], Qt.TextElideMode.ElideRight, name_width
        )
        painter.drawText(name, middle | Qt.AlignmentFlag.AlignRight, text)
        number = QRectF(box.right() - number_width, box.y(), number_width, box.height())
        if self._shares.any():
            words = share_text(float(self._shares[index]))
            painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, words)
        left = name.right() + SPACING
        length = max(number.left() - SPACING - left, 1.0)
        thick = min(8.0, box.height() - 6)
        track = QRectF(left, box.center().y() - thick / 2, length, thick)
        painter.fillRect(track, QColor(theme.window if not theme.is_dark else theme.line))
        colour = QColor(theme.accent if wins else theme.muted)
        painter.fillRect(
            QRectF(track.topLeft(), track.size()).adjusted(
                0, 0, (float(self._shares[index]) - 1) * length, 0
            ),
            colour,
        )

    def _words(self, index: int) -> str:
        return f"{self._names[index]} {share_text(float(self._shares[index]))}"
