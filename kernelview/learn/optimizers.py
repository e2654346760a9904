"""How weights follow their gradients: Keras' update rules and defaults, in place.

All weights that are trained lie in a few flat runs of memory, so that each rule is a handful of
passes over them. See https://keras.io/api/optimizers for the rules.
"""

from collections.abc import Sequence
from math import isfinite, sqrt
from typing import Any, ClassVar

import numpy as np
from numpy.typing import DTypeLike, NDArray

from kernelview.learn.errors import LearnError

# So many numbers at a time: with their moments they stay in the processor's cache.
_BLOCK = 1 << 17

Flat = NDArray[Any]


class Optimizer:
    """Keeps the moments and counts the updates. `learning_rate` may be set at any time."""

    name: ClassVar[str] = ""
    moment_count: ClassVar[int] = 0
    option_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.iterations = 0
        self.moments: tuple[Flat, ...] = ()
        self._spare: Flat = np.empty(0)

    @property
    def learning_rate(self) -> float:
        """The step's length, from the next batch on."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._learning_rate = _number(rate, "learning rate", 0)

    def get_config(self) -> dict[str, Any]:
        """Return the arguments that make the same optimizer again."""
        return {name: getattr(self, name) for name in self.option_names}

    def reset(self) -> None:
        """Forget the moments and the count."""
        self.iterations, self.moments = 0, ()

    def prepare(self, count: int, dtype: DTypeLike) -> None:
        """Make room for `count` weights; moments that fit already are kept."""
        if not self.moments or any(one.size != count for one in self.moments):
            self.moments = tuple(np.zeros(count, dtype) for _ in range(self.moment_count))
        if self._spare.dtype != np.dtype(dtype) or self._spare.size < min(count, _BLOCK):
            self._spare = np.empty(min(count, _BLOCK), dtype)

    def update(self, runs: Sequence[Flat], gradient: Flat) -> None:
        """Change the weights in `runs`, one after the other the length of `gradient`."""
        self.iterations += 1
        place = 0
        for run in runs:
            for start in range(0, run.size, _BLOCK):
                weights = run[start : start + _BLOCK]
                part = slice(place + start, place + start + weights.size)
                moments = tuple(one[part] for one in self.moments)
                self._change(weights, gradient[part], moments, self._spare[: weights.size])
            place += run.size

    def _change(
        self, weights: Flat, gradient: Flat, moments: tuple[Flat, ...], spare: Flat
    ) -> None:
        raise NotImplementedError


class SGD(Optimizer):
    """weights -= rate * gradient; with momentum: velocity = momentum * velocity - rate * gradient.

    Nesterov's goes by momentum * velocity - rate * gradient, with the new velocity.
    """

    name: ClassVar[str] = "sgd"
    moment_count: ClassVar[int] = 1
    option_names: ClassVar[tuple[str, ...]] = ("learning_rate", "momentum", "nesterov")

    def __init__(
        self, learning_rate: float = 0.01, momentum: float = 0.0, *, nesterov: bool = False
    ) -> None:
        super().__init__(learning_rate)
        self.momentum = _number(momentum, "momentum", 0, 1)
        self.nesterov = bool(nesterov)

    def _change(
        self, weights: Flat, gradient: Flat, moments: tuple[Flat, ...], spare: Flat
    ) -> None:
        np.multiply(gradient, self.learning_rate, out=spare)
        if self.momentum == 0:
            weights -= spare
            return
        (velocity,) = moments
        velocity *= self.momentum
        velocity -= spare
        if not self.nesterov:
            weights += velocity
            return
        weights -= spare
        np.multiply(velocity, self.momentum, out=spare)
        weights += spare


class RMSprop(Optimizer):
    """square = rho * square + (1 - rho) * gradient²; the step is rate * gradient / sqrt(square).

    `epsilon` is added below the root; with momentum the steps add up. Hinton 2012.
    """

    name: ClassVar[str] = "rmsprop"
    moment_count: ClassVar[int] = 2
    option_names: ClassVar[tuple[str, ...]] = ("learning_rate", "rho", "momentum", "epsilon")

    def __init__(
        self,
        learning_rate: float = 0.001,
        rho: float = 0.9,
        *,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
    ) -> None:
        super().__init__(learning_rate)
        self.rho = _number(rho, "rho", 0, 1)
        self.momentum = _number(momentum, "momentum", 0, 1)
        self.epsilon = _number(epsilon, "epsilon", 0)

    def _change(
        self, weights: Flat, gradient: Flat, moments: tuple[Flat, ...], spare: Flat
    ) -> None:
        square, velocity = moments
        np.multiply(gradient, gradient, out=spare)
        spare *= 1 - self.rho
        square *= self.rho
        square += spare
        np.add(square, self.epsilon, out=spare)
        np.sqrt(spare, out=spare)
        np.divide(gradient, spare, out=spare)
        spare *= self.learning_rate
        if self.momentum == 0:
            weights -= spare
            return
        velocity *= self.momentum
        velocity += spare
        weights -= velocity


class Adam(Optimizer):
    """The step is rate * mean / (sqrt(square) + epsilon), Kingma and Ba 2015, as Keras has it.

    mean and square are running means of gradient and gradient²; their slow start is made up for
    in the rate: rate * sqrt(1 - beta_2^t) / (1 - beta_1^t). They are kept divided by 1 - beta,
    which saves two passes.
    """

    name: ClassVar[str] = "adam"
    moment_count: ClassVar[int] = 2
    option_names: ClassVar[tuple[str, ...]] = ("learning_rate", "beta_1", "beta_2", "epsilon")

    def __init__(
        self,
        learning_rate: float = 0.001,
        beta_1: float = 0.9,
        *,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
    ) -> None:
        super().__init__(learning_rate)
        self.beta_1 = _number(beta_1, "beta_1", 0, 1)
        self.beta_2 = _number(beta_2, "beta_2", 0, 1)
        self.epsilon = _number(epsilon, "epsilon", 0)

    def _change(
        self, weights: Flat, gradient: Flat, moments: tuple[Flat, ...], spare: Flat
    ) -> None:
        mean, square = moments
        one_less, root = 1 - self.beta_1, sqrt(1 - self.beta_2)
        start = sqrt(1 - self.beta_2**self.iterations) / (1 - self.beta_1**self.iterations)
        mean *= self.beta_1
        mean += gradient
        square *= self.beta_2
        np.multiply(gradient, gradient, out=spare)
        square += spare
        np.sqrt(square, out=spare)
        spare += self.epsilon / root
        np.divide(mean, spare, out=spare)
        spare *= self.learning_rate * start * one_less / root
        weights -= spare


_BY_NAME: dict[str, type[SGD] | type[RMSprop] | type[Adam]] = {
    one.name: one for one in (SGD, RMSprop, Adam)
}


def optimizer_of(value: object) -> Optimizer:
    """Return an optimizer by its name, or the one given. Raises LearnError."""
    if isinstance(value, Optimizer):
        return value
    if not isinstance(value, str) or value.lower() not in _BY_NAME:
        raise LearnError(f"an optimizer is one of {', '.join(_BY_NAME)}, not {value!r}")
    return _BY_NAME[value.lower()]()


def _number(value: Any, what: str, least: float, below: float = float("inf")) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.floating):
        raise LearnError(f"the {what} is a number, not {value!r}")
    if not isfinite(value) or not least <= value < below:
        limit = "" if below == float("inf") else f" to below {below:g}"
        raise LearnError(f"the {what} is from {least:g}{limit or ' up'}, not {value:g}")
    return float(value)
