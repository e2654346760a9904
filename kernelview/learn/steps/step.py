"""What every step is: the arithmetic of a layer, or of two that are quicker together."""

from collections.abc import Sequence
from math import prod
from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.layers import Layer, Parameter
from kernelview.learn.steps.scratch import Array, Scratch, Shape


class Step:
    """Goes forward and back over some samples, with arrays of its own: one object a thread.

    What a forward pass needs to keep for the way back it keeps until the next one. The gradients
    of the parameters are those of sums over samples; `gradients` holds an array for each of
    `parameters`, to which the way back adds.
    """

    # Whether it sees a whole batch at once, and whether what comes in and the gradient of what
    # goes out are kept for the whole batch.
    whole_batch: ClassVar[bool] = False
    keeps_batch: ClassVar[bool] = False
    # Whether it draws random numbers while training.
    draws: ClassVar[bool] = False

    def __init__(self, layers: Sequence[Layer], dtype: DTypeLike) -> None:
        first, last = layers[0], layers[-1]
        self.input_shape: Shape = first.input_shape or ()
        self.output_shape: Shape = last.output_shape or ()
        self.scratch = Scratch(dtype)
        self.parameters: list[Parameter] = [
            one for layer in layers if layer.trainable for one in layer.parameters if one.trainable
        ]
        self.gradients: list[Array] = []
        self.inputs: Array = np.empty(0)
        self.outputs: Array = np.empty(0)
        self.training = False
        self.noise: Array = np.empty(0)

    def forward(self, inputs: Array, outputs: Array, *, training: bool) -> None:
        """Write the outputs (count, *output_shape) of inputs (count, *input_shape)."""
        self.inputs = inputs.reshape(len(inputs), *self.input_shape)
        self.outputs = outputs.reshape(len(inputs), *self.output_shape)
        self.training = training
        self._forward()

    def backward(self, gradient: Array, input_gradient: Array | None) -> None:
        """Add to `gradients` and write d loss / d inputs, from d loss / d outputs.

        `gradient` may be overwritten. `input_gradient` is None where nobody needs it.
        """
        count = len(gradient)
        if input_gradient is not None:
            input_gradient = input_gradient.reshape(count, *self.input_shape)
        self._backward(gradient.reshape(count, *self.output_shape), input_gradient)

    def finish(self, inputs: Array, gradient: Array, *, first: bool) -> None:
        """Set, or after the first part of a batch add to, `gradients` from all samples' arrays.

        Only of steps that keep the batch: `gradient` is as `backward` left it.
        """

    def work(self) -> float:
        """Return a rough number of microseconds a sample takes, forward and back."""
        return 0.002 * (prod(self.input_shape) + prod(self.output_shape))

    def _forward(self) -> None:
        raise NotImplementedError

    def _backward(self, gradient: Array, input_gradient: Array | None) -> None:
        raise NotImplementedError


def values_of(layer: Layer, name: str) -> Array | None:
    """Return a layer's parameter by name, None where it has none such."""
    for one in layer.parameters:
        if one.name == name:
            return one.values
    return None


def rows_of(array: Array) -> Array:
    """Return (..., channels) as (all the others, channels)."""
    return array.reshape(-1, array.shape[-1])
