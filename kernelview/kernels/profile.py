"""A kernel's cross-section: its weights along a line through the anchor."""

from dataclasses import dataclass
from math import cos, isfinite, radians, sin

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel

STEPS_A_PIXEL = 8

Values = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Profile:
    """`values` (n,) at `places` (n,), in pixels from the anchor along the direction."""

    angle: float
    places: Values
    values: Values


def profile(kernel: Kernel, angle: float) -> Profile:
    """Return the weights over the divisor along a direction, eight samples a pixel.

    `angle` in degrees counter-clockwise from the right, as `tuning` has it. Between the middles
    of cells bilinear, zeros around the matrix: at the anchor and, along rows and columns, at
    whole pixels it is the weight itself. It ends where nothing but zeros follow. Raises
    KernelError for an angle that is not finite.
    """
    if not isfinite(angle):
        raise KernelError(f"a direction is a finite number of degrees, not {angle}")
    # Rows run down, angles count upwards; what is next to nothing would miss the cells' middles.
    across, down = (round(part, 12) for part in (cos(radians(angle)), -sin(radians(angle))))
    first = -_way_out(kernel, -down, -across)
    last = _way_out(kernel, down, across)
    places = np.arange(first, last + 1) / STEPS_A_PIXEL
    row, column = kernel.anchor
    values = _bilinear(kernel.effective_weights, row + places * down, column + places * across)
    return Profile(angle, places, values)


def _way_out(kernel: Kernel, down: float, across: float) -> int:
    """Return after how many samples the zeros begin that end all ways in a direction."""
    ways = [
        ((length if step > 0 else -1) - start) / step
        for start, length, step in zip(kernel.anchor, kernel.shape, (down, across), strict=True)
        if step
    ]
    return int(np.ceil(min(ways) * STEPS_A_PIXEL - 1e-9))


def _bilinear(weights: Values, rows: Values, columns: Values) -> Values:
    """Return values between the middles of cells; two rings of zeros lie around the matrix."""
    padded = np.pad(weights, 2)
    top, left = (np.floor(places).astype(np.intp) for places in (rows, columns))
    low, right = rows - top, columns - left
    top, left = top + 2, left + 2
    upper = padded[top, left] * (1 - right) + padded[top, left + 1] * right
    lower = padded[top + 1, left] * (1 - right) + padded[top + 1, left + 1] * right
    return np.asarray(upper * (1 - low) + lower * low, np.float64)
