"""Means with intervals, paired differences, and what many comparisons do to their certainty."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, nan, sqrt

import numpy as np
from scipy.special import bdtr, ndtri, stdtr, stdtrit

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A mean of `count` values, their standard deviation, and the interval of the mean.

    `low` and `high` bound it by Student's t; all three are NaN where one value tells nothing.
    """

    mean: float
    spread: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Comparison:
    """The paired difference first - second, and `chance`: how likely as much is without any.

    `adjusted` is the chance after Holm, for all comparisons made together.
    """

    first: str
    second: str
    difference: Estimate
    chance: float
    adjusted: float

    @property
    def is_told(self) -> bool:
        """Whether a difference can be told, all comparisons counted."""
        return self.adjusted < 1 - CONFIDENCE


def estimate(values: Sequence[float], *, least_spread: float = 0.0) -> Estimate:
    """Return the mean and its interval; the spread is taken as `least_spread` at least.

    The interval is mean ± t * spread / sqrt(count), t of count - 1 degrees of freedom (Student
    1908). Raises ValueError for no values.
    """
    if not len(values):
        raise ValueError("no values have no mean")
    mean, count = float(np.mean(values)), len(values)
    if count < 2:
        return Estimate(mean, nan, nan, nan, count)
    spread = float(np.std(values, ddof=1))
    half = stdtrit(count - 1, (1 + CONFIDENCE) / 2) * max(spread, least_spread) / sqrt(count)
    return Estimate(mean, spread, mean - float(half), mean + float(half), count)


def paired_chance(differences: Sequence[float], *, least_spread: float = 0.0) -> float:
    """Return the two-sided chance of the paired t-test; 1 for fewer than two pairs."""
    count = len(differences)
    if count < 2:
        return 1.0
    mean = abs(float(np.mean(differences)))
    error = max(float(np.std(differences, ddof=1)), least_spread) / sqrt(count)
    if mean == 0:
        return 1.0
    return float(2 * stdtr(count - 1, -(mean / error if error else inf)))


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Return the chances adjusted for being many, in their order (Holm 1979)."""
    adjusted = [1.0] * len(chances)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        largest = max(largest, min(1.0, (len(chances) - rank) * chances[place]))
        adjusted[place] = largest
    return tuple(adjusted)


def least_spread_of(tested: int) -> float:
    """Return the spread that counting whole pictures hides: 1 / tested, spread evenly."""
    return 1 / (tested * sqrt(12))


def mcnemar_chance(lost: int, won: int) -> float:
    """Return the exact two-sided chance of McNemar's test (McNemar 1947, binomial)."""
    if lost == won:
        return 1.0
    return min(1.0, 2 * float(bdtr(min(lost, won), lost + won, 0.5)))


def share_interval(lost: int, won: int, tested: int) -> tuple[float, float]:
    """Return the interval of (won - lost) / tested for pictures in pairs.

    Adjusted Wald of Bonett and Price 2012: one is added to both counts, two to the total.
    """
    total = tested + 2
    worse, better = (lost + 1) / total, (won + 1) / total
    mean = better - worse
    half = float(ndtri((1 + CONFIDENCE) / 2)) * sqrt((worse + better - mean**2) / total)
    return mean - half, mean + half
