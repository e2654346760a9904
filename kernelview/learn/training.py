"""Training as a job: it stands still after every batch, and goes on when it is asked to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from numpy.typing import ArrayLike

from kernelview.jobs import Job
from kernelview.learn.checkpoint import Checkpoint
from kernelview.learn.course import Course
from kernelview.learn.history import History
from kernelview.learn.training_step import Callback, Prepare, TrainingStep
from kernelview.learn.training_task import task_of

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential

__all__ = ["Callback", "Prepare", "TrainingStep", "train"]


def train(
    model: Sequential,
    x: ArrayLike,
    y: ArrayLike,
    *,
    batch_size: int = 32,
    epochs: int = 1,
    validation_split: float = 0.0,
    validation_data: tuple[ArrayLike, ArrayLike] | None = None,
    shuffle: bool = True,
    callbacks: Sequence[Callback] = (),
    initial_epoch: int = 0,
    seed: int | None = None,
    resume: Checkpoint | None = None,
    prepare: Prepare | None = None,
) -> Job[History]:
    """Train a compiled model; yields a TrainingStep after each batch, Progress while validating.

    Closing the job leaves the model as after the last whole batch. `model.stop_training` ends
    it after the batch; the learning rate may be changed at any time. The validation split is
    the last part, before any shuffling. `seed` is that of shuffling and dropout, and of the
    first weights where there are none yet. `resume` goes on from a checkpoint, its learning
    rate included. Raises LearnError for data that does not fit.
    """
    task = task_of(
        model,
        x,
        y,
        batch_size=batch_size,
        epochs=epochs,
        validation_split=validation_split,
        validation_data=validation_data,
        initial_epoch=initial_epoch,
        seed=seed,
    )
    course = Course(
        model,
        task,
        random=model.training_seed(seed),
        shuffle=shuffle,
        callbacks=callbacks,
        prepare=prepare,
    )
    if resume is not None:
        course.go_on_from(resume)
    return (yield from course.steps())
