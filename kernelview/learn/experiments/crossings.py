"""Where two curves of accuracy cross, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.experiments.statistics import CONFIDENCE, paired_chance

RESAMPLES = 2000


@dataclass(frozen=True)
class Crossing:
    """Where `second` overtakes `first`, or would: the number of training pictures `count`.

    `low` and `high` bound it among the resamples that cross the same way, `share` of all. All
    three are NaN where the mean curves end as they begin. `chance` is that of ends as far apart
    without a crossing, `adjusted` the same after Holm for all crossings looked for together.
    """

    first: str
    second: str
    count: float
    low: float
    high: float
    share: float
    chance: float
    adjusted: float
    seeds: int

    @property
    def is_told(self) -> bool:
        """Whether the curves cross, as far as these seeds can tell."""
        return self.share >= CONFIDENCE and self.adjusted < 1 - CONFIDENCE


def crossing(
    first: str,
    second: str,
    *,
    counts: Sequence[int],
    differences: NDArray[np.float64],
    seed: int = 0,
    least_spread: float = 0.0,
) -> Crossing:
    """Return where the mean of `differences` (seeds, counts), first - second, changes sign last.

    Between two counts it runs straight over the logarithm of the count. The seeds are drawn
    again, all counts of one together (Efron 1979), and deviations widened by sqrt(n / (n - 1)),
    which few seeds make too small. Both ends have to be told apart by a t-test of their own, so
    the larger of the two chances is that of the crossing (Berger 1982).
    """
    seeds = len(differences)
    mean = differences.mean(axis=0)
    ends = np.sign(mean[[0, -1]])
    if seeds < 2 or len(counts) < 2 or ends[0] * ends[1] >= 0:
        return Crossing(first, second, nan, nan, nan, nan, 1.0, 1.0, seeds)
    chance = max(
        paired_chance(differences[:, place].tolist(), least_spread=least_spread)
        for place in (0, -1)
    )
    means = _resampled(differences, mean, seed)
    alike = np.all(np.sign(means[:, [0, -1]]) == ends, axis=1)
    places = _last_changes(counts, means[alike])
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.percentile(places, [tail, 100 - tail]) if len(places) else (nan, nan)
    if ends[0] < 0:
        first, second = second, first
    where, share = float(_last_changes(counts, mean[np.newaxis])[0]), float(alike.mean())
    return Crossing(first, second, where, float(low), float(high), share, chance, chance, seeds)


def _resampled(
    differences: NDArray[np.float64], mean: NDArray[np.float64], seed: int
) -> NDArray[np.float64]:
    seeds = len(differences)
    random = np.random.default_rng(seed)
    chosen = random.integers(0, seeds, (RESAMPLES, seeds))
    means = differences[chosen].mean(axis=1)
    return np.asarray(mean + (means - mean) * sqrt(seeds / (seeds - 1)))


def _last_changes(counts: Sequence[int], curves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the counts at which curves (N, counts) with unlike ends change their sign last."""
    is_other = np.sign(curves[:, :-1]) != np.sign(curves[:, -1:])
    places = is_other.shape[1] - 1 - np.argmax(is_other[:, ::-1], axis=1)
    rows = np.arange(len(curves))
    before, after = curves[rows, places], curves[rows, places + 1]
    scale = np.log(counts)
    steps = (scale[places + 1] - scale[places]) * before / (before - after)
    return np.asarray(np.exp(scale[places] + steps))
