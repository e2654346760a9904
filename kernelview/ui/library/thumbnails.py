"""What a kernel does to a small square of the picture in hand: pure functions."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine import Convolve, Pipeline, ShowMode, render
from kernelview.jobs import run
from kernelview.kernels import Kernel

_ROWS_PER_PIXEL = 8
# The sum of the positive weights of Sobel's 3×3, whose edges look as people expect.
_GAIN = 4.0


def thumbnail_source(pixels: NDArray[Any], side: int) -> NDArray[Any]:
    """Return the picture's central square as (side, side) or (side, side, 3), without alpha.

    The dtype stays, so that a kernel's offset keeps its meaning.
    """
    height, width = pixels.shape[:2]
    square = min(height, width)
    top, left = (height - square) // 2, (width - square) // 2
    centre = _without_alpha(pixels[top : top + square, left : left + square])
    # Whole rows are skipped in huge pictures: this runs on the window's thread.
    step = max(1, square // (side * _ROWS_PER_PIXEL))
    centre = np.nan_to_num(np.ascontiguousarray(centre[::step, ::step]))
    small: NDArray[Any] = cv2.resize(centre, (side, side), interpolation=cv2.INTER_AREA)
    return small


def thumbnail(source: NDArray[Any], kernel: Kernel) -> NDArray[np.uint8]:
    """Return the source as the kernel leaves it, 8-bit, (side, side) or (side, side, 3).

    Kernels whose weights cancel are brought to one gain, so that they can be compared: as
    they are, some would be black and others white all over.
    """
    mode = thumbnail_mode(kernel)
    compared = _at_common_gain(kernel) if mode == "absolute" else kernel
    job = render(source, Pipeline((Convolve(compared),)), mode, dtype=np.uint8)
    return np.asarray(run(job).shown.pixels, dtype=np.uint8)


def thumbnail_mode(kernel: Kernel) -> ShowMode:
    """Return "absolute" for a kernel whose weights cancel, which a clamp would half hide."""
    cancels = abs(kernel.weights.sum()) <= 1e-9 * np.abs(kernel.weights).sum()
    return "absolute" if cancels and kernel.offset == 0 else "clamp"


def _at_common_gain(kernel: Kernel) -> Kernel:
    positive = float(kernel.weights.clip(min=0).sum())
    return kernel.replace(divisor=positive / _GAIN) if positive else kernel


def _without_alpha(pixels: NDArray[Any]) -> NDArray[Any]:
    if pixels.ndim == 3 and pixels.shape[2] in (2, 4):
        colours = pixels[:, :, :-1]
        return colours[:, :, 0] if colours.shape[2] == 1 else colours
    return pixels
