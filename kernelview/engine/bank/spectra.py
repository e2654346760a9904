"""Many large kernels of one size on one picture: each tile is transformed once for all.

Two real kernels make one complex one, so that each inverse transform gives two results
(real and imaginary part), and the spectra of both take one transform.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, inf
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.bank.group import Bank, Group
from kernelview.engine.bank.scratch import scratch
from kernelview.engine.methods.spectra import aligned, as_complex
from kernelview.engine.padding import pad_part, strips_of
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers

# Sides of tiles, and nanoseconds that product and inverse transform take for each of two
# results; measured with OpenCV 5 and its IPP, one thread.
_FLOAT32_SIDES = {64: 0.57, 96: 0.67, 128: 0.46, 160: 0.63, 192: 0.61, 240: 0.68, 320: 0.8}
_FLOAT32_SIDES |= {384: 0.78, 480: 0.73}
_FLOAT64_SIDES = {64: 1.38, 96: 1.45, 144: 1.32, 192: 1.7, 240: 1.62, 320: 2.0, 480: 1.76}
_TAKING_OUT = {4: 0.3, 8: 0.5}
_CALLS = 5e-6
_THREADS = 2

_SPECTRA_BYTES = 2**24
_FEWEST_ITEMS = 8
# Rounding errors of one kernel's results reach those of its partner.
_MOST_TIMES_LARGER = 4.0

Pair = tuple[int, ...]


@dataclass(frozen=True)
class Tiles:
    """Square tiles of `side` complex numbers, of which `down` x `across` results are right."""

    side: int
    down: int
    across: int
    count: int
    seconds: float


@dataclass(frozen=True)
class Item:
    """A tile's results (rows, columns) of one channel for some of the pairs."""

    rows: slice
    columns: slice
    channel: int
    pairs: slice


def applies(problem: Problem) -> bool:
    """A NaN would fill its tile, and a value that towers over the others drown them."""
    return problem.finite and problem.even


def minds_nan(group: Group) -> bool:
    """A NaN fills its whole tile."""
    del group
    return True


def minds_range(group: Group) -> bool:
    """Rounding errors are those of the largest value of a tile, wherever it is."""
    del group
    return True


def marginal(problem: Problem) -> float:
    """Return about how many seconds one more kernel takes; measured on two cores."""
    tiles = tiles_of(problem.shape, problem.kernel.shape, problem.working)
    return tiles.seconds + problem.values * problem.rounding * 1e-9


def fixed(problem: Problem) -> float:
    """Return about how many seconds it takes whatever the number of kernels."""
    return 1e-4 + 2 * tiles_of(problem.shape, problem.kernel.shape, problem.working).seconds


@lru_cache(maxsize=512)
def tiles_of(shape: tuple[int, int, int], kernel: tuple[int, int], working: np.dtype[Any]) -> Tiles:
    """Return the tiles that are expected to be fastest; `seconds` are those of one kernel."""
    height, width, depth = shape
    best = Tiles(0, 0, 0, 0, inf)
    for side, each in (_FLOAT32_SIDES if working == FLOAT32 else _FLOAT64_SIDES).items():
        down, across = side - kernel[0] + 1, side - kernel[1] + 1
        if down < 1 or across < 1:
            continue
        count = ceil(height / down) * ceil(width / across) * depth
        work = side * side * (each + _TAKING_OUT[working.itemsize]) * 1e-9 + _CALLS / 2
        if count * work / _THREADS < best.seconds:
            best = Tiles(side, down, across, count, count * work / _THREADS)
    return best


def correlate(image: Picture, group: Group, results: Bank, workers: Workers) -> None:
    """Fill the group's places in the results (N, H, W, C)."""
    tiles = tiles_of(group.pattern.shape, group.pattern.kernel.shape, group.pattern.working)
    pairs = list(_pairs(group.gains))
    size = 2 * tiles.side**2 * group.pattern.working.itemsize
    for some in strips_of(len(pairs), max(1, _SPECTRA_BYTES // size)):
        _Run(image, group, results, tiles, pairs[some]).run(workers)


def _pairs(gains: NDArray[np.float64]) -> Iterator[Pair]:
    """Yield members two by two, neither much larger than the other, or alone."""
    waiting: int | None = None
    for member in np.argsort(gains, kind="stable").tolist():
        if waiting is None:
            waiting = member
        elif gains[member] <= _MOST_TIMES_LARGER * gains[waiting]:
            yield waiting, member
            waiting = None
        else:
            yield (waiting,)
            waiting = member
    if waiting is not None:
        yield (waiting,)


class _Run:
    """Some pairs of kernels of a group as spectra, and the picture they are slid over."""

    def __init__(
        self, image: Picture, group: Group, results: Bank, tiles: Tiles, pairs: Sequence[Pair]
    ) -> None:
        self._image, self._group, self._results, self._tiles = image, group, results, tiles
        self._problem = group.pattern
        self.pairs = pairs
        self._shape = (tiles.side, tiles.side, 2)
        pictures = [aligned(self._shape, self._problem.working) for _ in pairs]
        self._spectra = [as_complex(picture) for picture in pictures]

    def run(self, workers: Workers) -> None:
        """Make the spectra, then fill the pairs' results."""
        workers.run(self.transform, range(len(self.pairs)))
        workers.run(self.fill, self.items())

    def items(self) -> list[Item]:
        """Return the tiles, each for all pairs, or for a share of them where tiles are few."""
        height, width, channels = self._problem.shape
        shares = min(len(self.pairs), ceil(_FEWEST_ITEMS / self._tiles.count))
        parts = strips_of(len(self.pairs), ceil(len(self.pairs) / shares))
        return [
            Item(rows, columns, channel, part)
            for rows in strips_of(height, self._tiles.down)
            for columns in strips_of(width, self._tiles.across)
            for channel in range(channels)
            for part in parts
        ]

    @np.errstate(over="ignore", invalid="ignore")
    def transform(self, number: int) -> None:
        """Make the spectrum of a pair, conjugated and divided by the tile's size.

        Of real weights the conjugated spectrum is their inverse transform; the first kernel
        plus i times the second gives both.
        """
        spectrum = self._spectra[number].view(self._problem.working).reshape(self._shape)
        spectrum[...] = 0
        rows, columns = self._problem.kernel.shape
        for part, member in enumerate(self.pairs[number]):
            weights = self._group.problems[member].weights / self._tiles.side**2
            spectrum[:rows, :columns, part] = weights
        cv2.dft(spectrum, spectrum, cv2.DFT_INVERSE)

    @np.errstate(over="ignore", invalid="ignore")
    def fill(self, item: Item) -> None:
        """Fill a tile of the results of some pairs."""
        rows = item.rows.stop - item.rows.start
        with scratch([self._shape] * 2, self._problem.working) as (tile, product):
            self._transform_tile(item, tile)
            spectrum, values = as_complex(tile), as_complex(product)
            results = product[:rows]
            if self._problem.output != product.dtype:
                results = np.empty(results.shape, self._problem.output)
            for number in range(item.pairs.start, item.pairs.stop):
                np.multiply(spectrum, self._spectra[number], out=values)
                cv2.dft(product, product, cv2.DFT_INVERSE)
                self._finish(product[:rows], results, self.pairs[number])
                self._store(results, item, self.pairs[number])

    def _transform_tile(self, item: Item, tile: NDArray[Any]) -> None:
        plane = self._image[:, :, item.channel : item.channel + 1]
        padded = pad_part(plane, self._problem, item.rows, item.columns, self._problem.working)
        # What stands beyond the edge must not be left over from another tile.
        tile[...] = 0
        tile[: padded.shape[0], : padded.shape[1], 0] = padded[:, :, 0]
        cv2.dft(tile, tile)

    def _finish(self, values: NDArray[Any], results: NDArray[Any], pair: Pair) -> None:
        for part, member in enumerate(pair):
            offset = self._group.problems[member].offset
            if offset:
                values[:, :, part] += offset
        if results.dtype != values.dtype:
            finish_into(values, results)

    def _store(self, results: NDArray[Any], item: Item, pair: Pair) -> None:
        width = item.columns.stop - item.columns.start
        for part, member in enumerate(pair):
            place = self._group.places[member]
            target = self._results[place, item.rows, item.columns, item.channel]
            target[...] = results[:, :width, part]
