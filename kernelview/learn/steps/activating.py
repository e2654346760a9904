"""The functions after a sum, in place, and the way back through them."""

import numpy as np

from kernelview.learn.activations import LEAKY_SLOPE, ActivationName
from kernelview.learn.steps.scratch import Array, Scratch

# Those for which a larger sum never gives a smaller value.
RISING: frozenset[ActivationName] = frozenset({"linear", "relu", "leaky_relu", "sigmoid", "tanh"})


def activate_in_place(name: ActivationName, sums: Array, scratch: Scratch) -> None:
    """Turn sums into activations; softmax runs over the last axis."""
    match name:
        case "relu":
            # An array of zeros is compared three times as fast as the number 0; one for all
            # samples stays in the cache.
            np.maximum(sums, scratch.constant("zeros", sums.shape[1:], 0), out=sums)
        case "leaky_relu":
            slope = scratch.take("leaky", sums.shape)
            np.multiply(sums, LEAKY_SLOPE, out=slope)
            np.maximum(sums, slope, out=sums)
        case "sigmoid":
            # Where exp overflows the quotient is 0, as it should be.
            np.negative(sums, out=sums)
            np.exp(sums, out=sums)
            sums += 1
            np.divide(1, sums, out=sums)
        case "tanh":
            np.tanh(sums, out=sums)
        case "softmax":
            sums -= sums.max(axis=-1, keepdims=True)
            np.exp(sums, out=sums)
            sums /= sums.sum(axis=-1, keepdims=True)
        case _:
            pass


def go_back_in_place(
    name: ActivationName, gradient: Array, activated: Array, scratch: Scratch
) -> None:
    """Turn d loss / d activations into d loss / d sums."""
    match name:
        case "relu":
            alive = scratch.take("alive", activated.shape, dtype=np.bool_)
            np.greater(activated, 0, out=alive)
            gradient *= alive
        case "leaky_relu":
            gradient *= np.where(activated > 0, 1, LEAKY_SLOPE).astype(gradient.dtype)
        case "sigmoid":
            slope = scratch.take("slope", activated.shape)
            np.multiply(activated, activated, out=slope)
            np.subtract(activated, slope, out=slope)
            gradient *= slope
        case "tanh":
            slope = scratch.take("slope", activated.shape)
            np.multiply(activated, activated, out=slope)
            np.subtract(1, slope, out=slope)
            gradient *= slope
        case "softmax":
            inner = (gradient * activated).sum(axis=-1, keepdims=True)
            gradient -= inner
            gradient *= activated
        case _:
            pass
