"""What the network gets of a drawing, small."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.data.sample_picture import sample_picture

EMPTY_WORDS = "What the network sees: nothing yet"


class InputPreview(QWidget):
    """Shows a picture's pixels as they are."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.picture: QImage | None = None
        self.setAccessibleName("What the network sees")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)
        self.show_input(None)

    def show_input(self, pixels: NDArray[np.float32] | None) -> None:
        """Show a picture (H, W, C) from 0 to 1, or none."""
        self.picture = None if pixels is None else sample_picture(pixels)
        words = EMPTY_WORDS
        if pixels is not None:
            height, width = pixels.shape[:2]
            words = (
                f"What the network sees: {width} × {height} pixels,\n"
                "the drawing scaled and centred as the digits it learned from"
            )
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return twice the side of MNIST's pictures."""
        return QSize(58, 58)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pixels, or an empty frame."""
        painter = QPainter(self)
        theme = self._appearance.theme
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.fillRect(box, QColor(theme.window))
        if self.picture is not None:
            wide, high = self.picture.width(), self.picture.height()
            scale = min(box.width() / wide, box.height() / high)
            target = QRectF(0, 0, wide * scale, high * scale)
            target.moveCenter(box.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
            painter.drawImage(target, self.picture)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()
