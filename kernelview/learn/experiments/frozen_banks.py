"""Frozen banks: the same network behind kernels made by hand, drawn at random, and learned."""

from collections.abc import Sequence
from dataclasses import dataclass

from kernelview.jobs import Job
from kernelview.learn.dataset import Split
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments.comparing import (
    BankRow,
    TrialRow,
    bank_rows,
    by_bank,
    comparisons,
    trial_rows,
)
from kernelview.learn.experiments.gathering import Outcomes, gathered
from kernelview.learn.experiments.sentences import (
    METHOD,
    best_sentence,
    comparison_sentence,
    testing_sentence,
)
from kernelview.learn.experiments.statistics import Comparison
from kernelview.learn.experiments.tables import Table, as_table
from kernelview.learn.experiments.trainer import Setup, Trainer
from kernelview.learn.experiments.trial import BANK_KINDS, BankKind, Execute, Trial, run_here

USUAL_SEEDS = (0, 1, 2, 3, 4)
USUAL_EPOCHS = 10


@dataclass(frozen=True)
class FrozenBanks:
    """The result: a line a trial, a line a bank, and every two banks compared by seed."""

    trials: tuple[TrialRow, ...]
    banks: tuple[BankRow, ...]
    comparisons: tuple[Comparison, ...]
    tested: int

    @property
    def tables(self) -> dict[str, Table]:
        """Its tables by name, of plain cells."""
        return {
            "trials": as_table(TrialRow, self.trials),
            "banks": as_table(BankRow, self.banks),
            "comparisons": as_table(Comparison, self.comparisons),
        }

    @property
    def conclusions(self) -> tuple[str, ...]:
        """What the numbers say, with how sure it is."""
        if not self.banks:
            return ()
        best = max(self.banks, key=lambda row: row.accuracy.mean)
        return (
            best_sentence(best.bank, best.accuracy),
            *(comparison_sentence(one) for one in self.comparisons),
            METHOD,
            testing_sentence(best.accuracy.mean, self.tested),
        )


def frozen_banks(
    setup: Setup,
    split: Split,
    *,
    seeds: Sequence[int] = USUAL_SEEDS,
    banks: Sequence[BankKind] = BANK_KINDS,
    epochs: int = USUAL_EPOCHS,
    execute: Execute = run_here,
) -> Job[FrozenBanks]:
    """Train the network with each bank and seed on all pictures.

    Yields ExperimentProgress with the FrozenBanks so far. Raises LearnError.
    """
    check_choice(seeds, banks)
    count = len(split.train)
    trials = [Trial(bank, seed, count, epochs) for seed in seeds for bank in banks]

    def table(outcomes: Outcomes) -> FrozenBanks:
        rows = trial_rows(trials, outcomes)
        accuracies = by_bank(rows, banks, count=count)
        tested = len(split.test)
        return FrozenBanks(
            rows,
            bank_rows(accuracies, count=count),
            comparisons(accuracies, tested=tested),
            tested,
        )

    return (yield from gathered(trials, Trainer(setup, split), execute, table))


def check_choice(seeds: Sequence[int], banks: Sequence[BankKind]) -> None:
    """Refuse seeds and banks that are missing, unknown or there twice. Raises LearnError."""
    for what, chosen in (("seed", [*seeds]), ("bank", [*banks])):
        if not chosen or len({*chosen}) < len(chosen):
            raise LearnError(f"at least one {what} is needed, and each once, not {chosen}")
    unknown = [bank for bank in banks if bank not in BANK_KINDS]
    if unknown:
        raise LearnError(f"a bank is one of {', '.join(BANK_KINDS)}, not {unknown[0]!r}")
