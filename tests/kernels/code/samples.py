"""Kernels and pictures that tell every mistake apart: turned, mirrored, shifted, unscaled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel, preset

COUNTING = Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]], name="Counting")

KERNELS: dict[str, Kernel] = {
    "sobel": preset("sobel-x"),
    "gaussian": preset("gaussian-5"),
    "identity": Kernel([[0, 0, 0], [0, 1, 0], [0, 0, 0]], offset=20, name="Identity"),
    "counting": COUNTING.replace(divisor=45.0),
    "even": Kernel([[1, 2], [3, 4]], divisor=10, name="Even"),
    "wide": Kernel([[1, -2, 3, 0, 1]], divisor=4, name="Wide"),
    "tall": Kernel([[1], [2], [-1], [3]], divisor=6, name="Tall"),
    "anchored": Kernel([[1, 2, 0], [0, 3, 1], [2, 0, -4]], anchor=(0, 2), divisor=5, name="Off"),
    "raised": Kernel([[0, -1, 2], [1, 3, 1], [-2, 4, 0]], divisor=-8, offset=127.5, name="Up"),
    "lowered": Kernel([[1.0, 3.0], [0.5, 1.25]], divisor=2.5, offset=-40, name="Down"),
}


def picture(height: int = 13, width: int = 17) -> NDArray[np.uint8]:
    """Return an RGB picture of noise, the same every time."""
    levels: NDArray[Any] = np.random.default_rng(5).integers(0, 256, (height, width, 3))
    return levels.astype(np.uint8)


def impulse(level: int = 10) -> NDArray[np.uint8]:
    """Return 7 × 7 pixels of black with one of `level` in the middle."""
    pixels = np.zeros((7, 7, 3), np.uint8)
    pixels[3, 3] = level
    return pixels
