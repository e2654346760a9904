"""Blocks: parts of a result small enough for a cache, and what of the picture each needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from kernelview.engine.opencv import MOST_CHANNELS, holds, own_border
from kernelview.engine.padding import pad_part
from kernelview.engine.problem import FLOAT32, Picture, Problem

# What OpenCV's filters read as it stands when they work in float32.
_NATIVE = frozenset(np.dtype(kind) for kind in (np.uint8, np.uint16, np.int16, np.float32))
# Blocks of kernels so large that a block of twice their size would not do hold more values.
_MOST_VALUES = 2**20


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
    height, width, channels = problem.shape
    kernel_rows, kernel_columns = problem.weights.shape
    room = max(values, 1)
    depth = _share(channels, min(MOST_CHANNELS, _MOST_VALUES // (4 * problem.weights.size)))
    fewest_rows = min(height, max(32, 2 * kernel_rows))
    columns = _share(width, max(room // (fewest_rows * depth), 2 * kernel_columns))
    rows = _share(height, max(room // (columns * depth), min(2 * kernel_rows, height)))
    return [
        Block(row, column, channel)
        for row in _parts(height, rows)
        for column in _parts(width, columns)
        for channel in _parts(channels, depth)
    ]


def _share(length: int, most: int) -> int:
    """Return the length of as few parts as `most` allows, all about as long."""
    count = -(-length // max(1, most))
    return -(-length // count)


def _parts(length: int, step: int) -> Iterator[slice]:
    for first in range(0, length, step):
        yield slice(first, min(first + step, length))


def source_of(image: Picture, problem: Problem, block: Block) -> Source:
    """Return what the results of a block depend on: the picture itself where OpenCV can read it.

    Where it can't, a padded copy in the working dtype.
    """
    border = own_border(problem)
    whole_depth = block.shape[2] == image.shape[2]
    if border is not None and whole_depth and is_readable(image, problem):
        return _in_place(image, problem, block, border)
    channels = image[:, :, block.channels]
    dtype = reading_dtype(problem)
    padded = pad_part(channels, problem, block.rows, block.columns, dtype)
    return Source(padded, cv2.BORDER_REPLICATE, (0, 0), 0, 0)


def reading_dtype(problem: Problem) -> np.dtype[Any]:
    """Return the picture's own dtype where OpenCV's filters take it, or the working one."""
    native = problem.working == FLOAT32 and problem.dtype in _NATIVE
    return problem.dtype if native and holds(problem.dtype, problem.constant) else problem.working


def is_readable(image: Picture, problem: Problem) -> bool:
    """Return whether OpenCV's filters can read the picture in place."""
    pixel = image.shape[2] * image.itemsize
    rows_whole = image[:1].flags.c_contiguous and image.strides[0] >= image.shape[1] * pixel
    return rows_whole and image.dtype == reading_dtype(problem)


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
