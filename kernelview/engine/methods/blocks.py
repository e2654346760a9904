"""Blocks: parts of a result small enough for a cache, and what of the picture each needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from kernelview.engine.methods.opencv import MOST_CHANNELS, holds, own_border
from kernelview.engine.padding import pad_part
from kernelview.engine.problem import FLOAT32, Picture, Problem

# Blocks of kernels so large that a block of twice their size would not do hold more values.
_MOST_VALUES = 2**18
_FEWEST_ROWS = 32


@dataclass(frozen=True)
class Block:
    """Rows, columns and channels of a result."""

    rows: slice
    columns: slice
    channels: slice

    @property
    def places(self) -> tuple[slice, slice, slice]:
        """What to index a result (H, W, C) by."""
        return self.rows, self.columns, self.channels

    @property
    def shape(self) -> tuple[int, int, int]:
        """(rows, columns, channels)."""
        height, width, depth = (part.stop - part.start for part in self.places)
        return height, width, depth


@dataclass(frozen=True, eq=False)
class Source:
    """Pixels that OpenCV filters with `anchor` (row, column) and `border`.

    The block's results then stand from row `top` and column `left` on.
    """

    pixels: Picture
    border: int
    anchor: tuple[int, int]
    top: int
    left: int

    def results_of(self, block: Block, filtered: Picture) -> Picture:
        """Return the block's results (rows, columns, channels) among all that was filtered."""
        height, width, channels = block.shape
        whole = filtered.reshape(*filtered.shape[:2], channels)
        return whole[self.top : self.top + height, self.left : self.left + width]


def blocks_of(problem: Problem, values: int) -> list[Block]:
    """Return blocks of about `values` values that make up the whole result.

    Whole rows where that leaves more than the kernel's height; else columns are split, too.
    The split does not depend on the number of threads.
    """
    height, width, _ = problem.shape
    return list(_cut(slice(0, height), slice(0, width), problem, values))


def framed_blocks_of(problem: Problem, values: int) -> list[Block]:
    """Return blocks as `blocks_of` does, those that a border reaches apart from all others.

    The others depend on nothing but pixels of the picture.
    """
    height, width, _ = problem.shape
    (above, left), (below, right) = problem.before, problem.after
    rows, columns = slice(above, height - below), slice(left, width - right)
    if rows.start >= rows.stop or columns.start >= columns.stop:
        return blocks_of(problem, values)
    parts = (
        (rows, columns),
        (slice(0, above), slice(0, width)),
        (slice(height - below, height), slice(0, width)),
        (rows, slice(0, left)),
        (rows, slice(width - right, width)),
    )
    return [block for part in parts for block in _cut(*part, problem, values)]


def _cut(rows: slice, columns: slice, problem: Problem, values: int) -> Iterator[Block]:
    height, width = rows.stop - rows.start, columns.stop - columns.start
    if not height or not width:
        return
    kernel_rows, kernel_columns = problem.weights.shape
    channels = problem.shape[2]
    depth = _share(channels, min(MOST_CHANNELS, _MOST_VALUES // (4 * problem.weights.size)))
    fewest = min(height, max(_FEWEST_ROWS, 2 * kernel_rows))
    # Where a kernel is larger than the picture, what is read is much more than the block itself.
    read_rows, least_columns = max(fewest, kernel_rows), 2 * kernel_columns
    across = _share(width, max(values // (read_rows * depth), least_columns))
    read_columns = max(across, kernel_columns)
    down = _share(height, max(values // (read_columns * depth), fewest))
    for row in _parts(rows, down):
        for column in _parts(columns, across):
            for channel in _parts(slice(0, channels), depth):
                yield Block(row, column, channel)


def _share(length: int, most: int) -> int:
    """Return the length of as few parts as `most` allows, all about as long."""
    count = -(-length // max(1, most))
    return -(-length // count)


def _parts(whole: slice, step: int) -> Iterator[slice]:
    for first in range(whole.start, whole.stop, step):
        yield slice(first, min(first + step, whole.stop))


def reached_by(image: Picture, problem: Problem, block: Block, dtype: np.dtype[Any]) -> Picture:
    """Return all that the results of a block depend on, as `pad_part` does, but not contiguous.

    It is a part of the picture itself, not to be written to, where no border is reached.
    """
    (above, left), (below, right) = problem.before, problem.after
    rows = slice(block.rows.start - above, block.rows.stop + below)
    columns = slice(block.columns.start - left, block.columns.stop + right)
    inside = rows.start >= 0 and columns.start >= 0
    inside = inside and rows.stop <= image.shape[0] and columns.stop <= image.shape[1]
    whole_pixels = block.shape[2] == image.shape[2] and has_whole_rows(image)
    if inside and whole_pixels and image.dtype == dtype:
        return image[rows, columns]
    channels = image[:, :, block.channels]
    return pad_part(channels, problem, block.rows, block.columns, dtype)


def window_at(pixels: Picture, block: Block, row: int, column: int) -> Picture:
    """Return what one tap of the kernel sees, in what `reached_by` returned for the block."""
    height, width, _ = block.shape
    return pixels[row : row + height, column : column + width]


def source_of(
    image: Picture, problem: Problem, block: Block, *, natively: frozenset[np.dtype[Any]]
) -> Source:
    """Return what the results of a block depend on: the picture itself where OpenCV can read it.

    Where it can't, a padded copy. `natively` are the dtypes that the filter is fast on.
    """
    border = own_border(problem)
    whole_depth = block.shape[2] == image.shape[2]
    if border is not None and whole_depth and is_readable(image, problem, natively=natively):
        return _in_place(image, problem, block, border)
    channels = image[:, :, block.channels]
    dtype = reading_dtype(problem, natively=natively)
    padded = pad_part(channels, problem, block.rows, block.columns, dtype)
    return Source(padded, cv2.BORDER_REPLICATE, (0, 0), 0, 0)


def reading_dtype(problem: Problem, *, natively: frozenset[np.dtype[Any]]) -> np.dtype[Any]:
    """Return the picture's own dtype where it is among those taken natively, or the working one."""
    native = problem.working == FLOAT32 and problem.dtype in natively
    return problem.dtype if native and holds(problem.dtype, problem.constant) else problem.working


def is_readable(image: Picture, problem: Problem, *, natively: frozenset[np.dtype[Any]]) -> bool:
    """Return whether OpenCV's filters can read the picture in place."""
    return has_whole_rows(image) and image.dtype == reading_dtype(problem, natively=natively)


def has_whole_rows(image: Picture) -> bool:
    """Return whether each row is contiguous and below the one before, as OpenCV has them."""
    row = image.shape[1] * image.shape[2] * image.itemsize
    return image[:1].flags.c_contiguous and image.strides[0] >= row


def _in_place(image: Picture, problem: Problem, block: Block, border: int) -> Source:
    """OpenCV's border shows at the picture's edges; where the block was cut, nobody looks."""
    height, width, _ = image.shape
    (above, left), (below, right) = problem.before, problem.after
    rows = _reach(block.rows, above, below, height)
    columns = _reach(block.columns, left, right, width)
    top, start = block.rows.start - rows.start, block.columns.start - columns.start
    return Source(image[rows, columns], border, problem.anchor, top, start)


def _reach(part: slice, before: int, after: int, length: int) -> slice:
    """Return a slice with all that a part depends on, long enough to mirror within."""
    side = before + after + 1
    first = max(0, min(part.start - before, length - side))
    return slice(first, min(length, max(part.stop + after, first + side)))
