"""Whole trainings set beside Keras 3.15.1 (TensorFlow, float32), whose numbers are in the tables.

Both start from the weights, samples and labels of `wave`, take 2 epochs of 2 batches by SGD
(0.05, momentum 0.9) without shuffling, and answer the first two samples.
"""

from math import prod
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.learn import (
    SGD,
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv1D,
    Conv2D,
    Dense,
    Flatten,
    Input,
    MaxPooling1D,
    MaxPooling2D,
    Sequential,
)
from kernelview.learn.layers import Layer


def wave(shape: tuple[int, ...], pace: float) -> NDArray[Any]:
    values = np.sin(np.arange(prod(shape)) * pace + pace) * 0.5
    return np.asarray(values).reshape(shape)


def network(name: str) -> Sequential:
    first: list[Layer | Input]
    match name:
        case "strides and same":
            first = [
                Input((7, 8, 2)),
                Conv2D(3, (3, 2), strides=(2, 3), padding="same", activation="relu"),
            ]
        case "dilation":
            first = [Input((9, 9, 1)), Conv2D(3, 3, dilation_rate=2, activation="tanh")]
        case "max pooling":
            first = [
                Input((7, 8, 2)),
                Conv2D(4, 3, activation="leaky_relu"),
                MaxPooling2D(3, 2, padding="same"),
            ]
        case "average pooling":
            first = [
                Input((7, 8, 2)),
                AveragePooling2D((3, 2), strides=(2, 1), padding="same"),
                Conv2D(2, 2, activation="sigmoid"),
            ]
        case "normalised":
            first = [
                Input((6, 6, 2)),
                Conv2D(3, 3),
                BatchNormalization(momentum=0.8),
                Activation("relu"),
            ]
        case _:
            first = [
                Input((12, 2)),
                Conv1D(4, 3, strides=2, padding="same", activation="relu"),
                MaxPooling1D(2),
            ]
    return Sequential([*first, Flatten(), Dense(3, activation="softmax")])


# For each network the losses of the epochs, the answers, and each weight's sum of sizes.
KERAS: dict[str, tuple[list[float], list[list[float]], list[float]]] = {
    "strides and same": (
        [1.164333, 1.079594],
        [[0.266789, 0.313145, 0.420066], [0.33764, 0.398328, 0.264033]],
        [11.69196, 1.15187, 34.46762, 0.81369],
    ),
    "dilation": (
        [1.164533, 0.977043],
        [[0.288492, 0.551257, 0.160251], [0.130486, 0.279633, 0.589881]],
        [8.55505, 1.15724, 71.95964, 0.80831],
    ),
    "max pooling": (
        [1.12873, 1.055181],
        [[0.277095, 0.342517, 0.380388], [0.304209, 0.415169, 0.280622]],
        [22.89004, 1.30009, 34.40017, 0.84353],
    ),
    "average pooling": (
        [1.135764, 1.067927],
        [[0.211595, 0.312653, 0.475751], [0.216833, 0.33973, 0.443437]],
        [5.36865, 0.86532, 40.44102, 0.83851],
    ),
    "normalised": (
        [1.175834, 0.866853],
        [[0.211843, 0.472947, 0.31521], [0.134408, 0.330166, 0.535426]],
        [17.20955, 1.1702, 0.96936, 1.00434, 0.70451, 1.27441, 45.58968, 0.85405],
    ),
    "signals": (
        [1.12574, 1.10735],
        [[0.294053, 0.382075, 0.323872], [0.300744, 0.380162, 0.319094]],
        [7.73885, 1.29928, 11.48422, 0.8376],
    ),
}


@pytest.mark.parametrize("name", KERAS)
def test_a_training_ends_where_that_of_keras_ends(name: str) -> None:
    losses, answers, sums = KERAS[name]
    model = network(name)
    start = [wave(one.shape, 0.7 + place * 0.13) for place, one in enumerate(model.get_weights())]
    if name == "normalised":
        start[4:6] = [np.zeros(3), np.ones(3)]
    model.set_weights(start)
    model.compile(SGD(0.05, momentum=0.9), "sparse_categorical_crossentropy")
    samples = wave((6, *(model.input_shape or ())), 0.37)
    history = model.fit(samples, np.arange(6) % 3, batch_size=4, epochs=2, shuffle=False)
    assert history.history["loss"] == pytest.approx(losses, abs=2e-5)
    assert model.predict(samples[:2]) == pytest.approx(np.array(answers), abs=2e-5)
    found = [float(np.abs(one).sum()) for one in model.get_weights()]
    assert found == pytest.approx(sums, rel=2e-5)
