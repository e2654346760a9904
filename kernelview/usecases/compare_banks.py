"""Set a network's kernels against hand-made ones: who is like whom, and what chance makes of it."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar, get_args

import numpy as np

from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.kernels.chance import Chance, chance_scoring, significant
from kernelview.kernels.classical import (
    Classical,
    classical_bank,
    family_bank,
    own_bank,
    preset_bank,
)
from kernelview.kernels.matching import Freedom, Match, matching
from kernelview.learn.run_record import RunRecord
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.learned_kernels import Learned, learned_of

BankChoice = Literal["everything", "presets", "families", "mine"]
BANK_CHOICES: tuple[BankChoice, ...] = get_args(BankChoice)
# Of a thousand steps of progress, so many are for the kernels themselves; chance takes the rest.
_STEPS, _KERNELS = 1000, 500

Result = TypeVar("Result")


@dataclass(frozen=True)
class MatchChoice:
    """What is matched with what; `layer` "" is the network's first convolution."""

    bank: BankChoice = "everything"
    freedom: Freedom = field(default_factory=Freedom)
    layer: str = ""


@dataclass(frozen=True, eq=False)
class Pairing:
    """A learned kernel and its nearest hand-made one; None for a kernel with nothing in it.

    `chance` is the share of random kernels that score as high, `is_significant` whether it is
    more than chance with all kernels counted. `place` is that of the hand-made kernel in
    `BankComparison.hand_made`.
    """

    learned: Learned
    match: Match | None
    chance: float
    is_significant: bool
    place: int | None


@dataclass(frozen=True, eq=False)
class BankComparison:
    """The pairings in the network's order, and the hand-made kernels that are somebody's nearest.

    `hand_made` stands in the order of the best score each of them has.
    """

    record: RunRecord
    choice: MatchChoice
    pairings: tuple[Pairing, ...]
    hand_made: tuple[Classical, ...]
    chance: Chance

    @property
    def found(self) -> int:
        """How many kernels are like a hand-made one, more than chance makes them."""
        return sum(pairing.is_significant for pairing in self.pairings)


def compare_banks(
    record: RunRecord,
    choice: MatchChoice,
    own: Sequence[Kernel] = (),
    *,
    random: np.random.Generator,
) -> Job[BankComparison]:
    """Match each kernel of a layer with the chosen bank; the same generator gives the same.

    Raises UseCaseError for a network without convolution and an empty bank of one's own.
    """
    learned = learned_of(record, choice.layer or None)
    layer = learned[0].address.layer
    kernels = [one.kernel for one in learned if one.address.layer == layer]
    bank = _bank(choice.bank, kernels[0].shape, own)
    freedom = choice.freedom
    matches = yield from _told(matching(kernels, bank, freedom=freedom), 0, _KERNELS)
    chance = yield from _told(
        chance_scoring(kernels[0].shape, bank, random=random, freedom=freedom), _KERNELS, _STEPS
    )
    hand_made = _in_order_of_score(matches)
    pairings = tuple(
        Pairing(
            one,
            match,
            1.0 if match is None else chance.share(match.score),
            is_significant,
            None if match is None else hand_made.index(match.classical),
        )
        for one, match, is_significant in zip(
            learned, matches, significant(matches, chance), strict=False
        )
    )
    return BankComparison(record, choice, pairings, tuple(hand_made), chance)


def _bank(choice: BankChoice, shape: tuple[int, int], own: Sequence[Kernel]) -> Sequence[Classical]:
    if choice == "presets":
        return preset_bank()
    if choice == "families":
        return family_bank(max(shape))
    # A kernel of zeros is like none.
    living = [kernel for kernel in own if kernel.weights.any()]
    if choice == "mine":
        if not living:
            raise UseCaseError("there is no kernel of your own yet; save one under Mine first")
        return own_bank(living)
    return classical_bank(max(shape), living)


def _in_order_of_score(matches: Sequence[Match | None]) -> list[Classical]:
    best: dict[Classical, float] = {}
    for match in matches:
        if match is not None:
            best[match.classical] = max(match.score, best.get(match.classical, 0.0))
    return sorted(best, key=lambda one: -best[one])


def _told(steps: Generator[float, None, Result], first: int, last: int) -> Job[Result]:
    """Run steps and tell of them as part of the whole."""
    while True:
        try:
            share = next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        done = first + round(share * (last - first))
        what = "matching the kernels" if first == 0 else "asking what chance makes"
        yield Progress(done, _STEPS, what)
