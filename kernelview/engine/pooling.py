"""Pooling: one value of each window, the windows `stride` pixels apart."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.errors import EngineError
from kernelview.engine.stages import PoolingKind

Combine = Callable[..., NDArray[Any]]


@np.errstate(over="ignore", invalid="ignore")
def pool(
    values: NDArray[np.float32], kind: PoolingKind, *, size: int, stride: int
) -> NDArray[np.float32]:
    """Return (H', W'[, C]) with H' = (H - size) // stride + 1: only windows wholly inside.

    A maximum of a window with a NaN is NaN, as its average is.
    """
    pooled_shape(values.shape[:2], size=size, stride=stride)
    combine: Combine = np.maximum if kind == "max" else np.add
    rows = _along_first(values, combine, size, stride)
    pooled = _along_first(rows.swapaxes(0, 1), combine, size, stride).swapaxes(0, 1)
    if kind == "average":
        pooled *= np.float32(1 / size**2)
    return np.ascontiguousarray(pooled)


def pooled_shape(shape: tuple[int, ...], *, size: int, stride: int) -> tuple[int, int]:
    """Return (rows, columns) after pooling; raise EngineError where no window fits."""
    height, width = shape[:2]
    if min(height, width) < size:
        raise EngineError(
            f"pooling of {size} × {size} needs a picture at least as large, not {width} × {height}"
        )
    return (height - size) // stride + 1, (width - size) // stride + 1


def _along_first(
    values: NDArray[Any], combine: Combine, size: int, stride: int
) -> NDArray[np.float32]:
    count = (values.shape[0] - size) // stride + 1
    span = (count - 1) * stride + 1
    result = values[:span:stride].astype(np.float32, order="K")
    for place in range(1, size):
        combine(result, values[place : place + span : stride], out=result)
    return result
