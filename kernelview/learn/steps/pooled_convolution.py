"""A convolution and the max pooling after it as one, where no two windows of the pooling overlap.

Each place in the pooling's windows gives a product of its own, and only the maximum goes on: an
activation that never falls can wait for it. So each array is a quarter of the convolution's (for
windows of 2 × 2), stays in the cache, and there is no scattering on the way back.
"""

from math import prod

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.layers import Convolution, MaxPooling1D, MaxPooling2D
from kernelview.learn.steps.activating import RISING, activate_in_place, go_back_in_place
from kernelview.learn.steps.patches import add_back
from kernelview.learn.steps.pooled_patches import PooledPatches
from kernelview.learn.steps.scratch import Array
from kernelview.learn.steps.step import Step, rows_of
from kernelview.learn.steps.windows import windows_of

MaxPooling = MaxPooling1D | MaxPooling2D

# Larger windows would leave too little of the arrays in the cache.
_MOST_PLACES = 9


def can_be_pooled(convolution: Convolution, pooling: MaxPooling) -> bool:
    """Return whether the two make one step."""
    return (
        convolution.activation in RISING
        and pooling.strides == pooling.pool_size
        and pooling.padding == "valid"
        and prod(pooling.pool_size) <= _MOST_PLACES
        and max(convolution.strides) == 1
        and max(convolution.dilation_rate) == 1
    )


class PooledConvolutionStep(Step):
    """max pooling(activation(cross-correlation + bias))."""

    def __init__(self, convolution: Convolution, pooling: MaxPooling, dtype: DTypeLike) -> None:
        super().__init__([convolution, pooling], dtype)
        self._layer = convolution
        self._windows = windows_of(convolution)
        pooled = windows_of(pooling)
        self._places = self._windows.pooled(pooled.size, pooled.count)
        self._patches = PooledPatches(self._windows, pooled, self._places, self.scratch)
        self._matrices: list[Array] = []
        self._won: list[Array] = []

    def work(self) -> float:
        """Return a rough number of microseconds a sample takes."""
        sums = prod(self.output_shape) * len(self._places)
        products = prod(self._windows.size) * self.input_shape[-1]
        return super().work() + sums * (1e-3 + products * 1e-4)

    def _forward(self) -> None:
        padded = self._windows.padded(self.inputs, self.scratch)
        self._matrices = self._patches.fill(padded)
        kernel = self._kernel_with_bias()
        largest = rows_of(self.outputs)
        sums = self.scratch.take("sums", largest.shape)
        self._won = []
        np.matmul(self._matrices[0], kernel, out=largest)
        for number, matrix in enumerate(self._matrices[1:], 1):
            np.matmul(matrix, kernel, out=sums)
            if self.training:
                won = self.scratch.take(f"won {number}", sums.shape, dtype=np.bool_)
                self._won.append(np.greater(sums, largest, out=won))
            np.maximum(largest, sums, out=largest)
        if self._layer.use_bias and not self._patches.with_ones:
            largest += self._layer.parameters[1].values
        activate_in_place(self._layer.activation, self.outputs, self.scratch)

    def _kernel_with_bias(self) -> Array:
        kernel = rows_of(self._layer.parameters[0].values)
        if not self._patches.with_ones:
            return kernel
        both = self.scratch.take("kernel with bias", (len(kernel) + 1, kernel.shape[1]))
        both[:-1] = kernel
        both[-1] = self._layer.parameters[1].values if self._layer.use_bias else 0
        return both

    def _backward(self, gradient: Array, input_gradient: Array | None) -> None:
        free = self._alive(gradient)
        rows = rows_of(gradient)
        part = self.scratch.take("sums", rows.shape)
        padded = self._start_adding(input_gradient)
        # The last place that beat those before it is the one with the maximum.
        for number in range(len(self._places) - 1, -1, -1):
            chosen = free
            if number:
                chosen = self._won[number - 1]
                chosen &= free
                free ^= chosen
            np.multiply(rows, chosen, out=part)
            self._add_gradients(self._matrices[number], part)
            if padded is not None:
                kernel = rows_of(self._layer.parameters[0].values)
                add_back(self._places[number], part, kernel, self.scratch, padded)
        if input_gradient is not None and padded is not None:
            pictures = input_gradient.reshape(len(gradient), *self._windows.picture)
            pictures[...] = self._windows.inner(padded)

    def _start_adding(self, input_gradient: Array | None) -> Array | None:
        if input_gradient is None:
            return None
        shape = (len(input_gradient), *self._windows.padded_shape)
        padded = self.scratch.take("padded gradient", shape)
        padded.fill(0)
        return padded

    def _alive(self, gradient: Array) -> Array:
        """Go back through the activation; return where there is any gradient at all."""
        free = self.scratch.take("free", rows_of(gradient).shape, dtype=np.bool_)
        if self._layer.activation == "relu":
            return np.greater(rows_of(self.outputs), 0, out=free)
        go_back_in_place(self._layer.activation, gradient, self.outputs, self.scratch)
        free.fill(1)
        return free

    def _add_gradients(self, matrix: Array, part: Array) -> None:
        if not self.gradients:
            return
        found = self.scratch.take("kernel gradient", (matrix.shape[1], part.shape[1]))
        np.matmul(matrix.T, part, out=found)
        kernel = rows_of(self.gradients[0])
        kernel += found[: len(kernel)]
        if len(self.gradients) > 1:
            bias = self.gradients[1]
            ones = self.scratch.constant("ones", part.shape[:1], 1)
            bias += found[-1] if self._patches.with_ones else np.matmul(ones, part)
