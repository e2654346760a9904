"""Signed results as pictures in the diverging colours, with their true values."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from kernelview.engine.levels import Levels
from kernelview.engine.spans import Rectangle
from kernelview.ui.canvas.layer import DifferenceLayer
from kernelview.ui.canvas.qimage import Bytes, words_qimage

# Of the 511 colours from -limit to limit, the one of 0.
MIDDLE = 255


class SignedSheet:
    """Values (H, W) on several levels; `limit` and beyond have the full colour."""

    has_alpha = False

    def __init__(self, levels: Levels, limit: float, scale_colours: Bytes) -> None:
        self._levels = levels
        self._colours = scale_colours
        self.limit = limit

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of level 0."""
        return self._levels.shape_at(0)

    @property
    def highest(self) -> int:
        """The last level."""
        return int(self._levels.highest)

    def part(self, level: int, rectangle: Rectangle) -> Bytes:
        """Return the RGB colours of (top, left, bottom, right), in pixels of that level."""
        colours: Bytes = self._colours.take(self.places(level, rectangle), axis=0)
        return colours

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return the values of a part of level 0 as they are."""
        return self.at(0, rectangle)

    def at(self, level: int, rectangle: Rectangle) -> NDArray[Any]:
        """Return the values of a part of a level."""
        top, left, bottom, right = rectangle
        return self._levels.level(level)[top:bottom, left:right]

    def places(self, level: int, rectangle: Rectangle) -> NDArray[np.intp]:
        """Return which of the scale's colours the values of a part have."""
        return places_on_scale(self.at(level, rectangle), self.limit)


class SignedDifference(DifferenceLayer):
    """Result minus source, both signed, on the scale that they have themselves."""

    def __init__(self, source: SignedSheet, result: SignedSheet, scale_colours: Bytes) -> None:
        super().__init__(source, result, scale_colours)
        self._first, self._second = source, result

    def image(self, level: int, rectangle: Rectangle) -> QImage:
        """Return one part of a level in the colours of the signed scale."""
        difference = self._second.at(level, rectangle) - self._first.at(level, rectangle)
        return words_qimage(self._words.take(places_on_scale(difference, self._first.limit)))


def places_on_scale(values: NDArray[Any], limit: float) -> NDArray[np.intp]:
    """Return the place 0 to 510 of each value from -limit to limit; of no number that of 0."""
    units = np.clip(values / limit, -1.0, 1.0) * MIDDLE + MIDDLE
    return np.rint(np.nan_to_num(units, nan=MIDDLE)).astype(np.intp)
