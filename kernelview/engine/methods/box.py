"""The box method: running sums, whose cost does not depend on the size of the box."""

from math import inf
from typing import Any

import cv2
import numpy as np

from kernelview.engine.errors import EngineError
from kernelview.engine.methods.blocks import (
    Block,
    blocks_of,
    framed_blocks_of,
    reached_by,
    reading_dtype,
    source_of,
)
from kernelview.engine.methods.opencv import DEPTHS, for_opencv, holds_floats
from kernelview.engine.problem import Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers
from kernelview.kernels import Box, boxes

MOST_BOXES = 4
# Boxes may cancel each other by so much, as a share of the sum of absolute weights.
_MOST_GROWTH = 8.0
_BLOCK_VALUES = 2**18
_UINT8 = np.dtype(np.uint8)
_NATIVE = frozenset(np.dtype(kind) for kind in (np.uint8, np.uint16, np.int16))
# Nanoseconds a value on two cores, by bytes of what is read: of a box of up to 5 x 5 and of any
# larger one, and of scaling it and adding it to others.
_SMALL_BOX = {1: 0.16, 2: 0.24, 4: 0.28, 8: 0.8}
_LARGE_BOX = {1: 0.5, 2: 0.6, 4: 0.85, 8: 1.2}
_ADDITION = 0.08


def applies(problem: Problem) -> bool:
    """The kernel must be the sum of a few boxes."""
    found = boxes(problem.kernel, MOST_BOXES)
    if not found:
        return False
    held = sum(abs(box.weight) * box.area for box in found)
    return held <= _MOST_GROWTH * float(np.abs(problem.kernel.weights).sum())


def minds_nan(problem: Problem) -> bool:
    """A running sum never gets rid of a NaN."""
    return holds_floats(problem)


def minds_range(problem: Problem) -> bool:
    """A running sum keeps the rounding error of the largest value that went through it."""
    return holds_floats(problem)


def cost(problem: Problem) -> float:
    """Return about how many seconds it takes; measured on two cores."""
    found = boxes(problem.kernel, MOST_BOXES)
    if not found:
        return inf
    size = reading_dtype(problem, natively=_NATIVE).itemsize
    parts = sum((_SMALL_BOX if _is_small(box) else _LARGE_BOX)[size] for box in found)
    if not _is_whole(problem, found):
        parts += _ADDITION * (len(found) + 1)
    if not (_is_mean(problem, found[0]) and problem.dtype == problem.output == _UINT8):
        parts += problem.rounding
    return 5e-5 + problem.values * parts * 1e-9


def _is_small(box: Box) -> bool:
    return max(box.rows, box.columns) <= 5


def reason(problem: Problem) -> str:
    """Say what it does."""
    count = len(boxes(problem.kernel, MOST_BOXES) or ())
    what = "one box" if count == 1 else f"{count} boxes"
    return f"{what} by running sums: the size costs nothing"


def correlate(image: Picture, problem: Problem, result: Picture, workers: Workers) -> None:
    """Fill the result block by block."""
    found = boxes(problem.kernel, MOST_BOXES)
    if not found:
        raise EngineError(
            f"the box method needs a kernel that is the sum of 1 to {MOST_BOXES} boxes"
        )
    whole = _is_whole(problem, found)
    fill, cut = (_fill_whole, blocks_of) if whole else (_fill_sum, framed_blocks_of)
    workers.run(
        lambda block: fill(image, problem, block, result[block.places], found),
        cut(problem, _BLOCK_VALUES),
    )


def _is_whole(problem: Problem, found: tuple[Box, ...]) -> bool:
    return len(found) == 1 and (found[0].rows, found[0].columns) == problem.weights.shape


def _is_mean(problem: Problem, box: Box) -> bool:
    share = box.weight / problem.kernel.divisor * box.area
    return abs(share - 1) < 1e-15 and problem.offset == 0


@np.errstate(over="ignore", invalid="ignore")
def _fill_whole(
    image: Picture, problem: Problem, block: Block, result: Picture, found: tuple[Box, ...]
) -> None:
    """Fill a block where the whole kernel is one box: OpenCV's own borders will do."""
    box = found[0]
    source = source_of(image, problem, block, natively=_NATIVE)
    mean = _is_mean(problem, box)
    rounds = mean and source.pixels.dtype == result.dtype == _UINT8
    values = source.results_of(
        block,
        _sums(
            source.pixels,
            box,
            result.dtype if rounds else problem.working,
            anchor=source.anchor,
            average=mean or _averages(problem),
            border=source.border,
        ),
    )
    if mean:
        finish_into(values, result)
    else:
        _finish_scaled(values, _factor(box, problem), problem, result)


def _fill_sum(
    image: Picture, problem: Problem, block: Block, result: Picture, found: tuple[Box, ...]
) -> None:
    padded = reached_by(image, problem, block, reading_dtype(problem, natively=_NATIVE))
    height, width, depth = block.shape
    total = np.zeros((height, width, depth)[: 2 + (depth > 1)], problem.working)
    for box in found:
        part = padded[box.top :, box.left :][: height + box.rows - 1, : width + box.columns - 1]
        sums = _sums(part, box, problem.working, average=_averages(problem))
        cv2.scaleAdd(sums[:height, :width], _factor(box, problem), total, total)
    _finish_scaled(total.reshape(block.shape), 1.0, problem, result)


def _sums(
    pixels: Picture,
    box: Box,
    dtype: np.dtype[Any],
    *,
    average: bool,
    anchor: tuple[int, int] = (0, 0),
    border: int = cv2.BORDER_REPLICATE,
) -> Picture:
    return cv2.boxFilter(
        for_opencv(pixels),
        DEPTHS[dtype],
        (box.columns, box.rows),
        anchor=(anchor[1], anchor[0]),
        normalize=average,
        borderType=border,
    )


def _averages(problem: Problem) -> bool:
    """Whether to take means: sums of integers are exact, those of floats may overflow."""
    return problem.dtype.kind == "f"


def _factor(box: Box, problem: Problem) -> float:
    """Return what the sums or means of a box are multiplied by."""
    return box.weight / problem.kernel.divisor * (box.area if _averages(problem) else 1)


@np.errstate(over="ignore", invalid="ignore")
def _finish_scaled(values: Picture, factor: float, problem: Problem, result: Picture) -> None:
    itself = result.dtype == problem.working
    scaled = np.multiply(values, factor, out=result if itself else values)
    if problem.offset:
        np.add(scaled, problem.offset, out=scaled)
    if not itself:
        finish_into(scaled, result)
