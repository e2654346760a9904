"""What a training is asked to do: its data and its settings, as plain values."""

from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Literal, get_args

from kernelview.learn.errors import LearnError

OptimizerName = Literal["adam", "rmsprop", "sgd"]
OPTIMIZERS: tuple[OptimizerName, ...] = get_args(OptimizerName)
# The bundled sets by name; any other source is the path of a file or folder.
BundledName = Literal["mnist-5k", "digits-8x8", "shapes"]
BUNDLED: tuple[BundledName, ...] = get_args(BundledName)
# Keras' defaults.
USUAL_RATES: dict[OptimizerName, float] = {"adam": 0.001, "rmsprop": 0.001, "sgd": 0.01}


@dataclass(frozen=True)
class Augmentation:
    """How training pictures are varied, anew each time: most `shift` as a share of the side,
    most `angle` in degrees, `noise` as a standard deviation where white is 1."""

    shift: float = 0.0
    angle: float = 0.0
    noise: float = 0.0

    def __post_init__(self) -> None:
        _check_range(self.shift, 0, 0.5, "shift of the augmentation")
        _check_range(self.angle, 0, 180, "angle of the augmentation")
        _check_range(self.noise, 0, 1, "noise of the augmentation")


@dataclass(frozen=True)
class DataChoice:
    """Which pictures: `source` is one of BUNDLED or a path.

    `limit` keeps the first so many, `classes` (indices) only some classes; None keeps all.
    `side` in pixels and `colour` apply where pictures are made or resized: shapes and folders.
    `noise` and `seed` are those of the generated shapes, `seed` also shuffles a folder's files.
    """

    source: str = "mnist-5k"
    limit: int | None = None
    classes: tuple[int, ...] | None = None
    test_share: float = 0.2
    side: int = 28
    colour: bool = False
    noise: float = 0.1
    seed: int = 0
    augmentation: Augmentation = field(default_factory=Augmentation)

    def __post_init__(self) -> None:
        if self.limit is not None:
            _check_whole(self.limit, 2, 10_000_000, "number of pictures")
        if self.classes is not None and (
            len(self.classes) < 2 or len(set(self.classes)) < len(self.classes)
        ):
            raise LearnError("at least two different classes are needed")
        _check_range(self.test_share, 0.01, 0.9, "share for testing")
        _check_whole(self.side, 8, 256, "side of the pictures")
        _check_range(self.noise, 0, 1, "noise")
        _check_whole(self.seed, 0, 2**32 - 1, "seed")


@dataclass(frozen=True)
class TrainingSettings:
    """How it trains. `momentum` is that of sgd and rmsprop."""

    optimizer: OptimizerName = "adam"
    learning_rate: float = 0.001
    momentum: float = 0.0
    batch_size: int = 32
    epochs: int = 5
    seed: int = 0

    def __post_init__(self) -> None:
        if self.optimizer not in OPTIMIZERS:
            raise LearnError(
                f"the optimizer is one of {', '.join(OPTIMIZERS)}, not {self.optimizer!r}"
            )
        _check_range(self.learning_rate, 1e-8, 10, "learning rate")
        _check_range(self.momentum, 0, 0.999, "momentum")
        _check_whole(self.batch_size, 1, 10_000, "batch size")
        _check_whole(self.epochs, 1, 10_000, "number of epochs")
        _check_whole(self.seed, 0, 2**32 - 1, "seed")


def _check_whole(value: Any, least: int, most: int, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise LearnError(f"the {what} is a whole number from {least} to {most}, not {value!r}")


def _check_range(value: Any, least: float, most: float, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise LearnError(f"the {what} is a number, not {value!r}")
    if not least <= value <= most:
        raise LearnError(f"the {what} is from {least:g} to {most:g}, not {value:g}")
