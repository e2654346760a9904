"""Dense layers: the weights' gradient is one product for a whole batch."""

from math import prod
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.activations import ActivationName
from kernelview.learn.layers import Dense
from kernelview.learn.steps.activating import activate_in_place, go_back_in_place
from kernelview.learn.steps.scratch import Array
from kernelview.learn.steps.step import Step, rows_of, values_of


class DenseStep(Step):
    """activation(inputs @ kernel + bias) over the last axis."""

    keeps_batch: ClassVar[bool] = True

    def __init__(self, layer: Dense, activation: ActivationName, dtype: DTypeLike) -> None:
        super().__init__([layer], dtype)
        self._layer = layer
        self._activation: ActivationName = activation

    def work(self) -> float:
        """Return a rough number of microseconds a sample takes."""
        return super().work() + prod(self.input_shape) * self.output_shape[-1] * 1e-4

    def _forward(self) -> None:
        kernel, bias = self._layer.parameters[0].values, values_of(self._layer, "bias")
        np.matmul(rows_of(self.inputs), kernel, out=rows_of(self.outputs))
        if bias is not None:
            self.outputs += bias
        activate_in_place(self._activation, self.outputs, self.scratch)

    def _backward(self, gradient: Array, input_gradient: Array | None) -> None:
        go_back_in_place(self._activation, gradient, self.outputs, self.scratch)
        if input_gradient is not None:
            kernel = self._layer.parameters[0].values
            np.matmul(rows_of(gradient), kernel.T, out=rows_of(input_gradient))

    def finish(self, inputs: Array, gradient: Array, *, first: bool) -> None:
        """Set or add to the gradients of kernel and bias."""
        if not self.gradients:
            return
        rows = rows_of(gradient.reshape(len(gradient), *self.output_shape))
        samples = rows_of(inputs.reshape(len(inputs), *self.input_shape))
        kernel = self.gradients[0]
        found = kernel if first else self.scratch.take("kernel gradient", kernel.shape)
        np.matmul(samples.T, rows, out=found)
        if not first:
            kernel += found
        if len(self.gradients) > 1:
            bias = self.gradients[1]
            total = rows.sum(axis=0)
            bias[...] = total if first else bias + total
