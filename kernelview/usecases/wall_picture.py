"""A layer's kernels beside one another as one picture: the wall, for the window and for files."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.kernel_order import KernelOrder
from kernelview.learn.learned import KernelLayer

# A colour for each of these many values from -1 to 1; odd, so that 0 has its own.
LEVELS = 511
# A tile's longer side in pixels: smaller ones are scrolled, larger ones are a waste.
SMALLEST_TILE, LARGEST_TILE = 18, 168
WIDEST_GAP = 10
# A row that is not full costs as much as tiles smaller by this share of what is missing.
RAGGED_PENALTY = 0.2

# Of so many weights the largest has the full colour on the common scale.
FULL_COLOUR_SHARE = 0.98

WallScale = Literal["common", "own"]
Kernels = NDArray[np.float32]


@dataclass(frozen=True)
class WallView:
    """What is shown of a network's kernels.

    `layer` "" is the first one; `channel` None the mean over a layer's input channels. "common"
    colours the weights of all kernels on one scale, "own" each kernel by its largest weight.
    """

    layer: str = ""
    channel: int | None = None
    scale: WallScale = "common"
    order: KernelOrder = "learned"


@dataclass(frozen=True)
class WallLayout:
    """Where each of `count` kernels of `shape` is; all lengths in pixels.

    A tile has a line of `line` pixels around `zoom` pixels a weight; tiles are `gap` apart.
    """

    count: int
    shape: tuple[int, int]
    columns: int
    zoom: int
    gap: int
    line: int = 1

    @property
    def rows(self) -> int:
        """How many rows of tiles there are, at least one."""
        return max(1, ceil(self.count / self.columns))

    @property
    def tile(self) -> tuple[int, int]:
        """Width and height of a tile with its line."""
        rows, columns = self.shape
        return columns * self.zoom + 2 * self.line, rows * self.zoom + 2 * self.line

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the wall."""
        width, height = self.tile
        return (
            self.columns * (width + self.gap) - self.gap,
            self.rows * (height + self.gap) - self.gap,
        )

    def box_of(self, place: int) -> tuple[int, int, int, int]:
        """Return left, top, width and height of the tile at a place."""
        row, column = divmod(place, self.columns)
        width, height = self.tile
        return column * (width + self.gap), row * (height + self.gap), width, height

    def place_at(self, x: float, y: float) -> int | None:
        """Return the place of the tile at a point; a gap belongs to the tile before it."""
        width, height = self.tile
        column, row = int(x // (width + self.gap)), int(y // (height + self.gap))
        place = row * self.columns + column
        is_inside = 0 <= column < self.columns and row >= 0 and 0 <= place < self.count
        return place if is_inside else None


def fit_wall(
    count: int, shape: tuple[int, int], *, width: int, height: int, ratio: int = 1
) -> WallLayout:
    """Return the layout that fills a room best; one too high where tiles would be too small.

    `ratio` is how many pixels are seen as one.
    """
    count = max(1, count)
    layouts = [
        _layout(count, shape, columns, width, height, ratio) for columns in range(1, count + 1)
    ]
    fitting = [layout for layout in layouts if layout is not None]
    if fitting:
        return max(fitting, key=_worth)
    return _scrolled(count, shape, width, ratio)


def kernels_of(layer: KernelLayer, channel: int | None) -> Kernels:
    """Return a layer's kernels (n, kh, kw): of one input channel, or their mean over all."""
    kernels = layer.kernels
    if channel is None:
        chosen = kernels[:, :, 0] if kernels.shape[2] == 1 else kernels.mean(axis=2)
    else:
        chosen = kernels[:, :, channel]
    return np.ascontiguousarray(np.moveaxis(chosen, -1, 0), np.float32)


def layer_named(layers: Sequence[KernelLayer], name: str) -> KernelLayer | None:
    """Return the layer of a name, the first where there is none of it; None of none."""
    for layer in layers:
        if layer.name == name:
            return layer
    return layers[0] if layers else None


def full_colour(kernels: NDArray[Any]) -> float:
    """Return the magnitude that has the full colour on the common scale, 0 where all are 0.

    A few weights are larger: one alone would leave all others pale.
    """
    magnitudes = np.abs(kernels[np.isfinite(kernels)])
    if not magnitudes.size:
        return 0.0
    limit = float(np.quantile(magnitudes, FULL_COLOUR_SHARE, method="higher"))
    return limit or float(magnitudes.max())


def levels_of(kernels: NDArray[Any], scale: WallScale) -> NDArray[np.intp]:
    """Return for each weight (n, kh, kw) its place among the LEVELS colours; NaN is zero."""
    if scale == "common":
        limits: NDArray[Any] | float = full_colour(kernels) or 1.0
    else:
        finite = np.where(np.isfinite(kernels), kernels, 0)
        each = np.abs(finite).max(axis=(1, 2), keepdims=True, initial=0)
        limits = np.where(each > 0, each, 1)
    middle = LEVELS // 2
    units = np.nan_to_num(kernels / limits, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.rint(np.clip(units, -1.0, 1.0) * middle).astype(np.intp) + middle


def level_units() -> NDArray[np.float64]:
    """Return the value from -1 to 1 that each level stands for."""
    return np.linspace(-1.0, 1.0, LEVELS)


class WallRaster:
    """Draws walls of one layout: which weight each pixel shows is worked out once."""

    def __init__(self, layout: WallLayout) -> None:
        self.layout = layout
        self._sources = _sources(layout)

    def draw(
        self,
        levels: NDArray[np.intp],
        colours: NDArray[Any],
        *,
        background: int,
        line: int,
    ) -> NDArray[Any]:
        """Return the pixels (height, width) of levels (n, kh, kw), of the colours' dtype.

        `colours` (LEVELS,) are words or numbers in a palette, as are the other two.
        """
        weights = colours[levels.ravel()]
        ends = np.array([line, background], dtype=colours.dtype)
        pixels: NDArray[Any] = np.concatenate([weights, ends])[self._sources]
        return pixels


def _sources(layout: WallLayout) -> NDArray[np.intp]:
    """Return for each pixel the index of its weight, or one of two past them: line, background."""
    rows, columns = layout.shape
    width, height = layout.size
    tile_x, weight_x = _along(width, layout.tile[0], layout)
    tile_y, weight_y = _along(height, layout.tile[1], layout)
    place = tile_y[:, np.newaxis] * layout.columns + tile_x
    sources = (place * rows + weight_y[:, np.newaxis]) * columns + weight_x
    weights = layout.count * rows * columns
    is_line = (weight_y[:, np.newaxis] == _LINE) | (weight_x == _LINE)
    is_gap = (weight_y[:, np.newaxis] == _GAP) | (weight_x == _GAP) | (place >= layout.count)
    sources[is_line] = weights
    sources[is_gap] = weights + 1
    return sources


_LINE, _GAP = -1, -2


def _along(length: int, tile: int, layout: WallLayout) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return for each pixel of an axis its tile, and its weight in there or _LINE or _GAP."""
    tiles, inside = np.divmod(np.arange(length), tile + layout.gap)
    weight = (inside - layout.line) // layout.zoom
    is_line = (inside < layout.line) | (inside >= tile - layout.line)
    weight[is_line] = _LINE
    weight[inside >= tile] = _GAP
    return tiles, weight


def _layout(
    count: int, shape: tuple[int, int], columns: int, width: int, height: int, ratio: int
) -> WallLayout | None:
    """Return the largest layout with so many columns, None where it would be too small."""
    rows = ceil(count / columns)
    room = min(
        ((width + _gap(width, columns, ratio)) // columns - _gap(width, columns, ratio) - 2 * ratio)
        // shape[1],
        ((height + _gap(height, rows, ratio)) // rows - _gap(height, rows, ratio) - 2 * ratio)
        // shape[0],
    )
    zoom = min(room, max(1, LARGEST_TILE * ratio // max(shape)))
    if zoom < 1 or zoom * max(shape) < SMALLEST_TILE * ratio:
        return None
    tight = WallLayout(count, shape, columns, zoom, _gap(width, columns, ratio), ratio)
    return _spread(tight, width, height, ratio)


def _gap(length: int, tiles: int, ratio: int) -> int:
    """Return the gap that suits tiles of about length / tiles."""
    return ratio * (4 if length >= 48 * ratio * tiles else 3 if length >= 28 * ratio * tiles else 2)


def _spread(layout: WallLayout, width: int, height: int, ratio: int) -> WallLayout:
    """Widen the gaps into the room that is left, alike both ways."""
    tile_width, tile_height = layout.tile
    across = (width - layout.columns * tile_width) // max(1, layout.columns - 1)
    down = (height - layout.rows * tile_height) // max(1, layout.rows - 1)
    gap = max(0, min(across, down, WIDEST_GAP * ratio))
    return WallLayout(layout.count, layout.shape, layout.columns, layout.zoom, gap, layout.line)


def _worth(layout: WallLayout) -> float:
    cells = layout.rows * layout.columns
    missing = (cells - layout.count) / layout.columns
    return layout.zoom * (1 - RAGGED_PENALTY * missing)


def _scrolled(count: int, shape: tuple[int, int], width: int, ratio: int) -> WallLayout:
    zoom = max(1, ceil(SMALLEST_TILE * ratio / max(shape)))
    tile, gap = shape[1] * zoom + 2 * ratio, 2 * ratio
    columns = max(1, min(count, (width + gap) // (tile + gap)))
    if columns > 1:
        gap = max(gap, min(WIDEST_GAP * ratio, (width - columns * tile) // (columns - 1)))
    return WallLayout(count, shape, columns, zoom, gap, ratio)
