"""Conv2D and Conv1D: the windows as a matrix, times the kernels as one."""

from math import prod

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.activations import ActivationName
from kernelview.learn.layers import Convolution
from kernelview.learn.steps.activating import activate_in_place, go_back_in_place
from kernelview.learn.steps.patches import add_back, patches
from kernelview.learn.steps.scratch import Array
from kernelview.learn.steps.step import Step, rows_of, values_of
from kernelview.learn.steps.windows import windows_of


class ConvolutionStep(Step):
    """activation(cross-correlation + bias)."""

    def __init__(self, layer: Convolution, activation: ActivationName, dtype: DTypeLike) -> None:
        super().__init__([layer], dtype)
        self._layer = layer
        self._activation: ActivationName = activation
        self._windows = windows_of(layer)
        self._patches: Array = np.empty(0)

    def work(self) -> float:
        """Return a rough number of microseconds a sample takes."""
        products = prod(self._windows.size) * self.input_shape[-1] * prod(self.output_shape)
        return super().work() + products * 1e-4

    def _forward(self) -> None:
        kernel, bias = self._layer.parameters[0].values, values_of(self._layer, "bias")
        padded = self._windows.padded(self.inputs, self.scratch)
        self._patches = patches(self._windows, padded, self.scratch)
        np.matmul(self._patches, rows_of(kernel), out=rows_of(self.outputs))
        if bias is not None:
            self.outputs += bias
        activate_in_place(self._activation, self.outputs, self.scratch)

    def _backward(self, gradient: Array, input_gradient: Array | None) -> None:
        go_back_in_place(self._activation, gradient, self.outputs, self.scratch)
        rows = rows_of(gradient)
        if self.gradients:
            kernel = rows_of(self.gradients[0])
            found = self.scratch.take("kernel gradient", kernel.shape)
            np.matmul(self._patches.T, rows, out=found)
            kernel += found
        if len(self.gradients) > 1:
            bias = self.gradients[1]
            bias += np.matmul(self.scratch.constant("ones", (len(rows),), 1), rows)
        if input_gradient is not None:
            shape = (len(gradient), *self._windows.padded_shape)
            padded = self.scratch.take("padded gradient", shape)
            padded.fill(0)
            kernel = rows_of(self._layer.parameters[0].values)
            add_back(self._windows, rows, kernel, self.scratch, padded)
            pictures = input_gradient.reshape(len(gradient), *self._windows.picture)
            pictures[...] = self._windows.inner(padded)
