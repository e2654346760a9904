"""From computed floats to the dtype that was asked for."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine.problem import FLOAT32, Picture

_STRIP_VALUES = 2**16
_UINT8, _UINT16 = np.dtype(np.uint8), np.dtype(np.uint16)


def finish_into(values: Picture, result: Picture) -> None:
    """Write the values to `result`: integers rounded half to even and clipped, NaN as 0.

    Both have the same shape. The values may be changed.
    """
    if values.dtype == result.dtype:
        np.copyto(result, values)
    elif result.dtype.kind in "iu":
        _into_integers(values, result)
    else:
        with np.errstate(over="ignore"):
            np.copyto(result, values, casting="unsafe")


def _into_integers(values: Picture, result: Picture) -> None:
    rows = max(1, _STRIP_VALUES // max(1, values[:1].size))
    for top in range(0, len(values), rows):
        _strip_into_integers(values[top : top + rows], result[top : top + rows])


def _strip_into_integers(values: Picture, result: Picture) -> None:
    output = result.dtype
    limits = np.iinfo(output)
    # float32 cannot hold the limits of 32-bit integers.
    wide = values if output.itemsize <= 2 else values.astype(np.float64)
    clipped = np.clip(wide, limits.min, limits.max, out=wide)
    if clipped.dtype == FLOAT32 and output in (_UINT8, _UINT16):
        _by_opencv(clipped, result)
        return
    unknown = np.isnan(clipped)
    if unknown.any():
        clipped[unknown] = 0
    result[...] = into_levels(clipped, output)


def _by_opencv(clipped: Picture, result: Picture) -> None:
    """Round as NumPy does, and make NaN 0: faster, for values within the dtype."""
    flat = np.ascontiguousarray(clipped).reshape(len(clipped), -1)
    if result.dtype == _UINT16:
        rounded = cv2.addWeighted(flat, 1.0, flat, 0.0, 0.0, dtype=cv2.CV_16U)
        result[...] = rounded.reshape(result.shape)
    elif result.flags.c_contiguous:
        cv2.convertScaleAbs(flat, result.reshape(flat.shape))
    else:
        result[...] = cv2.convertScaleAbs(flat).reshape(result.shape)


def into_levels(values: NDArray[Any], output: np.dtype[Any]) -> NDArray[Any]:
    """Return values that lie within the dtype as that dtype; integers round half to even.

    The values themselves are rounded in place.
    """
    if output.kind in "iu":
        np.rint(values, out=values)
    return values.astype(output, copy=False)
