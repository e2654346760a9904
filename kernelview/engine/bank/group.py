"""Kernels of a bank that are done together: alike in size, anchor and dtypes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.problem import Problem

# Results (N, H, W, C).
Bank = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Group:
    """Problems that differ in weights, divisor and offset only, and their places in the bank."""

    problems: Sequence[Problem]
    places: Sequence[int]

    @property
    def pattern(self) -> Problem:
        """The first problem, which says all that they have in common."""
        return self.problems[0]

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """All weights over their divisors: a row a kernel."""
        return np.array([problem.weights.ravel() for problem in self.problems])

    @cached_property
    def gains(self) -> NDArray[np.float64]:
        """Each kernel's sum of absolute weights."""
        return np.array([np.abs(problem.weights).sum() for problem in self.problems])

    @cached_property
    def offsets(self) -> NDArray[np.float64]:
        """Each kernel's offset."""
        return np.array([problem.offset for problem in self.problems])

    def __len__(self) -> int:
        return len(self.problems)

    def part(self, members: Sequence[int]) -> "Group":
        """Return some of its members as a group."""
        return Group(
            [self.problems[member] for member in members],
            [self.places[member] for member in members],
        )

    def runs(self, first: int, end: int) -> Iterator[tuple[slice, slice]]:
        """Yield what of the members first to end - 1 stands side by side in the bank.

        Each pair is the members, counted from `first`, and their places.
        """
        numbered = enumerate(self.places[first:end])
        for _, same in groupby(numbered, key=lambda pair: pair[1] - pair[0]):
            members = list(same)
            (start, place), (last, _) = members[0], members[-1]
            count = last - start + 1
            yield slice(start, start + count), slice(place, place + count)


def groups_of(problems: Sequence[Problem]) -> list[Group]:
    """Return all problems in groups, in the order of their first members."""
    found: dict[Any, list[int]] = {}
    for place, problem in enumerate(problems):
        key = (problem.kernel.shape, problem.anchor, problem.working)
        found.setdefault(key, []).append(place)
    return [Group([problems[place] for place in places], places) for places in found.values()]
