"""The end of a network: last activation, loss and their gradient as one, from the sums."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from kernelview.learn.activations import ActivationName
from kernelview.learn.errors import LearnError
from kernelview.learn.losses import Loss, wanted_activation
from kernelview.learn.metrics import correct_count
from kernelview.learn.steps.activating import activate_in_place, go_back_in_place
from kernelview.learn.steps.scratch import Array, Scratch


@dataclass(frozen=True)
class Verdict:
    """The sum of some samples' losses, and how many answers are right."""

    loss_sum: float
    correct: int


class LossHead:
    """Taken from the sums, not from what softmax makes of them, the loss is exact for any size."""

    def __init__(self, loss: Loss, activation: ActivationName, dtype: DTypeLike) -> None:
        wanted = wanted_activation(loss)
        if wanted not in {None, activation}:
            raise LearnError(f"{loss} needs {wanted} as the last activation, not {activation}")
        self._loss, self._activation = loss, activation
        self._scratch = Scratch(dtype)

    def judge(self, sums: Array, targets: Array, gradient: Array, *, scale: float) -> Verdict:
        """Return the verdict and write `scale` times d (sum of losses) / d sums."""
        match self._loss:
            case "sparse_categorical_crossentropy" | "categorical_crossentropy":
                return self._by_class(sums, targets, gradient, scale)
            case "binary_crossentropy":
                return self._by_side(sums, targets, gradient, scale)
            case _:
                return self._by_square(sums, targets, gradient, scale)

    def _by_class(self, sums: Array, targets: Array, gradient: Array, scale: float) -> Verdict:
        np.subtract(sums, sums.max(axis=-1, keepdims=True), out=gradient)
        sparse = self._loss == "sparse_categorical_crossentropy"
        chosen = (np.arange(len(sums)), targets)
        shifted = gradient[chosen] if sparse else (gradient * targets).sum(axis=-1)
        np.exp(gradient, out=gradient)
        total = gradient.sum(axis=-1, keepdims=True)
        gradient /= total
        correct = correct_count(self._loss, gradient, targets)
        weight = 1.0 if sparse else targets.sum(axis=-1)
        losses = np.log(total[..., 0]) * weight - shifted
        if sparse:
            gradient[chosen] -= 1
        else:
            # The targets need not add up to 1.
            gradient *= np.expand_dims(weight, -1)
            gradient -= targets
        gradient *= scale * len(sums) / losses.size
        return Verdict(float(losses.sum(dtype=np.float64)) * len(sums) / losses.size, correct)

    def _by_side(self, sums: Array, targets: Array, gradient: Array, scale: float) -> Verdict:
        each = sums.size // len(sums)
        losses = np.maximum(sums, 0) - sums * targets + np.log1p(np.exp(-np.abs(sums)))
        np.copyto(gradient, sums)
        activate_in_place("sigmoid", gradient, self._scratch)
        correct = correct_count(self._loss, gradient, targets)
        gradient -= targets
        gradient *= scale / each
        return Verdict(float(losses.sum(dtype=np.float64)) / each, correct)

    def _by_square(self, sums: Array, targets: Array, gradient: Array, scale: float) -> Verdict:
        each = sums.size // len(sums)
        outputs = self._scratch.take("outputs", sums.shape)
        np.copyto(outputs, sums)
        activate_in_place(self._activation, outputs, self._scratch)
        correct = correct_count(self._loss, outputs, targets)
        np.subtract(outputs, targets, out=gradient)
        loss = float(np.square(gradient, dtype=np.float64).sum()) / each
        gradient *= 2 * scale / each
        go_back_in_place(self._activation, gradient, outputs, self._scratch)
        return Verdict(loss, correct)
