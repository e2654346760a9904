"""What a kernel is made of: the part that is not all 0, boxes of one weight, clusters of taps."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.kernel import Kernel

Weights = NDArray[np.float64]

# Heights of the windows that taps are gathered in: any two neighbours cover much the same.
_HEIGHTS = (1, 3, 6, 11, 16, 32, 64)


@dataclass(frozen=True)
class Box:
    """A rectangle of equal weights within a kernel, its upper left corner at (top, left)."""

    top: int
    left: int
    rows: int
    columns: int
    weight: float

    @property
    def area(self) -> int:
        """How many weights it has."""
        return self.rows * self.columns

    @property
    def places(self) -> tuple[slice, slice]:
        """What to index the weights by."""
        return slice(self.top, self.top + self.rows), slice(self.left, self.left + self.columns)


@dataclass(frozen=True, eq=False)
class Cluster:
    """Some of a kernel's taps, as a matrix whose upper left corner stands at (top, left)."""

    top: int
    left: int
    weights: Weights

    @cached_property
    def each_tap(self) -> tuple[tuple[int, int, float], ...]:
        """Row and column in the kernel, and weight, of each weight that is not 0."""
        return tuple(
            (self.top + row, self.left + column, float(self.weights[row, column]))
            for row, column in np.argwhere(self.weights).tolist()
        )

    @property
    def taps(self) -> int:
        """How many weights are not 0."""
        return len(self.each_tap)


@lru_cache(maxsize=256)
def trimmed(kernel: Kernel) -> Kernel:
    """Return the kernel without rows and columns of 0 around its weights and its anchor.

    It gives the same results. A kernel of nothing but 0 becomes one weight of 0.
    """
    places = np.vstack([np.argwhere(kernel.weights), [kernel.anchor]])
    top, left = (int(place) for place in places.min(axis=0))
    bottom, right = (int(place) + 1 for place in places.max(axis=0))
    if (bottom - top, right - left) == kernel.shape:
        return kernel
    row, column = kernel.anchor
    weights = kernel.weights[top:bottom, left:right]
    return kernel.replace(weights=weights, anchor=(row - top, column - left))


@lru_cache(maxsize=256)
def boxes(kernel: Kernel, most: int) -> tuple[Box, ...] | None:
    """Return at most `most` boxes, which may overlap, whose sum is the weights; None if more.

    The divisor is left out. Differences of weights must be exact, as those of whole numbers are.
    """
    rest, found = kernel.weights.copy(), list[Box]()
    while rest.any():
        if len(found) == most:
            return None
        box = _next_box(rest)
        found.append(box)
        rest[box.places] -= box.weight
    total = np.zeros_like(rest)
    for box in found:
        total[box.places] += box.weight
    return tuple(found) if np.array_equal(total, kernel.weights) else None


def _next_box(rest: Weights) -> Box:
    """Return the box about all that is left where its rim has one weight, else its first one."""
    places = np.argwhere(rest)
    top, left = (int(place) for place in places.min(axis=0))
    bottom, right = (int(place) + 1 for place in places.max(axis=0))
    part = rest[top:bottom, left:right]
    weight = float(part[0, 0])
    rim = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])
    if weight and (rim == weight).all():
        return Box(top, left, bottom - top, right - left, weight)
    row, column = (int(place) for place in places[0])
    return _grown(rest, row, column)


def _grown(rest: Weights, row: int, column: int) -> Box:
    """Return the widest and then the tallest box of the weight at its upper left corner."""
    weight = rest[row, column]
    same = rest[row:, column:] == weight
    columns = _run(same[0])
    rows = _run(same[:, :columns].all(axis=1))
    return Box(row, column, rows, columns, float(weight))


def _run(same: NDArray[np.bool_]) -> int:
    """Return how many are true before the first that is not."""
    return len(same) if same.all() else int(np.argmin(same))


def clusters(weights: Weights, most_area: int) -> tuple[Cluster, ...]:
    """Return matrices of at most `most_area` cells that each tap is in exactly one of.

    Each takes as many taps as a window may that holds the first one left: rows of taps that
    run aslant come out as a few steps. The largest clusters come first.
    """
    rest, found = weights.copy(), list[Cluster]()
    while rest.any():
        rows, columns = _fullest_window(rest, most_area)
        taken = rest[rows, columns].copy()
        rest[rows, columns] = 0
        found.append(_cut_out(taken, rows.start, columns.start))
    return tuple(sorted(found, key=lambda cluster: -cluster.taps))


def _cut_out(weights: Weights, top: int, left: int) -> Cluster:
    places = np.argwhere(weights)
    (above, before), (below, after) = places.min(axis=0), places.max(axis=0) + 1
    part = np.ascontiguousarray(weights[above:below, before:after])
    return Cluster(top + int(above), left + int(before), part)


def _fullest_window(rest: Weights, most_area: int) -> tuple[slice, slice]:
    row, column = (int(place) for place in np.argwhere(rest)[0])
    held = np.pad(np.cumsum(np.cumsum(rest[row:] != 0, axis=0), axis=1), ((1, 0), (1, 0)))
    best, window = 0, (slice(row, row + 1), slice(column, column + 1))
    for rows, columns in _window_sizes(len(held) - 1, rest.shape[1], most_area):
        lefts = np.arange(max(0, column - columns + 1), min(column, rest.shape[1] - columns) + 1)
        counts = held[rows, lefts + columns] - held[rows, lefts]
        place = int(np.argmax(counts))
        if counts[place] > best:
            left = int(lefts[place])
            best, window = counts[place], (slice(row, row + rows), slice(left, left + columns))
    return window


def _window_sizes(rows: int, columns: int, most_area: int) -> Iterator[tuple[int, int]]:
    for height in _HEIGHTS:
        if height <= min(rows, most_area):
            yield height, min(columns, most_area // height)
