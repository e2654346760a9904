"""Where each layer's heading and maps stand, below each other, in a given width."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from kernelview.ui.digit.layer_picture import LayerPicture

HEADING, GAP, BETWEEN = 22.0, 3.0, 10.0
# A map's usual least side; a dense unit's cell.
SMALL_MAP, CELL = 26.0, 16.0


@dataclass(frozen=True)
class Cell:
    """One value: the place of its layer, its unit, row and column."""

    layer: int
    unit: int
    row: int
    column: int


@dataclass(frozen=True)
class _Block:
    top: float
    tile: tuple[float, float]  # width, height
    across: int
    height: float


class MapsLayout:
    """Geometry alone: from units to boxes and from places to values."""

    def __init__(self, layers: Sequence[LayerPicture], width: float, zoom: float = 1.0) -> None:
        self._layers = tuple(layers)
        self._blocks: list[_Block] = []
        top = 0.0
        for layer in self._layers:
            block = _block(layer, top, width, zoom)
            self._blocks.append(block)
            top += block.height + BETWEEN
        self.height = max(top - BETWEEN, 0.0)

    def heading(self, layer: int) -> QRectF:
        """Return where a layer's name stands, one unit wide."""
        return QRectF(0, self._blocks[layer].top, 1, HEADING)

    def span(self, layer: int) -> tuple[float, float]:
        """Return from where to where down a layer goes."""
        block = self._blocks[layer]
        return block.top, block.top + block.height

    def tile(self, layer: int, unit: int) -> QRectF:
        """Return where a map is."""
        block = self._blocks[layer]
        wide, high = block.tile
        row, column = divmod(unit, block.across)
        top = block.top + HEADING + row * (high + GAP)
        return QRectF(column * (wide + GAP), top, wide, high)

    def box(self, cell: Cell) -> QRectF:
        """Return where a value is."""
        layer, tile = self._layers[cell.layer], self.tile(cell.layer, cell.unit)
        wide, high = tile.width() / layer.columns, tile.height() / layer.rows
        return QRectF(tile.x() + cell.column * wide, tile.y() + cell.row * high, wide, high)

    def units_between(self, layer: int, top: float, bottom: float) -> range:
        """Return the units whose maps are at least partly between two heights."""
        block = self._blocks[layer]
        if self._layers[layer].atlas is None:
            return range(0)
        pitch = block.tile[1] + GAP
        first = max(0, int((top - block.top - HEADING) // pitch))
        last = max(0, int((bottom - block.top - HEADING) // pitch) + 1)
        units = self._layers[layer].units
        return range(min(first * block.across, units), min(last * block.across, units))

    def across(self, layer: int) -> int:
        """Return how many maps of a layer stand side by side."""
        return self._blocks[layer].across

    def cell_at(self, place: QPointF) -> Cell | None:
        """Return the value at a place."""
        for number, layer in enumerate(self._layers):
            for unit in self.units_between(number, place.y(), place.y()):
                tile = self.tile(number, unit)
                if tile.contains(place):
                    row = int((place.y() - tile.y()) / tile.height() * layer.rows)
                    column = int((place.x() - tile.x()) / tile.width() * layer.columns)
                    inside = min(row, layer.rows - 1), min(column, layer.columns - 1)
                    return Cell(number, unit, *inside)
        return None


def _block(layer: LayerPicture, top: float, width: float, zoom: float) -> _Block:
    if layer.atlas is None:
        return _Block(top, (0.0, 0.0), 1, HEADING)
    wide, high = _tile_size(layer, width, zoom)
    across = max(1, int((width + GAP) // (wide + GAP)))
    rows = -(-layer.units // across)
    return _Block(top, (wide, high), across, HEADING + rows * (high + GAP) - GAP)


def _tile_size(layer: LayerPicture, width: float, zoom: float) -> tuple[float, float]:
    rows, columns = layer.shown
    if rows == columns == 1:
        return CELL, CELL
    # Whole pixels a value, so that no map is blurred or uneven.
    scale = max(1, round(SMALL_MAP * zoom / max(rows, columns)))
    while scale > 1 and columns * scale > width:
        scale -= 1
    # A row of values (from a layer in one dimension) is given some height to be seen.
    return float(columns * scale), float(rows * scale if rows > 1 else max(scale, CELL / 2))
