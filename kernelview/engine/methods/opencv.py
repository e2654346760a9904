"""What OpenCV can and cannot do: dtypes, borders, channels."""

from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

import cv2
import numpy as np

from kernelview.engine.problem import FLOAT32, FLOAT64, Picture, Problem

# filter2D takes the taps that are not 0, one by one, below these areas (by the working dtype's
# bytes); from there on it works by Fourier transform, where one NaN fills the whole picture:
# OpenCV's filter.dispatch.cpp, dftFilter2D.
_SSE3 = 3  # CV_CPU_SSE3 of OpenCV's hal/interface.h; the stubs do not name it
FOURIER_AREA = {4: 130 if cv2.checkHardwareSupport(_SSE3) else 50, 8: 50}

# On larger pictures, blocks that stay in the cache are faster than OpenCV's own halves.
ONE_CALL_VALUES = 2**23
# OpenCV refuses more.
MOST_CHANNELS = 128

DEPTHS = {
    np.dtype(np.uint8): cv2.CV_8U,
    np.dtype(np.uint16): cv2.CV_16U,
    np.dtype(np.int16): cv2.CV_16S,
    FLOAT32: cv2.CV_32F,
    FLOAT64: cv2.CV_64F,
}
_BORDERS = {
    "reflect": cv2.BORDER_REFLECT_101,
    "symmetric": cv2.BORDER_REFLECT,
    "edge": cv2.BORDER_REPLICATE,
    "constant": cv2.BORDER_CONSTANT,
}

# Fills a result (H, W, C) of its own dtype from a picture as wide, with an OpenCV border.
Filter = Callable[[Picture, Picture, int], None]


def own_border(problem: Problem) -> int | None:
    """Return OpenCV's own border for a whole picture, None where it has to be padded."""
    rows, columns = problem.weights.shape
    height, width, channels = problem.shape
    if rows > height or columns > width or channels > MOST_CHANNELS:
        return None
    if problem.border == "constant" and problem.constant != 0:
        return None
    return _BORDERS.get(problem.border)


def channel_groups(channels: int) -> Iterator[slice]:
    """Yield slices of as many channels as OpenCV takes at once."""
    for first in range(0, channels, MOST_CHANNELS):
        yield slice(first, min(first + MOST_CHANNELS, channels))


def holds(dtype: np.dtype[Any], constant: float) -> bool:
    """Return whether a dtype holds the constant of a border as it is."""
    if constant == 0:
        return True
    if dtype.kind == "f":
        return not isfinite(constant) or _is_float(dtype, constant)
    least, most = (0, 1) if dtype.kind == "b" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    return constant.is_integer() and least <= constant <= most


def _is_float(dtype: np.dtype[Any], value: float) -> bool:
    return abs(value) <= float(np.finfo(dtype).max) and float(dtype.type(value)) == value


def holds_floats(problem: Problem) -> bool:
    """Return whether floats are among what is filtered: the picture's, or the border's constant."""
    return problem.dtype.kind == "f" or not holds(problem.dtype, problem.constant)


def for_opencv(pixels: Picture) -> Picture:
    """Return (H, W, 1) as (H, W): OpenCV's results have no channel axis of 1."""
    return pixels[:, :, 0] if pixels.shape[2] == 1 else pixels
