"""Colour, alpha and single planes of a picture."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.stages import Channels

_PLANES = {"red": 0, "green": 1, "blue": 2}
_STRIP_VALUES = 2**18
# More than any vector holds, and a multiple of each.
_PIXELS_TOGETHER = 64


def split_alpha(pixels: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any] | None]:
    """Return (colour, alpha): grey (H, W) or (H, W, C), and the last of 2 or 4 channels."""
    if pixels.ndim == 2:
        return pixels, None
    match pixels.shape[2]:
        case 1:
            return pixels[:, :, 0], None
        case 2:
            return pixels[:, :, 0], pixels[:, :, 1]
        case 4:
            return _first_three(pixels), pixels[:, :, 3]
        case _:
            return pixels, None


def with_alpha(colour: NDArray[Any], alpha: NDArray[Any] | None) -> NDArray[Any]:
    """Return the colour with alpha as its last channel again, in the colour's dtype."""
    if alpha is None:
        return colour
    channels = 1 if colour.ndim == 2 else colour.shape[2]
    result = np.empty((*colour.shape[:2], channels + 1), colour.dtype)
    _mix([colour, alpha.astype(colour.dtype, copy=False)], result)
    return result


def _first_three(pixels: NDArray[Any]) -> NDArray[Any]:
    result = np.empty((*pixels.shape[:2], 3), pixels.dtype)
    _mix([pixels], result)
    return result


def _mix(sources: list[NDArray[Any]], result: NDArray[Any]) -> None:
    """Fill the channels of the result from those of the sources in their order."""
    # Strided copies of NumPy take four times as long; OpenCV sees the bytes alone.
    as_bytes = {1: np.uint8, 2: np.uint16, 4: np.float32, 8: np.float64}[result.itemsize]
    pairs = [place for channel in range(result.shape[2]) for place in (channel, channel)]
    contiguous = [np.ascontiguousarray(source).view(as_bytes) for source in sources]
    cv2.mixChannels(contiguous, [result.view(as_bytes)], pairs)


def choose_channels(colour: NDArray[Any], channels: Channels) -> NDArray[Any]:
    """Return all channels, one plane, or the luminance as one float32 plane.

    A grey picture is its own luminance and each of its own planes.
    """
    if channels == "all" or colour.ndim == 2:
        return colour
    if channels == "luminance":
        return luminance(colour)
    return colour[:, :, _PLANES[channels]]


def luminance(colour: NDArray[Any]) -> NDArray[np.float32]:
    """Return 0.299 R + 0.587 G + 0.114 B as float32 (H, W).

    The weights are those of Recommendation ITU-R BT.601, as in OpenCV's cvtColor.
    """
    height, width, _ = colour.shape
    result = np.empty((height, width), np.float32)
    rows = max(1, _STRIP_VALUES // (3 * width))
    for top in range(0, height, rows):
        strip = np.ascontiguousarray(colour[top : top + rows, :, :3], np.float32)
        result[top : top + rows] = _grey(strip.reshape(1, -1, 3)).reshape(-1, width)
    return result


def _grey(row: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the luminance of a row (1, N, 3), each pixel rounded alike wherever it stands.

    cvtColor rounds the last few of a row, which are too few for its vectors, in another way.
    """
    whole = row.shape[1] // _PIXELS_TOGETHER * _PIXELS_TOGETHER
    last = np.zeros((1, _PIXELS_TOGETHER, 3), np.float32)
    count = row.shape[1] - whole
    last[:, :count] = row[:, whole:]
    parts = [cv2.cvtColor(last, cv2.COLOR_RGB2GRAY)[:, :count]]
    if whole:
        parts.insert(0, cv2.cvtColor(row[:, :whole], cv2.COLOR_RGB2GRAY))
    return np.concatenate(parts, axis=1)


def single_plane(values: NDArray[Any]) -> NDArray[Any]:
    """Return the luminance of RGB; one plane as it is."""
    return luminance(values) if values.ndim == 3 and values.shape[2] == 3 else values
