"""A convolution and the max pooling after it as one, where no two windows of the pooling overlap.

Each place in the pooling's windows gives a product of its own, and only their maximum goes on:
an activation that never falls can wait for it. So each array is a quarter of the convolution's
(for windows of 2 × 2), stays in the cache, and there is no scattering on the way back.
"""

from math import prod

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.layers import Convolution, MaxPooling1D, MaxPooling2D
from kernelview.learn.steps.activating import RISING, activate_in_place, go_back_in_place
from kernelview.learn.steps.pooled_patches import PooledPatches
from kernelview.learn.steps.scratch import Array
from kernelview.learn.steps.step import Step, rows_of
from kernelview.learn.steps.windows import windows_of

MaxPooling = MaxPooling1D | MaxPooling2D

# Of larger windows the maximum is quicker found in one array.
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
        self._won: list[Array] = []

    def work(self) -> float:
        """Return a rough number of microseconds a sample takes."""
        sums = prod(self.output_shape) * len(self._places)
        return super().work() + sums * (1e-3 + prod(self._windows.size) * 1e-4)

    def _forward(self) -> None:
        kernel = self._kernel_with_bias()
        padded = self._windows.padded(self.inputs, self.scratch)
        matrices = self._patches.fill(padded)
        largest = rows_of(self.outputs)
        sums = self.scratch.take("sums", largest.shape)
        np.matmul(matrices[0], kernel, out=largest)
        self._won = []
        for number, matrix in enumerate(matrices[1:], 1):
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
        rows = rows_of(gradient)
        into = None
        if input_gradient is not None:
            into = self.scratch.take(
                "padded gradient", (len(gradient), *self._windows.padded_shape)
            )
            into.fill(0)
        free = self._alive(gradient)
        part = self.scratch.take("part", rows.shape)
        for number in range(len(self._places) - 1, -1, -1):
            # The last place to have won is the one whose sum is in the outputs.
            chosen = free
            if number:
                chosen = np.logical_and(self._won[number - 1], free, out=self._won[number - 1])
                free ^= chosen
            np.multiply(rows, chosen, out=part)
            self._add_gradients(number, part)
            if into is not None:
                self._add_back(number, part, into)
        if input_gradient is not None and into is not None:
            pictures = input_gradient.reshape(len(gradient), *self._windows.picture)
            pictures[...] = self._windows.inner(into)

    def _alive(self, gradient: Array) -> Array:
        """Go back through the activation; return what may have won, for others to mask."""
        free = self.scratch.take("free", rows_of(gradient).shape, dtype=np.bool_)
        if self._layer.activation == "relu":
            return np.greater(rows_of(self.outputs), 0, out=free)
        go_back_in_place(self._layer.activation, gradient, self.outputs, self.scratch)
        free.fill(1)
        return free

    def _add_gradients(self, number: int, part: Array) -> None:
        if not self.gradients:
            return
        patches = self._patches.matrices[number]
        found = self.scratch.take("kernel gradient", (patches.shape[1], part.shape[1]))
        np.matmul(patches.T, part, out=found)
        kernel = rows_of(self.gradients[0])
        kernel += found[: len(kernel)]
        if len(self.gradients) > 1:
            bias = self.gradients[1]
            ones = self.scratch.constant("ones", part.shape[:1], 1)
            bias += found[-1] if self._patches.with_ones else np.matmul(ones, part)

    def _add_back(self, number: int, part: Array, into: Array) -> None:
        windows = self._places[number]
        kernel = self._layer.parameters[0].values.reshape(
            *windows.size, windows.picture[-1], part.shape[1]
        )
        found = self.scratch.take("place gradient", (len(part), windows.picture[-1]))
        for row in range(windows.size[0]):
            for column in range(windows.size[1]):
                np.matmul(part, kernel[row, column].T, out=found)
                place = windows.at(into, row, column)
                place += found.reshape(place.shape)
