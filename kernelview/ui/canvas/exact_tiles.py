"""The exact part of a result: tiles that came so far, or the whole."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

from kernelview.engine.spans import Rectangle
from kernelview.ui.canvas.pyramid import has_alpha
from kernelview.ui.canvas.qimage import Bytes, premultiplied, to_bytes
from kernelview.ui.canvas.reduced import Reduced, highest_level

Tile = tuple[Rectangle, NDArray[Any]]


class ExactTiles:
    """A sheet that grows; what no tile has brought yet is black and stays out of `region`."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.shape = shape
        self.region = QRegion()
        self._tiles: list[Tile] = []
        self._reduced: Reduced | None = None

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All tiles: (top, left, bottom, right) and their pixels."""
        return tuple(self._tiles)

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel is alpha."""
        return bool(self._tiles) and has_alpha(self._tiles[0][1])

    @property
    def highest(self) -> int:
        """The last level."""
        return highest_level(self.shape)

    def add(self, pixels: NDArray[Any], region: Rectangle, reduced: Reduced) -> None:
        """Take a tile; `reduced` has its smaller levels already."""
        self._reduced = reduced
        self._tiles.append((region, pixels))
        self.region = self.region.united(as_qrect(region))

    def finish(self, pixels: NDArray[Any], reduced: Reduced) -> None:
        """Take the whole in place of the tiles."""
        rows, columns = self.shape
        self._tiles = []
        self.add(pixels, (0, 0, rows, columns), reduced)

    def smaller(self) -> "SmallerLevels | None":
        """Return the levels from 1 on as a sheet that keeps no tile; None where there are none."""
        if self._reduced is None or not self.highest:
            return None
        return SmallerLevels(self._reduced, has_alpha=self.has_alpha)

    def covers(self, rectangle: Rectangle) -> bool:
        """Return whether all pixels of a rectangle are there."""
        return QRegion(as_qrect(rectangle)).subtracted(self.region).isEmpty()

    def shows(self, rectangle: Rectangle) -> bool:
        """Return whether some pixels of a rectangle are there."""
        return self.region.intersects(as_qrect(rectangle))

    def part(self, level: int, rectangle: Rectangle) -> Bytes:
        """Return the bytes of (top, left, bottom, right), in pixels of that level."""
        top, left, bottom, right = rectangle
        if level and self._reduced is not None:
            return self._reduced.level(level)[top:bottom, left:right]
        data = to_bytes(self.values(rectangle))
        return premultiplied(data) if self.has_alpha else data

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return the pixels of a part of level 0 as they are; black where there are none."""
        top, left, bottom, right = rectangle
        pieces = [(_common(region, rectangle), region, pixels) for region, pixels in self._tiles]
        pieces = [piece for piece in pieces if piece[0] is not None]
        for common, region, pixels in reversed(pieces):
            if common == rectangle:
                return _cut(pixels, region, rectangle)
        sample = self._tiles[0][1] if self._tiles else np.zeros((1, 1), np.uint8)
        whole = np.zeros((bottom - top, right - left, *sample.shape[2:]), sample.dtype)
        for common, region, pixels in pieces:
            if common is not None:
                _cut(whole, rectangle, common)[...] = _cut(pixels, region, common)
        return whole


class SmallerLevels:
    """The levels from 1 on of a picture whose level 0 is gone."""

    def __init__(self, reduced: Reduced, *, has_alpha: bool) -> None:
        self._reduced = reduced
        self.has_alpha = has_alpha

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of level 1, which is this sheet's level 0."""
        rows, columns = self._reduced.level(1).shape[:2]
        return rows, columns

    @property
    def highest(self) -> int:
        """The last level."""
        return self._reduced.highest - 1

    def part(self, level: int, rectangle: Rectangle) -> Bytes:
        """Return the bytes of (top, left, bottom, right), in pixels of that level."""
        top, left, bottom, right = rectangle
        return self._reduced.level(level + 1)[top:bottom, left:right]

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return what `part` does."""
        return self.part(0, rectangle)


def as_qrect(rectangle: Rectangle) -> QRect:
    """Return (top, left, bottom, right) as Qt's rectangle."""
    top, left, bottom, right = rectangle
    return QRect(left, top, right - left, bottom - top)


def _common(one: Rectangle, other: Rectangle) -> Rectangle | None:
    top, left = max(one[0], other[0]), max(one[1], other[1])
    bottom, right = min(one[2], other[2]), min(one[3], other[3])
    return (top, left, bottom, right) if top < bottom and left < right else None


def _cut(pixels: NDArray[Any], region: Rectangle, part: Rectangle) -> NDArray[Any]:
    """Return the view of `part` in pixels that cover `region`."""
    top, left = region[:2]
    return pixels[part[0] - top : part[2] - top, part[1] - left : part[3] - left]
