"""What is known of a result's values: how many were clipped, how often each occurs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.counting import WHITE, ValueCount, put_together


@dataclass(frozen=True, eq=False)
class Counts:
    """How often the values of one plane occur: `counts` (bins,) between `edges` (bins + 1,).

    In the picture's own units; a value counts at the nearest of 256 levels from black to
    white or of as many again beyond. `mean`, `minimum` and `maximum` are those of the finite
    values, 0 when there are none.
    """

    counts: NDArray[np.int64]
    edges: NDArray[np.float64]
    mean: float
    minimum: float
    maximum: float


@dataclass(frozen=True, eq=False)
class Tally:
    """What is known of a result so far; all of it once it is `exact`.

    `below` and `above` of `count` values were clipped; `low` and `high` are shown black and
    white, as in Shown. `histogram` is that of (grey,) or of (luminance, red, green, blue), or
    empty where it was not wanted.
    """

    below: int
    above: int
    count: int
    low: float
    high: float
    histogram: tuple[Counts, ...]
    exact: bool


def counts_of(found: ValueCount, *, white: float) -> tuple[Counts, ...]:
    """Return what was counted of each plane in the picture's units."""
    levels = np.arange(found.counts.shape[1] + 1, dtype=np.float64) + found.first
    edges = np.ldexp(levels * (white / WHITE), found.coarseness)
    numbers = found.counts.sum(axis=1).tolist()
    return tuple(
        Counts(counts, edges, total / number, minimum, maximum)
        if number
        else Counts(counts, edges, 0.0, 0.0, 0.0)
        for counts, number, total, minimum, maximum in zip(
            found.counts,
            numbers,
            found.totals.tolist(),
            found.minima.tolist(),
            found.maxima.tolist(),
            strict=True,
        )
    )


@dataclass(frozen=True, eq=False)
class PartTally:
    """What was found in one part; `values` None where they were not counted."""

    below: int
    above: int
    count: int
    values: ValueCount | None


class Tallying:
    """Puts the parts of a result together, in any order."""

    def __init__(self, *, white: float) -> None:
        self._white = white
        self._below = self._above = self._count = 0
        self._counted: list[ValueCount] = []
        self._has_counts = True

    def add(self, part: PartTally) -> None:
        """Take what was found in one more part."""
        self._below += part.below
        self._above += part.above
        self._count += part.count
        if part.values is None:
            self._has_counts = False
        else:
            self._counted.append(part.values)

    def tally(self, ends: tuple[float, float], *, exact: bool) -> Tally:
        """Return what is known of the parts so far; `ends` are shown black and white."""
        return Tally(
            below=self._below,
            above=self._above,
            count=self._count,
            low=ends[0],
            high=ends[1],
            histogram=self.histogram() if self._has_counts else (),
            exact=exact,
        )

    def histogram(self) -> tuple[Counts, ...]:
        """Return how often the values of the parts that were counted occur."""
        self._counted = [put_together(self._counted)]
        return counts_of(self._counted[0], white=self._white)
