"""Counts of a picture's values, ready to be drawn: a pure function and the value it makes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine import histogram

BINS = 256
CHANNEL_LABELS = ("Red", "Green", "Blue")
# Rec. 601 luma, as every 8-bit grey conversion of OpenCV and Pillow has it.
LUMINANCE_WEIGHTS = (0.299, 0.587, 0.114)


@dataclass(frozen=True, eq=False)
class Series:
    """One channel: `counts` (bins,), and its mean, least and largest finite value."""

    label: str
    counts: NDArray[np.int64]
    mean: float
    minimum: float
    maximum: float


@dataclass(frozen=True, eq=False)
class Histogram:
    """Counts over common `edges` (bins + 1,), in the picture's own units.

    `series` is (Grey,) or (Luminance, Red, Green, Blue); `white` is the picture's white.
    """

    series: tuple[Series, ...]
    edges: NDArray[np.float64]
    white: float

    @property
    def low(self) -> float:
        """The least value counted."""
        return float(self.edges[0])

    @property
    def high(self) -> float:
        """The largest value counted."""
        return float(self.edges[-1])


def make_histogram(values: NDArray[Any], *, white: float, bins: int = BINS) -> Histogram:
    """Count the values of a picture or of a result; a last channel of alpha is left out.

    `values` is (H, W) or (H, W, 2 to 4) as a picture has them, or a float (H, W[, 3]) result.
    """
    counts, edges = histogram(values, bins=bins)
    edges = np.asarray(edges, dtype=np.float64)
    planes = _planes(values)
    if len(planes) == 1:
        return Histogram((_series("Grey", counts[0], planes[0]),), edges, white)
    grey = _luminance(planes)
    bounds = (float(edges[0]), float(edges[-1]))
    grey_counts, _ = np.histogram(grey[np.isfinite(grey)], bins=len(edges) - 1, range=bounds)
    colours = (
        _series(label, counts[channel], planes[channel])
        for channel, label in enumerate(CHANNEL_LABELS)
    )
    return Histogram((_series("Luminance", grey_counts, grey), *colours), edges, white)


def heights(counts: NDArray[np.int64], *, logarithmic: bool) -> NDArray[np.float64]:
    """Return bar heights: the counts, or log10(1 + count), which shows the rare values too."""
    return np.log10(1.0 + counts) if logarithmic else counts.astype(np.float64)


def _planes(values: NDArray[Any]) -> list[NDArray[Any]]:
    if values.ndim == 2:
        return [values]
    colours = {1: 1, 2: 1}.get(values.shape[2], 3)
    return [values[:, :, channel] for channel in range(colours)]


def _luminance(planes: list[NDArray[Any]]) -> NDArray[np.float32]:
    total = np.zeros(planes[0].shape, dtype=np.float32)
    for plane, weight in zip(planes, LUMINANCE_WEIGHTS, strict=True):
        total += np.multiply(plane, np.float32(weight), dtype=np.float32)
    return total


def _series(label: str, counts: NDArray[Any], plane: NDArray[Any]) -> Series:
    values = plane
    if plane.dtype.kind == "f" and not np.isfinite(plane).all():
        values = plane[np.isfinite(plane)]
    if values.size == 0:
        return Series(label, np.asarray(counts, dtype=np.int64), 0.0, 0.0, 0.0)
    return Series(
        label,
        np.asarray(counts, dtype=np.int64),
        float(values.mean(dtype=np.float64)),
        float(values.min()),
        float(values.max()),
    )
