"""What OpenCV can and cannot do: dtypes, borders, channels."""

from collections.abc import Callable

import cv2
import numpy as np

from kernelview.engine.borders import pad
from kernelview.engine.problem import FLOAT32, FLOAT64, Picture, Problem

# OpenCV refuses more than 128 channels; groups of 4 are what its loops are made for.
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
_SMALL_INTEGERS = frozenset(np.dtype(kind) for kind in (np.uint8, np.uint16, np.int16))


def readable(image: Picture, problem: Problem) -> Picture:
    """Return the picture contiguous and in a dtype that OpenCV filters into `working`."""
    native = image.dtype in _SMALL_INTEGERS or image.dtype == problem.working
    return np.ascontiguousarray(image, image.dtype if native else problem.working)


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
    channels = image.shape[2]
    if channels <= MOST_CHANNELS:
        return filter_group(readable(image, problem), problem).reshape(image.shape)
    parts = (
        filter_group(readable(group, problem), problem).reshape(group.shape)
        for group in np.split(image, range(MOST_CHANNELS, channels, MOST_CHANNELS), axis=2)
    )
    return np.concatenate(list(parts), axis=2)
