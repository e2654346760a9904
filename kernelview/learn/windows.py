"""The windows of a picture beside what a filter made of each, tile by tile."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isqrt, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError

Values = NDArray[np.float64]

# Values of a tile's windows in memory: 16 MB of float64.
_VALUES_A_TILE = 2**21
_LARGEST_SIDE, _SMALLEST_SIDE, _TILES_A_CHANNEL = 160, 16, 16
_LARGEST = 1e100


@dataclass(frozen=True)
class Rounding:
    """How the result was stored: rounded to multiples of `step`, cut off at `low` and `high`.

    A step of 0 is a float; a limit of None cut nothing off. All in the units of the result.
    """

    step: float = 0.0
    low: float | None = None
    high: float | None = None

    @property
    def noise(self) -> float:
        """The standard deviation of rounding errors spread evenly over a step: step / √12."""
        return self.step / sqrt(12.0)


def rounding_of(after: NDArray[Any]) -> Rounding:
    """Return how an array was stored, as far as it shows.

    Integers are steps of 1, cut off at the ends of their dtype. Floats were cut off at 0 or 1
    where that is exactly their smallest or largest value.
    """
    if after.dtype.kind in "iu":
        limits = np.iinfo(after.dtype)
        return Rounding(1.0, float(limits.min), float(limits.max))
    low = 0.0 if after.min() == 0 else None
    return Rounding(0.0, low, 1.0 if after.max() == 1 else None)


@dataclass(frozen=True)
class Tile:
    """Results `rows` × `columns` of one channel; counted among windows inside the picture."""

    channel: int
    rows: slice
    columns: slice

    @property
    def windows(self) -> int:
        """How many windows it has, kept or not."""
        height, width = (side.stop - side.start for side in (self.rows, self.columns))
        return int(height * width)


@dataclass(frozen=True, eq=False)
class Windows:
    """A picture and its result, (H, W, C) each, and the size of the window between them.

    Windows lie wholly inside the picture, and results that were cut off are left out. Values
    come centred on `centre` and `result_centre` and divided by `scale`.
    """

    before: NDArray[Any]
    after: NDArray[Any]
    size: tuple[int, int]
    rounding: Rounding
    centre: float
    result_centre: float
    scale: float

    @property
    def weights(self) -> int:
        """How many pixels a window has."""
        return int(self.size[0] * self.size[1])

    @property
    def inside(self) -> tuple[int, int]:
        """How many windows fit (down, across)."""
        return self.before.shape[0] - self.size[0] + 1, self.before.shape[1] - self.size[1] + 1

    @property
    def channels(self) -> int:
        """How many channels share the kernel."""
        return int(self.before.shape[2])

    @property
    def count(self) -> int:
        """How many windows fit inside the picture, over all channels."""
        down, across = self.inside
        return down * across * self.channels

    def tiles(self) -> Iterator[Tile]:
        """Yield tiles that cover all windows: small in memory, and many enough to be compared."""
        height, width = self.inside
        side = min(
            _LARGEST_SIDE,
            isqrt(_VALUES_A_TILE // (self.weights + 2)),
            max(_SMALLEST_SIDE, isqrt(height * width // _TILES_A_CHANNEL)),
        )
        for channel in range(self.channels):
            for top in range(0, height, side):
                rows = slice(top, min(top + side, height))
                for left in range(0, width, side):
                    yield Tile(channel, rows, slice(left, min(left + side, width)))

    def kept(self, tile: Tile) -> NDArray[np.bool_]:
        """Return which results of a tile (rows, columns) were not cut off."""
        results = self._results(tile)
        kept = np.ones(results.shape, bool)
        if self.rounding.low is not None:
            kept &= results > self.rounding.low
        if self.rounding.high is not None:
            kept &= results < self.rounding.high
        return kept

    def table(self, tile: Tile) -> Values:
        """Return (weights + 2, N): each window's pixels in rows, a row of ones, the results."""
        kept = self.kept(tile)
        height, width = kept.shape
        patch = self.before[
            tile.rows.start : tile.rows.stop + self.size[0] - 1,
            tile.columns.start : tile.columns.stop + self.size[1] - 1,
            tile.channel,
        ]
        scaled = np.subtract(patch, self.centre, dtype=np.float64) / self.scale
        table = np.empty((self.weights + 2, height, width))
        for place in range(self.weights):
            row, column = divmod(place, self.size[1])
            table[place] = scaled[row : row + height, column : column + width]
        table[-2] = 1.0
        np.subtract(self._results(tile), self.result_centre, out=table[-1], dtype=np.float64)
        table[-1] /= self.scale
        flat = table.reshape(len(table), -1)
        return flat if kept.all() else flat[:, kept.ravel()]

    def _results(self, tile: Tile) -> NDArray[Any]:
        down, across = self.size[0] // 2, self.size[1] // 2
        return self.after[
            tile.rows.start + down : tile.rows.stop + down,
            tile.columns.start + across : tile.columns.stop + across,
            tile.channel,
        ]


def windows_of(
    before: NDArray[Any], after: NDArray[Any], size: tuple[int, int], rounding: Rounding | None
) -> Windows:
    """Return the windows of two checked pictures, (H, W) or (H, W, C). Raises LearnError."""
    planes = _planes(before, "the picture"), _planes(after, "the result")
    if planes[0].shape != planes[1].shape:
        raise LearnError(
            f"the picture and its result differ: {_words(planes[0])} and {_words(planes[1])}; "
            "the kernel can be found from two of the same size and channels"
        )
    if size[0] > planes[0].shape[0] or size[1] > planes[0].shape[1]:
        raise LearnError(
            f"a window of {size[0]}×{size[1]} pixels does not fit into {_words(planes[0])}"
        )
    low, high = float(planes[0].min()), float(planes[0].max())
    if low == high:
        raise LearnError("the picture is flat: on one value all over, all kernels look alike")
    middle = float(planes[1].mean(dtype=np.float64))
    centre = float(planes[0].mean(dtype=np.float64))
    found = rounding_of(planes[1]) if rounding is None else rounding
    return Windows(planes[0], planes[1], size, found, centre, middle, high - low)


def _planes(pixels: NDArray[Any], what: str) -> NDArray[Any]:
    array = np.asarray(pixels)
    if array.dtype.kind not in "buif" or array.ndim not in (2, 3) or array.size == 0:
        raise LearnError(
            f"{what} is numbers, (H, W) or (H, W, channels), not {array.dtype} {array.shape}"
        )
    # No comparison holds for a NaN.
    if not (float(array.min()) > -_LARGEST and float(array.max()) < _LARGEST):
        raise LearnError(f"{what} holds values that are no numbers, or endless ones")
    numbers = array.astype(np.uint8) if array.dtype.kind == "b" else array
    return numbers.reshape(*numbers.shape[:2], -1)


def _words(planes: NDArray[Any]) -> str:
    height, width, channels = planes.shape
    return f"{width}×{height} pixels, {channels} channel{'s' if channels > 1 else ''}"
