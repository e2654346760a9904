"""Which frequencies a picture holds, small and in colour."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.frequency_colours import magnitude_colours
from kernelview.ui.library.kernel_picture import image_of

SIDE = 128
# Powers of ten from the brightest down; a photo's spectrum spans about six.
DECADES = 7.0


class SpectrumPicture(QWidget):
    """Power by frequency, 32 × 32, on a logarithmic scale; frequency 0 in the middle."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._power: NDArray[np.float64] = np.zeros((1, 1))
        self.setAccessibleName("Spectrum of the picture")
        self.setToolTip("Spectrum of the picture: slow changes in the middle, detail at the edges")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(SIDE + 2, SIDE + 2)
        appearance.changed.connect(self.update)

    def show_power(self, power: NDArray[np.float64]) -> None:
        """Show a spectrum (rows, columns)."""
        self._power = power
        self.update()

    def sizeHint(self) -> QSize:
        """Return the picture's size."""
        return QSize(SIDE + 2, SIDE + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture and a thin line around it."""
        painter = QPainter(self)
        box = QRectF(1, 1, SIDE, SIDE)
        painter.drawImage(box, image_of(magnitude_colours(levels(self._power), 1.0)))
        painter.setPen(QPen(QColor(self._appearance.theme.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()


def levels(power: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 for the strongest power and 0 for DECADES powers of ten below it, and less."""
    largest = float(power.max())
    if largest <= 0:
        return np.zeros_like(power)
    least = 10.0 ** (-DECADES)
    return np.asarray(1 + np.log10(np.maximum(power / largest, least)) / DECADES)
