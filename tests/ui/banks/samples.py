"""Comparisons made by hand, for the tests of the two banks."""

from collections.abc import Sequence

import numpy as np

from kernelview.kernels import Kernel, preset
from kernelview.kernels.chance import Chance
from kernelview.kernels.classical import Classical
from kernelview.kernels.freedom import Transform
from kernelview.kernels.matching import Match
from kernelview.learn.learned import KernelAddress
from kernelview.usecases.compare_banks import BankComparison, MatchChoice, Pairing
from kernelview.usecases.learned_kernels import Learned
from tests.learn.networks import record

NAMES = ("sobel-x", "box-3", "laplacian-4", "prewitt-x", "gaussian-3")
RUNNER_UP = Classical("sharpen", "Sharpen", preset("sharpen"))
# What a learned kernel is joined with, and how strongly; None is like none.
Join = tuple[int, float] | None


def comparison(
    joins: Sequence[Join], *, level: float = 0.8, choice: MatchChoice | None = None
) -> BankComparison:
    """Return a comparison whose hand-made kernels are as many as `joins` name."""
    made = 1 + max((join[0] for join in joins if join is not None), default=-1)
    bank = tuple(classical(place) for place in range(made))
    pairings = tuple(pairing(unit, join, bank, level) for unit, join in enumerate(joins))
    scores = tuple(np.linspace(level - 0.5, level + 0.5 / 19, 200).tolist())
    return BankComparison(record(), choice or MatchChoice(), pairings, bank, Chance(scores))


def classical(place: int) -> Classical:
    return Classical(f"made-{place}", f"Made {place}", Kernel(_weights(place)))


def pairing(unit: int, join: Join, bank: Sequence[Classical], level: float) -> Pairing:
    weights = np.zeros((3, 3)) if join is None else _weights(100 + unit)
    learned = Learned(KernelAddress("conv1", unit), Kernel(weights), 0.0, 1)
    if join is None:
        return Pairing(learned, None, 1.0, False, None)
    place, score = join
    match = Match(
        bank[place], score, Transform(turns=1), -0.5, 0.0, RUNNER_UP, max(score - 0.1, 0.0)
    )
    return Pairing(learned, match, 0.002 if score > level else 0.4, score > level, place)


def large(count: int, seed: int = 0) -> BankComparison:
    """Return a comparison of many, each joined at random."""
    random = np.random.default_rng(seed)
    made = random.integers(0, max(count // 2, 1), count)
    used = {int(one): rank for rank, one in enumerate(dict.fromkeys(made.tolist()))}
    return comparison(
        [
            (used[int(one)], float(score))
            for one, score in zip(made, random.random(count), strict=True)
        ]
    )


def _weights(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((3, 3))
