"""The functions after a layer's sum: their names, and each written out plainly."""

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError

ActivationName = Literal["linear", "relu", "leaky_relu", "sigmoid", "tanh", "softmax"]
ACTIVATIONS: tuple[ActivationName, ...] = get_args(ActivationName)
# Keras 3's default.
LEAKY_SLOPE = 0.2


def activation_name(value: object) -> ActivationName:
    """Return the name of an activation; None is "linear". Raises LearnError."""
    if value is None:
        return "linear"
    for name in ACTIVATIONS:
        if name == value:
            return name
    raise LearnError(f"an activation is one of {', '.join(ACTIVATIONS)}, not {value!r}")


def activate(name: ActivationName, sums: NDArray[Any]) -> NDArray[Any]:
    """Return the activation of every sum, new; softmax runs over the last axis."""
    match name:
        case "relu":
            return np.asarray(np.maximum(sums, 0))
        case "leaky_relu":
            return np.where(sums > 0, sums, sums * LEAKY_SLOPE)
        case "sigmoid":
            return _sigmoid(sums)
        case "tanh":
            return np.asarray(np.tanh(sums))
        case "softmax":
            return _softmax(sums)
        case _:
            return sums.copy()


def sum_gradient(
    name: ActivationName, activated: NDArray[Any], gradient: NDArray[Any]
) -> NDArray[Any]:
    """Return d loss / d sums from d loss / d activated, given what `activate` returned."""
    match name:
        case "relu":
            return np.asarray(gradient * (activated > 0))
        case "leaky_relu":
            return np.where(activated > 0, gradient, gradient * LEAKY_SLOPE)
        case "sigmoid":
            return np.asarray(gradient * activated * (1 - activated))
        case "tanh":
            return np.asarray(gradient * (1 - activated**2))
        case "softmax":
            inner = (gradient * activated).sum(axis=-1, keepdims=True)
            return np.asarray(activated * (gradient - inner))
        case _:
            return gradient.copy()


def _sigmoid(sums: NDArray[Any]) -> NDArray[Any]:
    # exp of minus the size never overflows.
    small = np.exp(-np.abs(sums))
    return np.asarray(np.where(sums >= 0, 1, small) / (1 + small))


def _softmax(sums: NDArray[Any]) -> NDArray[Any]:
    powers = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))
