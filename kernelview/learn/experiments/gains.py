"""Training a bank's gains alone: its kernels keep their pattern, each with one number to learn."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kernelview.learn.layers import Layer, trainable_parameters
from kernelview.learn.optimizers import Flat, Optimizer


class GainOptimizer(Optimizer):
    """Changes a convolution's kernels by a gain each, and all other weights as `inner` does.

    `patterns` (rows, columns, channels, units) have a root mean square of 1 a unit: a step of
    the gain moves the weights about as far as a step of free weights would.
    """

    def __init__(
        self, inner: Optimizer, layers: Sequence[Layer], convolution: Layer, *, patterns: Flat
    ) -> None:
        super().__init__(inner.learning_rate)
        self._inner = inner
        self._kernels = convolution.parameters[0].values
        self._patterns = patterns.astype(self._kernels.dtype)
        self.gains: NDArray[Any] = (self._kernels * self._patterns).mean(axis=(0, 1, 2))
        start = 0
        for parameter in trainable_parameters(layers):
            if parameter.values is self._kernels:
                break
            start += parameter.values.size
        self._place = slice(start, start + self._kernels.size)

    def reset(self) -> None:
        """Forget the moments and the count."""
        super().reset()
        self._inner.reset()

    def prepare(self, count: int, dtype: DTypeLike) -> None:
        """Make room for the gains and the `count` weights less the kernels'."""
        self._inner.prepare(count - self._kernels.size + self.gains.size, dtype)

    def update(self, runs: Sequence[Flat], gradient: Flat) -> None:
        """Change the gains, the kernels after them, and the weights in `runs`."""
        self.iterations += 1
        self._inner.learning_rate = self.learning_rate
        kernel_gradient = gradient[self._place].reshape(self._kernels.shape)
        of_gains = (kernel_gradient * self._patterns).sum(axis=(0, 1, 2))
        before, after = gradient[: self._place.start], gradient[self._place.stop :]
        shorter = np.concatenate([of_gains, before, after])
        self._inner.update([self.gains, *self._without_kernels(runs)], shorter)
        np.multiply(self.gains, self._patterns, out=self._kernels)

    def _without_kernels(self, runs: Sequence[Flat]) -> Iterator[Flat]:
        place = 0
        for run in runs:
            first, last = self._place.start - place, self._place.stop - place
            yield run[: max(0, first)]
            yield run[max(0, last) :]
            place += run.size
