"""A long correlation in strips of rows, so that it can be watched and cancelled."""

from collections.abc import Generator
from itertools import pairwise
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.borders import Border, source_indices
from kernelview.engine.correlation import correlate, expected_seconds
from kernelview.kernels import Kernel

Values = NDArray[np.float32]

STRIP_SECONDS = 0.1
# The largest kernel reaches 98 rows, so a strip of as many has all that mirroring asks for.
_FEWEST_ROWS = 128


def correlate_in_strips(
    values: NDArray[Any],
    kernel: Kernel,
    *,
    border: Border,
    constant: float,
    strip_seconds: float = STRIP_SECONDS,
) -> Generator[float, None, Values]:
    """Yield the share done before each strip of about `strip_seconds`; return float32 values.

    The strips overlap by the kernel's reach, so that the result is that of one correlation.
    """
    height = values.shape[0]
    wanted = expected_seconds(values.shape, values.dtype, kernel) / strip_seconds
    count = max(1, min(ceil(wanted), height // _FEWEST_ROWS))
    if count == 1:
        return correlate(values, kernel, border=border, constant=constant, out_dtype=np.float32)
    result = np.empty(values.shape, np.float32)
    edges = [height * number // count for number in range(count + 1)]
    for number, (top, bottom) in enumerate(pairwise(edges)):
        yield number / count
        source, above = _rows_reached(values, top, bottom, kernel, border)
        strip = correlate(source, kernel, border=border, constant=constant, out_dtype=np.float32)
        result[top:bottom] = strip[above : above + bottom - top]
    return result


def _rows_reached(
    values: NDArray[Any], top: int, bottom: int, kernel: Kernel, border: Border
) -> tuple[NDArray[Any], int]:
    """Return the rows that the results top to bottom - 1 ask for, and how many come before."""
    above = kernel.anchor[0]
    below = kernel.shape[0] - 1 - above
    height = values.shape[0]
    if border == "wrap":
        rows = source_indices(top - above, bottom + below, height, border)
        return values[rows], above
    first = max(0, top - above)
    return values[first : min(height, bottom + below)], top - first
