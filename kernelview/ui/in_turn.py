"""Jobs that must not overtake each other: each begins when the one before has ended."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from kernelview.jobs import Job
from kernelview.ui.runner import Done, Failed, Runner


@dataclass(frozen=True, eq=False)
class _Turn:
    job: Job[Any]
    done: Done
    failed: Failed


class InTurn:
    """Runs every job it is given on one lane, in order; none is replaced or left out."""

    def __init__(self, runner: Runner, lane: str) -> None:
        self._runner, self._lane = runner, lane
        self._turns: deque[_Turn] = deque()

    def start(self, job: Job[Any], *, done: Done, failed: Failed) -> None:
        """Run a job once those before it have ended."""
        self._turns.append(_Turn(job, done, failed))
        if len(self._turns) == 1:
            self._begin()

    def _begin(self) -> None:
        turn = self._turns[0]
        self._runner.start(
            self._lane,
            turn.job,
            done=lambda result: self._end(turn.done, result),
            failed=lambda error: self._end(turn.failed, error),
            patience=0.0,
        )

    def _end(self, tell: Done, result: Any) -> None:
        self._turns.popleft()
        if self._turns:
            self._begin()
        tell(result)
