"""Small networks with random weights, for the tests of what is done with them."""

from datetime import UTC, datetime

import numpy as np

from kernelview.learn.blueprint import Blueprint, LayerSpec, layer
from kernelview.learn.choices import Augmentation, DataChoice, TrainingSettings
from kernelview.learn.run_record import RunRecord, Weights
from kernelview.learn.sequential import Sequential
from kernelview.learn.sizing import build_network

SHAPE = (9, 8, 2)
CLASSES = ("nought", "one", "two")

EVERY_KIND = Blueprint(
    "Every kind",
    (
        layer("Conv2D", filters=4, kernel_size=(3, 2), padding="same", activation="relu"),
        layer("BatchNormalization"),
        layer("MaxPooling2D", pool_size=(2, 2), padding="same"),
        layer("Conv2D", filters=3, kernel_size=(2, 2), use_bias=False, activation="tanh"),
        layer("AveragePooling2D", pool_size=(2, 2), strides=(1, 1), padding="same"),
        layer("Activation", activation="sigmoid"),
        layer("Flatten"),
        layer("Dropout", rate=0.5),
        layer("Dense", units=5, activation="leaky_relu"),
        layer("Dense", units=None, activation="softmax"),
    ),
)
TWO_CONVOLUTIONS = Blueprint(
    "Two convolutions",
    (
        layer("Conv2D", filters=4, kernel_size=(3, 3), activation="relu"),
        layer("Conv2D", filters=3, kernel_size=(2, 2), use_bias=False),
        layer("Flatten"),
        layer("Dense", units=None, activation="softmax"),
    ),
)


def plan(*layers: LayerSpec) -> Blueprint:
    return Blueprint("A network", layers)


def network(blueprint: Blueprint = EVERY_KIND, *, seed: int = 1) -> Sequential:
    """Return a network whose every weight is random, the biases and moving means too."""
    model = build_network(blueprint, SHAPE, len(CLASSES), seed=seed)
    random = np.random.default_rng(seed)
    for one in model.layers:
        for parameter in one.parameters:
            parameter.values[...] = random.uniform(0.1, 1.0, parameter.values.shape)
            if parameter.name != "moving_variance":
                parameter.values *= random.choice([-1, 1], parameter.values.shape)
    return model


def weights_of(model: Sequential) -> Weights:
    return tuple(model.get_weights())


def picture(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random(SHAPE, np.float32)


def record(
    blueprint: Blueprint = TWO_CONVOLUTIONS,
    *,
    name: str = "A run",
    started: datetime = datetime(2024, 5, 17, 9, 30, 1, 250, tzinfo=UTC),
) -> RunRecord:
    return RunRecord(
        name=name,
        started=started,
        data=DataChoice("digits-8x8", limit=50, classes=(0, 2, 1), augmentation=Augmentation(0.1)),
        blueprint=blueprint,
        settings=TrainingSettings("sgd", 0.1 + 0.2, momentum=0.9, epochs=2, seed=7),
        input_shape=SHAPE,
        class_names=CLASSES,
        weights=weights_of(network(blueprint)),
        history={"loss": (1 / 3, float("nan")), "val_accuracy": (0.25, 0.5)},
        confusion=np.array([[3, 0, 1], [0, 0, 0], [2, 0, 9]]),
        seconds=1.25,
        images_seen=640,
    )
