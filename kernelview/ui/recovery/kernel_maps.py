"""Matrices side by side as signed heat maps on one scale, with numbers where there is room."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.contrast import takes_dark_text
from kernelview.ui.canvas.value_painting import GridContent, cell_box, colours, paint_lines
from kernelview.ui.library.kernel_picture import image_of
from kernelview.ui.recovery.tiles import Tile, limit_of
from kernelview.ui.recovery.words import number
from kernelview.ui.theme import SPACING

SIDE, GAP, LINE, TEXT_PIXELS = 288, 2 * SPACING, 20, 12
SMALLEST_NUMBER, LARGEST_NUMBER, PADDING = 9, 13, 4
# Weights below 10 ** SMALLEST_POWER, and errors below LEAST_PLAIN, are written with exponents.
SMALLEST_POWER, LEAST_PLAIN = -3, 1e-3
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class KernelMaps(QWidget):
    """Up to three tiles in a row, as large as the width allows."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._tiles: tuple[Tile, ...] = ()
        self.setAccessibleName("The kernel found")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """What is shown."""
        return self._tiles

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show these."""
        self._tiles = tiles
        words = "; ".join(f"{tile.heading}: {tile.caption}" for tile in tiles)
        self.setAccessibleDescription(words)
        self._fit_height()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for three tiles."""
        return QSize(3 * SIDE + 2 * GAP, SIDE + 2 * LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the tiles."""
        super().resizeEvent(event)
        self._fit_height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tiles."""
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(TEXT_PIXELS)
        for place, tile in enumerate(self._tiles):
            left = place * (self._side() + GAP)
            self._paint_words(painter, tile, font, left)
            self._paint_cells(painter, tile, font, self._area(tile, left))
        painter.end()

    def _side(self) -> int:
        """Return the width of a tile: there are as many places as for three."""
        return max(60, min(SIDE, (self.width() - 2 * GAP - 2) // 3))

    def _area(self, tile: Tile, left: int) -> QRectF:
        rows, columns = tile.values.shape
        cell = max(1, self._side() // max(rows, columns))
        return QRectF(left + 0.5, LINE + 0.5, columns * cell, rows * cell)

    def _fit_height(self) -> None:
        areas = [self._area(tile, 0).height() for tile in self._tiles]
        height = round(max(areas, default=self._side())) + 2 * LINE + 2
        if height != self.height():
            self.setFixedHeight(height)

    def _paint_words(self, painter: QPainter, tile: Tile, font: QFont, left: int) -> None:
        theme, width = self._appearance.theme, self._side()
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(left, 0, width, LINE - 2), LEFT, tile.heading)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        below = QRectF(left, self._area(tile, left).bottom() + 2, width + GAP - 4, LINE)
        metrics = painter.fontMetrics()
        text = metrics.elidedText(tile.caption, Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(below, LEFT, text)

    def _paint_cells(self, painter: QPainter, tile: Tile, font: QFont, area: QRectF) -> None:
        theme = self._appearance.theme
        content = GridContent(tile.values, "signed", limit_of(self._tiles))
        cells = colours(content, theme)
        painter.drawImage(area, image_of(cells))
        paint_lines(painter, content, area, theme)
        _paint_numbers(painter, tile, content, area, cells, font)


def _paint_numbers(
    painter: QPainter,
    tile: Tile,
    content: GridContent,
    area: QRectF,
    cells: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]",
    font: QFont,
) -> None:
    texts = cell_texts(tile)
    box = cell_box((0, 0), content, area)
    lines = max(text.count("\n") + 1 for text in texts)
    size = _fitting_size([part for text in texts for part in text.split("\n")], box, lines, font)
    if size is None and lines > 1:
        texts = [text.partition("\n")[0] for text in texts]
        size = _fitting_size(texts, box, 1, font)
    if size is None:
        return
    sized = QFont(font)
    sized.setPixelSize(size)
    painter.setFont(sized)
    dark = takes_dark_text(cells)
    for index, text in enumerate(texts):
        cell = divmod(index, tile.values.shape[1])
        painter.setPen(QColor("#000000" if dark[cell] else "#ffffff"))
        painter.drawText(cell_box(cell, content, area), CENTRE, text)


def cell_texts(tile: Tile) -> list[str]:
    """Return each cell's number and, in a line below it, ± its error."""
    # As many decimals for all as give the largest weight three figures, two where it is small.
    largest = float(np.abs(tile.values).max())
    power = int(np.floor(np.log10(largest))) if largest > 0 else 0
    values = tile.values.ravel().tolist()
    if power < SMALLEST_POWER:
        texts = [_short(value) for value in values]
    else:
        texts = [_shown(value, min(3, max(0, 2 - power))) for value in values]
    if tile.errors is None:
        return texts
    errors = tile.errors.ravel().tolist()
    return [f"{text}\n±{_short(error)}" for text, error in zip(texts, errors, strict=True)]


def _shown(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        return "0"
    return _bare(text).replace("-", "−")


def _short(value: float) -> str:
    """Return one figure of a small number: 0.004 as ".004", and 4e-05 as "4e−5"."""
    if value == 0:
        return "0"
    if abs(value) < LEAST_PLAIN:
        figure, _, power = f"{value:.0e}".partition("e")
        return f"{figure}e−{abs(int(power))}".replace("-", "−")
    return _bare(number(value, digits=1))


def _bare(text: str) -> str:
    sign = "-" if text.startswith("-") else ""
    rest = text.removeprefix("-")
    return sign + rest[1:] if rest.startswith("0.") else text


def _fitting_size(texts: list[str], box: QRectF, lines: int, font: QFont) -> int | None:
    room = QPointF(box.width() - PADDING, box.height() - 4)
    for size in range(LARGEST_NUMBER, SMALLEST_NUMBER - 1, -1):
        sized = QFont(font)
        sized.setPixelSize(size)
        metrics = QFontMetricsF(sized)
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        if widest <= room.x() and metrics.height() * lines <= room.y():
            return size
    return None
