"""Colours of activations: one scale for values from 0 up, the signed one for both signs."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.ui.theme import Theme

Words = NDArray[np.uint32]

# One strong map must not make the others of its layer invisible.
GAMMA = 0.65

_LEVELS = 256
_MIDDLE = 128
# Where the scale from 0 up ends: light on dark and dark on light, so that peaks stand out.
_END = {False: (84, 38, 0), True: (255, 238, 214)}


def is_signed(values: NDArray[Any]) -> bool:
    """Return whether any value is below 0."""
    return bool((values < 0).any())


def largest_of(values: NDArray[Any]) -> float:
    """Return the largest magnitude, 0 where there is none that is finite."""
    magnitudes = np.abs(values[np.isfinite(values)])
    return float(magnitudes.max(initial=0.0))


def colour_words(values: NDArray[Any], theme: Theme, *, signed: bool, largest: float) -> Words:
    """Return a colour 0xffrrggbb for each value, of the same shape; `largest` has the end's."""
    limit = largest if largest > 0 else 1.0
    units = np.nan_to_num(values / limit, nan=0.0, posinf=1.0, neginf=-1.0)
    if signed:
        shares = np.clip(units, -1, 1)
        levels = _MIDDLE + np.sign(shares) * np.abs(shares) ** GAMMA * (_MIDDLE - 1)
    else:
        levels = np.clip(units, 0, 1) ** GAMMA * (_LEVELS - 1)
    return _words(theme, signed=signed)[np.rint(levels).astype(np.uint8)]


@lru_cache(maxsize=8)
def _words(theme: Theme, *, signed: bool) -> Words:
    if signed:
        colours = theme.diverging((np.arange(_LEVELS) - _MIDDLE) / (_MIDDLE - 1))
    else:
        colours = _rising(theme)
    red, green, blue = (colours[:, channel].astype(np.uint32) for channel in range(3))
    words: Words = (0xFF000000 | (red << 16) | (green << 8) | blue).astype(np.uint32)
    return words


def _rising(theme: Theme) -> NDArray[np.uint8]:
    """Return the colours from zero's over the positive one to the end."""
    start, middle = theme.diverging(np.array([0.0, 1.0])).astype(float)
    places = np.linspace(0, 1, _LEVELS)
    channels = [
        np.interp(places, (0, 0.6, 1), (start[one], middle[one], _END[theme.is_dark][one]))
        for one in range(3)
    ]
    colours: NDArray[np.uint8] = np.rint(np.stack(channels, axis=1)).astype(np.uint8)
    return colours
