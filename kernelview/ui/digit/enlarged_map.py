"""One map of a layer, large enough to point at each of its values."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.digit.layer_picture import LayerPicture
from kernelview.ui.digit.maps_layout import Cell

SIDE = 92


class EnlargedMap(QWidget):
    """Marks a value; a click chooses another."""

    chosen = Signal(object)  # Cell

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._layer: LayerPicture | None = None
        self._cell: Cell | None = None
        self.setAccessibleName("The map, enlarged")
        self.setToolTip("Click to choose another value of this map")
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def show_cell(self, layer: LayerPicture | None, cell: Cell | None) -> None:
        """Show the map that a value is of; nothing for a layer without maps."""
        has_map = layer is not None and layer.atlas is not None and layer.rows * layer.columns > 1
        self._layer, self._cell = (layer, cell) if has_map else (None, None)
        self.setVisible(has_map)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square."""
        return QSize(SIDE, SIDE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the value under the mouse."""
        self._choose(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose the values that the mouse is dragged over."""
        self._choose(event.position())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the map and the mark."""
        if self._layer is None or self._layer.atlas is None or self._cell is None:
            return
        painter = QPainter(self)
        rows, columns = self._layer.shown
        box = self._area(self._layer)
        source = QRectF(0, self._cell.unit * rows, columns, rows)
        painter.drawImage(box, self._layer.atlas, source)
        painter.setPen(QPen(QColor(self._appearance.theme.line), 1))
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        across, down = box.width() / self._layer.columns, box.height() / self._layer.rows
        mark = QRectF(
            box.x() + self._cell.column * across, box.y() + self._cell.row * down, across, down
        )
        pen = QPen(QColor(self._appearance.theme.accent), 2.0)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(mark.adjusted(-1, -1, 1, 1))
        painter.end()

    def _area(self, layer: LayerPicture) -> QRectF:
        room = SIDE - 4
        scale = room / max(layer.rows, layer.columns)
        return QRectF(2, 2, layer.columns * scale, max(layer.rows * scale, 6.0))

    def _choose(self, place: QPointF) -> None:
        if self._layer is None or self._cell is None:
            return
        box = self._area(self._layer)
        row = int((place.y() - box.y()) / box.height() * self._layer.rows)
        column = int((place.x() - box.x()) / box.width() * self._layer.columns)
        row = min(max(row, 0), self._layer.rows - 1)
        column = min(max(column, 0), self._layer.columns - 1)
        self.chosen.emit(Cell(self._cell.layer, self._cell.unit, row, column))
