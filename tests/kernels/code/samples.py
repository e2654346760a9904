"""Kernels and a picture that tell every mistake apart: turned, mirrored, shifted, unscaled."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel, preset

KERNELS = {
    "sobel": preset("sobel-x"),
    "counting": Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 9]], divisor=45, name="Counting"),
    "even": Kernel([[1, 2], [3, 4]], divisor=10, name="Even"),
    "wide": Kernel([[1, -2, 3, 0.5, 1]], divisor=4, name="Wide"),
    "tall": Kernel([[1], [2], [-0.25], [3]], divisor=6, name="Tall"),
    "anchored": Kernel([[1, 2, 0], [0, 3, 1], [2, 0, -4]], anchor=(0, 2), divisor=5, name="Off"),
    "raised": Kernel([[0, -1, 2], [1, 3, 1], [-2, 4, 0]], divisor=-8, offset=127.5, name="Up"),
    "thirds": Kernel([[1 / 3, 0.1, -2 / 3], [0.7, 1e-3, 0.2]], offset=-3.25, name="Thirds"),
}


def picture(height: int = 13, width: int = 17) -> NDArray[np.uint8]:
    """Return an RGB picture of noise, the same every time."""
    levels: NDArray[Any] = np.random.default_rng(5).integers(0, 256, (height, width, 3))
    return levels.astype(np.uint8)
