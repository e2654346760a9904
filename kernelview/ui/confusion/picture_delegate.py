"""Draws a picture of an evaluation with what it is and what it was taken for."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.confusion.picture_model import TILE_ROLE, Tile

SIDE, CAPTION, PADDING = 56, 16, 4
SHORT_WIDTH, LONG_WIDTH = 72, 112
SHORT_NAME = 2
WORDS_PIXELS = 12


class PictureDelegate(QStyledItemDelegate):
    """The picture, and below it "4 → 9" and how sure the network is."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._width, self._lines = SHORT_WIDTH, 2

    def fit(self, names: tuple[str, ...], *, with_names: bool) -> None:
        """Make room for the longest name; without names only sureness is written."""
        longest = max(map(len, names), default=0)
        self._width = SHORT_WIDTH if longest <= SHORT_NAME or not with_names else LONG_WIDTH
        self._lines = 2 if with_names else 1

    def size(self) -> QSize:
        """Return the size of each tile."""
        return QSize(self._width, SIDE + self._lines * CAPTION + 2 * PADDING)

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of each tile."""
        return self.size()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a tile."""
        tile = index.data(TILE_ROLE)
        if not isinstance(tile, Tile):
            return
        painter.save()
        box = QRectF(option.rect)
        picture = QRectF(0, 0, SIDE, SIDE)
        picture.moveCenter(QPointF(box.center().x(), box.top() + PADDING + SIDE / 2))
        self._paint_ground(painter, option, box)
        self._paint_picture(painter, picture, tile)
        words = QRectF(box.left() + 2, picture.bottom() + 1, box.width() - 4, CAPTION)
        self._paint_words(painter, words, tile)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        ground = QColor(self._appearance.theme.accent)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(ground, 1))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            ground.setAlpha(46 if option.state & QStyle.StateFlag.State_Selected else 22)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_picture(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        seen = tile.picture
        scale = min(box.width() / seen.width(), box.height() / seen.height())
        target = QRectF(0, 0, seen.width() * scale, seen.height() * scale)
        target.moveCenter(box.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 1)
        painter.drawImage(target, seen)
        painter.setPen(QPen(QColor(self._appearance.theme.line), 1))
        painter.drawRect(target.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_words(self, painter: QPainter, line: QRectF, tile: Tile) -> None:
        theme = self._appearance.theme
        font = QFont(painter.font())
        font.setPixelSize(WORDS_PIXELS)
        painter.setFont(font)
        if self._lines > 1:
            painter.setPen(QColor(theme.text))
            self._paint_names(painter, line, tile)
            line = line.translated(0, CAPTION)
        painter.setPen(QColor(theme.muted))
        sure = f"{100 * tile.sureness:.1f} %"
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, sure)

    def _paint_names(self, painter: QPainter, line: QRectF, tile: Tile) -> None:
        metrics, arrow = painter.fontMetrics(), " → "
        room = int(line.width() - metrics.horizontalAdvance(arrow)) // 2
        first, second = (
            metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            for name in (tile.truth, tile.predicted)
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, f"{first}{arrow}{second}")
