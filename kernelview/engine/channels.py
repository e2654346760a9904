"""Colour, alpha and single planes of a picture."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.stages import Channels

_PLANES = {"red": 0, "green": 1, "blue": 2}
_STRIP_VALUES = 2**18


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
            return pixels[:, :, :3], pixels[:, :, 3]
        case _:
            return pixels, None


def with_alpha(colour: NDArray[Any], alpha: NDArray[Any] | None) -> NDArray[Any]:
    """Return the colour with alpha as its last channel again."""
    return colour if alpha is None else np.dstack((colour, alpha))


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
        strip = colour[top : top + rows, :, :3].astype(np.float32, order="C")
        result[top : top + rows] = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
    return result
