"""The course of one training: batch after batch, epoch after epoch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job
from kernelview.learn.checkpoint import (
    Checkpoint,
    optimizer_state,
    put_back_optimizer,
    random_at,
)
from kernelview.learn.errors import LearnError
from kernelview.learn.history import History
from kernelview.learn.layers import Convolution
from kernelview.learn.metrics import judged_count
from kernelview.learn.running_sums import RunningSums
from kernelview.learn.scoring import scores
from kernelview.learn.training_step import Callback, Prepare, TrainingStep
from kernelview.learn.training_task import TrainingTask
from kernelview.learn.updating import Divergence, Updating

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential

_VALIDATION_BATCH = 256


class Course:
    """Where a training is, and how it goes on. `epoch` is from 1, `batch` how many are done."""

    def __init__(
        self,
        model: Sequential,
        task: TrainingTask,
        *,
        random: np.random.SeedSequence,
        shuffle: bool = True,
        callbacks: Sequence[Callback] = (),
        prepare: Prepare | None = None,
    ) -> None:
        self._model, self._task = model, task
        self._shuffle, self._callbacks, self._prepare = shuffle, tuple(callbacks), prepare
        self._shuffling, self._noise = (np.random.default_rng(one) for one in random.spawn(2))
        self._updating = Updating(model)
        self._kernels = _first_kernels(model)
        self._history = History(
            params={"epochs": task.epochs, "steps": task.batches, "seed": model.seed}
        )
        self._sums = RunningSums()
        self._epoch, self._batch = task.initial_epoch + 1, 0
        # The random state from which the epoch's order is drawn.
        self._before_order = self._shuffling.bit_generator.state

    def go_on_from(self, checkpoint: Checkpoint) -> None:
        """Take over a checkpoint's weights, moments and place. Raises LearnError."""
        if not 0 <= checkpoint.batch < self._task.batches:
            raise LearnError(
                f"the checkpoint is {checkpoint.batch} batches into an epoch; "
                f"here an epoch has {self._task.batches}"
            )
        put_back_optimizer(self._model.optimizer, checkpoint)
        self._model.set_weights(checkpoint.weights)
        self._shuffling = random_at(checkpoint.shuffling)
        self._before_order = self._shuffling.bit_generator.state
        self._noise = random_at(checkpoint.noise)
        self._epoch, self._batch = checkpoint.epoch, checkpoint.batch
        self._sums = replace(checkpoint.sums)
        self._history.history = {name: [*values] for name, values in checkpoint.history.items()}
        self._history.epoch = list(range(checkpoint.epoch - 1))

    def steps(self) -> Job[History]:
        """Train to the end; yields as `train` says."""
        self._model.stop_training = False
        self._model.history = self._history
        while self._epoch <= self._task.epochs and not self._is_over:
            yield from self._one_epoch()
        return self._history

    @property
    def _is_over(self) -> bool:
        return self._model.stop_training or bool(self._history.stopped)

    def _one_epoch(self) -> Job[None]:
        order, epoch = self._order(), self._epoch
        while self._epoch == epoch and not self._is_over:
            loss = self._train_on(order)
            if loss is None:
                return
            step = self._step(loss)
            if self._batch == self._task.batches:
                logs = yield from self._finished_epoch()
                if logs is None:
                    return
                step = replace(step, logs=logs)
            for callback in self._callbacks:
                callback(step, self._model)
            yield step

    def _order(self) -> NDArray[np.int64]:
        count = len(self._task.inputs)
        return self._shuffling.permutation(count) if self._shuffle else np.arange(count)

    def _train_on(self, order: NDArray[np.int64]) -> float | None:
        """Train on the next batch; return its mean loss, None where it made no sense any more."""
        size = self._task.batch_size
        rows = order[self._batch * size : (self._batch + 1) * size]
        inputs, targets = self._task.inputs[rows], self._task.targets[rows]
        if self._prepare is not None:
            inputs = self._prepared(self._prepare, inputs)
        self._batch += 1
        result = self._updating.train_on(inputs, targets, self._noise)
        if isinstance(result, Divergence):
            self._stop(result)
            return None
        judged = judged_count(self._model.loss, targets)
        self._sums.add(loss=result.loss_sum, seen=len(rows), correct=result.correct, judged=judged)
        return float(result.loss_sum / len(rows))

    def _prepared(self, prepare: Prepare, inputs: NDArray[Any]) -> NDArray[Any]:
        prepared = np.ascontiguousarray(prepare(inputs, self._noise), dtype=self._model.dtype)
        if prepared.shape != inputs.shape:
            raise LearnError(
                f"samples of {inputs.shape[1:]} are to stay so; prepared they have the shape "
                f"{prepared.shape[1:]}"
            )
        return prepared

    def _stop(self, found: Divergence) -> None:
        self._history.stopped = (
            f"{found.what} in batch {self._batch} of epoch {self._epoch}; {found.where}. "
            "The last weights that worked are kept; a smaller learning rate may help."
        )

    def _finished_epoch(self) -> Job[dict[str, float] | None]:
        """Validate, write the history and turn to the next epoch; None where that cannot be."""
        divergence = self._updating.check_weights()
        if divergence is not None:
            self._stop(divergence)
            return None
        logs = {"loss": self._sums.mean_loss, **self._metrics()}
        if self._task.validation is not None:
            found = yield from scores(self._model, *self._task.validation, batch=_VALIDATION_BATCH)
            logs |= {f"val_{name}": value for name, value in found.items()}
        logs["learning_rate"] = self._model.optimizer.learning_rate
        for name, value in logs.items():
            self._history.history.setdefault(name, []).append(value)
        self._history.epoch.append(self._epoch - 1)
        self._epoch, self._batch, self._sums = self._epoch + 1, 0, RunningSums()
        self._before_order = self._shuffling.bit_generator.state
        return logs

    def _metrics(self) -> dict[str, float]:
        return dict.fromkeys(self._model.metrics, self._sums.accuracy)

    def _step(self, batch_loss: float) -> TrainingStep:
        task = self._task
        done = (self._epoch - 1 - task.initial_epoch) * task.batches + self._batch
        updates = self._model.optimizer.iterations

        def checkpoint() -> Checkpoint:
            if self._model.optimizer.iterations != updates:
                raise LearnError("a step's checkpoint is taken before the next step")
            return self._checkpoint()

        return TrainingStep(
            done=done,
            total=(task.epochs - task.initial_epoch) * task.batches,
            message=f"epoch {self._epoch} of {task.epochs}",
            epoch=self._epoch,
            batch=self._batch,
            batches=task.batches,
            loss=self._sums.mean_loss,
            metrics=self._metrics(),
            batch_loss=batch_loss,
            kernels=self._kernels,
            checkpoint=checkpoint,
        )

    def _checkpoint(self) -> Checkpoint:
        return Checkpoint(
            weights=tuple(self._model.get_weights()),
            **optimizer_state(self._model.optimizer),
            shuffling=self._before_order,
            noise=self._noise.bit_generator.state,
            epoch=self._epoch,
            batch=self._batch,
            sums=replace(self._sums),
            history={name: tuple(values) for name, values in self._history.history.items()},
        )


def _first_kernels(model: Sequential) -> NDArray[Any] | None:
    for layer in model.layers:
        if isinstance(layer, Convolution):
            kernels = layer.parameters[0].values.view()
            kernels.flags.writeable = False
            return kernels if kernels.ndim == 4 else kernels[np.newaxis]
    return None
