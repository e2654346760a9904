"""What a training tells after every batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Progress
from kernelview.learn.checkpoint import Checkpoint
from kernelview.learn.errors import LearnError

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential


def _no_checkpoint() -> Checkpoint:
    raise LearnError("only a step of a training that runs has a checkpoint")


@dataclass(frozen=True, eq=False, kw_only=True)
class TrainingStep(Progress):
    """A batch that was trained on; `done` and `total` count batches over all epochs.

    `epoch` and `batch` count from 1, `batches` is how many an epoch has. `loss` and `metrics`
    are the epoch's means so far, `batch_loss` this batch's. `logs` is set on an epoch's last
    step: loss, metrics, the same with "val_", learning_rate. `kernels` (kh, kw, in, out) is a
    live, read-only view of the first convolution's. `checkpoint()` is valid until the next step.
    """

    epoch: int
    batch: int
    batches: int
    loss: float
    metrics: Mapping[str, float]
    batch_loss: float
    logs: Mapping[str, float] | None = None
    kernels: NDArray[Any] | None = None
    checkpoint: Callable[[], Checkpoint] = _no_checkpoint


# Called after every batch with what the job yields next.
Callback = Callable[[TrainingStep, "Sequential"], object]
# Makes of a batch's samples the samples to train on, of the same shape: augmentation.
Prepare = Callable[[NDArray[Any], np.random.Generator], NDArray[Any]]
