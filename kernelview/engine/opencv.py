"""What OpenCV can and cannot do: dtypes, borders, channels."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from kernelview.engine.borders import pad
from kernelview.engine.problem import FLOAT32, FLOAT64, Picture, Problem

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


def readable(image: Picture, problem: Problem, *, natively: frozenset[np.dtype[Any]]) -> Picture:
    """Return the picture contiguous, in the working dtype or one of those taken `natively`."""
    as_it_is = problem.working == FLOAT32 and image.dtype in natively
    return np.ascontiguousarray(image, image.dtype if as_it_is else problem.working)


def with_border(image: Picture, problem: Problem) -> tuple[Picture, int, bool]:
    """Return the picture, the OpenCV border to use on it, and whether it was padded."""
    rows, columns = problem.weights.shape
    fits = rows <= image.shape[0] and columns <= image.shape[1]
    native = problem.border != "wrap" and (problem.border != "constant" or problem.constant == 0)
    if fits and native:
        return image, _BORDERS[problem.border], False
    dtype = image.dtype
    if problem.border == "constant" and dtype.kind in "iu":
        limits = np.iinfo(dtype)
        kept = problem.constant.is_integer() and limits.min <= problem.constant <= limits.max
        dtype = dtype if kept else problem.working
    padded = pad(image, problem.before, problem.after, problem.border, problem.constant, dtype)
    return padded, cv2.BORDER_REPLICATE, True


def crop(result: Picture, problem: Problem) -> Picture:
    """Return the middle of a result that was computed on a padded picture."""
    top, left = problem.before
    height, width, _ = problem.shape
    return result[top : top + height, left : left + width]


def by_channels(
    filter_group: Callable[[Picture, Problem], Picture], image: Picture, problem: Problem
) -> Picture:
    """Filter groups of channels, as many as OpenCV takes, and put them together."""
    groups = np.split(image, range(MOST_CHANNELS, image.shape[2], MOST_CHANNELS), axis=2)
    parts = [filter_group(group, problem).reshape(group.shape) for group in groups]
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=2)
