"""Poolings of any size and stride, overlapping ones too."""

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.layers import Pooling
from kernelview.learn.steps.scratch import Array
from kernelview.learn.steps.step import Step
from kernelview.learn.steps.windows import windows_of


class _PoolingStep(Step):
    def __init__(self, layer: Pooling, dtype: DTypeLike) -> None:
        super().__init__([layer], dtype)
        self._windows = windows_of(layer)
        height, width = self._windows.size
        self._places = [(row, column) for row in range(height) for column in range(width)]

    def _windowed(self, array: Array) -> Array:
        """Return outputs as (count, rows, columns, channels), of a signal's, too."""
        return array.reshape(len(array), *self._windows.count, array.shape[-1])

    def _backward(self, gradient: Array, input_gradient: Array | None) -> None:
        if input_gradient is None:
            return
        padded = self.scratch.take("padded gradient", (len(gradient), *self._windows.padded_shape))
        padded.fill(0)
        self._spread(self._windowed(gradient), padded)
        into = input_gradient.reshape(len(gradient), *self._windows.picture)
        into[...] = self._windows.inner(padded)

    def _spread(self, gradient: Array, padded: Array) -> None:
        raise NotImplementedError


class MaxPoolingStep(_PoolingStep):
    """The largest value of each window; the gradient goes to the first place that has it."""

    def _forward(self) -> None:
        padded = self._windows.padded(self.inputs, self.scratch, -np.inf)
        largest = self._windowed(self.outputs)
        largest[...] = self._windows.at(padded, 0, 0)
        for row, column in self._places[1:]:
            np.maximum(largest, self._windows.at(padded, row, column), out=largest)

    def _spread(self, gradient: Array, padded: Array) -> None:
        values = self._windows.padded(self.inputs, self.scratch, -np.inf)
        largest = self._windowed(self.outputs)
        here = self.scratch.take("here", gradient.shape, dtype=np.bool_)
        waiting = self.scratch.take("waiting", gradient.shape, dtype=np.bool_)
        part = self.scratch.take("part", gradient.shape)
        waiting.fill(1)
        for row, column in self._places:
            np.equal(self._windows.at(values, row, column), largest, out=here)
            here &= waiting
            waiting ^= here
            np.multiply(gradient, here, out=part)
            place = self._windows.at(padded, row, column)
            place += part


class AveragePoolingStep(_PoolingStep):
    """The mean of each window; what is added around the picture does not count."""

    def __init__(self, layer: Pooling, dtype: DTypeLike) -> None:
        super().__init__(layer, dtype)
        inside = np.zeros((1, *self._windows.padded_shape[:2], 1), dtype)
        self._windows.inner(inside)[...] = 1
        counted = sum(self._windows.at(inside, *place) for place in self._places)
        self._share = 1 / np.asarray(counted)

    def _forward(self) -> None:
        padded = self._windows.padded(self.inputs, self.scratch)
        total = self._windowed(self.outputs)
        total[...] = self._windows.at(padded, 0, 0)
        for row, column in self._places[1:]:
            total += self._windows.at(padded, row, column)
        total *= self._share

    def _spread(self, gradient: Array, padded: Array) -> None:
        gradient *= self._share
        for row, column in self._places:
            place = self._windows.at(padded, row, column)
            place += gradient
