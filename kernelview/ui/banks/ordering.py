"""In which order the kernels of two banks stand."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

from kernelview.usecases.compare_banks import Pairing

BankOrder = Literal["score", "place", "likeness", "match"]


def learned_order(
    pairings: Sequence[Pairing], order: BankOrder, groups: Sequence[Sequence[int]] = ()
) -> tuple[int, ...]:
    """Return the places of the learned kernels from top to bottom; without a match, last.

    `groups` are the places that are alike, for "likeness": the best first within each. "match"
    brings those together that are like the same hand-made kernel.
    """
    by_score = sorted(range(len(pairings)), key=lambda place: -score(pairings, place))
    if order == "place":
        return tuple(range(len(pairings)))
    if order == "match":
        # Sorting keeps the order of what is equal.
        return tuple(sorted(by_score, key=lambda place: _or(pairings[place].place, len(pairings))))
    if order == "likeness" and groups:
        group_of = {place: number for number, group in enumerate(groups) for place in group}
        return tuple(sorted(by_score, key=lambda place: group_of[place]))
    return tuple(by_score)


def group_ranks(groups: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    """Return the first and last ranks of each group of several, in the order "likeness"."""
    ends = [*accumulate(len(group) for group in groups)]
    return tuple(
        (end - len(group), end - 1)
        for group, end in zip(groups, ends, strict=True)
        if len(group) > 1
    )


def score(pairings: Sequence[Pairing], place: int) -> float:
    """Return a pairing's score; -1 where there is no match."""
    match = pairings[place].match
    return -1.0 if match is None else match.score


def partners_of(pairings: Sequence[Pairing], count: int) -> tuple[tuple[int, ...], ...]:
    """Return for each of `count` hand-made kernels the pairings it is in, the best first."""
    found: list[list[int]] = [[] for _ in range(count)]
    for place, pairing in enumerate(pairings):
        if pairing.place is not None:
            found[pairing.place].append(place)
    return tuple(tuple(sorted(one, key=lambda each: -score(pairings, each))) for one in found)


def uncrossed(ranks: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return an order of kernels whose lines go to `ranks` on the other side and cross little.

    By the mean rank (the barycentre heuristic of K. Sugiyama, S. Tagawa and M. Toda, 1981):
    where every rank belongs to one kernel and each has one, no lines cross.
    """
    return tuple(sorted(range(len(ranks)), key=lambda one: (_mean(ranks[one]), one)))


def crossings(ranks: Sequence[Sequence[int]], order: Sequence[int]) -> int:
    """Return how many pairs of lines cross when kernels stand in an order."""
    seen: list[int] = []
    count = 0
    for place in order:
        for rank in ranks[place]:
            count += len(seen) - bisect_left(seen, rank + 1)
        for rank in ranks[place]:
            seen.insert(bisect_left(seen, rank), rank)
    return count


def _mean(ranks: Sequence[int]) -> float:
    return sum(ranks) / len(ranks) if ranks else float("inf")


def _or(place: int | None, other: int) -> int:
    return other if place is None else place
