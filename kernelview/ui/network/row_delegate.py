"""Paints a layer's row: what it is, what it is set to, what comes out, what is wrong."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kernelview.learn.layer_kinds import layer_kind
from kernelview.learn.sizing import LayerRow
from kernelview.ui.appearance import Appearance

if TYPE_CHECKING:
    from kernelview.ui.network.layer_list import LayerList

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
HEIGHT, MARGIN = 46, 12
ICON_SIDE = 14
# Where names begin: right of the arrow that says whether a row is unfolded.
INDENT = 28
# A kind that would be cut shorter than this is left out.
LEAST_KIND = 40
GAP = 8

Index = QModelIndex | QPersistentModelIndex
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class ListRow:
    """The texts of a row."""

    name: str
    kind: str
    settings: str
    shape: str
    parameters: str
    error: str

    @classmethod
    def of(cls, row: LayerRow, settings: str, shape: str) -> Self:
        """Return the texts for a layer."""
        parameters = f"{row.parameters:,}" if row.parameters else ""
        kind = layer_kind(row.kind).label
        return cls(row.name, kind, settings, shape, parameters, row.error)

    @property
    def spoken(self) -> str:
        """The row as one sentence, for a tooltip or a screen reader."""
        parts = [self.name, self.kind, self.settings]
        parts += [f"gives {self.shape}"] if self.shape else []
        parts += [f"{self.parameters} parameters"] if self.parameters else []
        return ", ".join(part for part in (*parts, self.error) if part)


class RowDelegate(QStyledItemDelegate):
    """Two lines a layer, more where something is wrong, and room for the form when unfolded."""

    def __init__(self, appearance: Appearance, view: "LayerList") -> None:
        super().__init__(view)
        self._appearance, self._view = appearance, view
        appearance.changed.connect(view.viewport().update)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room for what is wrong, and for the form."""
        row = index.data(ROW_ROLE)
        height = HEIGHT
        if isinstance(row, ListRow) and row.error:
            height += self._error_box(option, row.error).height() + 6
        if index.row() == self._view.unfolded:
            height += self._view.form_height()
        return QSize(200, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ListRow):
            return
        painter.save()
        self._paint_ground(painter, option)
        self._paint_arrow(painter, option, index)
        self._paint_first_line(painter, option, row)
        small = _small(option.font)
        lower = option.rect.adjusted(INDENT, 24, -MARGIN, 0)
        lower.setHeight(16)
        muted = self._appearance.theme.muted
        taken = self._text(painter, lower, RIGHT, row.parameters, muted, small)
        lower.setRight(lower.right() - taken)
        self._text(painter, lower, LEFT, row.settings, muted, small)
        if row.error:
            self._paint_error(painter, option, row.error, small)
        painter.restore()

    def _paint_first_line(
        self, painter: QPainter, option: QStyleOptionViewItem, row: ListRow
    ) -> None:
        theme = self._appearance.theme
        line = option.rect.adjusted(INDENT, 6, -MARGIN, 0)
        line.setHeight(17)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        taken = self._text(painter, line, RIGHT, row.shape or "—", theme.text, option.font)
        line.setRight(line.right() - taken)
        line.setLeft(line.left() + self._text(painter, line, LEFT, row.name, theme.text, bold))
        small = _small(option.font)
        if line.width() >= min(LEAST_KIND, QFontMetrics(small).horizontalAdvance(row.kind)):
            self._text(painter, line, LEFT, row.kind, theme.muted, small)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = self._appearance.theme
        if option.state & QStyle.StateFlag.State_Selected:
            tint = QColor(theme.accent)
            tint.setAlpha(36)
            head = QRect(option.rect)
            head.setHeight(HEIGHT)
            painter.fillRect(head, tint)
            if self._view.hasFocus():
                head.setWidth(3)
                painter.fillRect(head, QColor(theme.accent))
        painter.setPen(QColor(theme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_arrow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        is_unfolded = index.row() == self._view.unfolded
        name = "chevron-down" if is_unfolded else "chevron-right"
        arrow = self._appearance.icon(name).pixmap(QSize(ICON_SIDE, ICON_SIDE), _ratio(painter))
        painter.setOpacity(0.7)
        painter.drawPixmap(option.rect.left() + 8, option.rect.top() + 8, arrow)
        painter.setOpacity(1.0)

    def _paint_error(
        self, painter: QPainter, option: QStyleOptionViewItem, error: str, font: QFont
    ) -> None:
        top = option.rect.top() + HEIGHT - 4
        icon = self._appearance.icon("triangle-alert")
        pixmap = icon.pixmap(QSize(ICON_SIDE, ICON_SIDE), _ratio(painter))
        painter.drawPixmap(option.rect.left() + 8, top + 1, pixmap)
        box = self._error_box(option, error)
        box.moveTop(top)
        painter.setFont(font)
        # AA contrast on either panel, which the scale's orange has not.
        wrong = "#ff9a8f" if self._appearance.theme.is_dark else "#b42318"
        painter.setPen(QColor(wrong))
        painter.drawText(box, int(Qt.TextFlag.TextWordWrap), error)

    def _error_box(self, option: QStyleOptionViewItem, error: str) -> QRect:
        width = self._view.viewport().width() - INDENT - MARGIN
        room = QRect(INDENT, 0, max(width, 60), 400)
        metrics = QFontMetrics(_small(option.font))
        fitted = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), error)
        fitted.setWidth(room.width())
        return fitted

    @staticmethod
    def _text(
        painter: QPainter, box: QRect, side: Qt.AlignmentFlag, text: str, colour: str, font: QFont
    ) -> int:
        """Paint a text, cut with dots where it is too long; return the width it takes."""
        metrics = QFontMetrics(font)
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), fitting)
        return metrics.horizontalAdvance(fitting) + GAP if fitting else 0


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(12)
    return small


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatio()
