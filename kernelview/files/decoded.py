"""What a reader hands back, whatever the format."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.generic]

FURTHER_FRAMES = "Only the first frame is shown; the file has more."
FURTHER_PAGES = "Only the first page is shown; the file has more."
PROFILE_LEFT_OUT = "The colour profile is left out; the numbers are used as they are."
INKS_TURNED = "The printing inks (CMYK) were turned into RGB without a colour profile."


@dataclass(frozen=True)
class Decoded:
    """Pixels as the file stores them, still to be turned by `orientation`, and the notes."""

    pixels: Pixels
    orientation: int = 1
    notes: tuple[str, ...] = ()
