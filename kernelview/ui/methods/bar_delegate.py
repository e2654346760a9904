"""How the rows of the comparison are painted: names with a mark, bars of time, numbers."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.methods.method_model import ENTRY_ROLE, NAME, TIME, Index, MethodModel
from kernelview.ui.methods.time_scale import TimeScale, scale_for
from kernelview.ui.theme import SPACING
from kernelview.usecases.compare_methods import Entry

ROW_HEIGHT = 32
BAR_HEIGHT = 12
BADGE = "chosen"
SELECTED_OPACITY = 0.16


class BarDelegate(QStyledItemDelegate):
    """Paints a row: the chosen method in the accent, what is not right in the muted colour."""

    def __init__(self, appearance: Appearance, model: MethodModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's height; widths are the header's."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index)
        area = option.rect.adjusted(SPACING, 0, -SPACING, 0)
        match index.column():
            case column if column == NAME:
                self._paint_name(painter, area, entry)
            case column if column == TIME:
                self._paint_time(painter, area, entry)
            case _:
                self._paint_number(painter, area, str(index.data()), entry, index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._appearance.theme, option.rect
        painter.fillRect(rect, QColor(theme.panel))
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            shade = QColor(theme.accent)
            shade.setAlphaF(SELECTED_OPACITY)
            painter.fillRect(rect, shade)
        first_of_rival = index.row() == self._model.rowCount() - 1
        if first_of_rival:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), QColor(theme.line))
        focused = state & QStyle.StateFlag.State_HasFocus
        if focused and index.column() == NAME:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme.accent))

    def _paint_name(self, painter: QPainter, area: QRect, entry: Entry) -> None:
        theme, chosen = self._appearance.theme, self._model.is_chosen(entry)
        font = QFont(painter.font())
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted if entry.obstacle else theme.text))
        text = str(self._model.index(self._model.row_of(entry.name), NAME).data())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        if chosen:
            font.setBold(False)
            painter.setFont(font)
            self._paint_badge(painter, area)

    def _paint_badge(self, painter: QPainter, area: QRect) -> None:
        width = painter.fontMetrics().horizontalAdvance(BADGE) + 2 * SPACING
        height = painter.fontMetrics().height() + 2
        badge = QRectF(area.right() - width, area.center().y() - height / 2 + 0.5, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._appearance.theme.accent))
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setPen(QColor(self._appearance.theme.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, BADGE)

    def _paint_number(
        self, painter: QPainter, area: QRect, text: str, entry: Entry, index: Index
    ) -> None:
        theme = self._appearance.theme
        muted = entry.obstacle is not None or index.column() == TIME + 2
        painter.setPen(QColor(theme.muted if muted else theme.text))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, side, text)

    def _paint_time(self, painter: QPainter, area: QRect, entry: Entry) -> None:
        if entry.obstacle is not None:
            painter.setPen(QColor(self._appearance.theme.muted))
            text = painter.fontMetrics().elidedText(
                entry.obstacle, Qt.TextElideMode.ElideRight, area.width()
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            return
        scale = scale_for(self._model.comparison)
        self._paint_lines(painter, area, scale)
        if entry.measured is not None:
            self._paint_bar(painter, area, scale, entry)
        elif self._model.measuring == entry.name:
            painter.setPen(QColor(self._appearance.theme.text))
            painter.drawText(
                area.adjusted(SPACING, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "measuring…"
            )
        if entry.expected is not None:
            place = place_of(area, scale, entry.expected)
            painter.setPen(QPen(QColor(self._appearance.theme.text), 2))
            middle = area.center().y()
            painter.drawLine(int(place), middle - 9, int(place), middle + 10)

    def _paint_lines(self, painter: QPainter, area: QRect, scale: TimeScale) -> None:
        """Paint the powers of ten, and the time to beat through all rows."""
        theme, comparison = self._appearance.theme, self._model.comparison
        painter.setPen(QPen(QColor(theme.line), 1))
        for seconds, _ in scale.ticks:
            place = int(place_of(area, scale, seconds))
            painter.drawLine(place, area.top(), place, area.bottom())
        rival = comparison.entry("filter2D").measured if comparison is not None else None
        if rival is not None:
            place = int(place_of(area, scale, rival))
            painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(place, area.top(), place, area.bottom())

    def _paint_bar(self, painter: QPainter, area: QRect, scale: TimeScale, entry: Entry) -> None:
        theme = self._appearance.theme
        assert entry.measured is not None  # noqa: S101 - asked by the caller
        width = max(2.0, place_of(area, scale, entry.measured) - area.left())
        top = area.center().y() - BAR_HEIGHT / 2 + 0.5
        bar = QRectF(area.left(), top, width, BAR_HEIGHT)
        colour = QColor(theme.accent if self._model.is_chosen(entry) else theme.muted)
        if not self._model.is_chosen(entry):
            colour.setAlphaF(0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if entry.scaled:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.fillRect(bar, _hatched(colour))
            painter.setPen(QPen(colour, 1))
        painter.drawRoundedRect(bar, 2, 2)


def place_of(area: QRect, scale: TimeScale, seconds: float) -> float:
    """Return the x of a time within a cell of the bars, so that all rows line up."""
    return area.left() + 0.5 + scale.share(seconds) * (area.width() - 2)


def _hatched(colour: QColor) -> QColor:
    shade = QColor(colour)
    shade.setAlphaF(shade.alphaF() * 0.35)
    return shade
