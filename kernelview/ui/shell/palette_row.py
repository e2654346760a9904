"""Draws one row of the command palette."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

ROW_HEIGHT = 30
GROUP_WIDTH = 64
SHORTCUT_WIDTH = 120
CHOSEN_OPACITY, HOVERED_OPACITY = 46, 22
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class PaletteRow:
    """What a row says; `places` are the letters of `text` to stress."""

    text: str
    group: str
    shortcut: str
    enabled: bool
    places: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The row as a screen reader says it."""
        state = "" if self.enabled else "not available now"
        return ", ".join(part for part in (self.text, self.group, self.shortcut, state) if part)


class PaletteRowDelegate(QStyledItemDelegate):
    """The command at the left, its menu and its shortcut at the right, grey when it cannot run."""

    ROW = Qt.ItemDataRole.UserRole + 1

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row."""
        row = index.data(self.ROW)
        if not isinstance(row, PaletteRow):
            return
        painter.save()
        self._draw_ground(painter, option)
        inner = option.rect.adjusted(SPACING, 0, -SPACING, 0)
        painter.setPen(self._faint(row))
        painter.drawText(inner, _RIGHT, row.shortcut)
        group = QRect(inner)
        group.setRight(inner.right() - SHORTCUT_WIDTH)
        group.setLeft(group.right() - GROUP_WIDTH)
        painter.drawText(group, _LEFT, row.group)
        inner.setRight(group.left() - SPACING)
        self._draw_text(painter, option.font, inner, row)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme = self._appearance.theme
        if option.state & QStyle.StateFlag.State_Selected:
            ground = QColor(theme.accent)
            ground.setAlpha(CHOSEN_OPACITY)
            painter.fillRect(option.rect, ground)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = QColor(theme.text)
            ground.setAlpha(HOVERED_OPACITY)
            painter.fillRect(option.rect, ground)

    def _draw_text(self, painter: QPainter, font: QFont, place: QRect, row: PaletteRow) -> None:
        theme = self._appearance.theme
        layout = QTextLayout(row.text, font)
        stress = QTextCharFormat()
        stress.setFontWeight(QFont.Weight.Bold)
        if row.enabled:
            stress.setForeground(QColor(theme.accent))
        layout.setTextOption(_one_line())
        layout.setFormats([_stressed(at, stress) for at in row.places])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(place.width())
        height = line.height()
        layout.endLayout()
        painter.setClipRect(place)
        painter.setPen(QColor(theme.text) if row.enabled else self._faint(row))
        layout.draw(painter, QPointF(place.left(), place.center().y() - height / 2 + 0.5))

    def _faint(self, row: PaletteRow) -> QColor:
        if row.enabled:
            return QColor(self._appearance.theme.muted)
        parent = self.parent()
        palette = parent.palette() if isinstance(parent, QWidget) else QPalette()
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)


def _one_line() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    return option


def _stressed(at: int, stress: QTextCharFormat) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = at, 1, stress
    return part
