"""The one colour scale for signed values: blue below zero, neutral at zero, orange above."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

NEGATIVE = (0x2B, 0x6C, 0xB0)
ZERO = (0xF4, 0xF4, 0xF2)
POSITIVE = (0xDD, 0x7A, 0x1F)

_STEPS = 255


def _scale() -> NDArray[np.uint8]:
    places = np.linspace(-1, 1, 2 * _STEPS + 1)
    anchors = np.array((NEGATIVE, ZERO, POSITIVE), np.float64)
    rgb = [np.interp(places, (-1, 0, 1), anchors[:, channel]) for channel in range(3)]
    return np.rint(np.stack(rgb, axis=-1)).astype(np.uint8)


_SCALE = _scale()


def diverging_rgb(unit: NDArray[Any]) -> NDArray[np.uint8]:
    """Return uint8 RGB (..., 3) of values from -1 to 1; beyond is clipped, NaN is neutral.

    Straight lines in sRGB between #2b6cb0, #f4f4f2 (zero) and #dd7a1f, told apart with any
    colour vision.
    """
    steps = np.rint(np.clip(unit, -1, 1) * _STEPS)
    places = np.nan_to_num(steps, nan=0.0).astype(np.intp)
    rgb: NDArray[np.uint8] = _SCALE[places + _STEPS]
    return rgb
