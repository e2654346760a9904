"""A network's answers to many samples, and how good they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.learn.losses import sample_losses
from kernelview.learn.metrics import correct_count, judged_count
from kernelview.threads import one_blas_thread

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential


def answers(model: Sequential, inputs: NDArray[Any], *, batch: int) -> Job[NDArray[Any]]:
    """Return the outputs (N, ...), new; yields after each batch. Checked inputs come in."""
    outputs = np.empty((len(inputs), *(model.output_shape or ())), model.dtype)
    for start in range(0, len(inputs), batch):
        part = slice(start, start + batch)
        with one_blas_thread(), np.errstate(all="ignore"):
            outputs[part] = model.passes.outputs(inputs[part])
        yield Progress(min(start + batch, len(inputs)), len(inputs), "computing answers")
    return outputs


def scores(
    model: Sequential, inputs: NDArray[Any], targets: NDArray[Any], *, batch: int
) -> Job[dict[str, float]]:
    """Return the loss and each metric of the model. Checked inputs and targets come in."""
    outputs = yield from answers(model, inputs, batch=batch)
    with np.errstate(all="ignore"):
        found = {"loss": float(sample_losses(model.loss, outputs, targets).mean())}
    for name in model.metrics:
        correct = correct_count(model.loss, outputs, targets)
        found[name] = correct / judged_count(model.loss, targets)
    return found
