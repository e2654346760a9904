"""Each layer's and loss's gradient against differences of its loss, in float64."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.learn import (
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv1D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPooling1D,
    MaxPooling2D,
    Sequential,
)
from kernelview.learn.layers import Layer
from kernelview.learn.losses import Loss
from kernelview.learn.passes import Passes

STEP, TOLERANCE = 1e-6, 1e-6
SOFTMAX: Loss = "sparse_categorical_crossentropy"
PICTURE, SIGNAL = (7, 8, 2), (9, 2)


def end() -> list[Layer]:
    return [Flatten(), Dense(3, activation="softmax")]


NETWORKS: dict[str, tuple[tuple[int, ...], list[Layer]]] = {
    "dense": ((5,), [Dense(4, activation="tanh"), Dense(3, activation="softmax")]),
    "conv and pool": (
        PICTURE, [Conv2D(3, (3, 3), activation="relu"), MaxPooling2D((2, 2)), *end()],
    ),
    "two convs and pools": (
        (10, 10, 1),
        [Conv2D(3, 3, activation="relu"), MaxPooling2D(2), Conv2D(2, 3, activation="relu"),
         MaxPooling2D(2), *end()],
    ),
    "conv, same, strides": (PICTURE, [Conv2D(3, 3, strides=2, padding="same"), *end()]),
    "conv, dilated": (PICTURE, [Conv2D(2, 2, dilation_rate=2, activation="sigmoid"), *end()]),
    "conv without bias": (PICTURE, [Conv2D(2, (2, 3), use_bias=False), *end()]),
    "pools that overlap": (PICTURE, [Conv2D(2, 2), MaxPooling2D(3, strides=2), *end()]),
    "pool, same": (PICTURE, [Conv2D(2, 2), MaxPooling2D(2, padding="same"), *end()]),
    "average pool": (PICTURE, [Conv2D(2, 2), AveragePooling2D((2, 3)), *end()]),
    "average pool, same": (
        PICTURE, [Conv2D(2, 2), AveragePooling2D(3, strides=2, padding="same"), *end()],
    ),
    "signal": (
        SIGNAL, [Conv1D(3, 3, activation="relu"), MaxPooling1D(2), *end()],
    ),
    "leaky": (PICTURE, [Conv2D(2, 2, activation="leaky_relu"), Activation("tanh"), *end()]),
    "batch normalisation": (
        PICTURE, [Conv2D(2, 2), BatchNormalization(), Activation("relu"), *end()],
    ),
    "dropout": ((6,), [Dense(8, activation="relu"), Dropout(0.4), Dense(3, activation="softmax")]),
}  # fmt: skip


def made(shape: tuple[int, ...], layers: Sequence[Layer], *, samples: int) -> tuple[Any, ...]:
    random = np.random.default_rng(3)
    model = Sequential(layers, dtype="float64")
    model.build(shape, seed=5)
    inputs = random.normal(size=(samples, *shape))
    return model, inputs, random.integers(0, 3, samples)


def loss_of(passes: Passes, inputs: NDArray[Any], targets: NDArray[Any]) -> float:
    result = passes.gradients(inputs, targets, np.random.default_rng(1))
    return result.loss_sum / len(inputs)


def checked(
    model: Sequential, inputs: NDArray[Any], targets: NDArray[Any], *, loss: Any, wrong: float = 0.0
) -> float:
    """Return how far the slope along a random direction is from that of differences."""
    passes = Passes(model.layers, loss=loss, dtype=np.dtype("float64"), threads=1)
    parameters = [one.values for layer in model.layers for one in layer.parameters if one.trainable]
    result = passes.gradients(inputs, targets, np.random.default_rng(1))
    gradients = [np.array(one) for one in result.gradients]
    gradients[0] += wrong
    random = np.random.default_rng(9)
    directions = [random.normal(size=one.shape) for one in parameters]
    slope = sum(float(np.sum(one * way)) for one, way in zip(gradients, directions, strict=True))
    found = []
    for sign in (1, -1, -1, 1):
        for values, way in zip(parameters, directions, strict=True):
            values += sign * STEP * way
        found.append(loss_of(passes, inputs, targets))
    difference = (found[0] - found[2]) / (2 * STEP)
    return abs(slope - difference) / max(abs(slope), abs(difference), 1e-3)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("samples", [5, 37])
def test_each_layers_gradient_is_that_of_differences(name: str, samples: int) -> None:
    shape, layers = NETWORKS[name]
    model, inputs, targets = made(shape, deepcopy(layers), samples=samples)
    assert checked(model, inputs, targets, loss=SOFTMAX) < TOLERANCE


def test_a_wrong_gradient_is_found() -> None:
    model, inputs, targets = made((5,), [Dense(3, activation="softmax")], samples=5)
    assert checked(model, inputs, targets, loss=SOFTMAX) < TOLERANCE
    assert checked(model, inputs, targets, loss=SOFTMAX, wrong=1e-4) > TOLERANCE


@pytest.mark.parametrize(
    ("loss", "activation"),
    [
        ("categorical_crossentropy", "softmax"),
        ("binary_crossentropy", "sigmoid"),
        ("mean_squared_error", "linear"),
        ("mean_squared_error", "tanh"),
    ],
)
def test_each_losss_gradient_is_that_of_differences(loss: str, activation: str) -> None:
    model, inputs, labels = made((5,), [Dense(3, activation=activation)], samples=7)
    targets = np.eye(3)[labels]
    assert checked(model, inputs, targets, loss=loss) < TOLERANCE


@pytest.mark.parametrize("name", ["conv and pool", "two convs and pools", "dropout", "signal"])
def test_gradients_are_the_same_bits_on_any_number_of_threads(name: str) -> None:
    shape, layers = NETWORKS[name]
    model, inputs, targets = made(shape, deepcopy(layers), samples=64)
    results = [
        Passes(model.layers, loss=SOFTMAX, dtype=np.dtype("float64"), threads=threads).gradients(
            inputs, targets, np.random.default_rng(1)
        )
        for threads in (1, 2, 3)
    ]
    for other in results[1:]:
        assert other.loss_sum == results[0].loss_sum
        assert all(map(np.array_equal, other.gradients, results[0].gradients))


@pytest.mark.parametrize("name", sorted(set(NETWORKS) - {"dropout", "batch normalisation"}))
def test_the_inputs_gradient_is_that_of_differences(name: str) -> None:
    shape, layers = NETWORKS[name]
    model, inputs, targets = made(shape, deepcopy(layers), samples=1)
    passes = Passes(model.layers, loss=SOFTMAX, dtype=np.dtype("float64"), threads=1)
    gradient = passes.input_gradient(inputs, targets)
    way = np.random.default_rng(2).normal(size=inputs.shape)
    after, before = (loss_of(passes, inputs + sign * STEP * way, targets) for sign in (1, -1))
    assert float(np.sum(gradient * way)) == pytest.approx((after - before) / (2 * STEP), abs=1e-6)
