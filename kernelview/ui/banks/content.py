"""What the drawing of two banks shows: who stands where, and who is joined with whom."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel
from kernelview.ui.banks.ordering import partners_of, uncrossed
from kernelview.ui.banks.spacing import spread
from kernelview.usecases.compare_banks import BankComparison, Pairing

ROW = 48.0
Side = Literal["hand-made", "learned"]


@dataclass(frozen=True)
class Spot:
    """A kernel: its side, and its place in the comparison."""

    side: Side
    place: int


@dataclass(frozen=True, eq=False)
class BanksContent:
    """A comparison, and the `order` its learned kernels stand in, from top to bottom.

    `groups` are the first and last ranks of learned kernels that belong together. Heights are
    in pixels from the top of the whole drawing.
    """

    comparison: BankComparison
    order: tuple[int, ...]
    groups: tuple[tuple[int, int], ...] = ()

    @property
    def pairings(self) -> tuple[Pairing, ...]:
        """The pairings in the network's order."""
        return self.comparison.pairings

    @property
    def height(self) -> float:
        """How high the whole drawing is."""
        return ROW * len(self.order)

    @cached_property
    def partners(self) -> tuple[tuple[int, ...], ...]:
        """The pairings of each hand-made kernel, the best first."""
        return partners_of(self.pairings, len(self.comparison.hand_made))

    @cached_property
    def learned_middles(self) -> NDArray[np.float64]:
        """How far down each learned kernel's middle is, by place."""
        middles = np.zeros(len(self.order))
        middles[list(self.order)] = ROW * (np.arange(len(self.order)) + 0.5)
        return middles

    @cached_property
    def made_order(self) -> tuple[int, ...]:
        """The places of the hand-made kernels from top to bottom."""
        ranks = np.argsort(self.order)
        return uncrossed([[int(ranks[one]) for one in each] for each in self._strong])

    @cached_property
    def made_middles(self) -> NDArray[np.float64]:
        """How far down each hand-made kernel's middle is, by place."""
        strong = [self._strong[one] for one in self.made_order]
        wanted = [float(self.learned_middles[list(each)].mean()) for each in strong]
        middles = np.zeros(len(self.made_order))
        middles[list(self.made_order)] = spread(
            wanted, step=ROW, first=ROW / 2, last=self.height - ROW / 2
        )
        return middles

    @cached_property
    def _strong(self) -> tuple[tuple[int, ...], ...]:
        """The pairings a hand-made kernel stands beside: those more than chance, or the best."""
        return tuple(
            tuple(one for one in each if self.pairings[one].is_significant) or each[:1]
            for each in self.partners
        )

    @cached_property
    def scores(self) -> NDArray[np.float64]:
        """The score of each pairing; NaN where there is no match."""
        return np.array([np.nan if one.match is None else one.match.score for one in self.pairings])

    @cached_property
    def line_starts(self) -> NDArray[np.float64]:
        """How far down each pairing's line begins, beside its hand-made kernel; NaN without."""
        middles = np.append(self.made_middles, np.nan)
        return middles[[-1 if one.place is None else one.place for one in self.pairings]]

    @cached_property
    def strengths(self) -> NDArray[np.float64]:
        """How strong each pairing's line is, 0 to 1: what differs lies between 0.6 and 1."""
        return np.clip((np.nan_to_num(self.scores) - 0.6) / 0.4, 0.0, 1.0)

    def seen_lines(self, top: float, bottom: float, threshold: float) -> tuple[int, ...]:
        """Return the pairings whose lines are seen between two heights, the weakest first.

        A line that is not more than chance is seen where one of its ends is: of hundreds that
        only pass by nothing can be read.
        """
        starts, stops = self.line_starts, self.learned_middles
        # Nothing is true of NaN, where there is no line.
        passes = (np.minimum(starts, stops) <= bottom) & (np.maximum(starts, stops) >= top)
        ends = _within(starts, top, bottom) | _within(stops, top, bottom)
        is_seen = passes & (ends | self._are_significant) & (self.scores >= threshold)
        found = np.flatnonzero(is_seen).tolist()
        return tuple(
            sorted(found, key=lambda one: (self.pairings[one].is_significant, self.scores[one]))
        )

    @cached_property
    def _are_significant(self) -> NDArray[np.bool_]:
        return np.array([one.is_significant for one in self.pairings], bool)

    def seen_kernels(self, side: Side, top: float, bottom: float) -> tuple[Spot, ...]:
        """Return the kernels of a side that are seen between two heights."""
        middles = self._middles(side)
        is_seen = (middles >= top - ROW) & (middles <= bottom + ROW)
        return tuple(Spot(side, place) for place in np.flatnonzero(is_seen).tolist())

    def order_of(self, side: Side) -> tuple[int, ...]:
        """Return the places of a side from top to bottom."""
        return self.order if side == "learned" else self.made_order

    def middle(self, spot: Spot) -> float:
        """Return how far down a kernel's middle is."""
        return float(self._middles(spot.side)[spot.place])

    def kernel(self, spot: Spot) -> Kernel:
        """Return the kernel at a spot."""
        if spot.side == "learned":
            return self.pairings[spot.place].learned.kernel
        return self.comparison.hand_made[spot.place].kernel

    def pairs_of(self, spot: Spot | None) -> tuple[int, ...]:
        """Return the pairings a kernel is in, the best first."""
        if spot is None:
            return ()
        return (spot.place,) if spot.side == "learned" else self.partners[spot.place]

    def partner(self, spot: Spot) -> Spot | None:
        """Return the kernel on the other side that is nearest."""
        if spot.side == "hand-made":
            return Spot("learned", self.partners[spot.place][0])
        place = self.pairings[spot.place].place
        return None if place is None else Spot("hand-made", place)

    def has(self, spot: Spot) -> bool:
        """Return whether there is such a kernel."""
        return 0 <= spot.place < len(self.order_of(spot.side))

    def at(self, side: Side, height: float) -> Spot | None:
        """Return the kernel of a side that stands at a height."""
        middles = self._middles(side)
        if not len(middles):
            return None
        nearest = int(np.argmin(np.abs(middles - height)))
        return Spot(side, nearest) if abs(middles[nearest] - height) <= ROW / 2 else None

    def dimmed(self, spot: Spot, threshold: float) -> bool:
        """Return whether nothing of a kernel scores as high as the threshold."""
        if not threshold:
            return False
        return not any(self.scores[one] >= threshold for one in self.pairs_of(spot))

    def _middles(self, side: Side) -> NDArray[np.float64]:
        return self.learned_middles if side == "learned" else self.made_middles


def _within(heights: NDArray[np.float64], top: float, bottom: float) -> NDArray[np.bool_]:
    return np.asarray((heights >= top - ROW / 2) & (heights <= bottom + ROW / 2), bool)
