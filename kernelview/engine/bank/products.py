"""Many small kernels of one size on one picture: matrix products over blocks of it."""

from math import ceil
from typing import Any

import cv2
import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from kernelview.engine.bank.group import Bank, Group
from kernelview.engine.bank.scratch import scratch
from kernelview.engine.padding import pad_part, strips_of
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers
from kernelview.threads.blas import one_blas_thread, writes_row_after_row

# As many products are added up in a row as the direct method does; see problem.py.
MOST_TAPS = 128
_MOST_KERNELS = 64
_MOST_CHANNELS = 512
# Values of a block's results and of its taps: they stay within reach of the caches.
_RESULT_VALUES = 2**19
_TAP_VALUES = 2**20
_BLOCK_VALUES = (2**11, 2**16)
_FEWEST_PARTS = 8
_BLOCKS_A_PART = 8
# Up to here a picture is padded in one piece, for all parts.
_PADDED_AT_ONCE = 2**19
_LINE_VALUES = 16
_ROWS_OF_A_WIDE_BLOCK = 4

Part = tuple[slice, slice, slice]


def applies(problem: Problem) -> bool:
    """The kernel must be small; under weights of 0 a NaN would spread."""
    finite = problem.finite or bool(problem.weights.all())
    return finite and problem.weights.size <= MOST_TAPS


def minds_nan(group: Group) -> bool:
    """A NaN spreads under the weights that are 0."""
    return not group.weights.all()


def minds_range(group: Group) -> bool:
    """Every result is a sum of its own."""
    del group
    return False


def marginal(problem: Problem) -> float:
    """Return about how many seconds one more kernel takes; measured on two cores."""
    slower = 1.0 if problem.working == FLOAT32 else 2.2
    area = problem.weights.size
    return problem.values * (slower * (0.1 + 0.0085 * area) + problem.rounding) * 1e-9


def fixed(problem: Problem) -> float:
    """Return about how many seconds it takes whatever the number of kernels."""
    slower = 1.0 if problem.working == FLOAT32 else 2.0
    return 5e-5 + problem.values * slower * (0.2 + 0.05 * problem.weights.size) * 1e-9


def correlate(image: Picture, group: Group, results: Bank, workers: Workers) -> None:
    """Fill the group's places in the results (N, H, W, C)."""
    run = _Run(image, group, results)
    with one_blas_thread():
        workers.run(run.fill, run.parts)


def _block(problem: Problem, kernels: int) -> tuple[int, int]:
    """Return rows and columns of a block."""
    height, width, depth = problem.shape
    least, most = _BLOCK_VALUES
    results = _RESULT_VALUES // min(kernels, _MOST_KERNELS)
    taps = _TAP_VALUES // problem.weights.size
    share = ceil(problem.values / _FEWEST_PARTS)
    pixels = max(least, min(most, results, taps, share)) // min(depth, _MOST_CHANNELS)
    columns = max(1, min(width, pixels // min(height, _ROWS_OF_A_WIDE_BLOCK)))
    return max(1, min(height, pixels // columns)), columns


class _Run:
    """The kernels as a matrix, and what it is multiplied by, block for block."""

    def __init__(self, image: Picture, group: Group, results: Bank) -> None:
        self._image, self._group, self._results = image, group, results
        self._problem = group.pattern
        self._weights = group.weights.astype(self._problem.working)
        offsets = group.offsets.astype(self._problem.working)[:, np.newaxis]
        self._offsets = offsets if offsets.any() else None
        self._rows, columns = _block(self._problem, len(group))
        height, width, depth = self._problem.shape
        together = max(1, min(_BLOCKS_A_PART, height // self._rows // _FEWEST_PARTS))
        self.parts: list[Part] = [
            (row, column, channel)
            for row in strips_of(height, self._rows * together)
            for column in strips_of(width, columns)
            for channel in strips_of(depth, _MOST_CHANNELS)
        ]
        whole = columns == width and depth <= _MOST_CHANNELS
        every = (slice(0, height), slice(0, width), slice(0, depth))
        small = whole and self._problem.values <= _PADDED_AT_ONCE
        self._padded = self._pad(every) if small else None
        self._whole_rows = whole and results.flags.c_contiguous
        self._in_place = results.dtype == self._problem.working and writes_row_after_row()
        # float32 is precise enough for integers only where sums are far within 32-bit integers,
        # by way of which OpenCV makes bytes.
        self._as_bytes = results.dtype == np.uint8 and self._problem.working == FLOAT32
        self._shapes = self._room_shapes(self._rows * columns * min(depth, _MOST_CHANNELS))

    def _room_shapes(self, values: int) -> list[tuple[int, int]]:
        kernels, taps = self._weights.shape
        # Rows whose distance is an odd number of cache lines do not displace each other.
        size = (values // _LINE_VALUES + 1 | 1) * _LINE_VALUES
        return [(taps, size), (min(kernels, _MOST_KERNELS), size)]

    @np.errstate(over="ignore", invalid="ignore")
    def fill(self, part: Part) -> None:
        """Fill a part of every result."""
        rows, columns, channels = part
        padded = self._pad(part) if self._padded is None else self._padded[rows.start :]
        with scratch(self._shapes, self._problem.working) as (taps, values):
            for strip in strips_of(rows.stop - rows.start, self._rows):
                seen = self._taps(padded, strip, taps)
                block = slice(rows.start + strip.start, rows.start + strip.stop)
                self._multiply(seen, (block, columns, channels), values)

    def _pad(self, part: Part) -> Picture:
        rows, columns, channels = part
        plane = self._image[:, :, channels]
        return pad_part(plane, self._problem, rows, columns, self._problem.working)

    def _taps(self, padded: Picture, strip: slice, room: NDArray[Any]) -> NDArray[Any]:
        """Return what each tap of the kernels sees: a row a tap, a column a value."""
        down, across = self._problem.kernel.shape
        height = strip.stop - strip.start
        width = (padded.shape[1] - across + 1) * padded.shape[2]
        row, column, item = padded.strides
        windows = as_strided(
            padded[strip.start :],
            (down, across, height, width),
            (row, column, row, item),
            writeable=False,
        )
        taps = room[:, : height * width]
        np.copyto(taps.reshape(windows.shape), windows)
        return taps

    def _multiply(self, taps: NDArray[Any], part: Part, room: NDArray[Any]) -> None:
        for first in range(0, len(self._weights), _MOST_KERNELS):
            end = min(first + _MOST_KERNELS, len(self._weights))
            values = room[: end - first, : taps.shape[1]]
            places = self._places(first, end, part)
            if places is not None and self._in_place:
                self._products(first, end, taps, places)
            elif places is not None and self._as_bytes:
                self._products(first, end, taps, values)
                _into_bytes(values, places)
            else:
                self._products(first, end, taps, values)
                self._store(values, first, end, part)

    def _products(self, first: int, end: int, taps: NDArray[Any], values: NDArray[Any]) -> None:
        np.matmul(self._weights[first:end], taps, out=values)
        if self._offsets is not None:
            values += self._offsets[first:end]

    def _places(self, first: int, end: int, part: Part) -> NDArray[Any] | None:
        """Return the part of some kernels' results as a row a kernel, where it has that form."""
        runs = list(self._group.runs(first, end)) if self._whole_rows else []
        if len(runs) != 1:
            return None
        rows, _, _ = part
        return self._results[runs[0][1], rows].reshape(end - first, -1)

    def _store(self, values: NDArray[Any], first: int, end: int, part: Part) -> None:
        shape = tuple(side.stop - side.start for side in part)
        for members, places in self._group.runs(first, end):
            finish_into(values[members].reshape(-1, *shape), self._results[places, *part])


def _into_bytes(values: NDArray[Any], result: NDArray[Any]) -> None:
    """Round half to even and clip, as `finish_into` does, in half the time."""
    cv2.threshold(values, 0, 0, cv2.THRESH_TOZERO, values)
    cv2.convertScaleAbs(values, result)
