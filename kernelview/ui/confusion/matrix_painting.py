"""Paints a confusion matrix."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from kernelview.ui.confusion.confusion_words import percent_words
from kernelview.ui.confusion.matrix_colours import cell_colours, ink_on
from kernelview.ui.confusion.matrix_geometry import CAPTION, Cell, MatrixGeometry
from kernelview.ui.library.kernel_picture import image_of
from kernelview.ui.theme import Theme

SMALL_PIXELS, FIGURE_PIXELS = 12, 12
# Below these sides of a cell its number, its gap, its row's words give way.
LEAST_FIGURE_HEIGHT, LEAST_GAP_SIDE, LEAST_WORDS_HEIGHT = 11.0, 5.0, 11.0
MOST_FIGURES = 30
BAR_WORDS = 48


@dataclass(frozen=True, eq=False)
class Shown:
    """What is painted. `counts` (classes, classes), `accuracy` (classes,)."""

    counts: NDArray[np.int64]
    accuracy: NDArray[np.float64]
    names: tuple[str, ...]
    choice: Cell | None
    hovered: Cell | None
    in_shares: bool = False
    has_focus: bool = False

    def values(self) -> NDArray[np.float64]:
        """Return the counts, or their shares of a row in per cent."""
        if not self.in_shares:
            return self.counts.astype(np.float64)
        totals = self.counts.sum(axis=1, keepdims=True, dtype=np.float64)
        shares: NDArray[np.float64] = 100.0 * self.counts / np.maximum(totals, 1.0)
        return shares


def paint_matrix(painter: QPainter, geometry: MatrixGeometry, shown: Shown, theme: Theme) -> None:
    """Paint the cells, their names and the bars."""
    font = QFont(painter.font())
    font.setPixelSize(SMALL_PIXELS)
    painter.setFont(font)
    values = shown.values()
    colours = cell_colours(values, theme)
    painter.drawImage(geometry.cells, image_of(colours))
    if min(geometry.width, geometry.height) >= LEAST_GAP_SIDE:
        _paint_gaps(painter, geometry, theme)
    _paint_figures(painter, geometry, shown, values, colours, theme)
    _paint_captions(painter, geometry, theme)
    _paint_names(painter, geometry, shown, theme)
    _paint_bars(painter, geometry, shown, theme)
    _paint_marks(painter, geometry, shown, theme)


def _paint_gaps(painter: QPainter, geometry: MatrixGeometry, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.panel), 1))
    cells = geometry.cells
    for place in range(geometry.count + 1):
        across = round(cells.left() + place * geometry.width)
        along = round(cells.top() + place * geometry.height)
        painter.drawLine(across, round(cells.top()), across, round(cells.bottom()))
        painter.drawLine(round(cells.left()), along, round(cells.right()), along)


def _paint_figures(
    painter: QPainter,
    geometry: MatrixGeometry,
    shown: Shown,
    values: NDArray[np.float64],
    colours: NDArray[np.uint8],
    theme: Theme,
) -> None:
    longest = f"{values.max():.0f}"
    room = painter.fontMetrics().horizontalAdvance(longest) + 3
    if (
        geometry.count > MOST_FIGURES
        or geometry.width < room
        or geometry.height < LEAST_FIGURE_HEIGHT
    ):
        return
    for row, column in zip(*np.nonzero(shown.counts), strict=True):
        value = values[row, column]
        text = f"{value:.0f}" if value >= 0.5 else "<1"
        painter.setPen(ink_on(colours[row, column], theme))
        box = geometry.box(int(row), int(column))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_captions(painter: QPainter, geometry: MatrixGeometry, theme: Theme) -> None:
    painter.setPen(QColor(theme.muted))
    cells = geometry.cells
    above = QRectF(cells.left(), 0, cells.width(), CAPTION)
    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, "predicted")
    right = cells.right() + 10
    painter.drawText(
        QRectF(right, cells.top() - CAPTION, geometry.bars, CAPTION),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        "right",
    )
    painter.save()
    painter.translate(QPointF(0, cells.bottom()))
    painter.rotate(-90)
    beside = QRectF(0, 0, cells.height(), CAPTION)
    painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, "true")
    painter.restore()


def _paint_names(painter: QPainter, geometry: MatrixGeometry, shown: Shown, theme: Theme) -> None:
    stressed = {shown.choice, shown.hovered} - {None}
    rows = {cell[0] for cell in stressed if cell}
    columns = {cell[1] for cell in stressed if cell}
    line = painter.fontMetrics().height()
    for row in _some(geometry.count, geometry.height, float(line - 2)):
        box = geometry.row_label(row)
        middle = box.center().y()
        box = QRectF(box.left(), middle - line / 2, box.width(), line)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        _paint_name(painter, box, shown.names[row], right, theme, stressed=row in rows)
    widest = max(painter.fontMetrics().horizontalAdvance(name) for name in shown.names)
    for column in _some(geometry.count, geometry.width, float(min(widest + 4, 30))):
        box = geometry.column_label(column)
        if geometry.width < widest:
            spare = max(min(widest + 4, 30) - geometry.width, 0) / 2
            box = box.adjusted(-spare, 0, spare, 0)
        centre = Qt.AlignmentFlag.AlignCenter
        _paint_name(painter, box, shown.names[column], centre, theme, stressed=column in columns)


def _some(count: int, side: float, least: float) -> range:
    """Return every so manyth place, so that names of `least` pixels do not touch."""
    return range(0, count, max(1, ceil(least / max(side, 0.1) - 0.05)))


def _paint_name(
    painter: QPainter,
    box: QRectF,
    name: str,
    side: Qt.AlignmentFlag,
    theme: Theme,
    *,
    stressed: bool,
) -> None:
    painter.setPen(QColor(theme.accent if stressed else theme.text))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(box.width()))
    painter.drawText(box, side, shown)


def _paint_bars(painter: QPainter, geometry: MatrixGeometry, shown: Shown, theme: Theme) -> None:
    with_words = geometry.height >= LEAST_WORDS_HEIGHT
    for row, share in enumerate(shown.accuracy):
        box = geometry.bar(row)
        if with_words:
            words = QRectF(box.right() - BAR_WORDS, box.top(), BAR_WORDS, box.height())
            painter.setPen(QColor(theme.text))
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(words, side, percent_words(float(share)))
            box.setRight(words.left() - 6)
        if box.width() < 8 or np.isnan(share):
            continue
        tall = min(box.height() * 0.5, 8.0) if box.height() >= 4 else box.height()
        bar = QRectF(box.left(), box.center().y() - tall / 2, box.width(), tall)
        painter.fillRect(bar, QColor(theme.line))
        painter.fillRect(
            QRectF(bar.left(), bar.top(), bar.width() * float(share), tall), QColor(theme.muted)
        )


def _paint_marks(painter: QPainter, geometry: MatrixGeometry, shown: Shown, theme: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if shown.hovered is not None:
        painter.setPen(QPen(QColor(theme.text), 1))
        painter.drawRect(geometry.box(*shown.hovered).adjusted(0.5, 0.5, -0.5, -0.5))
    if shown.choice is not None:
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawRect(geometry.box(*shown.choice).adjusted(0, 0, 0, 0))
    if shown.has_focus:
        painter.setPen(QPen(QColor(theme.accent), 1))
        painter.drawRect(geometry.cells.adjusted(-1.5, -1.5, 1.5, 1.5))
