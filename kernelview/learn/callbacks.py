"""Functions to call after every batch: stop early, keep the best weights.

A callback is any function of (step, model); `step.logs` is there at the end of an epoch.
"""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from numpy.typing import NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.training_step import TrainingStep

if TYPE_CHECKING:
    from kernelview.learn.sequential import Sequential

Mode = Literal["auto", "min", "max"]


class EarlyStopping:
    """Ends training when `monitor` has not got better for `patience` epochs, as Keras does.

    With `restore_best_weights` the weights of the best epoch are put back, also where training
    comes to its end first. One training each.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0.0,
        *,
        patience: int = 0,
        mode: Mode = "auto",
        restore_best_weights: bool = False,
    ) -> None:
        self._best = _Best(monitor, mode, abs(min_delta))
        self._patience, self._restores = patience, restore_best_weights
        self._waited = 0
        self._weights: list[NDArray[Any]] | None = None

    def __call__(self, step: TrainingStep, model: Sequential) -> None:
        """Look at an epoch's end. Raises LearnError where `monitor` is not measured."""
        if step.logs is None:
            return
        if self._best.takes(step):
            self._waited = 0
            self._weights = model.get_weights() if self._restores else None
        else:
            self._waited += 1
        if self._waited >= max(1, self._patience):
            model.stop_training = True
        if self._weights is not None and (model.stop_training or step.done == step.total):
            model.set_weights(self._weights)


class ModelCheckpoint:
    """Writes the model after each epoch; with `save_best_only` only where `monitor` got better.

    `filepath` may hold {epoch} and the names in the logs, as in "model-{epoch:02d}.safetensors".
    """

    def __init__(
        self,
        filepath: str | Path,
        monitor: str = "val_loss",
        *,
        save_best_only: bool = False,
        mode: Mode = "auto",
    ) -> None:
        self._path, self._always = str(filepath), not save_best_only
        self._best = _Best(monitor, mode, 0.0)

    def __call__(self, step: TrainingStep, model: Sequential) -> None:
        """Look at an epoch's end. Raises OSError, and LearnError for an unknown name."""
        if step.logs is None or not (self._always or self._best.takes(step)):
            return
        try:
            path = self._path.format(epoch=step.epoch, **step.logs)
        except (KeyError, IndexError, ValueError) as error:
            raise LearnError(
                f"{self._path} can name epoch, {', '.join(step.logs)}; not {error}"
            ) from None
        model.save(path)


class _Best:
    """The best value so far: the largest of an accuracy, the smallest of a loss."""

    def __init__(self, monitor: str, mode: Mode, least_change: float) -> None:
        if mode not in {"auto", "min", "max"}:
            raise LearnError(f"the mode is auto, min or max, not {mode!r}")
        self._monitor, self._least = monitor, least_change
        grows = mode == "max" or (mode == "auto" and monitor.endswith("accuracy"))
        self._sign = -1 if grows else 1
        self._value = inf

    def takes(self, step: TrainingStep) -> bool:
        """Take the epoch's value if it is better; return whether it was."""
        logs = step.logs or {}
        if self._monitor not in logs:
            raise LearnError(f"{self._monitor} is not measured; there are {', '.join(logs)}")
        value = self._sign * logs[self._monitor]
        if not value < self._value - self._least:
            return False
        self._value = value
        return True
