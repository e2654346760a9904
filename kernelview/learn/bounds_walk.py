"""All weights that keep what they leave within bounds: points evenly spread among them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.learn.windows import Values

_SWEEPS_A_BREATH = 50
_WELL_BEFORE = 0.7
# As a share of the bound: no place is nearer to it than this.
_NEAREST = 1e-3
MESSAGE = "finding all kernels that fit"


@dataclass(frozen=True, eq=False)
class Bounds:
    """Results (N) of windows, pixels (weights, N), each to be met to within `half`."""

    pixels: Values
    results: Values
    half: float

    def left(self, weights: Values) -> Values:
        """Return what the weights leave of each result."""
        return np.asarray(self.results - weights @ self.pixels)

    def of(self, heeded: NDArray[np.bool_]) -> "Bounds":
        """Return the bounds of some windows alone."""
        return Bounds(self.pixels[:, heeded], self.results[heeded], self.half)


def walk(bounds: Bounds, begin: Values, *, sweeps: int, seed: int) -> Job[Values]:
    """Return points (sweeps × 4/5, weights) of a walk from a place that fits.

    Coordinate hit-and-run: each step goes to a place drawn evenly from the line through the
    last one, as far as it fits, along one axis of _axes after the other. The first fifth only
    gets the walk away from where it began.
    """
    axes = _axes(bounds, begin)
    changes = np.ascontiguousarray(axes.T @ bounds.pixels)
    signs, sizes = np.sign(changes), 1 / np.maximum(np.abs(changes), np.finfo(float).tiny)
    generator, place, half = np.random.default_rng(seed), np.zeros(len(axes)), bounds.half
    left = np.clip(bounds.left(begin), -half, half)
    points = np.empty((sweeps, len(axes)))
    for sweep in range(sweeps):
        if sweep % _SWEEPS_A_BREATH == 0:
            yield Progress(sweep, sweeps, MESSAGE)
        for axis, chance in enumerate(generator.uniform(size=len(axes))):
            turned = left * signs[axis]
            low = float(((turned - half) * sizes[axis]).max())
            high = float(((turned + half) * sizes[axis]).min())
            step = low + chance * (high - low)
            place[axis] += step
            left -= step * changes[axis]
        points[sweep] = place
    return np.asarray(begin + points[sweeps // 5 :] @ axes.T)


def _axes(bounds: Bounds, place: Values) -> Values:
    """Return axes as columns, as long as there is room: of the logarithmic barrier's ellipsoid.

    The ellipsoid of Dikin lies within all that fits, and has about its shape.
    """
    half = bounds.half
    left = np.clip(bounds.left(place), -half, half)
    room = np.maximum(half**2 - left**2, (_NEAREST * half) ** 2)
    bend = (half**2 + left**2) / room**2
    values, vectors = np.linalg.eigh((bounds.pixels * bend) @ bounds.pixels.T)
    return np.asarray(vectors / np.sqrt(np.maximum(values, 1e-14 * values[-1])))


def gone_towards(bounds: Bounds, begin: Values, goal: Values) -> Values:
    """Return a place between one that fits and a goal, well before what fits ends."""
    left, change = bounds.left(begin), (goal - begin) @ bounds.pixels
    moved = np.abs(change) > 0
    room = (bounds.half + np.sign(change[moved]) * left[moved]) / np.abs(change[moved])
    share = float(np.clip(_WELL_BEFORE * room.min(initial=np.inf), 0.0, 1.0))
    return np.asarray(begin + share * (goal - begin))
