"""The activation maps of every layer, to scroll through and to point into."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.number_text import number_text
from kernelview.ui.digit.layer_picture import LayerPicture
from kernelview.ui.digit.maps_keys import KEYS_IN_WORDS, moved
from kernelview.ui.digit.maps_layout import Cell, MapsLayout

ZOOMS = (1.0, 2.0, 4.0)
WORDS_PIXELS = 12


class MapsView(QAbstractScrollArea):
    """Says which value the mouse or the keys are on, and which one is to be pinned."""

    # the mouse is on a value, the keys went to one, one is to be pinned or let go
    hovered = Signal(object)  # Cell
    moved = Signal(object)  # Cell
    pinned = Signal(object)  # Cell
    zoom_changed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._layers: tuple[LayerPicture, ...] = ()
        self._zoom = ZOOMS[0]
        self._layout = MapsLayout((), 1)
        self._cell: Cell | None = None
        self.setAccessibleName("Activation maps")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self._describe()

    @property
    def cell(self) -> Cell | None:
        """The value that is marked."""
        return self._cell

    @property
    def zoom(self) -> float:
        """How many times the usual size the maps have."""
        return self._zoom

    def show_layers(self, layers: Sequence[LayerPicture]) -> None:
        """Show other maps; the marked value stays where the layers are alike."""
        alike = [_shape(layer) for layer in layers] == [_shape(layer) for layer in self._layers]
        self._layers = tuple(layers)
        if not alike:
            self._cell = None
            self._lay_out()
        self._describe()
        self.viewport().update()

    def mark(self, cell: Cell | None) -> None:
        """Mark a value."""
        self._cell = cell
        self._describe()
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Show the maps so many times their usual size."""
        if zoom != self._zoom:
            self._zoom = zoom
            self._lay_out()
            self._bring_into_view()
            self.viewport().update()
            self.zoom_changed.emit()

    def layer(self, number: int) -> LayerPicture:
        """Return a layer by its place."""
        return self._layers[number]

    def place_of(self, cell: Cell) -> QPointF:
        """Return where the middle of a value is in the viewport."""
        return self._layout.box(cell).center() - QPointF(0, self.verticalScrollBar().value())

    def sizeHint(self) -> QSize:
        """Return room for ten maps side by side."""
        return QSize(300, 240)

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows some."""
        return QSize(120, 80)

    # --- what the person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from value to value, from map to map; pin; zoom."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._cell:
            self.pinned.emit(self._cell)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.step_zoom(-1 if key == Qt.Key.Key_Minus else 1)
        else:
            self._move(event)

    def step_zoom(self, steps: int) -> None:
        """Show the maps larger or smaller."""
        place = ZOOMS.index(self._zoom) + steps
        self.set_zoom(ZOOMS[min(max(place, 0), len(ZOOMS) - 1)])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which value the mouse is on."""
        cell = self._cell_at(event.position())
        if cell is not None:
            self.hovered.emit(cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pin the value under the mouse."""
        cell = self._cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pinned.emit(cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys act here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the maps out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint the part that came into view."""
        self.viewport().update()

    def _move(self, event: QKeyEvent) -> None:
        target = moved(event, self._cell, self._layers, self._layout)
        if target is None:
            super().keyPressEvent(event)
            return
        self.moved.emit(target)
        self._bring_into_view()

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the layers in view."""
        painter = QPainter(self.viewport())
        top = float(self.verticalScrollBar().value())
        bottom = top + self.viewport().height()
        painter.translate(0, -top)
        font = QFont(self.font())
        font.setPixelSize(WORDS_PIXELS)
        painter.setFont(font)
        for number, layer in enumerate(self._layers):
            start, end = self._layout.span(number)
            if end >= top and start <= bottom:
                self._paint_heading(painter, number, layer)
                self._paint_maps(painter, number, layer, (top, bottom))
        self._paint_mark(painter)
        painter.end()

    def _paint_heading(self, painter: QPainter, number: int, layer: LayerPicture) -> None:
        theme = self._appearance.theme
        box = self._layout.heading(number)
        box.setWidth(self.viewport().width())
        metrics = painter.fontMetrics()
        painter.setPen(QColor(theme.text))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, flags, layer.name)
        box.setLeft(metrics.horizontalAdvance(layer.name) + 10)
        painter.setPen(QColor(theme.muted))
        words = metrics.elidedText(layer.words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, flags, words)

    def _paint_maps(
        self, painter: QPainter, number: int, layer: LayerPicture, span: tuple[float, float]
    ) -> None:
        if layer.atlas is None:
            return
        rows, columns = layer.shown
        for unit in self._layout.units_between(number, *span):
            source = QRectF(0, unit * rows, columns, rows)
            painter.drawImage(self._layout.tile(number, unit), layer.atlas, source)

    def _paint_mark(self, painter: QPainter) -> None:
        if self._cell is None or self._layers[self._cell.layer].atlas is None:
            return
        accent = QColor(self._appearance.theme.accent)
        pen = QPen(accent, 2.0 if self.hasFocus() else 1.0)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        tile = self._layout.tile(self._cell.layer, self._cell.unit)
        painter.drawRect(tile.adjusted(-1, -1, 1, 1))
        box = self._layout.box(self._cell)
        if self._layers[self._cell.layer].rows * self._layers[self._cell.layer].columns > 1:
            painter.setPen(QPen(accent, 1.0))
            painter.drawRect(box.adjusted(-1, -1, 1, 1))

    # --- inside

    def _lay_out(self) -> None:
        # A little room for the marks at either side.
        self._layout = MapsLayout(self._layers, self.viewport().width() - 4, self._zoom)
        beyond = max(0, round(self._layout.height) + 4 - self.viewport().height())
        self.verticalScrollBar().setRange(0, beyond)
        self.verticalScrollBar().setPageStep(max(1, self.viewport().height()))
        self.verticalScrollBar().setSingleStep(24)

    def _bring_into_view(self) -> None:
        if self._cell is None:
            return
        tile, bar = self._layout.tile(self._cell.layer, self._cell.unit), self.verticalScrollBar()
        if tile.top() < bar.value():
            bar.setValue(int(tile.top()) - 4)
        elif tile.bottom() > bar.value() + self.viewport().height():
            bar.setValue(int(tile.bottom()) + 4 - self.viewport().height())

    def _cell_at(self, place: QPointF) -> Cell | None:
        return self._layout.cell_at(place + QPointF(0, self.verticalScrollBar().value()))

    def _describe(self) -> None:
        words = "No value chosen"
        if self._cell is not None:
            layer, cell = self._layers[self._cell.layer], self._cell
            value = number_text(layer.value(cell.unit, cell.row, cell.column), digits=4)
            words = f"{layer.name}, unit {cell.unit}, row {cell.row}, column {cell.column}: {value}"
        self.setAccessibleDescription(f"{words}. {KEYS_IN_WORDS}")


def _shape(layer: LayerPicture) -> tuple[object, ...]:
    return layer.name, layer.maps.shape, layer.atlas is None
