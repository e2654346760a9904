"""An activation function as a layer of its own."""

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.activations import ActivationName
from kernelview.learn.layers import Activation
from kernelview.learn.steps.activating import activate_in_place, go_back_in_place
from kernelview.learn.steps.scratch import Array
from kernelview.learn.steps.step import Step


class ActivationStep(Step):
    """Every value through a function."""

    def __init__(self, layer: Activation, activation: ActivationName, dtype: DTypeLike) -> None:
        super().__init__([layer], dtype)
        self._activation: ActivationName = activation

    def _forward(self) -> None:
        np.copyto(self.outputs, self.inputs)
        activate_in_place(self._activation, self.outputs, self.scratch)

    def _backward(self, gradient: Array, input_gradient: Array | None) -> None:
        if input_gradient is not None:
            go_back_in_place(self._activation, gradient, self.outputs, self.scratch)
            np.copyto(input_gradient, gradient)
