"""The direct method: OpenCV's filter2D, with ways round its switch to a Fourier transform."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import cv2
import numpy as np

from kernelview.engine.methods.blocks import Block, blocks_of, source_of
from kernelview.engine.methods.moving import move
from kernelview.engine.methods.opencv import (
    DEPTHS,
    FOURIER_AREA,
    ONE_CALL_VALUES,
    for_opencv,
    holds,
    own_border,
)
from kernelview.engine.padding import pad_part
from kernelview.engine.problem import FLOAT32, Picture, Problem
from kernelview.engine.rounding import finish_into
from kernelview.engine.workers import Workers

_UINT8 = np.dtype(np.uint8)
_NATIVE = frozenset(np.dtype(kind) for kind in (np.uint8, np.uint16, np.int16))
_FEW_TAPS = 5
_BLOCK_VALUES = 2**19


def applies(problem: Problem) -> bool:
    """Any kernel and picture will do."""
    del problem
    return True


def minds_nan(problem: Problem) -> bool:
    """Tap by tap, a NaN stays within the kernel's reach."""
    del problem
    return False


def minds_range(problem: Problem) -> bool:
    """Every result is a sum of its own."""
    del problem
    return False


def cost(problem: Problem) -> float:
    """Return about how many seconds it takes; measured on two cores."""
    taps = _taps(problem)
    if _rounds_itself(problem):
        nanoseconds = 0.05 + 0.022 * taps
    elif _source_dtype(problem) != problem.working:
        nanoseconds = 0.06 + 0.04 * taps
    elif problem.working == FLOAT32:
        nanoseconds = 0.07 + 0.0145 * taps + problem.conversions
    else:
        nanoseconds = 0.35 + 0.0375 * taps + problem.conversions
    nanoseconds += 0.4 * (len(_pieces(problem)) - 1)
    return 2e-5 + problem.values * nanoseconds * 1e-9


def reason(problem: Problem) -> str:
    """Say what it does."""
    return f"{_taps(problem)} taps a pixel in one pass of OpenCV"


def correlate(image: Picture, problem: Problem, result: Picture, workers: Workers) -> None:
    """Fill the result tap by tap: in one call while it is small, else block by block."""
    if not _taps(problem):
        # OpenCV would take one weight of 0 to be a tap.
        move(image, problem, result, workers)
        return
    border = own_border(problem)
    if border is not None and _in_one_call(image, problem):
        with workers.opencv():
            _filter(for_opencv(image), problem, for_opencv(result), border)
        return
    fill = _fill_block if len(_pieces(problem)) == 1 else _fill_from_pieces
    workers.run(
        lambda block: fill(image, problem, block, result[block.places]),
        blocks_of(problem, _BLOCK_VALUES),
    )


def _taps(problem: Problem) -> int:
    """Return how many weights OpenCV does not pass over."""
    return int(np.count_nonzero(problem.weights))


def _in_one_call(image: Picture, problem: Problem) -> bool:
    as_it_is = image.dtype == _source_dtype(problem) and image.flags.c_contiguous
    ends = problem.output == problem.working or _rounds_itself(problem)
    small = problem.values <= ONE_CALL_VALUES
    return small and as_it_is and ends and len(_pieces(problem)) == 1


def _filter(source: Picture, problem: Problem, result: Picture, border: int) -> None:
    row, column = problem.anchor
    cv2.filter2D(
        source,
        DEPTHS[result.dtype],
        problem.weights,
        result,
        anchor=(column, row),
        delta=problem.offset,
        borderType=border,
    )


@lru_cache(maxsize=256)
def _source_dtype(problem: Problem) -> np.dtype[Any]:
    """Return the dtype that filter2D is given.

    From small integers to float32 it is faster on few taps only, and tap by tap only below
    the smaller of its two limits.
    """
    few = problem.dtype in _NATIVE and _taps(problem) <= _FEW_TAPS
    few = few and problem.weights.size < FOURIER_AREA[8]
    if problem.working == FLOAT32 and few and holds(problem.dtype, problem.constant):
        return problem.dtype
    return problem.dtype if _rounds_itself(problem) else problem.working


@lru_cache(maxsize=256)
def _rounds_itself(problem: Problem) -> bool:
    """Whether filter2D goes from 8 bits to 8 bits in one pass, rightly rounded.

    Where float32 is right for 8 bits, sums are far within the 32-bit integers it rounds by.
    """
    eight_bits = problem.dtype == problem.output == _UINT8 and problem.working == FLOAT32
    tap_by_tap = problem.weights.size < FOURIER_AREA[4]
    return eight_bits and tap_by_tap and holds(problem.dtype, problem.constant)


def _fill_block(image: Picture, problem: Problem, block: Block, result: Picture) -> None:
    given = _source_dtype(problem)
    source = source_of(image, problem, block, natively=frozenset({given}))
    row, column = source.anchor
    filtered = cv2.filter2D(
        for_opencv(source.pixels),
        DEPTHS[_depth(problem)],
        problem.weights,
        anchor=(column, row),
        delta=problem.offset,
        borderType=source.border,
    )
    finish_into(source.results_of(block, filtered), result)


def _depth(problem: Problem) -> np.dtype[Any]:
    return problem.output if _rounds_itself(problem) else problem.working


@np.errstate(over="ignore", invalid="ignore")
def _fill_from_pieces(image: Picture, problem: Problem, block: Block, result: Picture) -> None:
    """Sum the results of pieces of the kernel that are small enough to be done tap by tap."""
    channels = image[:, :, block.channels]
    padded = pad_part(channels, problem, block.rows, block.columns, problem.working)
    height, width, _ = block.shape
    total = np.full(block.shape, problem.offset, problem.working)
    for rows, columns in _pieces(problem):
        piece = np.ascontiguousarray(problem.weights[rows, columns])
        if not piece.any():
            continue
        part = padded[rows.start : rows.stop + height - 1, columns.start : columns.stop + width - 1]
        filtered = cv2.filter2D(
            for_opencv(part), -1, piece, anchor=(0, 0), borderType=cv2.BORDER_REPLICATE
        )
        np.add(total, filtered.reshape(part.shape)[:height, :width], out=total)
    finish_into(total, result)


def _pieces(problem: Problem) -> tuple[tuple[slice, slice], ...]:
    return _pieces_of(problem.weights.shape, FOURIER_AREA[problem.working.itemsize] - 1)


@lru_cache(maxsize=512)
def _pieces_of(shape: tuple[int, int], most: int) -> tuple[tuple[slice, slice], ...]:
    """Return the rows and columns of pieces of at most `most` taps."""
    return tuple(_cut(shape, most))


def _cut(shape: tuple[int, int], most: int) -> Iterator[tuple[slice, slice]]:
    rows, columns = shape
    width = _even_share(columns, most)
    height = _even_share(rows, most // width)
    for row in range(0, rows, height):
        for column in range(0, columns, width):
            yield (
                slice(row, min(row + height, rows)),
                slice(column, min(column + width, columns)),
            )


def _even_share(length: int, most: int) -> int:
    """Return the side of as few parts of `length` as `most` allows, all about as long."""
    parts = -(-length // most)
    return -(-length // parts)
