"""The theme's colours as the wall uses them."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.ui.theme import Theme
from kernelview.usecases.wall_frames import WallColours
from kernelview.usecases.wall_picture import level_units


def wall_colours(theme: Theme) -> WallColours:
    """Return the colours of an exported wall."""
    return WallColours(theme.panel, theme.line, theme.text, theme.diverging)


@lru_cache(maxsize=4)
def level_words(theme: Theme) -> NDArray[np.uint32]:
    """Return the word 0xffrrggbb of each level of the signed scale."""
    return _words(theme.diverging(level_units()))


def word_of(colour: str) -> int:
    """Return the word 0xffrrggbb of "#rrggbb"."""
    return 0xFF000000 | int(colour[1:], 16)


def _words(colours: NDArray[np.uint8]) -> NDArray[np.uint32]:
    red, green, blue = np.moveaxis(colours.astype(np.uint32), -1, 0)
    words: NDArray[Any] = (red << 16) | (green << 8) | blue
    return (words | np.uint32(0xFF000000)).astype(np.uint32)
