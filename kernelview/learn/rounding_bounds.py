"""Kernels that explain every rounded result: far sharper than taking rounding for noise.

A result rounded to whole steps lies within half a step of the true one. Each window so bounds
the weights from two sides, and the true ones lie within all bounds at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernelview.learn.windows import Values

# A tie may be rounded either way, and the last thousandth of a bound takes long to reach.
_TOLERANCE = 1e-3
_PAIRS = 4
_WIDE = 3.0
_MOST_STEPS, _MOST_ROUNDS, _BISECTIONS = 200, 40, 12
# Windows a weight to begin with, and at most added at a time.
_FIRST, _ADDED = 30, 10
_SHORT_WALK, _LONG_WALK, _FEWEST_SWEEPS = 800, 8000, 20
_MOST_CUTS, _POINTS, _FEW_BEYOND = 20, 16, 0.2
# Keeps the step from running off where few windows are at fault.
_CAUTION = 1e-6
_STANDSTILL = 1e-6


@dataclass(frozen=True, eq=False)
class Bounded:
    """The mean of all weights that fit, the constant last, and their covariance."""

    weights: Values
    spread: Values


def within_rounding(
    table: Values, start: Values, covariance: Values, *, half: float, seed: int
) -> Bounded | None:
    """Return what leaves no more than `half` of any window; None where nothing does.

    `table` is (weights + 2, N) as Windows.table has it, `start` the weights and the constant,
    `covariance` about how far they may be off. From points all round the start, in opposite
    pairs, Newton steps on the squared distance to the bounds end on the border of what fits;
    from the middle of these a random walk goes through all of it.
    """
    pixels, results = table[:-1], table[-1]
    heeded = np.zeros(len(results), bool)
    heeded[:: max(1, len(results) // (_FIRST * len(pixels)))] = True
    ends = []
    for begin in _starts(start, covariance, half, seed):
        end = _brought_within(pixels, results, begin, half, heeded)
        if end is None:
            return None
        ends.append(end)
    middle = np.mean(ends, axis=0)
    points = _points_within(pixels, results, middle, half * (1 + 2 * _TOLERANCE), heeded, seed)
    return Bounded(points.mean(axis=0), np.cov(points, rowvar=False, bias=True))


def _points_within(
    pixels: Values, results: Values, middle: Values, half: float, heeded: NDArray[np.bool_],
    seed: int,
) -> Values:  # fmt: skip
    """Walk, heed the windows that the points found are beyond, and walk again."""
    for _ in range(_MOST_CUTS):
        points = _walk(pixels[:, heeded], results[heeded], middle, half, seed, _SHORT_WALK)
        some = points[:: max(1, len(points) // _POINTS)]
        over = np.abs(results[:, None] - (some @ pixels).T) - half
        beyond = over.max(axis=0) > 0
        if np.count_nonzero(beyond) <= _FEW_BEYOND * len(some):
            break
        most = min(len(pixels), len(over))
        worst = np.argpartition(over[:, beyond], -most, axis=0)[-most:]
        heeded[np.unique(worst)] = True
    return _walk(pixels[:, heeded], results[heeded], middle, half, seed, _LONG_WALK)


def _walk(
    pixels: Values, results: Values, begin: Values, half: float, seed: int, steps: int
) -> Values:
    """Return points spread evenly over all that fits: coordinate hit-and-run.

    Each step goes to a place drawn evenly from the line through the point that fits, along
    one axis after the other of the logarithmic barrier's ellipsoid (Dikin's). The first fifth
    of the walk only gets it away from where it began.
    """
    left = np.clip(results - begin @ pixels, -half, half)
    bend = (half**2 + left**2) / np.maximum(half**2 - left**2, (_TOLERANCE * half) ** 2) ** 2
    values, vectors = np.linalg.eigh((pixels * bend) @ pixels.T)
    axes = vectors / np.sqrt(np.maximum(values, 1e-14 * values[-1]))
    changes = np.ascontiguousarray(axes.T @ pixels)
    signs, sizes = np.sign(changes), 1 / np.maximum(np.abs(changes), np.finfo(float).tiny)
    generator, place = np.random.default_rng(seed), np.zeros(len(axes))
    sweeps = max(_FEWEST_SWEEPS, steps // len(axes))
    points = np.empty((sweeps, len(axes)))
    for sweep in range(sweeps):
        for axis, chance in enumerate(generator.uniform(size=len(axes))):
            turned = left * signs[axis]
            low = float(((turned - half) * sizes[axis]).max())
            high = float(((turned + half) * sizes[axis]).min())
            step = low + chance * (high - low)
            place[axis] += step
            left -= step * changes[axis]
        points[sweep] = place
    return np.asarray(begin + points[sweeps // 5 :] @ axes.T)


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
    pixels: Values, results: Values, begin: Values, half: float, heeded: NDArray[np.bool_]
) -> Values | None:
    """Bring the weights within the bounds of the windows heeded, heed those at fault, go on."""
    weights = begin
    for _ in range(_MOST_ROUNDS):
        found = _within_all(pixels[:, heeded], results[heeded], weights, half)
        if found is None:
            return None
        weights = found
        over = np.abs(results - weights @ pixels) - half
        over[heeded] = 0.0
        most = min(_ADDED * len(pixels), len(over))
        worst = np.argpartition(over, -most)[-most:]
        worst = worst[over[worst] > _TOLERANCE * half]
        if not len(worst):
            return weights
        heeded[worst] = True
    return None


def _within_all(pixels: Values, results: Values, begin: Values, half: float) -> Values | None:
    """Lower the squared distance to the bounds, which is convex, by Newton steps to nothing."""
    gram = pixels @ pixels.T
    cautious = _CAUTION / len(results) * gram
    tiny = 1e-13 * float(np.trace(gram)) * np.eye(len(pixels))
    weights, left = begin, results - begin @ pixels
    for _ in range(_MOST_STEPS):
        excess = left - np.clip(left, -half, half)
        if float(np.abs(excess).max()) <= _TOLERANCE * half:
            return weights
        at_fault = np.flatnonzero(excess)
        faulty = pixels[:, at_fault]
        bent = faulty @ faulty.T + len(at_fault) * cautious + tiny
        step = np.linalg.solve(bent, faulty @ excess[at_fault])
        change = step @ pixels
        share = _best_share(left, change, half)
        weights, left = weights + share * step, left - share * change
        if share * float(np.abs(change).max()) <= _STANDSTILL * half:
            return None
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
