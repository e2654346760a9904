"""The colours and sizes of the window, light and dark."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SPACING = 8
CONTROL_PIXELS = 13
HEADING_PIXELS = 15

# Okabe and Ito, "Color Universal Design" (2008): told apart by colour-blind people too.
SERIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")


@dataclass(frozen=True)
class Theme:
    """Colours as "#rrggbb"; `negative`, `zero` and `positive` anchor the signed scale."""

    window: str
    panel: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    negative: str
    zero: str
    positive: str
    is_dark: bool

    def diverging(self, units: NDArray[Any]) -> NDArray[np.uint8]:
        """Return the colours (..., 3) of values from -1 to 1 (clipped) on the signed scale."""
        share = np.clip(np.asarray(units, dtype=np.float64), -1.0, 1.0)[..., np.newaxis]
        zero, negative, positive = map(_channels, (self.zero, self.negative, self.positive))
        ends = np.where(share < 0, negative, positive)
        colours: NDArray[np.uint8] = np.rint(zero + (ends - zero) * np.abs(share)).astype(np.uint8)
        return colours


LIGHT = Theme(
    window="#f6f7f9",
    panel="#ffffff",
    line="#d9dde3",
    text="#1b1f24",
    muted="#5b6470",
    accent="#2f6fde",
    on_accent="#ffffff",
    negative="#2b6cb0",
    zero="#f4f4f2",
    positive="#dd7a1f",
    is_dark=False,
)
DARK = Theme(
    window="#15181c",
    panel="#1d2127",
    line="#323842",
    text="#e6e9ed",
    muted="#97a1ad",
    accent="#6ea8fe",
    on_accent="#10141a",
    negative="#4a90d9",
    zero="#262a31",
    positive="#f0913a",
    is_dark=True,
)


def _channels(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)], np.float64)
