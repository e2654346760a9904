"""What a plot says at a place: the values of all series there, with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite

from kernelview.learn.experiments import Plot
from kernelview.usecases.plot_layout import DrawnSeries, Overlay, PlotLayout
from kernelview.usecases.plot_ticks import number_words

# A box with more lines would hide the plot.
MOST_LINES = 9


@dataclass(frozen=True)
class Line:
    """A value: of which earlier result, "" for the one shown, whose it is, and in words."""

    earlier: str
    label: str
    colour: str
    x: float
    y: float
    words: str


@dataclass(frozen=True)
class PlotReading:
    """What is at a place of the x axis: `x` is where on the axis."""

    heading: str
    x: float
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """The reading as a screen reader says it."""
        said = ", ".join(
            f"{' '.join(filter(None, (line.earlier, line.label)))} {line.words}"
            for line in self.lines
        )
        return f"{self.heading}: {said}"

    def html(self) -> str:
        """The reading as a small table, whose numbers line up."""
        rows, earlier = [], ""
        for line in self.lines[:MOST_LINES]:
            if line.earlier != earlier and line.label:
                rows.append(f'<tr><td></td><td colspan="2">{escape(line.earlier)}</td></tr>')
            earlier = line.earlier
            rows.append(_row(line))
        more = len(self.lines) - MOST_LINES
        rest = f"<br>and {more} more" if more > 0 else ""
        table = f'<table cellspacing="0" cellpadding="0">{"".join(rows)}</table>{rest}'
        return f"<b>{escape(self.heading)}</b>{table}"


def _row(line: Line) -> str:
    return (
        f'<tr><td style="color:{line.colour}">■&nbsp;</td>'
        f'<td style="white-space:pre">{escape(line.label or line.earlier)}&nbsp;&nbsp;</td>'
        f'<td align="right" style="white-space:pre">{line.words}</td></tr>'
    )


@dataclass(frozen=True)
class Stop:
    """A place with values: the number or the name's number, and where on the axis."""

    place: float
    x: float


def stops_of(found: PlotLayout) -> tuple[Stop, ...]:
    """Return the places that have values, from left to right."""
    where: dict[float, list[float]] = {}
    for series in found.series:
        for at in series.points:
            where.setdefault(series.places[at], []).append(series.x[at])
    # Series that are drawn beside one another lie around their place.
    middles = {place: (min(xs) + max(xs)) / 2 for place, xs in where.items()}
    return tuple(Stop(place, middles[place]) for place in sorted(middles))


def nearest_stop(stops: Sequence[Stop], x: float) -> Stop | None:
    """Return the stop nearest to an x; None of none."""
    return min(stops, key=lambda stop: abs(stop.x - x), default=None)


def reading_at(
    plot: Plot,
    found: PlotLayout,
    stop: Stop,
    colours: Sequence[str],
    overlays: Sequence[Overlay] = (),
) -> PlotReading:
    """Return what is at a stop; `colours` are those of the series' places."""
    lines = tuple(
        Line(
            overlays[series.overlay - 1].name if series.overlay else "",
            _label(found, series),
            colours[series.colour % len(colours)],
            series.x[at],
            series.y[at],
            value_words(plot, series, at),
        )
        for series in found.series
        for at in series.points
        if series.places[at] == stop.place
    )
    return PlotReading(_heading(plot, found, stop), stop.x, lines)


def value_words(plot: Plot, series: DrawnSeries, at: int) -> str:
    """Return "93.1 % (92.2 to 94.0)": a value with its interval."""
    value = _number(plot, series.y[at])
    if at not in series.intervals:
        return f"{value} %" if plot.is_share else value
    low, high = _number(plot, series.low[at]), _number(plot, series.high[at])
    return f"{value} % ({low} to {high})" if plot.is_share else f"{value} ({low} to {high})"


def _number(plot: Plot, height: float) -> str:
    value = 10.0**height if plot.is_log_y and isfinite(height) else height
    return number_words(value * 100, decimals=1) if plot.is_share else number_words(value)


def _label(found: PlotLayout, series: DrawnSeries) -> str:
    # The heading says which it is, where the axis has names.
    return ("" if series.overlay else "this result") if found.ticks else series.label


def _heading(plot: Plot, found: PlotLayout, stop: Stop) -> str:
    if found.ticks:
        return found.ticks[int(stop.place)]
    return (
        f"{plot.x_label}: {number_words(stop.place)}" if plot.x_label else number_words(stop.place)
    )
