"""The values that weights start from, by Keras' names."""

from math import prod, sqrt
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError

InitializerName = Literal[
    "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "random_normal", "zeros", "ones"
]
INITIALIZERS: tuple[InitializerName, ...] = get_args(InitializerName)


def initializer_name(value: object) -> InitializerName:
    """Return the name of an initializer. Raises LearnError."""
    for name in INITIALIZERS:
        if name == value:
            return name
    raise LearnError(f"an initializer is one of {', '.join(INITIALIZERS)}, not {value!r}")


def initial_values(
    name: InitializerName, shape: tuple[int, ...], random: np.random.Generator
) -> NDArray[Any]:
    """Return float64 start values; the last two axes of `shape` are inputs and outputs.

    Glorot: variance 2 / (inputs + outputs), Glorot and Bengio 2010; He: 2 / inputs, He et al.
    2015; both counted with the places of a kernel. The normal ones are cut at two deviations.
    """
    inputs, outputs = _fans(shape)
    match name:
        case "zeros":
            return np.zeros(shape)
        case "ones":
            return np.ones(shape)
        case "random_normal":
            return random.normal(0, 0.05, shape)
        case "glorot_uniform" | "he_uniform":
            limit = sqrt(6 / (inputs + outputs if name == "glorot_uniform" else inputs))
            return random.uniform(-limit, limit, shape)
        case _:
            return _cut_normal(
                sqrt(2 / (inputs + outputs if "glorot" in name else inputs)), shape, random
            )


def _fans(shape: tuple[int, ...]) -> tuple[int, int]:
    if len(shape) < 2:
        return max(1, prod(shape)), max(1, prod(shape))
    places = prod(shape[:-2])
    return max(1, places * shape[-2]), max(1, places * shape[-1])


def _cut_normal(
    deviation: float, shape: tuple[int, ...], random: np.random.Generator
) -> NDArray[Any]:
    values = random.normal(0, 1, shape)
    while (outside := np.abs(values) > 2).any():
        values[outside] = random.normal(0, 1, int(outside.sum()))
    # What is cut off would make the deviation smaller: 0.8796 is that of the cut normal.
    return values * (deviation / 0.87962566103423978)
