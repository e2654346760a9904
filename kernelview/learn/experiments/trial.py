"""One training of an experiment as a plain value, what it gives, and who runs many of them."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from kernelview.jobs import Job

# How the first layer's kernels come about; the rest of the network is the same for all.
BankKind = Literal["fixed", "fitted", "random", "learned", "warm"]
BANK_KINDS: tuple[BankKind, ...] = get_args(BankKind)
BANK_LABELS: dict[BankKind, str] = {
    "fixed": "hand-made, fixed gains",
    "fitted": "hand-made, fitted gains",
    "random": "random, frozen",
    "learned": "learned",
    "warm": "learned from the hand-made start",
}


@dataclass(frozen=True)
class Trial:
    """One training: `count` pictures for `epochs`; `seed` draws weights, order and pictures.

    Trials of the same seed and count see the same pictures and start alike behind the first
    layer, whatever the bank: they are compared pair by pair.
    """

    bank: BankKind
    seed: int
    count: int
    epochs: int


@dataclass(frozen=True)
class Outcome:
    """What a trial gave on the test pictures; `stopped` says why it ended too soon, if it did."""

    accuracy: float
    loss: float
    stopped: str = ""


class RunsTrial(Protocol):
    """A pure function of a trial; it can be pickled and sent to another process."""

    def __call__(self, trial: Trial) -> Outcome:
        """Run the trial to its end."""

    def job(self, trial: Trial) -> Job[Outcome]:
        """Run the trial step by step."""


# Runs trials somewhere: yields (index, outcome) as each is done, None to be asked again. Closing
# what it returns gives up what has not been done.
Execute = Callable[[Sequence[Trial], RunsTrial], Iterator[tuple[int, Outcome] | None]]


def run_here(
    trials: Sequence[Trial], trainer: RunsTrial
) -> Generator[tuple[int, Outcome] | None, None, None]:
    """Run one trial after the other in this process; yields None after every batch.

    A training takes all processors itself: two side by side would hold each other up.
    """
    for index, trial in enumerate(trials):
        steps = trainer.job(trial)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                yield index, end.value
                break
            yield None
