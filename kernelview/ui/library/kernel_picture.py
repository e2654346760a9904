"""A kernel drawn small: its weights as cells of a signed heat map, zero neutral."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from kernelview.kernels import Kernel
from kernelview.ui.theme import Theme


def image_of(pixels: NDArray[np.uint8]) -> QImage:
    """Return a QImage that owns a copy of (H, W) grey or (H, W, 3) RGB bytes."""
    # Qt reads whole rows from the buffer: it must be contiguous and its row length told.
    held = np.ascontiguousarray(pixels, dtype=np.uint8)
    kind = QImage.Format.Format_Grayscale8 if held.ndim == 2 else QImage.Format.Format_RGB888
    height, width = held.shape[:2]
    return QImage(held.data, width, height, held.strides[0], kind).copy()


def heat_map(kernel: Kernel, theme: Theme) -> QImage:
    """Return one pixel a weight; the largest weight, of either sign, has the full colour."""
    largest = float(np.abs(kernel.weights).max())
    units = kernel.weights / largest if largest > 0 else kernel.weights
    return image_of(theme.diverging(units))


def paint_heat_map(painter: QPainter, box: QRectF, cells: QImage, theme: Theme) -> None:
    """Fit the cells into the box, undistorted and centred, with a thin line around them."""
    scale = min(box.width() / cells.width(), box.height() / cells.height())
    target = QRectF(0, 0, max(1.0, cells.width() * scale), max(1.0, cells.height() * scale))
    target.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
    painter.drawImage(target, cells)
    painter.setPen(QPen(QColor(theme.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(target.adjusted(-0.5, -0.5, 0.5, 0.5))
    painter.restore()
