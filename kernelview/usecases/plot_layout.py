"""Where the points of a plot and of earlier ones laid over it go, whoever draws them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf, isfinite, log10, nan

from kernelview.learn.experiments import Plot, Series

# Points at one place are drawn beside one another, so that their intervals do not hide each
# other: by this share of the way to the next place, and all of them by half of it at most.
APART_JOINED, APART_FREE = 0.04, 0.2
WIDEST = 0.5
# What room there is around the values, as a share of what they span.
MARGIN = 0.06


@dataclass(frozen=True)
class Overlay:
    """An earlier plot of the same kind, and what to call it."""

    name: str
    plot: Plot


@dataclass(frozen=True)
class DrawnSeries:
    """A series as it is drawn: `x` is where, logarithms on a logarithmic axis, `places` of what.

    `overlay` is 0 for the plot itself, else which of those laid over it; `marker` is a place in
    an order of shapes, which tells series or overlays apart, too. NaN is not drawn.
    """

    label: str
    colour: int
    overlay: int
    marker: int
    places: tuple[float, ...]
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def points(self) -> tuple[int, ...]:
        """Which points can be drawn."""
        both = zip(self.x, self.y, strict=True)
        return tuple(at for at, (x, y) in enumerate(both) if isfinite(x) and isfinite(y))

    @property
    def intervals(self) -> tuple[int, ...]:
        """Which points have an interval that can be drawn."""
        return tuple(at for at in self.points if isfinite(self.low[at]) and isfinite(self.high[at]))


@dataclass(frozen=True)
class PlotLayout:
    """All that is drawn, with the `ticks` of a named axis, and how far the axes reach."""

    ticks: tuple[str, ...]
    series: tuple[DrawnSeries, ...]
    x_span: tuple[float, float]
    y_span: tuple[float, float]


def lay_out(plot: Plot, overlays: Sequence[Overlay] = ()) -> PlotLayout:
    """Return where everything goes; an overlay's named places are found by their names."""
    plots = (plot, *(one.plot for one in overlays))
    ticks = tuple(dict.fromkeys(tick for one in plots for tick in one.ticks))
    raw = [
        _unshifted(plot, series, one.ticks, ticks, overlay)
        for overlay, one in enumerate(plots)
        for series in one.series
    ]
    series = _apart(plot, raw, is_named=bool(ticks))
    return PlotLayout(ticks, series, _x_span(raw, ticks), _y_span(plot, raw))


def _unshifted(
    plot: Plot,
    series: Series,
    own_ticks: tuple[str, ...],
    ticks: tuple[str, ...],
    overlay: int,
) -> DrawnSeries:
    places = series.x
    if own_ticks:
        names = [_tick(own_ticks, place) for place in series.x]
        places = tuple(nan if name is None else float(ticks.index(name)) for name in names)
    heights = [
        tuple(_on_axis(one, is_log=plot.is_log_y) for one in values)
        for values in (series.y, series.low, series.high)
    ]
    across = tuple(_on_axis(one, is_log=plot.is_log_x and not ticks) for one in places)
    # Where lines tell the overlays apart, or places the series, the shapes tell the others.
    marker = overlay if own_ticks else series.colour + (0 if plot.is_joined else 2 * overlay)
    return DrawnSeries(series.label, series.colour, overlay, marker, places, across, *heights)


def _tick(ticks: tuple[str, ...], place: float) -> str | None:
    return ticks[int(place)] if isfinite(place) and 0 <= place < len(ticks) else None


def _on_axis(value: float, *, is_log: bool) -> float:
    if not is_log:
        return value if isfinite(value) else nan
    return log10(value) if isfinite(value) and value > 0 else nan


def _apart(plot: Plot, raw: Sequence[DrawnSeries], *, is_named: bool) -> tuple[DrawnSeries, ...]:
    """Move series apart that have points at the same places."""
    labels = [*dict.fromkeys(one.label for one in raw)]
    if is_named:
        # Each series has a place of its own; only what is laid over it falls together.
        lanes = [one.overlay for one in raw]
    elif plot.is_joined:
        # Lines tell what is laid over from what is under it.
        lanes = [labels.index(one.label) for one in raw]
    else:
        lanes = [*range(len(raw))]
    count = max(lanes, default=0) + 1
    apart = min(APART_JOINED if plot.is_joined else APART_FREE, WIDEST / count)
    step = apart * _least_gap(raw)
    return tuple(
        _moved(one, (lane - (count - 1) / 2) * step) for lane, one in zip(lanes, raw, strict=True)
    )


def _moved(series: DrawnSeries, by: float) -> DrawnSeries:
    return replace(series, x=tuple(x + by for x in series.x))


def _least_gap(raw: Sequence[DrawnSeries]) -> float:
    places = sorted({x for one in raw for x in one.x if isfinite(x)})
    gaps = [after - before for before, after in pairwise(places)]
    return min(gaps, default=1.0)


def _x_span(raw: Sequence[DrawnSeries], ticks: tuple[str, ...]) -> tuple[float, float]:
    if ticks:
        return -0.6, len(ticks) - 0.4
    return _with_margin(x for one in raw for x in one.x)


def _y_span(plot: Plot, raw: Sequence[DrawnSeries]) -> tuple[float, float]:
    seen = [one.y[at] for one in raw for at in one.points]
    seen += [end for one in raw for at in one.intervals for end in (one.low[at], one.high[at])]
    if plot.baseline is not None:
        seen.append(_on_axis(plot.baseline, is_log=plot.is_log_y))
    return _with_margin(seen)


def _with_margin(values: Iterable[float]) -> tuple[float, float]:
    low, high = inf, -inf
    for value in values:
        if isfinite(value):
            low, high = min(low, value), max(high, value)
    if low > high:
        return 0.0, 1.0
    room = (high - low) * MARGIN or max(abs(low) * 0.05, 0.01)
    return low - room, high + room
