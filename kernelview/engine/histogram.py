"""How often each value occurs."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.channels import split_alpha
from kernelview.engine.checks import all_finite, checked_image
from kernelview.engine.errors import EngineError
from kernelview.engine.white import white_level

# calcHist counts in float32, which is exact up to 2**24.
_MOST_COUNTED = 2**24
_COUNTED_AS_THEY_ARE = frozenset(np.dtype(kind) for kind in (np.uint8, np.uint16, np.float32))


def histogram(
    pixels: NDArray[Any], *, bins: int = 256
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return (counts (channels, bins), edges (bins + 1)); alpha, NaN and infinity are left out.

    The edges go from 0 to white + 1 for unsigned integers; for others from the least to the
    largest value, black and white included.
    """
    if bins < 1:
        raise EngineError(f"a histogram has at least one bin, not {bins}")
    colour, _ = split_alpha(checked_image(pixels))
    planes = colour.reshape(colour.shape[0], colour.shape[1], -1)
    if planes.dtype not in _COUNTED_AS_THEY_ARE:
        planes = planes.astype(np.float32)
    low, high = _span(planes, white_level(colour))
    counts = np.stack([_counted(planes, c, bins, low, high) for c in range(planes.shape[2])])
    return counts, np.linspace(low, high, bins + 1)


def _span(planes: NDArray[Any], white: float) -> tuple[float, float]:
    if planes.dtype.kind == "u":
        return 0.0, white + 1
    low, high = float(planes.min()), float(planes.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        finite = planes[np.isfinite(planes)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, white)
    return min(0.0, low), max(white, high)


def _counted(
    planes: NDArray[Any], channel: int, bins: int, low: float, high: float
) -> NDArray[np.int64]:
    counts = np.zeros(bins, np.int64)
    whole = planes.dtype.kind == "u"
    # The upper end is no part of calcHist's last bin; that of floats is part of ours.
    beyond = high if whole else float(np.nextafter(np.float32(high), np.float32(np.inf)))
    rows = max(1, _MOST_COUNTED // planes.shape[1])
    for top in range(0, planes.shape[0], rows):
        strip = np.ascontiguousarray(planes[top : top + rows, :, channel])
        if not all_finite(strip):
            strip = strip[np.isfinite(strip)].reshape(1, -1)
        if strip.size:
            found = cv2.calcHist([strip], [0], None, [bins], [low, beyond])
            counts += found.ravel().astype(np.int64)
    return counts
