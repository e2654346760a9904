"""Running an experiment's trials wherever they are run, and telling of the results so far."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeVar

from kernelview.jobs import Job, Progress
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments.trial import (
    BANK_LABELS,
    Execute,
    Outcome,
    RunsTrial,
    Trial,
)

Table = TypeVar("Table")
Outcomes = Mapping[int, Outcome]


@dataclass(frozen=True)
class ExperimentProgress(Progress):
    """How many trials are done; `partial` is the table of those, None where it is as before."""

    partial: Any = None


def gathered(
    trials: Sequence[Trial],
    trainer: RunsTrial,
    execute: Execute,
    table: Callable[[Outcomes], Table],
) -> Job[Table]:
    """Run the trials; yields ExperimentProgress, and returns the table of all of them.

    The table depends on which trials are done, not on the order they were done in. Raises
    LearnError where some never come back.
    """
    outcomes: dict[int, Outcome] = {}
    with closing(_iterator(execute(trials, trainer))) as arriving:
        for arrived in arriving:
            if arrived is None:
                yield ExperimentProgress(len(outcomes), len(trials), _message(trials, outcomes))
                continue
            index, outcome = arrived
            outcomes[index] = outcome
            ordered = {place: outcomes[place] for place in sorted(outcomes)}
            message = _message(trials, outcomes)
            yield ExperimentProgress(len(outcomes), len(trials), message, table(ordered))
    if len(outcomes) < len(trials):
        raise LearnError(f"of {len(trials)} trainings only {len(outcomes)} came back")
    return table({place: outcomes[place] for place in range(len(trials))})


def _iterator(arriving: Any) -> Any:
    # A plain iterator cannot be closed, and has nothing to give up.
    return arriving if hasattr(arriving, "close") else (one for one in arriving)


def _message(trials: Sequence[Trial], outcomes: Outcomes) -> str:
    waiting = next((trial for place, trial in enumerate(trials) if place not in outcomes), None)
    if waiting is None:
        return "all trainings done"
    return f"{BANK_LABELS[waiting.bank]}: {waiting.count:,} pictures, seed {waiting.seed}"
