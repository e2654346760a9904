"""Painting a kernel as a signed heat map with its numbers, anchor and selection."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from kernelview.kernels import Kernel
from kernelview.ui.editor.cell_text import MINUS, fitting
from kernelview.ui.editor.grid_geometry import GridGeometry
from kernelview.ui.editor.selection import Cell, Selection
from kernelview.ui.theme import Theme

LARGEST_TEXT = 15
SMALLEST_TEXT = 10
TEXT_PADDING = 6
FIGURES = f"0123456789.e+{MINUS}≈"
# Below this a ring would hide the cell; a small square marks the anchor instead.
SMALLEST_RING_CELL = 18


@dataclass(frozen=True)
class GridLook:
    """What is drawn on top of the heat map."""

    selection: Selection
    hovered: Cell | None = None
    has_focus: bool = False
    marks_anchor: bool = False


@dataclass
class HeatMap:
    """The pictures and texts of one kernel at one size, made once and painted often."""

    kernel: Kernel
    geometry: GridGeometry
    theme: Theme
    font: QFont
    colours: NDArray[np.uint8] = field(init=False)
    image: QImage = field(init=False)
    inks: NDArray[np.bool_] = field(init=False)
    texts: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.colours = heat_colours(self.kernel.weights, self.theme)
        self.image = rgb_image(self.colours)
        self.inks = wants_dark_ink(self.colours)
        self.texts = []
        if self.geometry.shows_numbers:
            self.font, self.texts = _fitted_texts(self.kernel, self.geometry, self.font)


def heat_colours(weights: NDArray[np.float64], theme: Theme) -> NDArray[np.uint8]:
    """Colour weights by the signed scale, the largest magnitude at its end: (rows, columns, 3)."""
    largest = float(np.abs(weights).max())
    colours: NDArray[np.uint8] = theme.diverging(weights / largest if largest > 0 else weights)
    return colours


def rgb_image(colours: NDArray[np.uint8]) -> QImage:
    """Copy (rows, columns, 3) uint8 into a QImage of its own."""
    pixels = np.ascontiguousarray(colours)
    rows, columns, _ = pixels.shape
    return QImage(pixels.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()


def wants_dark_ink(colours: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell where black has more contrast than white, by WCAG 2.1's relative luminance."""
    part = colours / 255.0
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    # (L + 0.05) / 0.05 against 1.05 / (L + 0.05)
    return np.asarray((luminance + 0.05) ** 2 > 1.05 * 0.05)


def paint_grid(painter: QPainter, heat: HeatMap, look: GridLook) -> None:
    """Paint everything, back to front."""
    geometry = heat.geometry
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(geometry.area, heat.image)
    if geometry.shows_lines:
        _paint_lines(painter, geometry, QColor(heat.theme.panel))
    painter.setPen(QPen(QColor(heat.theme.line), 1))
    painter.drawRect(geometry.area.adjusted(-1, -1, 0, 0))
    _paint_numbers(painter, heat)
    _paint_anchor(painter, heat, emphasised=look.marks_anchor)
    _paint_selection(painter, heat, look)


def _paint_lines(painter: QPainter, geometry: GridGeometry, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1))
    area = geometry.area
    for row in range(1, geometry.shape[0]):
        height = geometry.cell_rect((row, 0)).top()
        painter.drawLine(area.left(), height, area.right(), height)
    for column in range(1, geometry.shape[1]):
        place = geometry.cell_rect((0, column)).left()
        painter.drawLine(place, area.top(), place, area.bottom())


def _paint_numbers(painter: QPainter, heat: HeatMap) -> None:
    painter.setFont(heat.font)
    for row, texts in enumerate(heat.texts):
        for column, text in enumerate(texts):
            painter.setPen(_ink(heat, (row, column)))
            rect = heat.geometry.cell_rect((row, column))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _paint_anchor(painter: QPainter, heat: HeatMap, *, emphasised: bool) -> None:
    cell = heat.kernel.anchor
    rect = heat.geometry.cell_rect(cell)
    ink = QColor(heat.theme.accent) if emphasised else _ink(heat, cell)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 2 if emphasised else 1.5))
    if min(rect.width(), rect.height()) < SMALLEST_RING_CELL:
        side = max(min(rect.width(), rect.height()) // 3, 1)
        painter.fillRect(QRect(rect.center(), rect.center()).adjusted(0, 0, side, side), ink)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = min(8.0, rect.width() / 5)
    painter.drawEllipse(QPointF(rect.right() - inset, rect.top() + inset + 0.5), 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _paint_selection(painter: QPainter, heat: HeatMap, look: GridLook) -> None:
    accent = QColor(heat.theme.accent)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if look.hovered is not None:
        painter.setPen(QPen(accent, 1))
        painter.drawRect(heat.geometry.cell_rect(look.hovered))
    outline = accent if look.has_focus else QColor(heat.theme.muted)
    if look.selection.is_block and heat.geometry.shows_lines:
        painter.setPen(QPen(outline, 1))
        painter.drawRect(heat.geometry.cell_rect(look.selection.current).adjusted(2, 2, -2, -2))
    painter.setPen(QPen(outline, 2, j=Qt.PenJoinStyle.MiterJoin))
    block = QRectF(heat.geometry.block_rect(look.selection))
    painter.drawRect(block.adjusted(0, 0, 0, 0))


def _ink(heat: HeatMap, cell: Cell) -> QColor:
    return QColor("#000000" if heat.inks[cell] else "#ffffff")


def _fitted_texts(
    kernel: Kernel, geometry: GridGeometry, font: QFont
) -> tuple[QFont, list[list[str]]]:
    values = [float(value) for value in np.unique(kernel.weights)]
    room = geometry.cell_width - TEXT_PADDING
    size, known = _largest_texts(values, font, room, geometry.cell_height - 4)
    return _sized(font, size), [[known[float(value)] for value in row] for row in kernel.weights]


def _largest_texts(
    values: list[float], font: QFont, room: int, height: int
) -> tuple[int, dict[float, str]]:
    """Return the largest size at which three digits of every value fit, and the texts."""
    for size in range(min(LARGEST_TEXT, height), SMALLEST_TEXT - 1, -1):
        texts = _texts_at(size, font, values, room, fewest_digits=3)
        if texts is not None:
            return size, texts
    texts = _texts_at(SMALLEST_TEXT, font, values, room + 2, fewest_digits=1)
    return SMALLEST_TEXT, texts or dict.fromkeys(values, "")


def _texts_at(
    size: int, font: QFont, values: list[float], room: int, *, fewest_digits: int
) -> dict[float, str] | None:
    metrics = QFontMetricsF(_sized(font, size))
    # Adding up the widths of figures is far quicker than measuring every text.
    widths = {letter: metrics.horizontalAdvance(letter) for letter in FIGURES}

    def fits(text: str) -> bool:
        return sum(widths[letter] for letter in text) <= room

    texts: dict[float, str] = {}
    for value in values:
        texts[value] = fitting(value, fits, fewest_digits=fewest_digits)
        if not texts[value] and fewest_digits > 1:
            return None
    return texts


def _sized(font: QFont, pixels: int) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(pixels)
    return sized
