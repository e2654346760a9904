"""A picture at full size, half, a quarter and so on, as bytes ready to paint."""

from math import ceil, floor, log2
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.levels import Levels
from kernelview.engine.spans import Rectangle
from kernelview.jobs import Job
from kernelview.ui.canvas.qimage import Bytes, premultiplied, to_bytes
from kernelview.ui.canvas.reduced import Reduced

# Levels of pictures up to here are made while somebody waits for them: it takes a moment.
QUICK_PIXELS = 2_000_000
LARGE_STEP = 4


class Sheet(Protocol):
    """A picture on several levels, as bytes grey, RGB, or RGBA with premultiplied colours.

    Pixel (r, c) of level n is the mean of 2ⁿ × 2ⁿ pixels from (r 2ⁿ, c 2ⁿ) on.
    """

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of level 0."""

    @property
    def has_alpha(self) -> bool:
        """Whether something may shine through."""

    @property
    def highest(self) -> int:
        """The last level."""

    def part(self, level: int, rectangle: Rectangle) -> Bytes:
        """Return the bytes of (top, left, bottom, right), in pixels of that level."""

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return the pixels of a part of level 0 as they are."""


class Pyramid:
    """A whole picture; where a level is not ready yet, a finer one is looked at in steps."""

    def __init__(self, pixels: NDArray[Any], levels: Levels | None = None) -> None:
        self.pixels = pixels
        # Colours under transparent pixels must not bleed: those levels are made premultiplied.
        self._levels = Reduced.of(pixels) if has_alpha(pixels) else levels or Levels(pixels)

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of level 0."""
        return int(self.pixels.shape[0]), int(self.pixels.shape[1])

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel is alpha."""
        return has_alpha(self.pixels)

    @property
    def highest(self) -> int:
        """The last level."""
        return self._levels.highest

    def build(self) -> Job[None]:
        """Make all levels in short steps, on any thread."""
        return self._levels.build()

    def part(self, level: int, rectangle: Rectangle) -> Bytes:
        """Return the bytes of (top, left, bottom, right), in pixels of that level."""
        from_level = self._nearest(level)
        pixels = self.pixels if from_level == 0 else self._levels.level(from_level)
        data = to_bytes(_sampled(pixels, 2 ** (level - from_level), rectangle))
        return premultiplied(data) if self.has_alpha and from_level == 0 else data

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return the pixels of a part of level 0 as they are."""
        top, left, bottom, right = rectangle
        return self.pixels[top:bottom, left:right]

    def _nearest(self, level: int) -> int:
        """Return the nearest level that takes no time to get."""
        rows, columns = self.shape
        quick = rows * columns <= QUICK_PIXELS
        return level if quick else min(level, self._levels.highest_ready)


def _sampled(pixels: NDArray[Any], step: int, rectangle: Rectangle) -> NDArray[Any]:
    """Return a part of what is left of a picture with every so manieth row and column.

    Of many steps at a time every other one is taken twice: nearly each read misses the cache.
    """
    top, left, bottom, right = rectangle
    if step < LARGE_STEP:
        return pixels[::step, ::step][top:bottom, left:right]
    rows, columns = slice(top // 2, -(-bottom // 2)), slice(left // 2, -(-right // 2))
    coarse = np.ascontiguousarray(pixels[:: 2 * step, :: 2 * step][rows, columns])
    twice = np.asarray(cv2.resize(coarse, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))
    return twice[top % 2 :, left % 2 :][: bottom - top, : right - left]


def has_alpha(pixels: NDArray[Any]) -> bool:
    """Return whether the last channel is alpha."""
    return pixels.ndim == 3 and pixels.shape[2] in (2, 4)


def level_at(scale: float, highest: int) -> int:
    """Return the smallest level that has a pixel for each of the screen's at `scale`."""
    return 0 if scale >= 1 else min(floor(log2(1 / scale)), highest)


def shape_of_level(shape: tuple[int, int], level: int) -> tuple[int, int]:
    """Return (rows, columns) of a level of a picture of `shape`."""
    return -(-shape[0] >> level), -(-shape[1] >> level)


def touched(rectangle: Rectangle, level: int, shape: tuple[int, int]) -> Rectangle:
    """Return the pixels of a level that a rectangle of level 0 touches; `shape` is level 0's."""
    rows, columns = shape_of_level(shape, level)
    top, left, bottom, right = (edge / 2**level for edge in rectangle)
    return (
        max(0, floor(top)),
        max(0, floor(left)),
        min(rows, ceil(bottom)),
        min(columns, ceil(right)),
    )
