"""What a person does to a training that runs on another thread."""

from threading import Condition

from kernelview.learn.errors import LearnError


class TrainingControl:
    """Pause, go on, one batch, stop, another learning rate; all from any thread."""

    def __init__(self, *, paused: bool = False) -> None:
        self._changed = Condition()
        self._paused = paused
        self._single_steps = 0
        self._stopped = False
        self._learning_rate: float | None = None

    @property
    def is_paused(self) -> bool:
        """Whether nothing is to run until resume() or step()."""
        with self._changed:
            return self._paused

    @property
    def is_stopped(self) -> bool:
        """Whether the training is to end with what it has learned."""
        with self._changed:
            return self._stopped

    @property
    def learning_rate(self) -> float | None:
        """The learning rate from the next batch on; None leaves it as it is."""
        with self._changed:
            return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        if not 0 < rate < float("inf"):
            raise LearnError(f"the learning rate is above 0 and finite, not {rate}")
        with self._changed:
            self._learning_rate = rate

    def pause(self) -> None:
        """Stand still after the batch that runs now."""
        self._set(paused=True)

    def resume(self) -> None:
        """Go on without pause."""
        self._set(paused=False)

    def step(self) -> None:
        """Run one batch and stand still again."""
        with self._changed:
            self._paused = True
            self._single_steps += 1
            self._changed.notify_all()

    def stop(self) -> None:
        """End now and keep what was learned."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def take_turn(self, *, within: float) -> bool:
        """Wait up to `within` seconds for leave to run a batch; return whether there is."""
        with self._changed:
            self._changed.wait_for(self._may_go, timeout=within)
            if not self._may_go():
                return False
            self._single_steps = max(0, self._single_steps - 1)
            return True

    def _may_go(self) -> bool:
        return not self._paused or self._single_steps > 0 or self._stopped

    def _set(self, *, paused: bool) -> None:
        with self._changed:
            self._paused = paused
            self._single_steps = 0
            self._changed.notify_all()
