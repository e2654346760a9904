"""Kernels that explain every rounded result: far sharper than taking rounding for noise.

A result rounded to whole steps lies within half a step of the true one. Each window so bounds
the weights from two sides, and the true ones lie within all bounds at once.
"""

from dataclasses import dataclass

import numpy as np

from kernelview.learn.windows import Values

# A tie may be rounded either way, and the last thousandth of a bound takes long to reach.
_TOLERANCE = 1e-3
_PAIRS = 4
_WIDE = 3.0
_MOST_STEPS, _MOST_ROUNDS = 200, 40
# Windows a weight to begin with, and at most added at a time.
_FIRST, _ADDED = 30, 10
# Keeps the step from running off where few windows are at fault.
_CAUTION = 1e-6


@dataclass(frozen=True, eq=False)
class Bounded:
    """Weights and a constant, last, in the middle of all that fit, and how far those spread.

    `spread` is the covariance of points all round the border of what fits.
    """

    weights: Values
    spread: Values


def within_rounding(
    table: Values, start: Values, covariance: Values, *, half: float, seed: int
) -> Bounded | None:
    """Return the weights that leave no more than `half` of any window; None where none do.

    `table` is (weights + 2, N) as Windows.table has it, `start` the weights and the constant,
    `covariance` about how far they may be off. From points all round the start, in opposite
    pairs, Newton steps on the squared distance to the bounds end on the border of what fits.
    """
    pixels, results = table[:-1], table[-1]
    ends = []
    for begin in _starts(start, covariance, half, seed):
        end = _brought_within(pixels, results, begin, half)
        if end is None:
            return None
        ends.append(end)
    middle = np.mean(ends, axis=0)
    apart = np.array(ends) - middle
    return Bounded(middle, apart.T @ apart / len(ends))


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


def _brought_within(pixels: Values, results: Values, begin: Values, half: float) -> Values | None:
    """Bring the weights within the bounds of some windows, add those then at fault, go on."""
    step = max(1, len(results) // (_FIRST * len(pixels)))
    heeded = np.zeros(len(results), bool)
    heeded[::step] = True
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
    gram = _CAUTION / len(results) * (pixels @ pixels.T)
    tiny = 1e-13 * float(np.trace(pixels @ pixels.T)) * np.eye(len(pixels))
    weights = begin
    for _ in range(_MOST_STEPS):
        left = results - weights @ pixels
        excess = left - np.clip(left, -half, half)
        if float(np.abs(excess).max()) <= _TOLERANCE * half:
            return weights
        at_fault = np.flatnonzero(excess)
        faulty = pixels[:, at_fault]
        bent = faulty @ faulty.T + len(at_fault) * gram + tiny
        weights = weights + np.linalg.solve(bent, faulty @ excess[at_fault])
    return None
