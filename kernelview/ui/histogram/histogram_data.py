"""Counts of a picture's values, ready to be drawn: a pure function and the value it makes."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kernelview.engine import histogram
from kernelview.engine.channels import luminance, split_alpha
from kernelview.engine.checks import all_finite

BINS = 256
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


def make_histogram(values: NDArray[Any], *, white: float, bins: int = BINS) -> Histogram:
    """Count the values of a picture or of a result; a last channel of alpha is left out.

    `values` is (H, W) or (H, W, 2 to 4) as a picture has them, or a float (H, W[, 3]) result
    in the units of a picture whose white is `white`.
    """
    colour, _ = split_alpha(values)
    counts, edges = histogram(colour, bins=bins)
    if colour.ndim == 2:
        return Histogram((_series("Grey", counts[0], edges, colour),), white)
    # Rounded where the picture is of integers: else half the bins would hold two levels.
    grey: NDArray[Any] = luminance(colour)
    if colour.dtype.kind == "u":
        grey = np.rint(grey).astype(colour.dtype)
    grey_counts, grey_edges = histogram(grey, bins=bins)
    channels = (
        _series(label, counts[channel], edges, colour[:, :, channel])
        for channel, label in enumerate(CHANNEL_LABELS)
    )
    return Histogram((_series("Luminance", grey_counts[0], grey_edges, grey), *channels), white)


def heights(counts: NDArray[np.int64], *, logarithmic: bool) -> NDArray[np.float64]:
    """Return bar heights: the counts, or log10(1 + count), which shows the rare values too."""
    return np.log10(1.0 + counts) if logarithmic else counts.astype(np.float64)


def _series(
    label: str, counts: NDArray[np.int64], edges: NDArray[np.float64], plane: NDArray[Any]
) -> Series:
    values = np.ascontiguousarray(plane)
    if not all_finite(values):
        values = values[np.isfinite(values)].reshape(1, -1)
    if values.size == 0:
        return Series(label, counts, edges, 0.0, 0.0, 0.0)
    # OpenCV's sums are in double and many times faster than NumPy's over 12 million values.
    minimum, maximum, _, _ = cv2.minMaxLoc(values)
    return Series(label, counts, edges, float(cv2.mean(values)[0]), minimum, maximum)
