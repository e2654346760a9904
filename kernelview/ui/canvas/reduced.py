"""The smaller levels of a picture that comes in parts, as bytes ready to paint."""

from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.levels import SMALLEST_SIDE, halved
from kernelview.engine.spans import Rectangle
from kernelview.jobs import Job, Progress
from kernelview.ui.canvas.qimage import Bytes, premultiplied, to_bytes

STRIP_PIXELS = 2**20


class Reduced:
    """Level 1 and up: means of 2 × 2 bytes of the level before, colours premultiplied.

    One thread adds parts, another may read what was added before. Where a part does not end
    on a whole pixel of a level, that pixel is the mean of the part alone until `mend`.
    """

    def __init__(self, shape: tuple[int, int], channels: int) -> None:
        self.highest = highest_level(shape)
        self._shape = shape
        depth = {1: (), 2: (4,)}.get(channels, (channels,))
        # Zeros take no memory before something is written over them.
        self._levels = [
            np.zeros((-(-shape[0] >> level), -(-shape[1] >> level), *depth), np.uint8)
            for level in range(1, self.highest + 1)
        ]
        self._lock = Lock()
        self._loose: list[Rectangle] = []
        self._pixels: NDArray[Any] | None = None
        self._is_whole = False

    @classmethod
    def of(cls, pixels: NDArray[Any]) -> "Reduced":
        """Return the levels of a whole picture, made by `build` or when one is asked for."""
        channels = 1 if pixels.ndim == 2 else int(pixels.shape[2])
        made = cls((int(pixels.shape[0]), int(pixels.shape[1])), channels)
        made._pixels = pixels
        return made

    @property
    def highest_ready(self) -> int:
        """The last level of a whole picture that is there."""
        return self.highest if self._is_whole or self._pixels is None else 0

    def build(self) -> Job[None]:
        """Add the whole picture, strip by strip."""
        if self._pixels is None or self._is_whole:
            return
        strips = list(strips_of(self._pixels, 2**self.highest))
        for place, strip in enumerate(strips):
            self.add(self._pixels[strip[0] : strip[2]], strip)
            yield Progress(place + 1, len(strips))
        self._is_whole = True

    def level(self, number: int) -> Bytes:
        """Return a level from 1 on."""
        for _ in self.build():
            pass
        with self._lock:
            return self._levels[number - 1]

    def add(
        self, pixels: NDArray[Any], region: Rectangle, *, tell: Callable[[], None] | None = None
    ) -> None:
        """Put a part (top, left, bottom, right) of level 0 into all levels.

        `tell` is called before: who hears of the part then can have its level 0 at once, and
        waits for the others.
        """
        with self._lock:
            if tell is not None:
                tell()
            if self.highest:
                self._add(pixels, region)

    def _add(self, pixels: NDArray[Any], region: Rectangle) -> None:
        if not self._ends_on_pixels(region):
            self._loose.append(region)
        data = to_bytes(pixels)
        if data.ndim == 3 and data.shape[2] == 1:
            data = data[:, :, 0]
        if data.ndim == 3 and data.shape[2] in (2, 4):
            data = premultiplied(data)
        top, left = region[:2]
        for level in self._levels:
            data = halved(_whole_pixels(data, top, left))
            top, left = top // 2, left // 2
            level[top : top + len(data), left : left + data.shape[1]] = data

    def mend(self, pixels: NDArray[Any]) -> Iterator[None]:
        """Make again what does not end on whole pixels, from the `pixels` of the whole."""
        side = 2**self.highest
        rows, columns = self._shape
        loose, self._loose = self._loose, []
        for top, left, bottom, right in loose:
            top, left = top // side * side, left // side * side
            bottom, right = min(rows, _up(bottom, side)), min(columns, _up(right, side))
            self.add(pixels[top:bottom, left:right], (top, left, bottom, right))
            yield

    def _ends_on_pixels(self, region: Rectangle) -> bool:
        side = 2**self.highest
        rows, columns = self._shape
        top, left, bottom, right = region
        return (
            top % side == 0
            and left % side == 0
            and (bottom % side == 0 or bottom == rows)
            and (right % side == 0 or right == columns)
        )


def highest_level(shape: tuple[int, int]) -> int:
    """Return the last level of a picture of (rows, columns), as Levels has it."""
    return max(0, (min(shape) // SMALLEST_SIDE).bit_length() - 1)


def strips_of(pixels: NDArray[Any], multiple: int) -> Iterator[Rectangle]:
    """Yield strips of whole rows, each a multiple of so many rows high but the last."""
    rows, columns = pixels.shape[:2]
    high = max(multiple, STRIP_PIXELS // columns // multiple * multiple)
    for top in range(0, rows, high):
        yield top, 0, min(rows, top + high), columns


def _up(edge: int, side: int) -> int:
    return -(-edge // side) * side


def _whole_pixels(data: Bytes, top: int, left: int) -> Bytes:
    """Repeat a first row or column that is the second of its pixel; `halved` does the last."""
    above, before = top % 2, left % 2
    if not above and not before:
        return data
    more = ((above, 0), (before, 0), (0, 0))[: data.ndim]
    return np.pad(data, more, mode="edge")
