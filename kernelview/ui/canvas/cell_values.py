"""The grid of pixels and the number in each, once they are large enough to read."""

from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QStaticText

from kernelview.engine.spans import Rectangle
from kernelview.ui.canvas.contrast import takes_dark_text
from kernelview.ui.canvas.layer import Layer

GRID_FROM = 16.0
SMALLEST_FONT = 8
LARGEST_FONT = 13
LONGEST_CACHE = 4096


class CellValues:
    """Paints the grid and the values of a layer; keeps the texts that it laid out."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, int], tuple[QStaticText, float, float]] = {}

    def paint(
        self,
        painter: QPainter,
        layer: Layer,
        target: QRectF,
        visible: QRectF,
        *,
        font: QFont,
        behind: QColor,
    ) -> None:
        """Paint what of the grid is in `visible`; nothing while the pixels are small.

        `behind` is about the colour that shines through transparent pixels.
        """
        rows, columns = layer.shape
        cell = min(target.width() / columns, target.height() / rows)
        seen = target.intersected(visible)
        if cell < GRID_FROM or seen.isEmpty():
            return
        cells = cells_in(seen, target, layer.shape)
        _paint_grid(painter, cells, target, layer.shape)
        values = layer.values(cells)
        texts = _texts_of(values)
        size = font_size(cell, max(len(text) for text in texts.flat), texts.shape[2])
        if size >= SMALLEST_FONT:
            small = QFont(font)
            small.setPixelSize(size)
            painter.setFont(small)
            dark = takes_dark_text(colours_behind_text(layer.image(0, cells), behind))
            self._paint_texts(painter, texts, dark, cells=cells, target=target, shape=layer.shape)

    def _paint_texts(
        self,
        painter: QPainter,
        texts: NDArray[Any],
        dark: NDArray[np.bool_],
        *,
        cells: Rectangle,
        target: QRectF,
        shape: tuple[int, int],
    ) -> None:
        across, down = target.width() / shape[1], target.height() / shape[0]
        lines = texts.shape[2]
        for is_dark in (True, False):
            painter.setPen(QColor(0, 0, 0, 235) if is_dark else QColor(255, 255, 255, 240))
            for row, column in np.argwhere(dark == is_dark):
                x = target.x() + (cells[1] + column + 0.5) * across
                y = target.y() + (cells[0] + row + 0.5) * down
                for line, text in enumerate(texts[row, column]):
                    static, wide, high = self._laid_out(text, painter.font())
                    middle = y + (line - (lines - 1) / 2) * high * 0.98
                    painter.drawStaticText(QPointF(x - wide / 2, middle - high / 2), static)

    def _laid_out(self, text: str, font: QFont) -> tuple[QStaticText, float, float]:
        key = text, font.pixelSize()
        if key not in self._texts:
            if len(self._texts) >= LONGEST_CACHE:
                self._texts.clear()
            static = QStaticText(text)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.prepare(font=font)
            metrics = QFontMetricsF(font)
            self._texts[key] = static, metrics.horizontalAdvance(text), metrics.height()
        return self._texts[key]


def cells_in(seen: QRectF, target: QRectF, shape: tuple[int, int]) -> Rectangle:
    """Return the pixels (top, left, bottom, right) that `seen` touches."""
    rows, columns = shape
    across, down = target.width() / columns, target.height() / rows
    top = min(max(0, floor((seen.top() - target.top()) / down)), rows - 1)
    left = min(max(0, floor((seen.left() - target.left()) / across)), columns - 1)
    bottom = min(rows, ceil((seen.bottom() - target.top()) / down))
    right = min(columns, ceil((seen.right() - target.left()) / across))
    return top, left, max(bottom, top + 1), max(right, left + 1)


def font_size(cell: float, characters: int, lines: int) -> int:
    """Return the size in points of the view at which `lines` of text fill a cell."""
    # A figure is 0.6 of the size wide in nearly every font; a line is 1.25 of it high.
    by_width = 0.8 * cell / (0.62 * characters)
    by_height = 0.94 * cell / (1.25 * lines)
    return int(min(by_width, by_height, LARGEST_FONT))


def value_text(value: float, *, whole: bool) -> str:
    """Return a pixel's value in at most six characters where that is possible."""
    if not np.isfinite(value):
        return "nan" if np.isnan(value) else ("∞" if value > 0 else "−∞")
    rounded = f"{value:.2f}" if abs(value) < 100 else f"{value:.3g}"
    text = str(int(value)) if whole else rounded
    return text.replace("-", "−")


def colours_behind_text(image: QImage, behind: QColor) -> NDArray[np.uint8]:
    """Return the colours (rows, columns, 3) of an image as seen on what lies behind it."""
    seen = QImage(image.size(), QImage.Format.Format_RGB888)
    seen.fill(behind)
    painter = QPainter(seen)
    painter.drawImage(0, 0, image)
    painter.end()
    lines = np.frombuffer(seen.constBits(), np.uint8).reshape(seen.height(), seen.bytesPerLine())
    return lines[:, : 3 * seen.width()].reshape(seen.height(), seen.width(), 3).copy()


def _texts_of(values: NDArray[Any]) -> NDArray[Any]:
    whole = values.dtype.kind in "ui"
    planes = values if values.ndim == 3 else values[:, :, None]
    texts = np.empty(planes.shape, object)
    texts.ravel()[:] = [value_text(value, whole=whole) for value in planes.ravel().tolist()]
    return texts


def _paint_grid(
    painter: QPainter, cells: Rectangle, target: QRectF, shape: tuple[int, int]
) -> None:
    top, left, bottom, right = cells
    across, down = target.width() / shape[1], target.height() / shape[0]
    x_first, x_last = target.x() + left * across, target.x() + right * across
    y_first, y_last = target.y() + top * down, target.y() + bottom * down
    lines = [
        QLineF(target.x() + column * across, y_first, target.x() + column * across, y_last)
        for column in range(left, right + 1)
    ] + [
        QLineF(x_first, target.y() + row * down, x_last, target.y() + row * down)
        for row in range(top, bottom + 1)
    ]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    step = 1 / painter.device().devicePixelRatioF()
    # A dark line beside a light one is seen on every grey; one of any single tone is not.
    painter.setPen(QPen(QColor(255, 255, 255, 48), 0))
    painter.drawLines(lines)
    painter.setPen(QPen(QColor(0, 0, 0, 72), 0))
    painter.drawLines([line.translated(-step, -step) for line in lines])
