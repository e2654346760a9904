"""A training as it went, kept: what was asked for, how it went, and the weights it ended with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.blueprint import Blueprint
from kernelview.learn.choices import DataChoice, TrainingSettings

Weights = tuple[NDArray[Any], ...]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The network at one moment. `weights` as Sequential.get_weights() has them, read-only.

    `batch` counts from the start of the run; `loss` and `accuracy` are the epoch's so far.
    """

    batch: int
    epoch: int
    weights: Weights
    loss: float
    accuracy: float


@dataclass(frozen=True, eq=False)
class RunRecord:
    """A kept training.

    `history` has a value an epoch for "loss", "accuracy", "val_loss", "val_accuracy" and
    "learning_rate". `confusion` (classes, classes) counts test pictures: rows what they are,
    columns what the network says. `seconds` is the time spent training.
    """

    name: str
    started: datetime
    data: DataChoice
    blueprint: Blueprint
    settings: TrainingSettings
    input_shape: tuple[int, int, int]
    class_names: tuple[str, ...]
    weights: Weights
    history: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    confusion: NDArray[np.int64] | None = None
    seconds: float = 0.0
    images_seen: int = 0

    @property
    def accuracy(self) -> float | None:
        """The accuracy of the weights on the test pictures; the last epoch's where none is kept."""
        if self.confusion is not None and self.confusion.sum():
            return float(np.trace(self.confusion) / self.confusion.sum())
        values = self.history.get("val_accuracy", ())
        return values[-1] if values else None
