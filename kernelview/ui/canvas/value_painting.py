"""Paints a matrix as coloured cells: colours, hatching, lines, numbers."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from kernelview.ui.canvas.contrast import takes_dark_text
from kernelview.ui.canvas.number_text import shortened, texts_of
from kernelview.ui.theme import Theme

MOST_NUMBERED = 9
LINES_FROM = 8.0
SMALLEST_FONT, LARGEST_FONT = 9, 13
FIGURE_WIDTH = 0.64

Colouring = Literal["light", "signed"]


@dataclass(frozen=True, eq=False)
class GridContent:
    """A matrix (rows, columns) and how it is coloured.

    "light" goes from black at 0 to white at `limit`, "signed" from -`limit` to `limit`.
    `outside` marks hatched cells, `anchor` the outlined one.
    """

    values: NDArray[np.float64]
    colouring: Colouring
    limit: float
    outside: NDArray[np.bool_] | None = None
    anchor: tuple[int, int] | None = None


def colours(content: GridContent, theme: Theme) -> NDArray[np.uint8]:
    """Return the colour of each cell, (rows, columns, 3)."""
    limit = content.limit or 1.0
    units = np.nan_to_num(content.values / limit, nan=0.0, posinf=1.0, neginf=-1.0)
    if content.colouring == "signed":
        return np.ascontiguousarray(theme.diverging(units), np.uint8)
    greys = np.rint(np.clip(units, 0.0, 1.0) * 255).astype(np.uint8)
    return np.repeat(greys[:, :, None], 3, axis=2)


def cell_box(cell: tuple[int, int], content: GridContent, area: QRectF) -> QRectF:
    """Return where a cell is in `area`, the whole matrix."""
    rows, columns = content.values.shape
    wide, high = area.width() / columns, area.height() / rows
    return QRectF(area.x() + cell[1] * wide, area.y() + cell[0] * high, wide, high)


def paint_hatching(
    painter: QPainter, content: GridContent, area: QRectF, colours: NDArray[np.uint8]
) -> None:
    """Hatch the cells beyond the picture."""
    if content.outside is None or not content.outside.any():
        return
    dark = takes_dark_text(colours)
    for row, column in np.argwhere(content.outside).tolist():
        ink = QColor(0, 0, 0, 110) if dark[row, column] else QColor(255, 255, 255, 130)
        box = cell_box((row, column), content, area)
        painter.fillRect(box, QBrush(ink, Qt.BrushStyle.BDiagPattern))


def paint_lines(painter: QPainter, content: GridContent, area: QRectF, theme: Theme) -> None:
    """Draw the outline and, between cells that are not tiny, lines."""
    rows, columns = content.values.shape
    wide, high = area.width() / columns, area.height() / rows
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area)
    if min(wide, high) < LINES_FROM:
        return
    for row in range(1, rows):
        y = area.y() + row * high
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
    for column in range(1, columns):
        x = area.x() + column * wide
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


def paint_numbers(
    painter: QPainter,
    content: GridContent,
    area: QRectF,
    colours: NDArray[np.uint8],
    font: QFont,
) -> None:
    """Write the numbers when there are few enough and they fit."""
    rows, columns = content.values.shape
    if max(rows, columns) > MOST_NUMBERED:
        return
    cell_width = area.width() / columns - 6
    fitted = numbers_that_fit(content.values, cell_width)
    if fitted is None:
        return
    texts, size = fitted
    small = QFont(font)
    small.setPixelSize(size)
    painter.setFont(small)
    dark = takes_dark_text(colours)
    for index, text in enumerate(texts):
        row, column = divmod(index, columns)
        box = cell_box((row, column), content, area)
        if content.outside is not None and content.outside[row, column]:
            _clear_behind(painter, box, text, colours[row, column])
        painter.setPen(QColor("#000000") if dark[row, column] else QColor("#ffffff"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def numbers_that_fit(values: NDArray[np.float64], width: float) -> tuple[list[str], int] | None:
    """Return texts for cells of `width` and their font size, None when no size is readable."""
    numbers = values.ravel().tolist()
    for digits, smallest in ((4, 11), (3, 10), (2, SMALLEST_FONT)):
        texts = texts_of(numbers, digits=digits)
        for size in range(LARGEST_FONT, smallest - 1, -1):
            characters = int(width / (FIGURE_WIDTH * size))
            short = [shortened(text, characters) for text in texts]
            if all(len(text) <= characters for text in short):
                return short, size
    return None


def _clear_behind(painter: QPainter, box: QRectF, text: str, colour: NDArray[np.uint8]) -> None:
    around = painter.fontMetrics().boundingRect(text).adjusted(-2, 0, 2, 0)
    plate = QRectF(0, 0, around.width(), around.height())
    plate.moveCenter(box.center())
    painter.fillRect(plate, QColor(*colour.tolist()))
