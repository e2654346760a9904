"""A job is a generator: whoever runs it decides when it goes on, and closes it to cancel."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

Result = TypeVar("Result")


@dataclass(frozen=True)
class Progress:
    """How far a job is: `done` of `total` units of work, and what it does now."""

    done: int
    total: int
    message: str = ""

    @property
    def fraction(self) -> float:
        """Share of the work done, from 0 to 1; 0 while the total is unknown."""
        return min(1.0, self.done / self.total) if self.total > 0 else 0.0


Job = Generator[Progress, None, Result]


def run(job: Job[Result], report: Callable[[Progress], None] | None = None) -> Result:
    """Run a job to its end and return its result; `report` hears each step."""
    while True:
        try:
            progress = next(job)
        except StopIteration as end:
            result: Result = end.value
            return result
        if report is not None:
            report(progress)


def completed(result: Result) -> Job[Result]:
    """Return a job that is done before it starts."""
    yield from ()
    return result
