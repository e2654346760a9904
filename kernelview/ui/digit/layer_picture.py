"""A layer's activations as one image, ready to be painted map by map."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from kernelview.learn.perceiving import LayerMaps
from kernelview.ui.canvas.number_text import number_text
from kernelview.ui.canvas.qimage import words_qimage
from kernelview.ui.digit.activation_colours import colour_words, is_signed, largest_of
from kernelview.ui.theme import Theme

# Maps larger than this are painted from every second, third ... of their pixels.
MOST_PIXELS = 64
# These change no value: what they give has been seen in the layer above.
_PASSING = {
    "Flatten": "in one row",
    "Dropout": "passed on; it drops some only while training",
}


@dataclass(frozen=True, eq=False)
class LayerPicture:
    """The maps (units, rows, columns) of a layer, and `atlas`: them all, one below the other.

    `step` is every how many-th pixel the atlas has; None for layers that change no value.
    """

    name: str
    kind: str
    maps: NDArray[np.float32]
    words: str
    signed: bool
    largest: float
    step: int = 1
    atlas: QImage | None = None

    @property
    def units(self) -> int:
        """How many maps there are."""
        return int(self.maps.shape[0])

    @property
    def rows(self) -> int:
        """How many rows a map has; 1 for a dense layer."""
        return int(self.maps.shape[1])

    @property
    def columns(self) -> int:
        """How many columns a map has; 1 for a dense layer."""
        return int(self.maps.shape[2])

    @property
    def shown(self) -> tuple[int, int]:
        """(rows, columns) of a map in the atlas."""
        return -(-self.rows // self.step), -(-self.columns // self.step)

    def value(self, unit: int, row: int, column: int) -> float:
        """Return one activation."""
        return float(self.maps[unit, row, column])


def layer_picture(layer: LayerMaps, theme: Theme) -> LayerPicture:
    """Return a layer's maps with one colour scale for all of them."""
    maps = _as_maps(layer.values)
    largest, signed = largest_of(maps), is_signed(maps)
    words = _words(layer.kind, layer.values, largest, signed=signed)
    if layer.kind in _PASSING or not maps.size:
        return LayerPicture(layer.name, layer.kind, maps, words, signed, largest)
    step = max(1, -(-max(maps.shape[1:]) // MOST_PIXELS))
    reduced = maps[:, ::step, ::step]
    colours = colour_words(reduced, theme, signed=signed, largest=largest)
    atlas = words_qimage(np.ascontiguousarray(colours.reshape(-1, colours.shape[2])))
    return LayerPicture(layer.name, layer.kind, maps, words, signed, largest, step, atlas)


def _as_maps(values: NDArray[Any]) -> NDArray[np.float32]:
    """Return (units, rows, columns): of (rows, columns, units), (steps, units) or (units,)."""
    held = np.asarray(values, np.float32)
    if held.ndim == 1:
        return held[:, np.newaxis, np.newaxis]
    if held.ndim == 2:
        held = held[np.newaxis]
    return np.ascontiguousarray(np.moveaxis(held, -1, 0))


def _words(kind: str, values: NDArray[Any], largest: float, *, signed: bool) -> str:
    if kind in _PASSING:
        return f"{values.size:,} values {_PASSING[kind]}"
    limit = number_text(largest, digits=2, longest=4)
    scale = f"±{limit}" if signed else f"0 to {limit}"
    if values.ndim == 1:
        return f"{len(values):,} units, {scale}"
    size = " × ".join(str(side) for side in values.shape[-2::-1])
    return f"{values.shape[-1]:,} of {size}, {scale}"
