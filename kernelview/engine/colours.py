"""The one colour scale for signed values: blue below zero, neutral at zero, orange above."""

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

NEGATIVE = (0x2B, 0x6C, 0xB0)
ZERO = (0xF4, 0xF4, 0xF2)
POSITIVE = (0xDD, 0x7A, 0x1F)

_STEPS = 255


def _scale() -> NDArray[np.uint32]:
    places = np.linspace(-1, 1, 2 * _STEPS + 1)
    anchors = np.array((NEGATIVE, ZERO, POSITIVE), np.float64)
    scale = np.zeros((places.size, 4), np.uint8)
    for channel in range(3):
        scale[:, channel] = np.rint(np.interp(places, (-1, 0, 1), anchors[:, channel]))
    return scale.view(np.uint32)[:, 0]


# RGB and an empty byte, because whole words are looked up many times faster than three bytes.
_SCALE = _scale()


def diverging_rgb(unit: ArrayLike) -> NDArray[np.uint8]:
    """Return uint8 RGB (..., 3) of values from -1 to 1; beyond is clipped, NaN is neutral.

    Straight lines in sRGB between #2b6cb0, #f4f4f2 (zero) and #dd7a1f, told apart with any
    colour vision.
    """
    steps = np.rint(np.clip(np.asarray(unit, np.float32), -1, 1) * _STEPS)
    places = np.where(np.isnan(steps), 0, steps).astype(np.intp)
    if not places.size:
        return np.empty((*places.shape, 3), np.uint8)
    words = _SCALE.take(places.reshape(1, -1) + _STEPS)
    rgb = cv2.cvtColor(words.view(np.uint8).reshape(1, -1, 4), cv2.COLOR_RGBA2RGB)
    return np.asarray(rgb, np.uint8).reshape(*places.shape, 3)
