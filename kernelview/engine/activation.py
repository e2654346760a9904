"""Activation functions, in the picture's own units: white plays the part of 1."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.stages import ActivationName


@np.errstate(over="ignore", invalid="ignore")
def activate(
    values: NDArray[Any], function: ActivationName, *, white: float
) -> NDArray[np.float32]:
    """Return new float32 values of the same shape.

    relu: max(x, 0); absolute: |x|; tanh: white · tanh(x / white), from -white to white;
    sigmoid: white / (1 + exp(-4 x / white)), from 0 to white with slope 1 at 0, where it is
    white / 2.
    """
    match function:
        case "relu":
            return np.asarray(np.maximum(values, 0), np.float32)
        case "absolute":
            return np.asarray(np.abs(values, dtype=np.float32))
        case "tanh":
            return _scaled_tanh(values, 1 / white, white)
        case "sigmoid":
            # 1 / (1 + exp(-2 z)) = (1 + tanh z) / 2, which cannot overflow.
            halves = _scaled_tanh(values, 2 / white, white / 2)
            halves += np.float32(white / 2)
            return halves


def _scaled_tanh(values: NDArray[Any], gain: float, height: float) -> NDArray[np.float32]:
    result: NDArray[np.float32] = np.multiply(values, np.float32(gain), dtype=np.float32)
    np.tanh(result, out=result)
    result *= np.float32(height)
    return result
