"""The work on one tile after another: fill it, transform it, take the results out."""

from collections import deque
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.methods.spectra import Spectrum, aligned, as_complex
from kernelview.engine.methods.tile_windows import fill_window
from kernelview.engine.methods.tiling import Tiling
from kernelview.engine.problem import Picture, Problem
from kernelview.engine.rounding import finish_into

# What OpenCV can move, by the bytes of a value.
_MOVED_AS = {1: np.uint8, 2: np.uint16, 4: np.float32, 8: np.float64}
# cv2.split goes past the cache when both places are as far from a multiple of this: slow
# where rows are as short as a tile's.
_REGISTER_BYTES = 32


class TileRun:
    """The tiles of a picture (H, W, C) of few channels, their kernel and their result."""

    def __init__(
        self,
        image: Picture,
        problem: Problem,
        result: Picture,
        tiling: Tiling,
        spectrum: Spectrum,
    ) -> None:
        self._image = image
        self._problem = problem
        self._result = result
        self._tiling = tiling
        self._spectrum = spectrum
        self._idle: deque[_Tile] = deque()

    @np.errstate(over="ignore", invalid="ignore")
    def fill(self, place: tuple[int, int]) -> None:
        """Fill the results of the tiles at (row, first column) that are transformed together."""
        tile = self._borrow()
        results = self._results(*place)
        for number, plane in enumerate(tile.planes):
            # A tile that has no other beside it is done twice.
            seen = results[min(number, len(results) - 1)]
            fill_window(plane, self._image, self._problem, seen)
        tile.correlate(self._spectrum, self._problem.offset)
        tile.store([self._result[rows, columns] for rows, columns in results])
        self._idle.append(tile)

    def _results(self, row: int, first: int) -> list[tuple[slice, slice]]:
        tiling = self._tiling
        height, width, _ = self._result.shape
        rows = slice(row * tiling.down, min((row + 1) * tiling.down, height))
        numbers = range(first, min(first + tiling.together, tiling.tile_columns))
        return [
            (rows, slice(number * tiling.across, min((number + 1) * tiling.across, width)))
            for number in numbers
        ]

    def _borrow(self) -> "_Tile":
        try:
            return self._idle.pop()
        except IndexError:
            return _Tile(self._tiling, self._problem, self._image.shape[2])


class _Tile:
    """Room for one transform of pairs of real numbers, taken as complex ones.

    `planes` are what it is filled by: one (rows, columns, C), or two whose values are the first
    and the second of each pair.
    """

    def __init__(self, tiling: Tiling, problem: Problem, channels: int) -> None:
        self._step = tiling.step
        self._pairs = aligned((*tiling.shape, 2), problem.working)
        self._numbers = as_complex(self._pairs)
        self._finished = self._pairs
        if problem.output != problem.working:
            self._finished = aligned(self._pairs.shape, problem.output)
        self.planes = _planes(self._pairs, tiling, channels)
        self._results = _planes(self._finished, tiling, channels)

    def correlate(self, spectrum: Spectrum, offset: float) -> None:
        """Correlate with a kernel by its spectrum, and add the offset to each sum."""
        cv2.dft(self._pairs, self._pairs)
        np.multiply(self._numbers, spectrum, out=self._numbers)
        # The first number of a spectrum is the mean, here of the sums.
        self._numbers[0, 0] += complex(offset, offset)
        cv2.dft(self._pairs, self._pairs, cv2.DFT_INVERSE)

    def store(self, targets: list[Picture]) -> None:
        """Write the results to one target, or one of each pair to two; the first is the larger."""
        rows, columns, _ = targets[0].shape
        pairs = slice(0, rows), slice(0, columns * self._step)
        if self._finished is not self._pairs:
            finish_into(self._pairs[pairs], self._finished[pairs])
        if _split_well(targets):
            moved = _MOVED_AS[self._finished.itemsize]
            flat = [target.reshape(rows, -1).view(moved) for target in targets]
            cv2.split(self._finished[pairs].view(moved), flat)
            return
        for target, plane in zip(targets, self._results, strict=False):
            target[...] = plane[:rows, : target.shape[1]]


def _split_well(targets: list[Picture]) -> bool:
    """Return whether cv2.split can write to two targets, and fast."""
    if len(targets) != 2 or targets[0].shape != targets[1].shape:
        return False
    (_, column, channel), (_, columns, channels) = targets[0].strides, targets[0].shape
    item = targets[0].itemsize
    whole = channel == item and column == channels * item
    return whole and columns * column % _REGISTER_BYTES != 0


def _planes(pairs: NDArray[Any], tiling: Tiling, channels: int) -> list[Picture]:
    shape = tiling.rows, tiling.columns, channels
    if tiling.together == 1:
        return [pairs.reshape(shape)]
    return [pairs[:, :, number].reshape(shape) for number in range(tiling.together)]
