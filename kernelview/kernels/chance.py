"""How high a match scores by chance: random kernels, matched with the same bank."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kernelview.kernels.classical import Classical
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import LARGEST_SIDE
from kernelview.kernels.matching import Freedom, Match, Steps, scoring, without_steps

TRIALS = 1000


@dataclass(frozen=True)
class Chance:
    """The best scores of kernels of independent normal weights, from the lowest to the highest."""

    scores: tuple[float, ...]

    def share(self, score: float) -> float:
        """Return the share of random kernels that reach a score: a p-value, never quite 0."""
        reached = len(self.scores) - int(np.searchsorted(self.scores, score, side="left"))
        return (reached + 1) / (len(self.scores) + 1)

    def level(self, share: float = 0.05) -> float:
        """Return the score that this share of random kernels reaches."""
        return float(np.quantile(self.scores, 1 - share))


def chance_level(
    shape: tuple[int, int],
    bank: Sequence[Classical],
    *,
    random: np.random.Generator,
    freedom: Freedom | None = None,
    trials: int = TRIALS,
) -> Chance:
    """Return how random kernels of a shape score with a bank.

    Raises KernelError for an empty bank, a shape that no kernel has, and fewer than 20 trials.
    """
    steps = chance_scoring(shape, bank, random=random, freedom=freedom, trials=trials)
    return without_steps(steps)


def chance_scoring(
    shape: tuple[int, int],
    bank: Sequence[Classical],
    *,
    random: np.random.Generator,
    freedom: Freedom | None = None,
    trials: int = TRIALS,
) -> Steps[Chance]:
    """Do as `chance_level` does, step by step."""
    if not bank or trials < 20 or not all(1 <= side <= LARGEST_SIDE for side in shape):
        raise KernelError("chance needs a bank, sides of 1 to 99 and at least 20 random kernels")
    rows = random.standard_normal((trials, shape[0] * shape[1]))
    scores = yield from scoring(rows, shape, bank, freedom or Freedom())
    return Chance(tuple(float(score) for score in np.sort(scores)))


def significant(
    matches: Sequence[Match | None], chance: Chance, *, rate: float = 0.05
) -> tuple[bool, ...]:
    """Return which matches are more than chance; of those named, about `rate` are not.

    The procedure of Y. Benjamini and Y. Hochberg (1995) for many tests at once.
    """
    shares = np.array([1.0 if each is None else chance.share(each.score) for each in matches])
    if not len(shares):
        return ()
    ranked = np.sort(shares)
    passed = ranked <= rate * np.arange(1, len(ranked) + 1) / len(ranked)
    limit = ranked[np.flatnonzero(passed)[-1]] if passed.any() else -1.0
    return tuple(bool(share <= limit) for share in shares)
