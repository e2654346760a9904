"""What the values of a picture allow: are they finite, does one tower over the others?"""

from math import fsum, isfinite
from threading import Lock

import cv2
import numpy as np

from kernelview.engine.checks import all_finite
from kernelview.engine.padding import strips_of
from kernelview.engine.problem import Picture, largest_of
from kernelview.engine.workers import Workers

# How many times the mean magnitude the largest may be in a picture called even.
LARGEST_OVER_MEAN = 1000.0
# And how many times the largest value of an integer dtype a constant around such a picture.
_CONSTANT_OVER_LARGEST = 10.0
# Beyond this part of a dtype's largest number, sums over a tile may overflow.
_ROOM = 1e-6
_STRIP_VALUES = 2**17


def is_finite(image: Picture, workers: Workers) -> bool:
    """Return whether no NaN and no infinity is among the values (H, W, C)."""
    if image.dtype.kind != "f":
        return True
    found: list[bool] = []

    def look(rows: slice) -> None:
        if not all_finite(image[rows]):
            found.append(False)

    workers.run(look, _strips(image))
    return not found


def is_even(image: Picture, workers: Workers, *, constant: float = 0.0) -> bool:
    """Return whether all are finite, and none over LARGEST_OVER_MEAN times the mean magnitude.

    `constant` is that of the border around the picture. Integers are even among themselves.
    """
    if image.dtype.kind != "f":
        return abs(constant) <= _CONSTANT_OVER_LARGEST * largest_of(image.dtype)
    lock = Lock()
    sums, largest = [0.0], [0.0]

    def look(rows: slice) -> None:
        strip = _flat(image[rows])
        total, peak = cv2.norm(strip, cv2.NORM_L1), cv2.norm(strip, cv2.NORM_INF)
        with lock:
            sums.append(total)
            largest.append(peak)

    workers.run(look, _strips(image))
    # The same however the threads took turns.
    total, peak = fsum(sums), max(abs(constant), *largest)
    working = np.finfo(np.promote_types(image.dtype, np.float32))
    small = isfinite(total) and peak <= _ROOM * float(working.max)
    return small and peak * image.size <= LARGEST_OVER_MEAN * total


def _strips(image: Picture) -> list[slice]:
    height, width, channels = image.shape
    return strips_of(height, max(1, _STRIP_VALUES // (width * channels)))


def _flat(strip: Picture) -> Picture:
    rows = np.ascontiguousarray(strip).reshape(len(strip), -1)
    return rows if rows.dtype.itemsize >= 4 else rows.astype(np.float32)
