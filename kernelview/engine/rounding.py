"""From computed floats to the dtype that was asked for."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.problem import Picture

_STRIP_VALUES = 2**16


def finish(values: Picture, output: np.dtype[Any]) -> Picture:
    """Return the values as `output`: integers rounded half to even and clipped, NaN as 0."""
    if values.dtype == output:
        return values
    if output.kind == "f":
        with np.errstate(over="ignore"):
            return values.astype(output)
    return to_integers(values, output)


def to_integers(values: Picture, output: np.dtype[Any]) -> Picture:
    """Round half to even, clip to the dtype's range, and turn NaN into 0."""
    flat = np.ascontiguousarray(values).reshape(-1)
    result = np.empty(flat.shape, output)
    limits = np.iinfo(output)
    for start in range(0, flat.size, _STRIP_VALUES):
        strip = flat[start : start + _STRIP_VALUES]
        # float32 cannot hold the limits of 32-bit integers.
        clipped = np.clip(
            strip if output.itemsize <= 2 else strip.astype(np.float64), limits.min, limits.max
        )
        unknown = np.isnan(clipped)
        if unknown.any():
            clipped[unknown] = 0
        result[start : start + _STRIP_VALUES] = into_levels(clipped, output)
    return result.reshape(values.shape)


def into_levels(values: NDArray[Any], output: np.dtype[Any]) -> NDArray[Any]:
    """Return values that lie within the dtype as that dtype; integers round half to even.

    The values themselves are rounded in place.
    """
    if output.kind in "iu":
        np.rint(values, out=values)
    return values.astype(output, copy=False)
