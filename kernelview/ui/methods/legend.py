"""What the marks in the bars mean."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

MARK_WIDTH = 20
WORDS = ("measured", "expected beforehand", "OpenCV's filter2D")


class Legend(QWidget):
    """A bar, a short line and a dashed one, each with its word; says them when asked aloud."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAccessibleName("Legend")
        self.setAccessibleDescription(
            "Bars are measured times, the line across one is what was expected beforehand, the "
            "dashed line through all is OpenCV's filter2D. The scale is logarithmic."
        )
        appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return one line of text."""
        words = sum(map(self.fontMetrics().horizontalAdvance, WORDS))
        width = words + len(WORDS) * (MARK_WIDTH + 3 * SPACING)
        return QSize(width, self.fontMetrics().height() + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint mark and word in turn."""
        theme = self._appearance.theme
        painter = QPainter(self)
        left, middle = 0, self.height() // 2
        for word in WORDS:
            self._paint_mark(painter, word, left, middle)
            left += MARK_WIDTH + SPACING
            painter.setPen(QColor(theme.muted))
            width = painter.fontMetrics().horizontalAdvance(word)
            painter.drawText(left, 0, width + 1, self.height(), Qt.AlignmentFlag.AlignVCenter, word)
            left += width + 2 * SPACING

    def _paint_mark(self, painter: QPainter, word: str, left: int, middle: int) -> None:
        theme = self._appearance.theme
        centre = left + MARK_WIDTH // 2
        if word == WORDS[0]:
            shade = QColor(theme.muted)
            shade.setAlphaF(0.55)
            painter.fillRect(left, middle - 5, MARK_WIDTH, 10, shade)
        elif word == WORDS[1]:
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawLine(centre, middle - 7, centre, middle + 7)
        else:
            painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(centre, middle - 9, centre, middle + 9)
