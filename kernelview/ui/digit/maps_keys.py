"""Where the keys lead to from a value of a map."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kernelview.ui.digit.layer_picture import LayerPicture
from kernelview.ui.digit.maps_layout import Cell, MapsLayout

KEYS_IN_WORDS = (
    "Arrows move from value to value, with Ctrl from map to map, "
    "Page Up and Page Down from layer to layer; Enter pins, plus and minus zoom."
)
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_LAYERS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


def moved(
    event: QKeyEvent, cell: Cell | None, layers: Sequence[LayerPicture], layout: MapsLayout
) -> Cell | None:
    """Return the value a key leads to, the same one at an edge; None for other keys."""
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    by_map = modifiers == Qt.KeyboardModifier.ControlModifier
    if (key not in _ARROWS and key not in _LAYERS) or (modifiers and not by_map):
        return None
    if cell is None:
        return _middle_of_first(layers)
    if key in _LAYERS:
        return _in_layer(cell, layers, _LAYERS[key])
    layer = layers[cell.layer]
    down, right = _ARROWS[key]
    if by_map or layer.rows == layer.columns == 1:
        unit = cell.unit + right + down * layout.across(cell.layer)
        return replace(cell, unit=unit) if 0 <= unit < layer.units else cell
    row, column = cell.row + down, cell.column + right
    inside = 0 <= row < layer.rows and 0 <= column < layer.columns
    return replace(cell, row=row, column=column) if inside else cell


def _middle_of_first(layers: Sequence[LayerPicture]) -> Cell | None:
    for number, layer in enumerate(layers):
        if layer.atlas is not None:
            return Cell(number, 0, layer.rows // 2, layer.columns // 2)
    return None


def _in_layer(cell: Cell, layers: Sequence[LayerPicture], step: int) -> Cell:
    """Return the same unit and about the same place in the next layer that has maps."""
    number = cell.layer + step
    while 0 <= number < len(layers) and layers[number].atlas is None:
        number += step
    if not 0 <= number < len(layers):
        return cell
    before, layer = layers[cell.layer], layers[number]
    return Cell(
        number,
        min(cell.unit, layer.units - 1),
        (2 * cell.row + 1) * layer.rows // (2 * before.rows),
        (2 * cell.column + 1) * layer.columns // (2 * before.columns),
    )
