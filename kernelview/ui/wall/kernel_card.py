"""A larger picture of one kernel, with its numbers, beside its tile."""

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.value_painting import GridContent, colours, paint_lines, paint_numbers
from kernelview.ui.library.kernel_picture import image_of
from kernelview.ui.theme import HEADING_PIXELS, SPACING
from kernelview.ui.wall.content import KernelFacts
from kernelview.ui.wall.words import bias_words, change_words, rank_words

SIDE, LINE_HEIGHT, HEADING_HEIGHT, START_SIDE = 184, 18, 22, 52
MARGIN, AWAY, CORNER = 12, 12, 6


class KernelCard(QWidget):
    """Lies above the panel and lets the mouse through."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._facts: KernelFacts | None = None
        self._limit = 0.0
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
        words = (rank_words(self._facts), bias_words(self._facts), change_words(self._facts))
        return [line for line in words if line]

    def show_kernel(self, facts: KernelFacts, limit: float) -> None:
        """Show a kernel whose weights of `limit` have the full colour."""
        self._facts, self._limit = facts, limit
        self.resize(self.sizeHint())
        self.setAccessibleDescription(". ".join([str(facts.address), *self.lines()]))
        self.update()

    def stand_beside(self, tile: QRect, room: QRect) -> None:
        """Move beside a tile, within a room, both in the parent's pixels."""
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
        """Return room for the picture and the lines below it."""
        words = HEADING_HEIGHT + LINE_HEIGHT * len(self.lines())
        widest = max(map(self.fontMetrics().horizontalAdvance, self.lines()), default=0)
        picture = self._picture_size()
        width = max(SIDE, widest) + 2 * MARGIN
        return QSize(width, picture.height() + words + 2 * MARGIN + SPACING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        facts, theme = self._facts, self._appearance.theme
        if facts is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        size = self._picture_size()
        area = QRectF(MARGIN, MARGIN, size.width(), size.height())
        self._paint_weights(painter, facts.weights, area, numbers=True)
        if facts.start is not None and facts.change:
            self._paint_start(painter, facts.start, area)
        self._paint_words(painter, facts, area.bottom() + SPACING)
        painter.end()

    def _paint_weights(
        self, painter: QPainter, weights: "np.ndarray", area: QRectF, *, numbers: bool
    ) -> None:
        theme = self._appearance.theme
        content = GridContent(weights, "signed", self._limit)
        cells = colours(content, theme)
        painter.drawImage(area, image_of(cells))
        paint_lines(painter, content, area, theme)
        if numbers:
            paint_numbers(painter, content, area, cells, self.font())

    def _paint_start(self, painter: QPainter, start: "np.ndarray", area: QRectF) -> None:
        """Paint the kernel as it started, small, to the right of what is said."""
        scale = START_SIDE / max(start.shape)
        box = QRectF(0, 0, start.shape[1] * scale, start.shape[0] * scale)
        box.moveTopRight(QRectF(self.rect()).topRight())
        box.translate(-MARGIN, area.bottom() + SPACING + 2)
        self._paint_weights(painter, start, box, numbers=False)

    def _paint_words(self, painter: QPainter, facts: KernelFacts, top: float) -> None:
        theme = self._appearance.theme
        heading = QFont(self.font())
        heading.setPixelSize(HEADING_PIXELS)
        heading.setWeight(QFont.Weight.DemiBold)
        painter.setFont(heading)
        painter.setPen(QColor(theme.text))
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        room = self.width() - 2 * MARGIN
        painter.drawText(QRectF(MARGIN, top, room, HEADING_HEIGHT), align, str(facts.address))
        painter.setFont(self.font())
        painter.setPen(QColor(theme.muted))
        for number, line in enumerate(self.lines()):
            y = top + HEADING_HEIGHT + LINE_HEIGHT * number
            painter.drawText(QRectF(MARGIN, y, room, LINE_HEIGHT), align, line)

    def _picture_size(self) -> QSize:
        if self._facts is None:
            return QSize(SIDE, SIDE)
        rows, columns = self._facts.weights.shape
        cell = max(1, SIDE // max(rows, columns))
        return QSize(columns * cell, rows * cell)
