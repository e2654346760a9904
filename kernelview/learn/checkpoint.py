"""All that a training needs to go on as if it had never stopped, bit for bit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.optimizers import Optimizer
from kernelview.learn.run_record import Weights
from kernelview.learn.running_sums import RunningSums


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A training between two batches; arrays are copies.

    `epoch` is the one under way, from 1, and `batch` how many of its batches are done. The
    sums are those of the epoch so far. `shuffling` is the random state before the epoch's
    order was drawn, `noise` that of dropout and augmentation now.
    """

    weights: Weights
    optimizer: str
    moments: tuple[NDArray[Any], ...]
    iterations: int
    learning_rate: float
    shuffling: Mapping[str, Any]
    noise: Mapping[str, Any]
    epoch: int
    batch: int
    sums: RunningSums
    history: Mapping[str, tuple[float, ...]]


def optimizer_state(optimizer: Optimizer) -> dict[str, Any]:
    """Return a checkpoint's fields about the optimizer."""
    return {
        "optimizer": optimizer.name,
        "moments": tuple(one.copy() for one in optimizer.moments),
        "iterations": optimizer.iterations,
        "learning_rate": optimizer.learning_rate,
    }


def put_back_optimizer(optimizer: Optimizer, checkpoint: Checkpoint) -> None:
    """Give a prepared optimizer its moments back. Raises LearnError where they do not fit."""
    sizes = [one.size for one in checkpoint.moments]
    wanted = [one.size for one in optimizer.moments]
    if checkpoint.optimizer != optimizer.name or sizes != wanted:
        raise LearnError(
            f"the checkpoint is of {checkpoint.optimizer} with moments of {sizes} numbers; "
            f"this training is by {optimizer.name} with {wanted}"
        )
    for moment, kept in zip(optimizer.moments, checkpoint.moments, strict=True):
        moment[...] = kept
    optimizer.iterations = checkpoint.iterations
    optimizer.learning_rate = checkpoint.learning_rate


def random_at(state: Mapping[str, Any]) -> np.random.Generator:
    """Return a generator that goes on from a state."""
    random = np.random.Generator(np.random.PCG64())
    random.bit_generator.state = dict(state)
    return random
