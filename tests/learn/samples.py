"""Small networks and data that they can learn."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn import (
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    MaxPooling2D,
    Sequential,
)

Pair = tuple[NDArray[np.float32], NDArray[np.int64]]


def bars(count: int, *, seed: int = 0, side: int = 8) -> Pair:
    """Noisy pictures (N, side, side, 1) of a bar: 0 lies, 1 stands, 2 there is none."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 3, count)
    pictures = random.normal(0, 0.1, (count, side, side, 1))
    for picture, label, place in zip(
        pictures, labels, random.integers(1, side - 1, count), strict=True
    ):
        if label == 0:
            picture[place] += 1
        elif label == 1:
            picture[:, place] += 1
    return pictures.astype(np.float32), labels


def small_network(*, seed: int = 1, **compiled: Any) -> Sequential:
    """A network for `bars` with a bit of everything that has a state."""
    model = Sequential(
        [
            Conv2D(6, 3, activation="relu"),
            BatchNormalization(),
            MaxPooling2D(),
            Flatten(),
            Dropout(0.2),
            Dense(3, activation="softmax"),
        ]
    )
    model.build((8, 8, 1), seed=seed)
    chosen = {"optimizer": "adam", "loss": "sparse_categorical_crossentropy"}
    model.compile(**(chosen | {"metrics": ("accuracy",)} | compiled))
    return model


def dense_network(*, seed: int = 1, **compiled: Any) -> Sequential:
    """Logistic regression on `bars`."""
    model = Sequential([Flatten(), Dense(3, activation="softmax")])
    model.build((8, 8, 1), seed=seed)
    model.compile(**({"optimizer": "sgd", "loss": "sparse_categorical_crossentropy"} | compiled))
    return model


def same_weights(first: Sequential, second: Sequential) -> bool:
    """Whether all weights are the same bit for bit."""
    pairs = zip(first.get_weights(), second.get_weights(), strict=True)
    return all(one.tobytes() == other.tobytes() for one, other in pairs)
