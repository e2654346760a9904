"""The direct method: OpenCV's filter2D, with ways round its switch to a Fourier transform."""

from collections.abc import Iterator

import cv2
import numpy as np

from kernelview.engine.borders import pad
from kernelview.engine.opencv import DEPTHS, by_channels, crop, readable, with_border
from kernelview.engine.problem import FLOAT32, Picture, Problem

# From these areas on (by the working dtype's bytes) filter2D works by Fourier transform,
# where one NaN fills the whole picture; OpenCV's filter.dispatch.cpp, dftFilter2D.
_SSE3 = 3  # CV_CPU_SSE3 of OpenCV's hal/interface.h; the stubs do not name it
_FOURIER_AREA = {4: 130 if cv2.checkHardwareSupport(_SSE3) else 50, 8: 50}
# Up to so many pieces that are done tap by tap are cheaper than one transform.
_CHEAP_PIECES = {4: 3, 8: 2}
# Larger kernels are faster on a picture made float32 first, smaller ones on small integers.
_NATIVE_AREA = 16
_NATIVE = frozenset(np.dtype(kind) for kind in (np.uint8, np.uint16, np.int16))
_UINT8 = np.dtype(np.uint8)
_UINT8_AREA = 50


def applies(problem: Problem) -> bool:
    """Any kernel and picture will do."""
    del problem
    return True


def minds_nan(problem: Problem) -> bool:
    """A Fourier transform spreads one NaN over everything."""
    return problem.finite and _transforms(problem)


def cost(problem: Problem) -> float:
    """Return about how many nanoseconds a value takes; measured on two cores."""
    area = problem.weights.size
    if _rounds_itself(problem):
        return 0.3 + 0.04 * area
    if _is_native(problem):
        return 0.3 + 0.05 * area + problem.rounding
    slower = 1.0 if problem.working == FLOAT32 else 2.5
    if _transforms(problem):
        return 10 + slower + problem.conversions
    pieces = len(list(_pieces(problem)))
    return slower * (0.3 + 0.018 * area + 1.0 * (pieces - 1)) + problem.conversions


def correlate(image: Picture, problem: Problem) -> Picture:
    """Return the correlation in the working dtype, or in the output's where OpenCV can."""
    if len(list(_pieces(problem))) == 1 or _transforms(problem):
        return by_channels(_whole, image, problem)
    return by_channels(_in_pieces, image, problem)


def _transforms(problem: Problem) -> bool:
    return problem.finite and len(list(_pieces(problem))) > _CHEAP_PIECES[problem.working.itemsize]


def _whole(image: Picture, problem: Problem) -> Picture:
    native = _is_native(problem) or _rounds_itself(problem)
    image = readable(image, problem, natively=_NATIVE if native else frozenset())
    source, border, padded = with_border(image, problem)
    itself = source.dtype == _UINT8 and _rounds_itself(problem)
    depth = DEPTHS[problem.output if itself else problem.working]
    row, column = problem.anchor
    result = cv2.filter2D(
        source,
        depth,
        problem.weights,
        anchor=(column, row),
        delta=problem.offset,
        borderType=border,
    ).reshape(source.shape)
    return crop(result, problem) if padded else result


def _is_native(problem: Problem) -> bool:
    """Whether filter2D is fast on the picture's own small integers."""
    small = problem.weights.size < _NATIVE_AREA
    return small and problem.dtype in _NATIVE and problem.working == FLOAT32


def _rounds_itself(problem: Problem) -> bool:
    """Whether filter2D goes from 8 bits to 8 bits in one pass, fast and rightly rounded.

    Where float32 is right for 8 bits, sums are far within the 32-bit integers it rounds by.
    """
    eight_bits = problem.dtype == problem.output == _UINT8
    return eight_bits and problem.working == FLOAT32 and problem.weights.size < _UINT8_AREA


@np.errstate(over="ignore", invalid="ignore")
def _in_pieces(image: Picture, problem: Problem) -> Picture:
    """Sum the results of pieces of the kernel that are small enough to be done tap by tap."""
    height, width, _ = image.shape
    padded = pad(
        image, problem.before, problem.after, problem.border, problem.constant, problem.working
    )
    total: Picture | None = None
    for rows, columns in _pieces(problem):
        piece = np.ascontiguousarray(problem.weights[rows, columns])
        part = padded[rows.start : rows.stop + height - 1, columns.start : columns.stop + width - 1]
        delta = problem.offset if total is None else 0.0
        filtered = cv2.filter2D(
            part, -1, piece, anchor=(0, 0), delta=delta, borderType=cv2.BORDER_REPLICATE
        )
        result = filtered.reshape(part.shape)[:height, :width]
        total = result if total is None else np.add(total, result, out=total)
    return np.ascontiguousarray(total)


def _pieces(problem: Problem) -> Iterator[tuple[slice, slice]]:
    """Yield the rows and columns of pieces below the area at which filter2D transforms."""
    rows, columns = problem.weights.shape
    most = _FOURIER_AREA[problem.working.itemsize] - 1
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
