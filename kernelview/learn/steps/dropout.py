"""Dropout: random numbers come from outside, so that threads do not change them."""

from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.layers import Dropout
from kernelview.learn.steps.scratch import Array
from kernelview.learn.steps.step import Step

# Random whole numbers below this decide; the rate is rounded to one in so many.
NOISE_LEVELS = 1 << 16


class DropoutStep(Step):
    """While training sets a share of the inputs to 0 and divides the others by what is kept."""

    draws: ClassVar[bool] = True

    def __init__(self, layer: Dropout, dtype: DTypeLike) -> None:
        super().__init__([layer], dtype)
        dropped = min(round(layer.rate * NOISE_LEVELS), NOISE_LEVELS - 1)
        self._dropped = np.uint16(dropped)
        self._scale = NOISE_LEVELS / (NOISE_LEVELS - dropped)
        self._factors: Array | None = None

    def _forward(self) -> None:
        if not self.training:
            self._factors = None
            self.outputs[...] = self.inputs
            return
        kept = self.scratch.take("kept", self.inputs.shape, dtype=np.bool_)
        np.greater_equal(self.noise.reshape(kept.shape), self._dropped, out=kept)
        self._factors = self.scratch.take("factors", kept.shape)
        np.multiply(kept, self._scale, out=self._factors, casting="same_kind")
        np.multiply(self.inputs, self._factors, out=self.outputs)

    def _backward(self, gradient: Array, input_gradient: Array | None) -> None:
        if input_gradient is None:
            return
        if self._factors is None:
            input_gradient[...] = gradient
        else:
            np.multiply(gradient, self._factors, out=input_gradient)
