"""Batch normalisation: the one step that must see a whole batch."""

from typing import ClassVar

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.layers import BatchNormalization
from kernelview.learn.steps.scratch import Array
from kernelview.learn.steps.step import Step, rows_of, values_of


class BatchNormalizationStep(Step):
    """gamma * (inputs - mean) / sqrt(variance + epsilon) + beta, a channel at a time."""

    whole_batch: ClassVar[bool] = True

    def __init__(self, layer: BatchNormalization, dtype: DTypeLike) -> None:
        super().__init__([layer], dtype)
        self._layer = layer
        self._by_batch = False
        self._inverse: Array = np.empty(0)
        self._normal: Array = np.empty(0)

    def _forward(self) -> None:
        rows = rows_of(self.inputs)
        self._normal = self.scratch.take("normal", rows.shape)
        self._by_batch = self.training and self._layer.trainable
        mean, variance = self._statistics(rows)
        self._inverse = 1 / np.sqrt(variance + self._layer.epsilon)
        np.subtract(rows, mean, out=self._normal)
        self._normal *= self._inverse
        out = rows_of(self.outputs)
        gamma, beta = values_of(self._layer, "gamma"), values_of(self._layer, "beta")
        np.multiply(self._normal, 1 if gamma is None else gamma, out=out)
        if beta is not None:
            out += beta

    def _statistics(self, rows: Array) -> tuple[Array, Array]:
        *_, moving_mean, moving_variance = (one.values for one in self._layer.parameters)
        if not self._by_batch:
            return moving_mean, moving_variance
        mean = rows.mean(axis=0)
        np.subtract(rows, mean, out=self._normal)
        np.multiply(self._normal, self._normal, out=self._normal)
        variance = self._normal.mean(axis=0)
        for kept, found in ((moving_mean, mean), (moving_variance, variance)):
            kept *= self._layer.momentum
            kept += found * (1 - self._layer.momentum)
        return mean, variance

    def _backward(self, gradient: Array, input_gradient: Array | None) -> None:
        rows = rows_of(gradient)
        beta = rows.sum(axis=0)
        gamma = np.einsum("ij,ij->j", rows, self._normal)
        found = {"gamma": gamma, "beta": beta}
        for parameter, total in zip(self.parameters, self.gradients, strict=True):
            total += found[parameter.name]
        if input_gradient is None:
            return
        scale = values_of(self._layer, "gamma")
        slope = self._inverse if scale is None else self._inverse * scale
        into = rows_of(input_gradient)
        if self._by_batch:
            np.multiply(self._normal, gamma / len(rows), out=into)
            into += beta / len(rows)
            np.subtract(rows, into, out=into)
            into *= slope
        else:
            np.multiply(rows, slope, out=into)
