"""A perceptually even colour map for magnitudes."""

import numpy as np
from numpy.typing import NDArray

# Ten steps of viridis by N. Smith and S. van der Walt (CC0), as viridisLite lists them.
_STEPS = (
    (0x44, 0x01, 0x54),
    (0x48, 0x28, 0x78),
    (0x3E, 0x4A, 0x89),
    (0x31, 0x68, 0x8E),
    (0x26, 0x82, 0x8E),
    (0x1F, 0x9E, 0x89),
    (0x35, 0xB7, 0x79),
    (0x6D, 0xCD, 0x59),
    (0xB4, 0xDE, 0x2C),
    (0xFD, 0xE7, 0x25),
)
_TABLE = np.stack(
    [
        np.interp(np.linspace(0, 1, 256), np.linspace(0, 1, len(_STEPS)), part)
        for part in np.array(_STEPS, dtype=np.float64).T
    ],
    axis=-1,
).astype(np.uint8)


def magnitude_colours(values: NDArray[np.float64], largest: float) -> NDArray[np.uint8]:
    """Colour values of 0 to `largest`: (..., 3) uint8."""
    unit = np.clip(values / largest if largest > 0 else values * 0.0, 0.0, 1.0)
    return np.asarray(_TABLE[np.rint(unit * 255).astype(np.intp)])
