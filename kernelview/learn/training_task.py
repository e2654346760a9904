"""What a training is given: checked, converted and set aside to validate with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.layers.arguments import whole
from kernelview.learn.training_data import checked_inputs, checked_targets, split_off

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential

Pair = tuple[NDArray[Any], NDArray[Any]]


@dataclass(frozen=True, eq=False, kw_only=True)
class TrainingTask:
    """Checked samples and targets, and how often to go through them.

    `epochs` counts those done earlier, too: `initial_epoch` of them.
    """

    inputs: NDArray[Any]
    targets: NDArray[Any]
    validation: Pair | None
    batch_size: int
    epochs: int
    initial_epoch: int

    @property
    def batches(self) -> int:
        """How many batches an epoch has; the last may be smaller."""
        return -(-len(self.inputs) // self.batch_size)


def task_of(
    model: Sequential,
    x: ArrayLike,
    y: ArrayLike,
    *,
    batch_size: int,
    epochs: int,
    validation_split: float,
    validation_data: tuple[ArrayLike, ArrayLike] | None,
    initial_epoch: int,
    seed: int | None,
) -> TrainingTask:
    """Return the task; builds the model where it has no weights yet. Raises LearnError."""
    size, last = whole(batch_size, "batch size"), whole(epochs, "number of epochs")
    if isinstance(initial_epoch, bool) or not 0 <= initial_epoch < last:
        raise LearnError(f"the initial epoch is from 0 to below {last}, not {initial_epoch!r}")
    inputs, targets = checked_pair(model, x, y, seed=seed)
    validation: Pair | None = None
    if validation_data is not None:
        if len(validation_data) != 2:
            raise LearnError("the validation data is a pair: samples and targets")
        validation = checked_pair(model, *validation_data)
    elif validation_split:
        kept, held_out = split_off(len(inputs), validation_split)
        validation = inputs[held_out], targets[held_out]
        inputs, targets = inputs[kept], targets[kept]
    return TrainingTask(
        inputs=inputs,
        targets=targets,
        validation=validation,
        batch_size=size,
        epochs=last,
        initial_epoch=initial_epoch,
    )


def checked_pair(model: Sequential, x: ArrayLike, y: ArrayLike, *, seed: int | None = None) -> Pair:
    """Return samples and targets as the model takes them. Raises LearnError."""
    loss = model.loss
    if not model.built:
        model.build(model.declared_shape or np.shape(x)[1:], seed=seed)
    inputs = checked_inputs(x, model.layers[0], model.dtype)
    targets = checked_targets(y, loss, model.layers[-1], count=len(inputs), dtype=model.dtype)
    return inputs, targets
