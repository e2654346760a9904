"""A network's weights side by side in one stretch of memory."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kernelview.learn.layers import Layer, Parameter


def packed(layers: Sequence[Layer], dtype: DTypeLike) -> NDArray[Any]:
    """Move all weights into one new array, which is returned: each `values` is a view of it.

    What can be trained comes first, in the order of the layers; what is only tracked after it.
    """
    parameters = [parameter for layer in layers for parameter in layer.parameters]
    parameters.sort(key=lambda one: not one.trainable)
    flat = np.empty(sum(one.values.size for one in parameters), dtype)
    place = 0
    for one in parameters:
        values = flat[place : place + one.values.size].reshape(one.values.shape)
        values[...] = one.values
        one.values = values
        place += values.size
    return flat


def runs(flat: NDArray[Any], parameters: Sequence[Parameter]) -> list[NDArray[Any]]:
    """Return the flat stretches that parameters, in the order of `packed`, lie in."""
    spans: list[list[int]] = []
    for one in parameters:
        start = (one.values.ctypes.data - flat.ctypes.data) // flat.itemsize
        if spans and spans[-1][1] == start:
            spans[-1][1] += one.values.size
        else:
            spans.append([start, start + one.values.size])
    return [flat[start:end] for start, end in spans]


class GradientVector:
    """A batch's gradients as one vector, without copying where they lie so already."""

    def __init__(self, count: int, dtype: DTypeLike) -> None:
        self._count, self._dtype = count, np.dtype(dtype)
        self._own: NDArray[Any] | None = None
        # The views that were found to lie one after the other, and what they are views of.
        self._known: tuple[NDArray[Any], ...] = ()
        self._base: NDArray[Any] | None = None

    def of(self, gradients: Sequence[NDArray[Any]]) -> NDArray[Any]:
        """Return the gradients one after the other."""
        if self._base is not None and self._are_known(gradients):
            return self._base
        base = gradients[0].base if gradients else None
        if isinstance(base, np.ndarray) and self._lies_so(base, gradients):
            self._known, self._base = tuple(gradients), base
            return base
        if self._own is None:
            self._own = np.empty(self._count, self._dtype)
        if not gradients:
            return self._own
        return np.concatenate([one.reshape(-1) for one in gradients], out=self._own)

    def _are_known(self, gradients: Sequence[NDArray[Any]]) -> bool:
        return len(gradients) == len(self._known) and all(
            one is other for one, other in zip(gradients, self._known, strict=True)
        )

    def _lies_so(self, base: NDArray[Any], gradients: Sequence[NDArray[Any]]) -> bool:
        if base.shape != (self._count,) or base.dtype != self._dtype:
            return False
        place = base.ctypes.data
        for one in gradients:
            if one.ctypes.data != place or not one.flags.c_contiguous:
                return False
            place += one.nbytes
        return base.flags.c_contiguous
