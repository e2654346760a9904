"""Which frequencies a picture holds: what it can tell about a kernel."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

SIDE = 32
_MOST_TILES = 256


def power_spectrum(planes: NDArray[Any]) -> NDArray[np.float64]:
    """Return the mean power at each frequency, (32, 32) with frequency 0 in the middle.

    `planes` is (H, W, C). The mean over up to 256 evenly spread tiles of |F|² under a Hann
    window that keeps the power of white noise (Welch's method): white noise has its variance
    at every frequency but 0, as each tile's own mean is taken off. A picture smaller than 32 has as
    many frequencies as pixels.
    """
    height, width, channels = planes.shape
    down, across = min(SIDE, height), min(SIDE, width)
    window = np.outer(_hann(down), _hann(across))
    window /= np.sqrt((window**2).sum())
    places = [
        (channel, top, left)
        for channel in range(channels)
        for top in range(0, height - down + 1, down)
        for left in range(0, width - across + 1, across)
    ]
    chosen = places[:: max(1, -(-len(places) // _MOST_TILES))]
    power = np.zeros((down, across))
    for channel, top, left in chosen:
        tile = planes[top : top + down, left : left + across, channel].astype(np.float64)
        power += np.abs(np.fft.fft2((tile - np.average(tile, weights=window)) * window)) ** 2
    return np.asarray(np.fft.fftshift(power / len(chosen)))


def _hann(length: int) -> NDArray[np.float64]:
    places = (np.arange(length) + 0.5) / length
    return np.asarray(np.sin(np.pi * places) ** 2)
