"""A larger picture of one kernel, with its numbers, beside its tile."""

from math import floor, log10

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.value_painting import GridContent, colours, paint_lines, paint_numbers
from kernelview.ui.library.kernel_picture import image_of
from kernelview.ui.theme import HEADING_PIXELS, SPACING
from kernelview.ui.wall.content import KernelFacts
from kernelview.ui.wall.words import bias_words, change_words, rank_words

SIDE, LOW_SIDE = 192, 132
LINE_HEIGHT, HEADING_HEIGHT, START_SIDE, TEXT_PIXELS = 17, 22, 36, 12
# In a room lower than this the words stand beside the picture.
LOW_ROOM = 400
MARGIN, AWAY, CORNER = 12, 12, 6
FIGURES = 3
EDGE_OPACITY = 0.55
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class KernelCard(QWidget):
    """Lies above the panel and lets the mouse through."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._facts: KernelFacts | None = None
        self._limit = 0.0
        self._is_low = False
        font = QFont(self.font())
        font.setPixelSize(TEXT_PIXELS)
        self.setFont(font)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("The kernel in large")
        appearance.changed.connect(self.update)
        self.hide()

    @property
    def facts(self) -> KernelFacts | None:
        """The kernel shown."""
        return self._facts

    def lines(self) -> list[str]:
        """Return what is said below the picture."""
        if self._facts is None:
            return []
        return [rank_words(self._facts), bias_words(self._facts)]

    def change(self) -> list[str]:
        """Return what is said beside the picture of its start."""
        words = change_words(self._facts) if self._facts is not None else ""
        return [words, "from this start"] if words else []

    def show_kernel(self, facts: KernelFacts, limit: float) -> None:
        """Show a kernel whose weights of `limit` have the full colour."""
        self._facts, self._limit = facts, limit
        self.setAccessibleDescription(
            ". ".join([str(facts.address), *self.lines(), *self.change()])
        )
        self.update()

    def stand_beside(self, tile: QRect, room: QRect) -> None:
        """Move beside a tile, within a room, both in the parent's pixels."""
        self._is_low = room.height() < LOW_ROOM
        self.resize(self.sizeHint())
        x = tile.right() + AWAY
        if x + self.width() > room.right():
            x = tile.left() - AWAY - self.width()
        x = max(room.left(), min(x, room.right() - self.width()))
        y = tile.center().y() - self.height() // 2
        y = max(room.top(), min(y, room.bottom() - self.height()))
        self.move(QPoint(x, y))
        self.raise_()
        self.show()

    def sizeHint(self) -> QSize:
        """Return room for the picture and the words below or beside it."""
        advance, beside = self.fontMetrics().horizontalAdvance, START_SIDE + SPACING
        widths = [*map(advance, self.lines()), *(beside + advance(one) for one in self.change())]
        words = QSize(max(widths, default=0), HEADING_HEIGHT + LINE_HEIGHT * len(self.lines()))
        if self.change():
            words.setHeight(words.height() + SPACING + START_SIDE)
        picture = self._picture_size()
        if self._is_low:
            width = picture.width() + MARGIN + words.width()
            height = max(picture.height(), words.height())
        else:
            width = max(SIDE, words.width())
            height = picture.height() + SPACING + words.height()
        return QSize(width + 2 * MARGIN, height + 2 * MARGIN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        facts, theme = self._facts, self._appearance.theme
        if facts is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QColor(theme.muted)
        edge.setAlphaF(EDGE_OPACITY)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        size = self._picture_size()
        area = QRectF(MARGIN, MARGIN, size.width(), size.height())
        self._paint_weights(painter, facts.weights, area, numbers=True)
        left, top = MARGIN, area.bottom() + SPACING
        if self._is_low:
            left, top = int(area.right()) + MARGIN, MARGIN - 3
        bottom = self._paint_words(painter, facts, left, top)
        if facts.start is not None and self.change():
            self._paint_start(painter, facts.start, left, bottom + SPACING)
        painter.end()

    def _paint_weights(
        self, painter: QPainter, weights: NDArray[np.float64], area: QRectF, *, numbers: bool
    ) -> None:
        theme = self._appearance.theme
        content = GridContent(_rounded(weights), "signed", self._limit)
        cells = colours(content, theme)
        painter.drawImage(area, image_of(cells))
        paint_lines(painter, content, area, theme)
        if numbers:
            paint_numbers(painter, content, area, cells, self.font())

    def _paint_start(
        self, painter: QPainter, start: NDArray[np.float64], left: float, top: float
    ) -> None:
        """Paint the kernel as it started, small, and how far it has come beside it."""
        scale = START_SIDE / max(start.shape)
        box = QRectF(0, 0, start.shape[1] * scale, start.shape[0] * scale)
        box.moveCenter(QRectF(left, top, START_SIDE, START_SIDE).center())
        self._paint_weights(painter, start, box, numbers=False)
        self._paint_lines(painter, self.change(), left + START_SIDE + SPACING, top + 1)

    def _paint_words(self, painter: QPainter, facts: KernelFacts, left: float, top: float) -> float:
        """Paint name and facts; return where they end."""
        heading = QFont(self.font())
        heading.setPixelSize(HEADING_PIXELS)
        heading.setWeight(QFont.Weight.DemiBold)
        painter.setFont(heading)
        painter.setPen(QColor(self._appearance.theme.text))
        room = QRectF(left, top, self.width() - left, HEADING_HEIGHT)
        painter.drawText(room, LEFT, str(facts.address))
        painter.setFont(self.font())
        return self._paint_lines(painter, self.lines(), left, top + HEADING_HEIGHT)

    def _paint_lines(self, painter: QPainter, lines: list[str], left: float, top: float) -> float:
        painter.setPen(QColor(self._appearance.theme.muted))
        for line in lines:
            painter.drawText(QRectF(left, top, self.width() - left, LINE_HEIGHT), LEFT, line)
            top += LINE_HEIGHT
        return top

    def _picture_size(self) -> QSize:
        side = LOW_SIDE if self._is_low else SIDE
        rows, columns = self._facts.weights.shape if self._facts is not None else (1, 1)
        cell = max(1, side // max(rows, columns))
        return QSize(columns * cell, rows * cell)


def _rounded(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return weights of so many decimals that the largest has three figures."""
    largest = float(np.abs(np.nan_to_num(weights)).max())
    decimals = FIGURES - 1 - floor(log10(largest)) if largest > 0 else 0
    return np.round(weights, decimals)
