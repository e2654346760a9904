"""The signed scale with its numbers."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.library.kernel_picture import image_of
from kernelview.ui.wall.words import number
from kernelview.usecases.wall_picture import WallScale

BAR_WIDTH, BAR_HEIGHT, STEPS = 84, 8, 63
WIDEST_NUMBER = "−0.0000"
FONT_PIXELS = 12


class ColourLegend(QWidget):
    """What colour the least weight, none and the largest have."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._scale: WallScale = "common"
        self._limit = 0.0
        font = QFont(self.font())
        font.setPixelSize(FONT_PIXELS)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)
        self._describe()

    @property
    def ends(self) -> tuple[str, str]:
        """The texts at the two ends."""
        if self._scale == "own":
            return "−max", "max"
        return number(-self._limit, digits=2), number(self._limit, digits=2)

    def show_scale(self, scale: WallScale, limit: float) -> None:
        """Show which weight has the full colour."""
        if (scale, limit) != (self._scale, self._limit):
            self._scale, self._limit = scale, limit
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for the bar and two numbers."""
        metrics = self.fontMetrics()
        return QSize(
            BAR_WIDTH + 2 * (metrics.horizontalAdvance(WIDEST_NUMBER) + 6), metrics.height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar, the two numbers beside it and a mark for zero."""
        theme = self._appearance.theme
        painter = QPainter(self)
        bar = QRectF(
            (self.width() - BAR_WIDTH) / 2, (self.height() - BAR_HEIGHT) / 2, BAR_WIDTH, BAR_HEIGHT
        )
        colours = theme.diverging(np.linspace(-1, 1, STEPS)[np.newaxis])
        painter.drawImage(bar, image_of(colours))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.drawLine(
            int(bar.center().x()), int(bar.top()) - 2, int(bar.center().x()), int(bar.bottom()) + 1
        )
        low, high = self.ends
        flag = Qt.AlignmentFlag
        painter.drawText(
            QRectF(0, 0, bar.left() - 6, self.height()), flag.AlignRight | flag.AlignVCenter, low
        )
        right = QRectF(bar.right() + 6, 0, self.width() - bar.right() - 6, self.height())
        painter.drawText(right, flag.AlignLeft | flag.AlignVCenter, high)
        painter.end()

    def _describe(self) -> None:
        low, high = self.ends
        if self._scale == "own":
            words = "Each kernel is coloured by its own largest weight"
        else:
            words = (
                f"Colours go from {low} through 0 to {high}; the few weights beyond have the full "
                "colour too"
            )
        self.setToolTip(words)
        self.setAccessibleName(f"Colour scale: {words}")
