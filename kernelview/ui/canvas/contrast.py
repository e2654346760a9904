"""Whether dark or light text reads better on a colour."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

# Relative luminance at which black and white text have the same contrast, 4.58 : 1 (WCAG 2.2).
EVEN_LUMINANCE = 0.179

_UNITS = np.arange(256) / 255
# The sRGB transfer function, IEC 61966-2-1.
_LINEAR = np.where(_UNITS <= 0.04045, _UNITS / 12.92, ((_UNITS + 0.055) / 1.055) ** 2.4)


def takes_dark_text(colours: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return for each RGB colour (..., 3) whether black has more contrast than white."""
    luminance: NDArray[Any] = _LINEAR[colours] @ np.array([0.2126, 0.7152, 0.0722])
    return luminance >= EVEN_LUMINANCE
