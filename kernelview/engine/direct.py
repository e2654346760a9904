"""The direct method: OpenCV's filter2D, with a way round its switch to a Fourier transform."""

from collections.abc import Iterator
from functools import partial

import cv2
import numpy as np

from kernelview.engine.borders import pad
from kernelview.engine.opencv import DEPTHS, by_channels, crop, with_border
from kernelview.engine.problem import FLOAT32, FLOAT64, Picture, Problem

# From these areas on filter2D works by Fourier transform, where one NaN fills the whole picture.
_FOURIER_AREA = 50
_FOURIER_AREA_SAME_DEPTH = 130
_SATURATING = {
    (np.dtype(np.uint8), np.dtype(np.uint8)),
    (np.dtype(np.uint16), np.dtype(np.uint16)),
    (np.dtype(np.int16), np.dtype(np.int16)),
    (np.dtype(np.uint8), np.dtype(np.int16)),
}
# Beyond the 32-bit integers OpenCV rounds through, values wrap instead of being clipped.
_LARGEST_ROUNDED = 2.0**30


def applies(problem: Problem) -> bool:
    """Any kernel and picture will do."""
    del problem
    return True


def cost(problem: Problem) -> float:
    """Return about how many nanoseconds a value takes."""
    if problem.weights.size >= fourier_area(problem):
        return 25.0
    return 1 + 0.12 * problem.weights.size * problem.working.itemsize / 4


def fourier_area(problem: Problem) -> int:
    """Return the kernel area at which filter2D changes to a Fourier transform."""
    same = problem.dtype == problem.working == FLOAT32
    return _FOURIER_AREA_SAME_DEPTH if same else _FOURIER_AREA


def correlate(image: Picture, problem: Problem) -> Picture:
    """Return the correlation in the working dtype, or in the output's where OpenCV can."""
    if not problem.finite and problem.weights.size >= _FOURIER_AREA:
        return by_channels(_in_pieces, image, problem)
    return by_channels(_whole, image, problem)


def _whole(image: Picture, problem: Problem) -> Picture:
    source, border, padded = with_border(image, problem)
    depth = DEPTHS[problem.output if _saturates(source, problem) else problem.working]
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


def _saturates(source: Picture, problem: Problem) -> bool:
    if (source.dtype, problem.output) not in _SATURATING or problem.working != FLOAT32:
        return False
    largest = float(np.abs(problem.weights).sum()) * 65535 + abs(problem.offset)
    return problem.weights.size < _FOURIER_AREA and largest < _LARGEST_ROUNDED


def _in_pieces(image: Picture, problem: Problem) -> Picture:
    """Sum the results of pieces of the kernel that are small enough to be done tap by tap."""
    height, width, _ = image.shape
    padded = pad(
        image,
        problem.before,
        problem.after,
        problem.border,
        problem.constant,
        problem.working,
    )
    total = np.full(image.shape, problem.offset, FLOAT64)
    correlate_piece = partial(
        cv2.filter2D, ddepth=-1, anchor=(0, 0), borderType=cv2.BORDER_REPLICATE
    )
    for rows, columns in _pieces(problem.weights.shape):
        piece = problem.weights[rows, columns]
        if not piece.any():
            continue
        part = padded[rows.start : rows.stop + height - 1, columns.start : columns.stop + width - 1]
        result = correlate_piece(part, kernel=np.ascontiguousarray(piece)).reshape(part.shape)
        total += result[:height, :width]
    return total.astype(problem.working, copy=False)


def _pieces(shape: tuple[int, ...]) -> Iterator[tuple[slice, slice]]:
    side = 7
    for row in range(0, shape[0], side):
        for column in range(0, shape[1], side):
            yield (
                slice(row, min(row + side, shape[0])),
                slice(column, min(column + side, shape[1])),
            )
