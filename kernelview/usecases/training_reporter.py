"""Keeps count of a training and decides when there is something to tell."""

from collections import deque
from collections.abc import Callable

from kernelview.learn.run_record import Snapshot, Weights
from kernelview.learn.sequential import Sequential
from kernelview.learn.training import TrainingStep
from kernelview.usecases.training_news import TrainingNews

Clock = Callable[[], float]

NEWS_SECONDS = 1 / 30
SNAPSHOT_SECONDS = 1 / 15
# The speed told is that of about the last second.
MARKS = 32


class Reporter:
    """What is told of one training: never more often than eyes can follow.

    `seconds` and `images` count the time spent on batches and the pictures in them; `history`
    has a value an epoch. `earlier` is the history of what the training goes on from.
    """

    def __init__(
        self,
        model: Sequential,
        clock: Clock,
        *,
        pictures: int,
        batch_size: int,
        earlier: dict[str, list[float]] | None = None,
    ) -> None:
        self._model, self._clock = model, clock
        self._pictures, self._batch_size = pictures, batch_size
        self.seconds = 0.0
        self.images = 0
        self.history: dict[str, list[float]] = earlier or {}
        self.last: TrainingStep | None = None
        self._batches = 0
        self._last_news = self._last_snapshot = float("-inf")
        self._marks: deque[tuple[float, int]] = deque([(0.0, 0)], maxlen=MARKS)

    def weights(self) -> Weights:
        """Return a copy of the network's weights that nobody can change."""
        weights = tuple(values.copy() for values in self._model.get_weights())
        for values in weights:
            values.flags.writeable = False
        return weights

    def count_time(self, since: float) -> None:
        """Count the time from `since` until now as spent on training."""
        self.seconds += self._clock() - since

    def count(self, step: TrainingStep) -> None:
        """Count a batch."""
        self.last = step
        self._batches += 1
        before = (step.batch - 1) * self._batch_size
        self.images += min(self._batch_size, self._pictures - before)
        for name, value in (step.logs or {}).items():
            self.history.setdefault(name, []).append(value)

    def news(self, *, at_once: bool) -> TrainingNews | None:
        """Return what to tell of the last batch; None where that can wait."""
        step, now = self.last, self._clock()
        if step is None or not (at_once or now - self._last_news >= NEWS_SECONDS):
            return None
        self._last_news = now
        self._mark()
        return TrainingNews(
            step.done,
            step.total,
            f"epoch {step.epoch}",
            step=step,
            snapshot=self._snapshot(step, now, at_once=at_once),
            images_a_second=self._speed(),
            seconds_left=self._seconds_left(step),
        )

    def _snapshot(self, step: TrainingStep, now: float, *, at_once: bool) -> Snapshot | None:
        if not at_once and now - self._last_snapshot < SNAPSHOT_SECONDS:
            return None
        self._last_snapshot = now
        accuracy = step.metrics.get("accuracy", float("nan"))
        return Snapshot(self._batches, step.epoch, self.weights(), step.loss, accuracy)

    def _mark(self) -> None:
        self._marks.append((self.seconds, self.images))

    def _speed(self) -> float:
        (first, few), (last, many) = self._marks[0], self._marks[-1]
        return (many - few) / (last - first) if last > first else 0.0

    def _seconds_left(self, step: TrainingStep) -> float:
        speed = self._speed()
        return (step.total - step.done) * self._batch_size / speed if speed else 0.0
