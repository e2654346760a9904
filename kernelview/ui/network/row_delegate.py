"""Paints a layer's row: what it is, what it is set to, what comes out, what is wrong."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from kernelview.ui.appearance import Appearance

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
HEIGHT, MARGIN = 46, 12
ICON_SIDE = 14

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ListRow:
    """The texts of a row."""

    name: str
    settings: str
    shape: str
    parameters: str
    error: str

    @property
    def spoken(self) -> str:
        """The row as one sentence, for a tooltip or a screen reader."""
        parts = [self.name, self.settings]
        parts += [f"gives {self.shape}"] if self.shape else []
        parts += [f"{self.parameters} parameters"] if self.parameters else []
        return ", ".join(part for part in (*parts, self.error) if part)


class RowDelegate(QStyledItemDelegate):
    """Two lines a layer, more where something is wrong."""

    def __init__(self, appearance: Appearance, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._appearance, self._view = appearance, view
        appearance.changed.connect(view.viewport().update)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room for what is wrong."""
        row = index.data(ROW_ROLE)
        height = HEIGHT
        if isinstance(row, ListRow) and row.error:
            height += self._error_box(option, row.error).height() + 6
        return QSize(200, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ListRow):
            return
        painter.save()
        self._paint_ground(painter, option)
        theme = self._appearance.theme
        box = option.rect.adjusted(MARGIN, 6, -MARGIN, -6)
        upper, lower = QRect(box), QRect(box)
        upper.setHeight(17)
        lower.setTop(box.top() + 18)
        lower.setHeight(16)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        self._text(painter, upper, left, row.name, theme.text, bold)
        self._text(painter, upper, right, row.shape, theme.text, option.font)
        small = QFont(option.font)
        small.setPixelSize(12)
        self._text(painter, lower, left, row.settings, theme.muted, small)
        self._text(painter, lower, right, row.parameters, theme.muted, small)
        if row.error:
            self._paint_error(painter, option, row.error, small)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = self._appearance.theme
        if option.state & QStyle.StateFlag.State_Selected:
            tint = QColor(theme.accent)
            tint.setAlpha(36)
            painter.fillRect(option.rect, tint)
            if self._view.hasFocus():
                bar = QRect(option.rect)
                bar.setWidth(3)
                painter.fillRect(bar, QColor(theme.accent))
        painter.setPen(QColor(theme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_error(
        self, painter: QPainter, option: QStyleOptionViewItem, error: str, font: QFont
    ) -> None:
        top = option.rect.top() + HEIGHT - 4
        icon = self._appearance.icon("triangle-alert").pixmap(ICON_SIDE, ICON_SIDE)
        painter.drawPixmap(option.rect.left() + MARGIN, top + 1, icon)
        box = self._error_box(option, error)
        box.moveTop(top)
        painter.setFont(font)
        wrong = "#ff9a8f" if self._appearance.theme.is_dark else "#b42318"
        painter.setPen(QColor(wrong))
        painter.drawText(box, int(Qt.TextFlag.TextWordWrap), error)

    def _error_box(self, option: QStyleOptionViewItem, error: str) -> QRect:
        font = QFont(option.font)
        font.setPixelSize(12)
        width = self._view.viewport().width() - 2 * MARGIN - ICON_SIDE - 6
        room = QRect(MARGIN + ICON_SIDE + 6, 0, max(width, 60), 400)
        fitted = QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), error)
        fitted.setWidth(room.width())
        return fitted

    @staticmethod
    def _text(
        painter: QPainter, box: QRect, side: Qt.AlignmentFlag, text: str, colour: str, font: QFont
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), text)
