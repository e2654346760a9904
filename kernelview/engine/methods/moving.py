"""A kernel of a single tap: the picture moved and scaled."""

from typing import Any

import cv2
import numpy as np

from kernelview.engine.methods.blocks import (
    Block,
    framed_blocks_of,
    has_whole_rows,
    reached_by,
    window_at,
)
from kernelview.engine.methods.opencv import DEPTHS, for_opencv, holds, own_border
from kernelview.engine.problem import Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers

_BLOCK_VALUES = 2**19
# Up to so many bytes, one thread copies as fast as two.
_FEWEST_SHARED = 2**25
# Nanoseconds a value on two cores: for itself, each byte read and written, and scaling.
_START, _BYTE, _SCALING = 0.01, 0.006, 0.07


def moving_seconds(problem: Problem) -> float:
    """Return about how many seconds it takes; measured on two cores."""
    size = problem.dtype.itemsize + problem.output.itemsize
    nanoseconds = _START + _BYTE * size
    if _is_scaled(problem):
        nanoseconds += _SCALING + problem.conversions
    return 1e-5 + problem.values * nanoseconds * 1e-9


def move(image: Picture, problem: Problem, result: Picture, workers: Workers) -> None:
    """Fill the result with the picture moved and scaled by the kernel's only tap.

    A kernel of zeros gives its offset: a NaN under a weight of 0 takes no part.
    """
    if not np.count_nonzero(problem.weights):
        _fill_offset(problem, result)
        return
    border = own_border(problem)
    if border is not None and _moves_alone(image, problem):
        _move_whole(image, problem, result, border)
        return
    workers.run(
        lambda block: _fill_moved(image, problem, block, result[block.places]),
        framed_blocks_of(problem, _BLOCK_VALUES),
    )


def _fill_offset(problem: Problem, result: Picture) -> None:
    level = np.empty((1, 1, 1), result.dtype)
    finish_into(np.full(level.shape, problem.offset, problem.working), level)
    result[...] = level


def _moves_alone(image: Picture, problem: Problem) -> bool:
    """Whether nothing is to be computed, and one thread copies as fast as several."""
    plain = not _is_scaled(problem) and problem.dtype == problem.output
    rows, columns = problem.weights.shape
    # What goes out on one side is not what is mirrored on the other.
    near = 2 * rows <= image.shape[0] and 2 * columns <= image.shape[1]
    readable = problem.dtype in DEPTHS and has_whole_rows(image)
    return plain and near and readable and image.nbytes <= _FEWEST_SHARED


def _move_whole(image: Picture, problem: Problem, result: Picture, border: int) -> None:
    """Fill the result with the picture moved, and the border that comes in at its edges."""
    height, width, _ = problem.shape
    row, column = _only_tap(problem)
    down, right = row - problem.anchor[0], column - problem.anchor[1]
    kept = image[max(0, down) : height + min(0, down), max(0, right) : width + min(0, right)]
    margins = (max(0, -down), max(0, down), max(0, -right), max(0, right))
    cv2.copyMakeBorder(for_opencv(kept), *margins, border, for_opencv(result))


def _only_tap(problem: Problem) -> tuple[int, int]:
    """Return row and column of the only weight that is not 0."""
    place = int(np.argmax(problem.weights != 0))
    return place // problem.weights.shape[1], place % problem.weights.shape[1]


def _is_scaled(problem: Problem) -> bool:
    return problem.offset != 0 or float(problem.weights[_only_tap(problem)]) != 1


def _fill_moved(image: Picture, problem: Problem, block: Block, result: Picture) -> None:
    """Fill a block from where the kernel's only tap looks."""
    row, column = _only_tap(problem)
    kept = problem.dtype if holds(problem.dtype, problem.constant) else problem.working
    window = window_at(reached_by(image, problem, block, kept), block, row, column)
    _scale_into(window, float(problem.weights[row, column]), problem, result)


@np.errstate(over="ignore", invalid="ignore")
def _scale_into(window: Picture, weight: float, problem: Problem, result: Picture) -> None:
    plain = weight == 1 and problem.offset == 0
    if plain and _copies(window.dtype, result.dtype):
        np.copyto(result, window)
        return
    values = result if result.dtype == problem.working else np.empty(result.shape, problem.working)
    np.multiply(window, weight, out=values, dtype=problem.working)
    if problem.offset:
        np.add(values, problem.offset, out=values)
    if values is not result:
        finish_into(values, result)


def _copies(source: np.dtype[Any], output: np.dtype[Any]) -> bool:
    """Whether a plain copy converts all values as they are."""
    return bool(np.can_cast(source, output, "safe"))
