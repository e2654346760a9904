"""How a row of the library is painted: heat map, label, size, and what the kernel does."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kernelview.kernels import Kernel
from kernelview.ui.appearance import Appearance
from kernelview.ui.library.entries import Entry
from kernelview.ui.library.kernel_picture import heat_map, paint_heat_map
from kernelview.ui.library.library_model import ENTRY_ROLE
from kernelview.ui.theme import SPACING

ROW_HEIGHT = 48
GROUP_HEIGHT = 32
HINT_HEIGHT = 36
HEAT_MAP_SIDE = 28
THUMBNAIL_SIDE = 40
CORNER = 4

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints groups and rows; `thumbnail` answers at once, with None while there is none."""

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget,
        *,
        thumbnail: Callable[[Kernel], QImage | None],
        is_in_hand: Callable[[Entry], bool],
        is_expanded: Callable[[Index], bool],
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._thumbnail = thumbnail
        self._is_in_hand = is_in_hand
        self._is_expanded = is_expanded
        self._heat_maps: dict[Kernel, QImage] = {}
        self._icons: dict[str, QIcon] = {}
        appearance.changed.connect(self._heat_maps.clear)
        appearance.changed.connect(self._icons.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the row's height; the width is the view's."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return QSize(0, GROUP_HEIGHT)
        return QSize(0, HINT_HEIGHT if entry.kind == "hint" else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a group's heading, a row or a hint."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            self._paint_group(painter, option, index)
        elif entry.kernel is None:
            self._paint_hint(painter, option.rect, entry)
        else:
            self._paint_background(painter, option, in_hand=self._is_in_hand(entry))
            self._paint_row(painter, option, entry, entry.kernel)
        self._paint_focus(painter, option)
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        """Return the field in which one of Mine is renamed."""
        field = QLineEdit(parent)
        field.setAccessibleName("New name of the kernel")
        field.setToolTip("Enter renames, Esc leaves the name")
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Put the field over the label, the size below it stays."""
        box = _text_box(option.rect)
        height = min(editor.sizeHint().height(), ROW_HEIGHT // 2 + 2)
        editor.setGeometry(QRect(box.left() - 4, box.top() + 3, box.width() + 4, height))

    # --- parts

    def _paint_group(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._appearance.theme
        box = option.rect.adjusted(SPACING, 0, -SPACING - 4, 0)
        name = "chevron-down" if self._is_expanded(index) else "chevron-right"
        arrow = QRect(box.left(), box.center().y() - 6, 14, 14)
        self._icon(name).paint(painter, arrow)
        painter.setFont(_weighted(option.font, QFont.Weight.DemiBold))
        painter.setPen(QColor(theme.text))
        text = box.adjusted(14 + 6, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        rows = [index.model().index(row, 0, index) for row in range(index.model().rowCount(index))]
        kernels = sum(row.data(ENTRY_ROLE).kernel is not None for row in rows)
        if kernels:
            painter.setFont(option.font)
            painter.setPen(QColor(theme.muted))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, str(kernels))

    def _paint_hint(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        painter.setPen(QColor(self._appearance.theme.muted))
        painter.drawText(
            box.adjusted(SPACING + 20, 0, -SPACING, 0), Qt.AlignmentFlag.AlignVCenter, entry.label
        )

    def _paint_background(
        self, painter: QPainter, option: QStyleOptionViewItem, *, in_hand: bool
    ) -> None:
        theme = self._appearance.theme
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if not (in_hand or hovered):
            return
        fill = QColor(theme.accent if in_hand else theme.text)
        fill.setAlphaF(0.16 if in_hand else 0.06)
        painter.fillRect(option.rect, fill)
        if in_hand:
            bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(bar, QColor(theme.accent))

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, kernel: Kernel
    ) -> None:
        theme = self._appearance.theme
        paint_heat_map(painter, QRectF(_heat_map_box(option.rect)), self._cells(kernel), theme)
        box = _text_box(option.rect)
        upper = QRect(box.left(), box.top() + 5, box.width(), box.height() // 2 - 4)
        lower = upper.translated(0, upper.height())
        painter.setFont(option.font)
        painter.setPen(QColor(theme.text))
        name, detail = row_lines(entry, kernel)
        _draw_elided(painter, upper if detail else box, name)
        painter.setPen(QColor(theme.muted))
        if entry.kind == "family":
            glyph = QRect(lower.left(), lower.center().y() - 6, 14, 14)
            self._icon("sliders-horizontal").paint(painter, glyph)
            lower.setLeft(glyph.right() + 6)
        _draw_elided(painter, lower, detail)
        self._paint_thumbnail(painter, _thumbnail_box(option.rect), kernel)

    def _paint_thumbnail(self, painter: QPainter, box: QRect, kernel: Kernel) -> None:
        picture = self._thumbnail(kernel)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(box), CORNER, CORNER)
        if picture is None:
            painter.fillPath(outline, QColor(self._appearance.theme.window))
            return
        painter.save()
        painter.setClipPath(outline)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, picture)
        painter.restore()

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if not option.state & QStyle.StateFlag.State_HasFocus:
            return
        painter.setPen(QPen(QColor(self._appearance.theme.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(ring, CORNER, CORNER)

    def _icon(self, name: str) -> QIcon:
        if name not in self._icons:
            self._icons[name] = self._appearance.icon(name)
        return self._icons[name]

    def _cells(self, kernel: Kernel) -> QImage:
        if kernel not in self._heat_maps:
            self._heat_maps[kernel] = heat_map(kernel, self._appearance.theme)
        return self._heat_maps[kernel]


def _heat_map_box(row: QRect) -> QRect:
    top = row.center().y() - HEAT_MAP_SIDE // 2 + 1
    return QRect(row.left() + SPACING + 4, top, HEAT_MAP_SIDE, HEAT_MAP_SIDE)


def _thumbnail_box(row: QRect) -> QRect:
    top = row.center().y() - THUMBNAIL_SIDE // 2 + 1
    left = row.right() - SPACING - THUMBNAIL_SIDE
    return QRect(left, top, THUMBNAIL_SIDE, THUMBNAIL_SIDE)


def _text_box(row: QRect) -> QRect:
    left = _heat_map_box(row).right() + SPACING + 3
    right = _thumbnail_box(row).left() - SPACING
    return QRect(left, row.top(), max(0, right - left), row.height())


def row_lines(entry: Entry, kernel: Kernel) -> tuple[str, str]:
    """Return the label and, below it, what it has in brackets and the size it does not say."""
    name, _, detail = entry.label.partition(" (")
    rows, columns = kernel.shape
    size = "any size" if entry.kind == "family" else f"{rows} × {columns}"
    said = f"{rows}×{columns}" in name
    return name, " · ".join(part for part in (detail.rstrip(")"), "" if said else size) if part)


def _draw_elided(painter: QPainter, box: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _weighted(font: QFont, weight: QFont.Weight) -> QFont:
    bold = QFont(font)
    bold.setWeight(weight)
    return bold
