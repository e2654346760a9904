"""An approximation brought to the brightness and contrast of the exact result.

Where values of both signs are shown by their size, or clipped, the mean of what is seen is not
what is seen of the mean: fine edges are bright, seen from afar, and gone from a smaller level.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.showing import Ends
from kernelview.engine.spans import Rectangle
from kernelview.engine.tiles import TileMaker
from kernelview.engine.white import white_level
from kernelview.engine.workers import Workers

# How many exact blocks are made down and across what is in view, and about how high they are.
BLOCKS = 5
_SIDE = 32
# What would take longer is left as it is: a kernel that large blurs what a level leaves out.
_MOST_SECONDS = 0.004
_STEEPEST = 16.0


def fitted(
    pixels: NDArray[Any],
    region: Rectangle,
    level: int,
    exact: TileMaker,
    ends: Ends,
    workers: Workers,
) -> NDArray[Any]:
    """Return the approximation with each colour on the line that best fits some exact blocks.

    `pixels` are of the region of the result at the level; `exact` makes the result itself.
    """
    blocks = _blocks(region, level, exact.shape)
    if not blocks or len(blocks) * exact.seconds(_at_level_0(blocks[0], level)) > _MOST_SECONDS:
        return pixels
    means: dict[Rectangle, NDArray[np.float64]] = {}

    def make(block: Rectangle) -> None:
        means[block] = _means(exact.part(_at_level_0(block, level), ends), 2**level)

    workers.run(make, blocks)
    wanted = np.concatenate([_pixel_list(means[block]) for block in blocks])
    found = np.concatenate([_pixel_list(_cut(pixels, block, region)) for block in blocks])
    slopes, offsets = _lines(found.astype(np.float64), wanted)
    if exact.has_alpha:
        slopes[-1], offsets[-1] = 1, 0
    return _on_lines(pixels, slopes, offsets)


def _blocks(region: Rectangle, level: int, shape: tuple[int, int]) -> list[Rectangle]:
    """Return blocks that lie evenly over a region at a level, whole pixels of it."""
    side = max(2, _SIDE >> level)
    top, left = region[:2]
    bottom, right = min(region[2], shape[0] >> level), min(region[3], shape[1] >> level)
    if bottom - top < side or right - left < side:
        return []
    rows, columns = (
        sorted({first + (end - side - first) * place // (BLOCKS - 1) for place in range(BLOCKS)})
        for first, end in ((top, bottom), (left, right))
    )
    return [(row, column, row + side, column + side) for row in rows for column in columns]


def _at_level_0(block: Rectangle, level: int) -> Rectangle:
    top, left, bottom, right = (place << level for place in block)
    return top, left, bottom, right


def _cut(pixels: NDArray[Any], block: Rectangle, region: Rectangle) -> NDArray[Any]:
    top, left = region[:2]
    return pixels[block[0] - top : block[2] - top, block[1] - left : block[3] - left]


def _pixel_list(pixels: NDArray[Any]) -> NDArray[Any]:
    return pixels.reshape(pixels.shape[0] * pixels.shape[1], -1)


def _means(pixels: NDArray[Any], side: int) -> NDArray[np.float64]:
    """Return the means of side × side pixels."""
    rows, columns = pixels.shape[0] // side, pixels.shape[1] // side
    cells = pixels.reshape(rows, side, columns, side, -1)
    return np.asarray(cells.mean(axis=(1, 3), dtype=np.float64))


def _lines(found: NDArray[np.float64], wanted: NDArray[np.float64]) -> tuple[Any, Any]:
    """Return the slope and the offset that take what was found nearest to what is wanted."""
    away = found - found.mean(axis=0)
    spread = np.square(away).sum(axis=0)
    together = (away * (wanted - wanted.mean(axis=0))).sum(axis=0)
    slopes = np.divide(together, spread, out=np.ones_like(spread), where=spread > 0)
    slopes = slopes.clip(0, _STEEPEST)
    return slopes, wanted.mean(axis=0) - slopes * found.mean(axis=0)


def _on_lines(pixels: NDArray[Any], slopes: Any, offsets: Any) -> NDArray[Any]:
    white = white_level(pixels)
    if pixels.dtype == np.uint8:
        levels = np.arange(256)[:, np.newaxis] * slopes + offsets
        table = np.clip(np.rint(levels), 0, white).astype(np.uint8)
        return np.asarray(cv2.LUT(pixels, table.reshape(1, 256, -1)))
    flat = _pixel_list(pixels) * slopes + offsets
    levels = np.clip(flat, 0, white).reshape(pixels.shape)
    return np.asarray(np.rint(levels) if pixels.dtype.kind == "u" else levels, pixels.dtype)
