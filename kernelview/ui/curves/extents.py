"""How far the axes reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Protocol

import numpy as np

from kernelview.ui.curves.curve_data import METRICS, History, Metric, RunCurves, Values
from kernelview.ui.curves.ticks import step_for

FEWEST_EPOCHS = 10
# What lies near the end of a long run is placed without a jump at each epoch.
AHEAD = 1.25
MARGIN = 0.04


class HasHistory(Protocol):
    """A run with its values an epoch."""

    @property
    def history(self) -> History: ...  # noqa: D102


@dataclass(frozen=True)
class Extent:
    """From 0 to `epochs` across, over `span` along: logarithms where `logarithmic`."""

    epochs: float
    span: tuple[float, float]
    logarithmic: bool = False


def epochs_shown(run: RunCurves, overlays: Sequence[HasHistory]) -> float:
    """Return how many epochs to show: all that there are, and those soon to come."""
    soon = float(ceil(max(FEWEST_EPOCHS, run.reached * AHEAD)))
    longest = max((len(one.history.get("loss", ())) for one in overlays), default=0)
    return max(min(float(run.epochs), soon), run.reached, float(longest), 1.0)


def extent_of(
    metric: Metric, run: RunCurves, overlays: Sequence[HasHistory], *, logarithmic: bool
) -> Extent:
    """Return what the plot of a metric has to reach."""
    epochs = epochs_shown(run, overlays)
    seen = _all_values(metric, run, overlays)
    if logarithmic:
        return Extent(epochs, _logarithmic_span(seen), logarithmic=True)
    if metric == "accuracy":
        return Extent(epochs, _share_span(seen))
    largest = float(seen.max()) if seen.size else 1.0
    return Extent(epochs, (0.0, max(largest, 1e-6) * (1 + MARGIN)))


def _all_values(metric: Metric, run: RunCurves, overlays: Sequence[HasHistory]) -> Values:
    names = (metric, f"val_{metric}")
    parts = [run.trace.points[:, 1 + METRICS.index(metric)]]
    parts += [run.values(name) for name in names]
    parts += [np.asarray(one.history.get(name, ())) for one in overlays for name in names]
    together = np.concatenate(parts).astype(np.float64)
    return together[np.isfinite(together)]


def _share_span(seen: Values) -> tuple[float, float]:
    low = float(seen.min()) if seen.size else 0.0
    # From a round share below the least, up to all.
    step = step_for(max(1.0 - low, 0.01), 5)
    return max(0.0, np.floor(low / step + 1e-9) * step), 1.0 + (1.0 - low) * 0.02


def _logarithmic_span(seen: Values) -> tuple[float, float]:
    above = seen[seen > 0]
    if not above.size:
        return -1.0, 0.0
    low, high = log10(float(above.min())), log10(float(above.max()))
    margin = max(high - low, 0.1) * MARGIN
    return low - margin, high + margin
