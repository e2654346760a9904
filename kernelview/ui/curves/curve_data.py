"""What the curves show: values a batch, thinned where there are many, and values an epoch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Metric = Literal["loss", "accuracy"]
METRICS: tuple[Metric, ...] = ("loss", "accuracy")
MOST_POINTS = 4000

History = Mapping[str, tuple[float, ...]]
Values = NDArray[np.float64]


class Step(Protocol):
    """What is read of a training's step; see kernelview.learn.training.TrainingStep."""

    @property
    def epoch(self) -> int: ...  # noqa: D102
    @property
    def batch(self) -> int: ...  # noqa: D102
    @property
    def batches(self) -> int: ...  # noqa: D102
    @property
    def loss(self) -> float: ...  # noqa: D102
    @property
    def metrics(self) -> Mapping[str, float]: ...  # noqa: D102
    @property
    def batch_loss(self) -> float: ...  # noqa: D102
    @property
    def logs(self) -> Mapping[str, float] | None: ...  # noqa: D102


class BatchTrace:
    """Place in epochs, loss and accuracy, batch by batch; at most `most` points.

    Once full, each two neighbours become one that holds their mean, and so do the batches to
    come: the line keeps its shape and its length in memory.
    """

    def __init__(self, most: int = MOST_POINTS) -> None:
        self._points = np.empty((most, 3))
        self._count = 0
        self._pending = np.zeros(3)
        self._pending_count = 0
        self.stride = 1

    def add(self, place: float, loss: float, accuracy: float) -> None:
        """Take what came next."""
        self._pending += (place, loss, accuracy)
        self._pending_count += 1
        if self._pending_count < self.stride:
            return
        if self._count == len(self._points):
            self._halve()
        self._points[self._count] = self._pending / self._pending_count
        self._count += 1
        self._pending[:] = 0
        self._pending_count = 0

    @property
    def points(self) -> Values:
        """The points (n, 3): place, loss, accuracy."""
        return self._points[: self._count]

    def _halve(self) -> None:
        half = self._count // 2
        self._points[:half] = self._points[: 2 * half].reshape(half, 2, 3).mean(axis=1)
        self._count = half
        self.stride *= 2


@dataclass(frozen=True)
class Running:
    """The epoch in progress: where it is, and the running means that it has so far."""

    place: float
    values: Mapping[str, float]


class RunCurves:
    """The run in hand: planned `epochs`, its batches, its finished epochs, the one in progress."""

    def __init__(self, epochs: int = 0, history: History | None = None) -> None:
        self.epochs = epochs
        self.trace = BatchTrace()
        self.running: Running | None = None
        self._history: dict[str, list[float]] = {
            name: list(values) for name, values in (history or {}).items()
        }
        self._seen = (0, 0, 0.0, 0.0)  # epoch, batch, sum of losses, sum of accuracies

    @property
    def history(self) -> dict[str, tuple[float, ...]]:
        """The values of the finished epochs."""
        return {name: tuple(values) for name, values in self._history.items()}

    @property
    def finished(self) -> int:
        """How many epochs are finished."""
        return max((len(values) for values in self._history.values()), default=0)

    @property
    def reached(self) -> float:
        """How far it has come, in epochs."""
        points = self.trace.points
        last = float(points[-1, 0]) if len(points) else 0.0
        return max(float(self.finished), last, self.running.place if self.running else 0.0)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return self.reached == 0

    def add(self, step: Step) -> None:
        """Take a step; those between two that come may have been left out."""
        place = step.epoch - 1 + step.batch / max(step.batches, 1)
        means = {"loss": step.loss, "accuracy": step.metrics.get("accuracy", np.nan)}
        # A step may come again, once the epoch has been validated.
        if (step.epoch, step.batch) != self._seen[:2]:
            self.trace.add(place, *self._since_last(step, means["loss"], means["accuracy"]))
        self.running = Running(place, means)
        if step.logs is not None:
            self.running = None
            self._end_epoch(step.epoch, step.logs)

    def values(self, name: str) -> Values:
        """Return a value an epoch, NaN where there is none."""
        return np.asarray(self._history.get(name, ()), np.float64)

    def _since_last(self, step: Step, loss: float, accuracy: float) -> tuple[float, float]:
        """Return loss and accuracy of the batches since the last step, from the running means."""
        epoch, batch, losses, accuracies = self._seen
        if epoch != step.epoch or batch >= step.batch:
            batch, losses, accuracies = 0, 0.0, 0.0
        count = step.batch - batch
        self._seen = (step.epoch, step.batch, loss * step.batch, accuracy * step.batch)
        share = (accuracy * step.batch - accuracies) / count
        mean = step.batch_loss if count == 1 else (loss * step.batch - losses) / count
        return max(mean, 0.0), float(np.clip(share, 0.0, 1.0))

    def _end_epoch(self, epoch: int, logs: Mapping[str, float]) -> None:
        for name, value in logs.items():
            values = self._history.setdefault(name, [])
            # An epoch whose last step was left out, or whose value came later than the others'.
            values.extend([float("nan")] * (epoch - 1 - len(values)))
            del values[epoch - 1 :]
            values.append(float(value))
