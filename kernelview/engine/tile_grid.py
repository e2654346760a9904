"""How a result is cut into tiles, and which of them comes next."""

from math import hypot, prod
from typing import Any

import numpy as np

from kernelview.engine.correlation import expected_seconds
from kernelview.engine.region import source_region
from kernelview.engine.spans import Rectangle, enabled_stages, needed_before, shapes_between
from kernelview.engine.stages import Convolve, Magnitude, Pipeline, Pool, Stage

# Of a tile, on all processors: whoever makes tiles can stop as often.
TILE_SECONDS = 0.006
_SIDES = (512, 256, 128, 64, 32, 16)
# A tile for whose kernels so many times its own pixels are read is too small.
_MOST_READ = 2.0
# A result so large that a tile in its middle is far from its edges.
_ENDLESS = 2**24
# Seconds to show and count a value, and to take one through a stage without kernels.
_SHOWING = 1.2e-9
_STAGE = 0.5e-9


def seconds_for(
    shape: tuple[int, ...], dtype: np.dtype[Any], pipeline: Pipeline, rectangle: Rectangle
) -> float:
    """Return about how long a rectangle of the result takes on all processors.

    `shape` and `dtype` are the picture's.
    """
    shapes = shapes_between(shape, pipeline)
    planes = planes_of(shape, pipeline)
    top, left, bottom, right = rectangle
    spans = ((top, bottom), (left, right))
    total = (bottom - top) * (right - left) * planes * _SHOWING
    stages = list(zip(enabled_stages(pipeline), shapes, strict=False))
    for number, (stage, before) in reversed(list(enumerate(stages))):
        spans = needed_before(stage, spans, before, pipeline)
        size = (spans[0][1] - spans[0][0], spans[1][1] - spans[1][0], planes)
        kind = np.dtype(np.float32) if number else dtype
        total += _stage_seconds(stage, size, kind)
    return total


def planes_of(shape: tuple[int, ...], pipeline: Pipeline) -> int:
    """Return how many planes of a picture of this shape go through the pipeline: 1 or 3."""
    return 3 if len(shape) == 3 and shape[2] >= 3 and pipeline.channels == "all" else 1


def tile_side(shape: tuple[int, ...], dtype: np.dtype[Any], pipeline: Pipeline) -> int:
    """Return how many pixels of the result a tile is high and wide.

    As large as may be made in TILE_SECONDS, but not so small that most of what is read for
    it are its neighbours' pixels.
    """
    endless = (_ENDLESS, _ENDLESS, *shape[2:])
    middle = shapes_between(endless, pipeline)[-1][0] // 2
    smallest = _SIDES[0]
    for side in _SIDES:
        tile = (middle, middle, middle + side, middle + side)
        if _read(endless, pipeline, tile) > _MOST_READ:
            return smallest
        if seconds_for(endless, dtype, pipeline, tile) <= TILE_SECONDS:
            return side
        smallest = side
    return smallest


class Waiting:
    """The tiles of a result that are still to be made."""

    def __init__(self, shape: tuple[int, int], side: int) -> None:
        height, width = shape
        self._tiles = [
            (top, left, min(top + side, height), min(left + side, width))
            for top in range(0, height, side)
            for left in range(0, width, side)
        ]
        self.total = len(self._tiles)
        self._sorted_for: Rectangle | None = None

    def __len__(self) -> int:
        return len(self._tiles)

    def within(self, view: Rectangle) -> list[Rectangle]:
        """Return those that are in view, whole or in part."""
        return [tile for tile in self._tiles if _gap(tile, view) == 0]

    def remove(self, tiles: list[Rectangle]) -> None:
        """Remove tiles that are made out of turn."""
        gone = set(tiles)
        self._tiles = [tile for tile in self._tiles if tile not in gone]

    def take(self, view: Rectangle | None) -> Rectangle:
        """Return and remove the one to make next: in view, else nearest to it.

        Both are rectangles of the result. Without a view they come from top to bottom.
        """
        view = view or (0, 0, 1, 1)
        if view != self._sorted_for:
            self._tiles.sort(key=lambda tile: _distance(tile, view), reverse=True)
            self._sorted_for = view
        return self._tiles.pop()


def _distance(tile: Rectangle, view: Rectangle) -> tuple[float, float, Rectangle]:
    rows = tile[0] + tile[2] - view[0] - view[2]
    columns = tile[1] + tile[3] - view[1] - view[3]
    return _gap(tile, view), hypot(rows, columns), tile


def _gap(tile: Rectangle, view: Rectangle) -> float:
    """Return how far apart two rectangles are; 0 when they share a pixel."""
    rows = max(0, view[0] - tile[2] + 1, tile[0] - view[2] + 1)
    columns = max(0, view[1] - tile[3] + 1, tile[1] - view[3] + 1)
    return hypot(rows, columns)


def _stage_seconds(stage: Stage, size: tuple[int, int, int], dtype: np.dtype[Any]) -> float:
    match stage:
        case Convolve(kernel=kernel):
            return expected_seconds(size, dtype, kernel)
        case Magnitude(first=first, second=second):
            both = expected_seconds(size, dtype, first) + expected_seconds(size, dtype, second)
            return both + size[0] * size[1] * size[2] * _STAGE
        case _:
            return size[0] * size[1] * size[2] * _STAGE


def _read(shape: tuple[int, ...], pipeline: Pipeline, tile: Rectangle) -> float:
    """Return how many pixels of the picture are read for each that the tile stands for."""
    top, left, bottom, right = source_region(shape, pipeline, tile)
    pools = [stage for stage in enabled_stages(pipeline) if isinstance(stage, Pool)]
    side = (tile[2] - tile[0]) * prod(pool.stride for pool in pools)
    return (bottom - top) * (right - left) / side**2
