"""The colours of the two sides of a pair."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.series import training_colour, validation_colour
from kernelview.ui.theme import Theme

Side = Literal["hand-made", "learned"]
PIXELS = 10


def side_colour(side: Side, theme: Theme) -> str:
    """Return the colour of hand-made or learned kernels in plots and marks."""
    return training_colour(theme) if side == "hand-made" else validation_colour()


class Swatch(QWidget):
    """A small square that says which side something is of."""

    def __init__(self, side: Side, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side: Side = side
        self._appearance = appearance
        self.setToolTip("Hand-made" if side == "hand-made" else "Learned")
        self.setAccessibleName(self.toolTip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the square's size."""
        return QSize(PIXELS, PIXELS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the square."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(side_colour(self._side, self._appearance.theme)))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        painter.end()
