"""Accuracies of banks side by side: estimates of each, and of their differences pair by pair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kernelview.learn.experiments.statistics import (
    Comparison,
    Estimate,
    estimate,
    holm,
    least_spread_of,
    paired_chance,
)
from kernelview.learn.experiments.trial import BankKind, Outcome, Trial

# The accuracy of each bank by seed.
Accuracies = Mapping[BankKind, Mapping[int, float]]


@dataclass(frozen=True)
class TrialRow:
    """A line of the table: what was trained and how well it did."""

    bank: BankKind
    seed: int
    count: int
    epochs: int
    accuracy: float
    loss: float
    stopped: str


@dataclass(frozen=True)
class BankRow:
    """A bank's accuracy over the seeds, for a number of training pictures."""

    bank: BankKind
    count: int
    accuracy: Estimate


def trial_rows(trials: Sequence[Trial], outcomes: Mapping[int, Outcome]) -> tuple[TrialRow, ...]:
    """Return the lines of the trials that are done, in their order."""
    return tuple(
        TrialRow(
            bank=trials[index].bank,
            seed=trials[index].seed,
            count=trials[index].count,
            epochs=trials[index].epochs,
            accuracy=outcome.accuracy,
            loss=outcome.loss,
            stopped=outcome.stopped,
        )
        for index, outcome in outcomes.items()
    )


def by_bank(
    rows: Sequence[TrialRow], banks: Sequence[BankKind], *, count: int
) -> dict[BankKind, dict[int, float]]:
    """Return the accuracies by seed of each bank, for a number of training pictures."""
    found: dict[BankKind, dict[int, float]] = {bank: {} for bank in banks}
    for row in rows:
        if row.count == count:
            found[row.bank][row.seed] = row.accuracy
    return found


def bank_rows(accuracies: Accuracies, *, count: int) -> tuple[BankRow, ...]:
    """Return the estimate of each bank that has a result."""
    return tuple(
        BankRow(bank, count, estimate([*by_seed.values()]))
        for bank, by_seed in accuracies.items()
        if by_seed
    )


def comparisons(accuracies: Accuracies, *, tested: int) -> tuple[Comparison, ...]:
    """Return the paired difference of every two banks over the seeds that both have."""
    found = [
        compared(first, second, accuracies, tested=tested)
        for first, second in combinations(accuracies, 2)
        if shared_seeds(accuracies, first, second)
    ]
    return adjusted(found)


def adjusted(found: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return comparisons that are made together, their chances after Holm."""
    chances = holm([one.chance for one in found])
    return tuple(replace(one, adjusted=chance) for one, chance in zip(found, chances, strict=True))


def compared(
    first: BankKind, second: BankKind, accuracies: Accuracies, *, tested: int
) -> Comparison:
    """Return the paired difference of two banks, by itself."""
    differences = [
        accuracies[first][seed] - accuracies[second][seed]
        for seed in shared_seeds(accuracies, first, second)
    ]
    return paired_comparison(first, second, differences, tested=tested)


def paired_comparison(
    first: BankKind, second: BankKind, differences: Sequence[float], *, tested: int
) -> Comparison:
    """Return what differences of two banks, one a seed, come to."""
    least = least_spread_of(tested)
    chance = paired_chance(differences, least_spread=least)
    found = estimate(differences, least_spread=least)
    return Comparison(first, second, found, chance, chance)


def shared_seeds(accuracies: Accuracies, first: BankKind, second: BankKind) -> list[int]:
    """Return the seeds that both banks have a result for."""
    return sorted(accuracies[first].keys() & accuracies[second].keys())
