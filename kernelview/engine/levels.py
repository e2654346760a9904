"""A picture at full size, half, a quarter and so on: where it is zoomed out it is looked at."""

from threading import Lock
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.errors import EngineError
from kernelview.jobs import Job, Progress

# The shorter side of the smallest level is less than twice this.
SMALLEST_SIDE = 256
# Values read at a step: about 5 ms.
_STEP_VALUES = 2**22


class Levels:
    """The levels of a picture (H, W[, C]), each made once, in its dtype, read-only.

    Pixel (r, c) of level n is the mean of 2ⁿ × 2ⁿ pixels from (r 2ⁿ, c 2ⁿ) on, integers
    rounded at each level; an odd last row or column counts twice. Level 0 is the picture.
    All methods may be called on any thread.
    """

    def __init__(self, pixels: NDArray[Any]) -> None:
        self._ready = [pixels]
        self._growing: NDArray[Any] | None = None
        self._rows_done = 0
        self._lock = Lock()
        self.highest = max(0, (min(pixels.shape[:2]) // SMALLEST_SIDE).bit_length() - 1)

    @property
    def highest_ready(self) -> int:
        """The number of the smallest level that is made already, as are all before it."""
        return len(self._ready) - 1

    def shape_at(self, number: int) -> tuple[int, int]:
        """Return (rows, columns) of a level, made or not."""
        height, width = self._ready[0].shape[:2]
        return -(-height >> number), -(-width >> number)

    def level(self, number: int) -> NDArray[Any]:
        """Return a level; it is made from the one before where it is not ready yet."""
        if not 0 <= number <= self.highest:
            raise EngineError(f"the levels are 0 to {self.highest}, not {number}")
        while number > self.highest_ready:
            self._step(number)
        return self._ready[number]

    def build(self) -> Job[None]:
        """Make all levels in short steps."""
        while self.highest_ready < self.highest:
            yield Progress(self.highest_ready, self.highest, "Making smaller copies")
            self._step(self.highest)

    def _step(self, wanted: int) -> None:
        """Make some rows of the next level, unless another thread has just made the last."""
        with self._lock:
            if self.highest_ready >= wanted:
                return
            source = self._ready[-1]
            if self._growing is None:
                rows, columns = self.shape_at(len(self._ready))
                self._growing = np.empty((rows, columns, *source.shape[2:]), source.dtype)
            rows = max(2, _STEP_VALUES // source[0].size // 2 * 2)
            strip = source[2 * self._rows_done : 2 * self._rows_done + rows]
            made = halved(strip)
            self._growing[self._rows_done : self._rows_done + len(made)] = made
            self._rows_done += len(made)
            if self._rows_done == len(self._growing):
                self._growing.setflags(write=False)
                self._ready.append(self._growing)
                self._growing, self._rows_done = None, 0


def halved(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return the means of 2 × 2 pixels; an odd last row or column counts twice."""
    rows, columns = pixels.shape[:2]
    if rows % 2 or columns % 2:
        pixels = np.asarray(
            cv2.copyMakeBorder(pixels, 0, rows % 2, 0, columns % 2, cv2.BORDER_REPLICATE)
        )
    size = (pixels.shape[1] // 2, pixels.shape[0] // 2)
    smaller = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
    return smaller.reshape(size[1], size[0], *pixels.shape[2:])
