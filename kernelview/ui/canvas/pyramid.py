"""A picture at full size, half, a quarter and so on, each made when first looked at."""

from math import floor, log2
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.ui.canvas.qimage import Bytes, premultiplied, to_bytes

STRIP_ROWS = 1024

Rectangle = tuple[int, int, int, int]


class Pyramid:
    """The levels of one picture as bytes: grey, RGB, or RGBA with premultiplied colours.

    Pixel (r, c) of level n is the mean of 2ⁿ × 2ⁿ pixels from (r 2ⁿ, c 2ⁿ) on. Level 0 is
    never held as a whole: only the part asked for is converted.
    """

    def __init__(self, pixels: NDArray[Any]) -> None:
        self.pixels = pixels
        self._levels: dict[int, Bytes] = {}

    @property
    def height(self) -> int:
        """Rows of level 0."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns of level 0."""
        return int(self.pixels.shape[1])

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel is alpha."""
        return self.pixels.ndim == 3 and self.pixels.shape[2] in (2, 4)

    def level_for(self, scale: float) -> int:
        """Return the smallest level that has a pixel for each of the screen's at `scale`."""
        if scale >= 1:
            return 0
        largest = floor(log2(max(1, min(self.height, self.width))))
        return min(floor(log2(1 / scale)), largest)

    def shape_at(self, level: int) -> tuple[int, int]:
        """Return (rows, columns) of a level."""
        side = 2**level
        return -(-self.height // side), -(-self.width // side)

    def part(self, level: int, rectangle: Rectangle) -> Bytes:
        """Return the bytes of (top, left, bottom, right), in pixels of that level."""
        top, left, bottom, right = rectangle
        if level == 0:
            return self._converted(self.pixels[top:bottom, left:right])
        return np.ascontiguousarray(self._level(level)[top:bottom, left:right])

    def _level(self, level: int) -> Bytes:
        if level not in self._levels:
            self._levels[level] = self._made(level)
        return self._levels[level]

    def _made(self, level: int) -> Bytes:
        above_rows, above_columns = self.shape_at(level - 1)
        # In strips, so that a picture of 100 megapixels needs no second one beside it.
        strips = [
            halved(self.part(level - 1, (top, 0, min(top + STRIP_ROWS, above_rows), above_columns)))
            for top in range(0, above_rows, STRIP_ROWS)
        ]
        return strips[0] if len(strips) == 1 else np.concatenate(strips)

    def _converted(self, pixels: NDArray[Any]) -> Bytes:
        data = to_bytes(pixels)
        return premultiplied(data) if self.has_alpha else data


def halved(data: Bytes) -> Bytes:
    """Return the means of 2 × 2 bytes; an odd last row or column counts twice."""
    rows, columns = data.shape[:2]
    if rows % 2 or columns % 2:
        data = np.asarray(
            cv2.copyMakeBorder(data, 0, rows % 2, 0, columns % 2, cv2.BORDER_REPLICATE), np.uint8
        )
    size = (data.shape[1] // 2, data.shape[0] // 2)
    smaller = cv2.resize(data, size, interpolation=cv2.INTER_AREA)
    return np.asarray(smaller, np.uint8)
