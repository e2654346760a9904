"""Spectra of kernels, ready to multiply a tile's by; the last ones used are kept."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Spectrum = NDArray[Any]

_KEPT_BYTES = 2**24
# One cache line: OpenCV's and NumPy's vector loops are up to ten times slower off it.
_ALIGNMENT = 64


def aligned(shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
    """Return an array that starts on a cache line, with whatever stands there."""
    size = int(np.prod(shape)) * dtype.itemsize
    room = np.empty(size + _ALIGNMENT, np.uint8)
    first = -room.ctypes.data % _ALIGNMENT
    return room[first : first + size].view(dtype).reshape(shape)


class SpectrumCache:
    """At most `most_bytes` of spectra, those used last; safe from many threads."""

    def __init__(self, most_bytes: int = _KEPT_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, Spectrum] = OrderedDict()
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        """How many bytes are kept."""
        with self._lock:
            return self._bytes()

    def spectrum(
        self, weights: NDArray[np.float64], tile: tuple[int, int], step: int, dtype: np.dtype[Any]
    ) -> Spectrum:
        """Return `kernel_spectrum` of the same, made only where it is not kept."""
        key = (weights.shape, weights.tobytes(), tile, step, dtype)
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = kernel_spectrum(weights, tile, step, dtype)
        self._keep(key, made)
        return made

    def _keep(self, key: Hashable, spectrum: Spectrum) -> None:
        with self._lock:
            self._kept[key] = spectrum
            self._kept.move_to_end(key)
            while self._bytes() > self._most:
                self._kept.popitem(last=False)

    def _bytes(self) -> int:
        return sum(spectrum.nbytes for spectrum in self._kept.values())


def kernel_spectrum(
    weights: NDArray[np.float64], tile: tuple[int, int], step: int, dtype: np.dtype[Any]
) -> Spectrum:
    """Return what a tile's spectrum is multiplied by: complex, of the tile's shape, read-only.

    `tile` is (rows, columns), `step` how many columns apart the taps of a row stand (a divisor
    of the columns), `dtype` the tile's real dtype. Conjugated, it makes a correlation; divided
    by the tile's size, it lets an inverse transform without a factor give the sums.
    """
    rows, columns = tile
    once = aligned((rows, columns // step, 2), dtype)
    once[...] = 0
    once[: weights.shape[0], : weights.shape[1], 0] = weights / (rows * columns)
    # Of real numbers, the inverse transform is the conjugate of the transform.
    cv2.dft(once, once, cv2.DFT_INVERSE)
    result = once
    if step > 1:
        # Zeros between the taps repeat the spectrum.
        result = aligned((rows, columns, 2), dtype)
        result.reshape(rows, step, -1, 2)[...] = once[:, np.newaxis]
    result.setflags(write=False)
    return as_complex(result)


def as_complex(pairs: NDArray[Any]) -> NDArray[Any]:
    """Return pairs of real numbers (rows, columns, 2) as complex ones (rows, columns)."""
    return pairs.view(np.result_type(pairs, np.complex64))[:, :, 0]
