"""Data hunger: how accuracy grows with the number of training pictures, bank by bank."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job
from kernelview.learn.dataset import Split
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments.comparing import (
    BankRow,
    TrialRow,
    adjusted,
    bank_rows,
    by_bank,
    compared,
    paired_comparison,
    shared_seeds,
    trial_rows,
)
from kernelview.learn.experiments.crossings import Crossing, crossing
from kernelview.learn.experiments.frozen_banks import USUAL_EPOCHS, USUAL_SEEDS, check_choice
from kernelview.learn.experiments.gathering import Outcomes, gathered
from kernelview.learn.experiments.hunger_sentences import (
    crossing_sentences,
    curve_sentence,
    pictures,
)
from kernelview.learn.experiments.sentences import METHOD, comparison_sentence, testing_sentence
from kernelview.learn.experiments.statistics import Comparison, holm, least_spread_of
from kernelview.learn.experiments.tables import Table, as_table
from kernelview.learn.experiments.trainer import Setup, Trainer
from kernelview.learn.experiments.trial import BANK_KINDS, BankKind, Execute, Trial, run_here

FEWEST = 25
USUAL_COUNTS = 7
# A handful of pictures makes one batch an epoch: in so many batches it can still be learned.
LEAST_BATCHES = 250

Pair = tuple[BankKind, BankKind]
ByCount = dict[int, dict[BankKind, dict[int, float]]]


@dataclass(frozen=True)
class CountComparison:
    """Two banks compared at one number of training pictures."""

    count: int
    comparison: Comparison


@dataclass(frozen=True)
class DataHunger:
    """The result: a line a trial, a point a bank and count, pairs of banks, crossings.

    `averages` compares each pair by the mean over the counts, `comparisons` at each count.
    Each kind's chances are adjusted for all of the kind.
    """

    trials: tuple[TrialRow, ...]
    points: tuple[BankRow, ...]
    averages: tuple[Comparison, ...]
    comparisons: tuple[CountComparison, ...]
    crossings: tuple[Crossing, ...]
    tested: int

    @property
    def tables(self) -> dict[str, Table]:
        """Its tables by name, of plain cells."""
        return {
            "trials": as_table(TrialRow, self.trials),
            "points": as_table(BankRow, self.points),
            "averages": as_table(Comparison, self.averages),
            "comparisons": as_table(CountComparison, self.comparisons),
            "crossings": as_table(Crossing, self.crossings),
        }

    @property
    def conclusions(self) -> tuple[str, ...]:
        """What the numbers say, with how sure it is."""
        if not self.points:
            return ()
        best = max(row.accuracy.mean for row in self.points)
        return (
            *(sentence for one in self.averages for sentence in self._pair_sentences(one)),
            *crossing_sentences(self.crossings),
            METHOD,
            testing_sentence(best, self.tested),
        )

    def _pair_sentences(self, average: Comparison) -> tuple[str, ...]:
        along = [
            (one.count, one.comparison)
            for one in self.comparisons
            if (one.comparison.first, one.comparison.second) == (average.first, average.second)
        ]
        overall = comparison_sentence(average, where=f"on average over {pictures(along)}")
        is_told = any(one.is_told for _, one in along)
        return (overall, curve_sentence(along)) if is_told and len(along) > 1 else (overall,)


def data_hunger(
    setup: Setup,
    split: Split,
    *,
    seeds: Sequence[int] = USUAL_SEEDS,
    banks: Sequence[BankKind] = BANK_KINDS,
    counts: Sequence[int] = (),
    epochs: int = USUAL_EPOCHS,
    execute: Execute = run_here,
) -> Job[DataHunger]:
    """Train the network with each bank on `counts` pictures, drawn anew for each seed.

    No counts: `spaced_counts` of all. Few pictures are gone through more often than `epochs`,
    for LEAST_BATCHES batches. Yields ExperimentProgress with the DataHunger so far. Raises
    LearnError.
    """
    check_choice(seeds, banks)
    chosen = _checked(counts or spaced_counts(len(split.train)), len(split.train))
    trials = [
        Trial(bank, seed, count, _epochs(count, epochs, setup.settings.batch_size))
        for seed in seeds
        for count in chosen
        for bank in banks
    ]

    def table(outcomes: Outcomes) -> DataHunger:
        return _table(trial_rows(trials, outcomes), banks, chosen, len(split.test))

    return (yield from gathered(trials, Trainer(setup, split), execute, table))


def spaced_counts(most: int, *, steps: int = USUAL_COUNTS) -> tuple[int, ...]:
    """Return about `steps` counts from 25 to `most`, each as many times the one before."""
    if most <= FEWEST:
        return (most,)
    spaced = np.geomspace(FEWEST, most, max(2, steps))
    return tuple(sorted({round(float(one)) for one in spaced}))


def _checked(counts: Sequence[int], most: int) -> tuple[int, ...]:
    for count in counts:
        if not 1 <= count <= most:
            raise LearnError(f"there are 1 to {most} pictures to train on, not {count}")
    return tuple(sorted({*counts}))


def _epochs(count: int, epochs: int, batch_size: int) -> int:
    batches = -(-count // batch_size)
    return max(epochs, -(-LEAST_BATCHES // batches))


def _table(
    rows: tuple[TrialRow, ...], banks: Sequence[BankKind], counts: Sequence[int], tested: int
) -> DataHunger:
    by_count = {count: by_bank(rows, banks, count=count) for count in counts}
    points = [
        row for count, accuracies in by_count.items() for row in bank_rows(accuracies, count=count)
    ]
    pairs = [*combinations(banks, 2)]
    whole = [one for one in (_differences(pair, by_count) for pair in pairs) if one is not None]
    return DataHunger(
        rows,
        tuple(sorted(points, key=lambda row: (banks.index(row.bank), row.count))),
        adjusted(
            [
                paired_comparison(*one.pair, one.values.mean(axis=1).tolist(), tested=tested)
                for one in whole
            ]
        ),
        _along(pairs, by_count, tested),
        _crossings(whole, counts, tested),
        tested,
    )


def _along(pairs: Sequence[Pair], by_count: ByCount, tested: int) -> tuple[CountComparison, ...]:
    """Return each pair's comparison at each count, adjusted for all of them."""
    places = [
        (pair, count)
        for pair in pairs
        for count, accuracies in by_count.items()
        if shared_seeds(accuracies, *pair)
    ]
    found = [compared(*pair, by_count[count], tested=tested) for pair, count in places]
    return tuple(
        CountComparison(count, one) for (_, count), one in zip(places, adjusted(found), strict=True)
    )


@dataclass(frozen=True, eq=False)
class _Differences:
    """A pair's differences (seeds, counts), of the seeds that have all counts."""

    pair: Pair
    values: NDArray[np.float64]


def _differences(pair: Pair, by_count: ByCount) -> _Differences | None:
    seeds = set.intersection(*({*shared_seeds(one, *pair)} for one in by_count.values()))
    first, second = pair
    values = [
        [accuracies[first][seed] - accuracies[second][seed] for accuracies in by_count.values()]
        for seed in sorted(seeds)
    ]
    return _Differences(pair, np.array(values)) if values else None


def _crossings(
    whole: Sequence[_Differences], counts: Sequence[int], tested: int
) -> tuple[Crossing, ...]:
    least = least_spread_of(tested)
    found = [
        crossing(*one.pair, counts=counts, differences=one.values, least_spread=least)
        for one in whole
        if len(one.values) > 1
    ]
    chances = holm([one.chance for one in found])
    return tuple(replace(one, adjusted=chance) for one, chance in zip(found, chances, strict=True))
