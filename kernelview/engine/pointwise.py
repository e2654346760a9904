"""Stages that look at one place at a time, and what joins the results of two kernels."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.activation import activate
from kernelview.engine.stages import Activate, Threshold

Values = NDArray[np.float32]


def pointwise(stage: Activate | Threshold, values: NDArray[Any], *, white: float) -> Values:
    """Return new float32 values of the same shape."""
    match stage:
        case Activate(function=function):
            return activate(values, function, white=white)
        case Threshold(level=level):
            return np.multiply(values >= level, np.float32(white), dtype=np.float32)


def magnitude(first: Values, second: Values) -> Values:
    """Return the root of the sum of squares, in the place of the first.

    Not through cv2.magnitude: its last bits depend on where its buffers lie in memory.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        for row, other in zip(first, second, strict=True):
            np.multiply(row, row, out=row)
            np.multiply(other, other, out=other)
            np.add(row, other, out=row)
            np.sqrt(row, out=row)
    return first
