"""Kernels that explain every rounded result: far sharper than taking rounding for noise.

A result rounded to whole steps lies within half a step of the true one. Each window so bounds
the weights from two sides, and the true ones lie within all bounds at once.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.learn.bounds_walk import MESSAGE, Bounds, gone_towards, walk
from kernelview.learn.windows import Values

# With more weights, the constant among them, the walk would take too long to get about.
MOST_UNKNOWN = 82
# A tie may be rounded either way, and the last thousandth of a bound takes long to reach.
_TOLERANCE = 1e-3
_PAIRS, _WIDE = 4, 3.0
_MOST_STEPS, _MOST_ROUNDS, _BISECTIONS = 200, 40, 12
# Windows a weight to begin with, and at most added at a time.
_FIRST, _ADDED = 30, 10
# Steps along one axis; of the long walk at least so many along each.
_SHORT_WALK, _FEWEST_SHORT, _LONG_WALK, _FEWEST_LONG = 800, 20, 8000, 300
_FEWEST_CUTS, _MOST_CUTS, _POINTS, _FEW_BEYOND = 3, 20, 16, 0.2
# Keeps a step from running off where few windows are at fault, and ends where none is left.
_CAUTION, _STANDSTILL = 1e-6, 1e-6


@dataclass(frozen=True, eq=False)
class Bounded:
    """The mean of all weights that fit, the constant last, and their covariance."""

    weights: Values
    spread: Values


def within_rounding(
    table: Values, start: Values, covariance: Values, *, half: float, seed: int
) -> Job[Bounded | None]:
    """Return what leaves no more than `half` of any window; None where nothing does.

    `table` is (weights + 2, N) as Windows.table has it, `start` the weights and the constant,
    `covariance` about how far the weights may be off. From points all round the start, in
    opposite pairs, Newton steps on the squared distance to the bounds end on the border of
    what fits; from the middle of these a random walk goes through all of it.
    """
    bounds = Bounds(table[:-1], table[-1], half)
    heeded = np.zeros(len(bounds.results), bool)
    heeded[:: max(1, len(heeded) // (_FIRST * len(start)))] = True
    ends: list[Values] = []
    for begin in _starts(start, covariance, half, seed):
        share = 0.25 * len(ends) / (2 * _PAIRS)
        end = yield from _brought_within(bounds, begin, heeded, share)
        if end is None:
            return None
        ends.append(end)
    wide = replace(bounds, half=half * (1 + 2 * _TOLERANCE))
    points = yield from _points_within(wide, np.mean(ends, axis=0), heeded, seed)
    return Bounded(points.mean(axis=0), np.cov(points, rowvar=False, bias=True))


def _progress(share: float) -> Progress:
    # The last third of the work: see gather and leave.
    return Progress(2000 + int(1000 * share), 3000, MESSAGE)


def _starts(start: Values, covariance: Values, half: float, seed: int) -> list[Values]:
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    generator = np.random.default_rng(seed)
    starts = []
    for _ in range(_PAIRS):
        shift = _WIDE * np.append(root @ generator.standard_normal(len(values)), 0.0)
        shift[-1] = half * generator.uniform(-1, 1)
        starts += [start + shift, start - shift]
    return starts


def _brought_within(
    bounds: Bounds, begin: Values, heeded: NDArray[np.bool_], share: float
) -> Job[Values | None]:
    """Bring the weights within the bounds of the windows heeded, heed those at fault, go on."""
    weights = begin
    for _ in range(_MOST_ROUNDS):
        found = yield from _within_all(bounds.of(heeded), weights, share)
        if found is None:
            return None
        weights = found
        over = np.abs(bounds.left(weights)) - bounds.half
        over[heeded] = 0.0
        worst = _largest(over, _ADDED * len(weights))
        worst = worst[over[worst] > _TOLERANCE * bounds.half]
        if not len(worst):
            return weights
        heeded[worst] = True
    return None


def _largest(values: Values, count: int) -> NDArray[np.intp]:
    most = min(count, len(values))
    return np.asarray(np.argpartition(values, -most, axis=0)[-most:])


def _within_all(bounds: Bounds, begin: Values, share_done: float) -> Job[Values | None]:
    """Lower the squared distance to the bounds, which is convex, by Newton steps to nothing."""
    pixels, half = bounds.pixels, bounds.half
    gram = pixels @ pixels.T
    tiny = 1e-13 * float(np.trace(gram)) * np.eye(len(pixels))
    weights, left = begin, bounds.left(begin)
    for _ in range(_MOST_STEPS):
        yield _progress(share_done)
        excess = left - np.clip(left, -half, half)
        if float(np.abs(excess).max()) <= _TOLERANCE * half:
            return weights
        at_fault = np.flatnonzero(excess)
        faulty = pixels[:, at_fault]
        cautious = _CAUTION * len(at_fault) / len(left) * gram
        step = np.linalg.solve(faulty @ faulty.T + cautious + tiny, faulty @ excess[at_fault])
        change = step @ pixels
        share = _best_share(left, change, half)
        if share * float(np.abs(change).max()) <= _STANDSTILL * half:
            return None
        weights, left = weights + share * step, left - share * change
    return None


def _best_share(left: Values, change: Values, half: float) -> float:
    """Return the share of a step, 0 to 1, at which the distance to the bounds is least."""

    def slope(share: float) -> float:
        there = left - share * change
        return -float(change @ (there - np.clip(there, -half, half)))

    if slope(1.0) <= 0:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return (low + high) / 2


def _points_within(
    bounds: Bounds, middle: Values, heeded: NDArray[np.bool_], seed: int
) -> Job[Values]:
    """Walk, heed the windows whose bounds the walk has crossed, and walk again."""
    short = max(_FEWEST_SHORT, _SHORT_WALK // len(middle))
    for cut in range(_MOST_CUTS):
        share = 0.25 + 0.25 * cut / _MOST_CUTS
        points = yield from _within(
            walk(bounds.of(heeded), middle, sweeps=short, seed=seed), share, share
        )
        some = points[:: max(1, len(points) // _POINTS)]
        over = np.abs(bounds.results[:, None] - (some @ bounds.pixels).T) - bounds.half
        beyond = over.max(axis=0) > 0
        middle = gone_towards(bounds, middle, points.mean(axis=0))
        if cut >= _FEWEST_CUTS and np.count_nonzero(beyond) <= _FEW_BEYOND * len(some):
            break
        heeded[np.unique(_largest(over[:, beyond], len(middle)))] = True
    sweeps = max(_FEWEST_LONG, _LONG_WALK // len(middle))
    last = walk(bounds.of(heeded), middle, sweeps=sweeps, seed=seed)
    return (yield from _within(last, 0.5, 1.0))


def _within(job: Job[Values], first: float, last: float) -> Job[Values]:
    """Run a job as the part of this work from one share of it to another."""
    while True:
        try:
            step = next(job)
        except StopIteration as end:
            result: Values = end.value
            return result
        yield _progress(first + (last - first) * step.fraction)
