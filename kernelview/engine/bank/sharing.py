"""Many kernels on one picture: which of them share work, and which are done one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import isfinite
from types import ModuleType
from typing import Any

from numpy.typing import NDArray

from kernelview.engine.bank import products as bank_products
from kernelview.engine.bank import spectra as bank_spectra
from kernelview.engine.bank.group import Group, groups_of
from kernelview.engine.methods import TABLE, cheapest, seconds_of
from kernelview.engine.problem import Picture, Problem
from kernelview.engine.survey import is_even, is_finite
from kernelview.engine.workers import Workers

_WAYS: tuple[ModuleType, ...] = (bank_products, bank_spectra)

# What no method goes below, in seconds a value, and what it takes to look at a kernel's
# methods, in seconds and seconds a side cubed (for its rank). A kernel that shares for less
# is not looked at.
_LEAST_A_VALUE = 0.2e-9
_LOOKING = 4e-4
_LOOKING_AT_RANK = 8e-9
# From as many kernels on, each of them is left to one thread.
_ENOUGH_FOR_THREADS = 4


@dataclass(frozen=True, eq=False)
class Plan:
    """Groups that share work, each with the module that does it, and kernels done alone."""

    shared: Sequence[tuple[ModuleType, Group]]
    alone: Sequence[int]


def correlate_bank_into(
    image: Picture, problems: Sequence[Problem], results: NDArray[Any], workers: Workers
) -> None:
    """Correlate (H, W, C) with each problem's kernel: fill results (N, H, W, C), contiguous.

    The problems differ in nothing but their kernels and working dtypes. The values are looked
    at, where it matters, for NaN and for some that tower over the others.
    """
    plan = plan_of(problems)
    surveyed = _surveyed(image, problems, plan, workers)
    if surveyed is not problems:
        plan = plan_of(surveyed)
    for way, group in plan.shared:
        way.correlate(image, group, results, workers)
    _do_alone(image, [(surveyed[place], results[place]) for place in plan.alone], workers)


def plan_of(problems: Sequence[Problem]) -> Plan:
    """Return the plan that is expected to be fastest."""
    shared: list[tuple[ModuleType, Group]] = []
    alone: list[int] = []
    for group in groups_of(problems):
        share = _best_share(group)
        alone += [group.places[member] for member in share.others]
        if share.way is not None and share.members:
            shared.append((share.way, group.part(share.members)))
    return Plan(shared, alone)


@dataclass(frozen=True, eq=False)
class _Share:
    """Members of a group that share work in one way, and the others."""

    way: ModuleType | None
    members: Sequence[int]
    others: Sequence[int]
    seconds: float


class _Alone:
    """What each member of a group would take by the best of the single methods."""

    def __init__(self, group: Group) -> None:
        self._group = group
        looking = _LOOKING + _LOOKING_AT_RANK * max(group.pattern.kernel.shape) ** 3
        self.least = group.pattern.values * _LEAST_A_VALUE + looking

    @cached_property
    def seconds(self) -> list[float]:
        """Seconds a member."""
        return [seconds_of(cheapest(problem), problem) for problem in self._group.problems]


def _best_share(group: Group) -> _Share:
    alone = _Alone(group)
    shares = [share for way in _WAYS if (share := _share(way, group, alone)) is not None]
    best = min(shares, key=lambda share: share.seconds, default=None)
    if best is not None and not best.others and best.seconds <= alone.least * len(group):
        return best
    nobody = _Share(None, (), range(len(group)), sum(alone.seconds))
    return nobody if best is None or nobody.seconds < best.seconds else best


def _share(way: ModuleType, group: Group, alone: _Alone) -> _Share | None:
    """Return who shares in this way: all who may and would take longer alone."""
    members = [member for member, one in enumerate(group.problems) if way.applies(one)]
    each = way.marginal(group.pattern)
    if each > alone.least:
        members = [member for member in members if each < alone.seconds[member]]
    if not members:
        return None
    others = sorted(set(range(len(group))).difference(members))
    seconds = way.fixed(group.pattern) + each * len(members)
    return _Share(way, members, others, seconds + sum(alone.seconds[other] for other in others))


def _surveyed(
    image: Picture, problems: Sequence[Problem], plan: Plan, workers: Workers
) -> Sequence[Problem]:
    """Return problems that say what the values allow, the same ones where the plan is right."""
    constant = problems[0].constant
    mind_nan = plan.alone or any(way.minds_nan(group) for way, group in plan.shared)
    mind_range = plan.alone or any(way.minds_range(group) for way, group in plan.shared)
    if mind_nan and not (isfinite(constant) and is_finite(image, workers)):
        return [replace(problem, finite=False, even=False) for problem in problems]
    if mind_range and not is_even(image, workers, constant=constant):
        return [replace(problem, even=False) for problem in problems]
    return problems


def _do_alone(image: Picture, tasks: Sequence[tuple[Problem, Picture]], workers: Workers) -> None:
    """Do each by its own method: side by side where they are many."""
    inner = Workers(1) if len(tasks) >= _ENOUGH_FOR_THREADS else workers

    def work(task: tuple[Problem, Picture]) -> None:
        problem, result = task
        TABLE[cheapest(problem)].correlate(image, problem, result, inner)

    if inner is workers:
        for task in tasks:
            work(task)
    else:
        workers.run(work, tasks)
