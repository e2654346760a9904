"""Counts of a picture's values, ready to be drawn."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine import white_level
from kernelview.engine.channels import split_alpha
from kernelview.engine.counting import ValueCount, count_values, put_together
from kernelview.engine.tally import Counts, counts_of
from kernelview.jobs import Job, Progress

STEP_VALUES = 2**20
CHANNEL_LABELS = ("Red", "Green", "Blue")


@dataclass(frozen=True, eq=False)
class Series:
    """One channel: `counts` (bins,) between `edges` (bins + 1,), in the picture's own units.

    `mean`, `minimum` and `maximum` are those of its finite values, 0 when there are none.
    """

    label: str
    counts: NDArray[np.int64]
    edges: NDArray[np.float64]
    mean: float
    minimum: float
    maximum: float


@dataclass(frozen=True, eq=False)
class Histogram:
    """`series` is (Grey,) or (Luminance, Red, Green, Blue); `white` is the picture's white."""

    series: tuple[Series, ...]
    white: float

    @property
    def low(self) -> float:
        """The least value counted, or 0 when all are above."""
        return min(float(series.edges[0]) for series in self.series)

    @property
    def high(self) -> float:
        """The end of the last bin of all."""
        return max(float(series.edges[-1]) for series in self.series)

    @property
    def channels(self) -> tuple[Series, ...]:
        """The colour channels, or the grey one."""
        return self.series[1:] or self.series


def histogram_of(counts: tuple[Counts, ...], *, white: float) -> Histogram:
    """Return what was counted of (grey,) or of (luminance, red, green, blue) as a histogram."""
    labels = ("Grey",) if len(counts) == 1 else ("Luminance", *CHANNEL_LABELS)
    return Histogram(
        tuple(
            Series(label, each.counts, each.edges, each.mean, each.minimum, each.maximum)
            for label, each in zip(labels, counts, strict=True)
        ),
        white,
    )


def count_picture(pixels: NDArray[Any]) -> Job[Histogram]:
    """Count a picture (H, W) or (H, W, 2 to 4) in short steps; a last channel of alpha is left out.

    It is counted as a result would be that has the same values.
    """
    colour, _ = split_alpha(pixels)
    white = white_level(pixels)
    rows = max(1, STEP_VALUES // colour[0].size)
    found: list[ValueCount] = []
    for top in range(0, len(colour), rows):
        yield Progress(top, len(colour), "counting")
        strip = np.ascontiguousarray(colour[top : top + rows], np.float32)
        counted = count_values(strip, white=white)
        found = [put_together([*found, counted])]
    return histogram_of(counts_of(found[0], white=white), white=white)


def heights(counts: NDArray[np.int64], *, logarithmic: bool) -> NDArray[np.float64]:
    """Return bar heights: the counts, or log10(1 + count), which shows the rare values too."""
    return np.log10(1.0 + counts) if logarithmic else counts.astype(np.float64)
