"""The picture the network looks at, and over it what made it say what it says."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.qimage import to_qimage
from kernelview.ui.data.sample_picture import sample_picture
from kernelview.ui.theme import DARK

STRONGEST = 0.85
# Small influences would be lost beside the largest.
GAMMA = 0.7
EMPTY_WORDS = "Draw a digit on the pad, or click a sample"


class SeenPicture(QWidget):
    """Keeps the picture square to its pixels and in the middle."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._picture: QImage | None = None
        self._overlay: QImage | None = None
        self.setAccessibleName("What the network looks at")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance.changed.connect(self.update)

    def show_pixels(self, pixels: NDArray[np.float32] | None) -> None:
        """Show a picture (H, W, C) from 0 to 1, or none."""
        self._picture = None if pixels is None else sample_picture(pixels)
        self.update()

    def show_saliency(self, saliency: NDArray[np.floating] | None) -> None:
        """Lay over how much each pixel (H, W) speaks for (orange) or against (blue) the class."""
        self._overlay = None if saliency is None else overlay_of(np.asarray(saliency))
        self.update()

    def sizeHint(self) -> QSize:
        """Return five times the side of MNIST's pictures."""
        return QSize(140, 140)

    def minimumSizeHint(self) -> QSize:
        """Return what can still be made out."""
        return QSize(72, 72)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture and what lies over it."""
        painter = QPainter(self)
        theme = self._appearance.theme
        side = min(self.width(), self.height())
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        box.moveTop(0)
        if self._picture is None:
            painter.fillRect(box, QColor(theme.window))
        else:
            target = _fitted(self._picture, box)
            reduced = target.width() < self._picture.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, reduced)
            painter.drawImage(target, self._picture)
            if self._overlay is not None and self._overlay.size() == self._picture.size():
                painter.drawImage(target, self._overlay)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()


def overlay_of(saliency: NDArray[np.floating]) -> QImage:
    """Return the influence of each pixel as a colour, the clearer the stronger."""
    largest = float(np.abs(saliency).max(initial=0.0))
    units = saliency / largest if largest > 0 else np.zeros_like(saliency)
    # The picture below is black and white in both themes, so is the scale's choice one.
    colours = DARK.diverging(np.sign(units)).astype(np.float32) / 255
    strength = (STRONGEST * np.abs(units) ** GAMMA).astype(np.float32)
    return to_qimage(np.dstack([colours, strength]))


def _fitted(picture: QImage, box: QRectF) -> QRectF:
    scale = min(box.width() / picture.width(), box.height() / picture.height())
    target = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
    target.moveCenter(box.center())
    return target
