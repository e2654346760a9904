"""An experiment's plot as the bytes of a picture or a drawing, for reports and files."""

import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from textwrap import fill, shorten
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal, get_args

from kernelview.disk import ContentError, plain_reason, write_atomically
from kernelview.files.errors import ResultFileError
from kernelview.learn.experiments import Plot
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.plot_layout import DrawnSeries, Overlay, PlotLayout, lay_out
from kernelview.usecases.plot_ticks import x_ticks, y_ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PlotKind = Literal["png", "svg"]
PLOT_KINDS: tuple[PlotKind, ...] = get_args(PlotKind)

# Okabe and Ito, "Color Universal Design" (2008), in the order the window has them.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
LINES: tuple[Any, ...] = ("solid", "dashed", "dotted", "dashdot")
FADED = 0.65
TEXT, MUTED, LINE = "#1b1f24", "#5b6470", "#d9dde3"
INCHES, DOTS = (7.2, 4.4), 100
# A PNG has so many pixels for each of the size it is meant to be seen at.
PNG_SCALE = 2
TICK_CHARACTERS, TITLE_CHARACTERS, LABEL_CHARACTERS = 16, 78, 40
MOST_ACROSS, MOST_ALONG = 16, 8
# Matplotlib's settings are the whole program's: one plot at a time.
_DRAWING = Lock()


def plot_bytes(plot: Plot, kind: PlotKind, *, overlays: Sequence[Overlay] = ()) -> bytes:
    """Return the plot, with earlier ones laid over it, as the bytes of a file, on white.

    The same plot gives the same bytes. Takes about a second the first time: not for the
    window's thread. Raises UseCaseError for another kind.
    """
    if kind not in PLOT_KINDS:
        raise UseCaseError(f"a plot is written as {' or '.join(PLOT_KINDS)}, not {kind!r}")
    import matplotlib as mpl

    with _DRAWING, mpl.rc_context(_settings(plot)), warnings.catch_warnings():
        # A name may have letters that the drawing's font lacks: boxes stand for them.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure = _figure(plot, overlays)
        stream = BytesIO()
        figure.savefig(stream, format=kind, metadata=_metadata(plot, kind))
    return stream.getvalue()


def export_plot(path: Path, plot: Plot, *, overlays: Sequence[Overlay] = ()) -> Path:
    """Write the plot as its file's ending says, .png or .svg; return the file.

    Raises UseCaseError for another ending, ResultFileError where it cannot be written.
    """
    kind = path.suffix.lower().lstrip(".")
    for known in PLOT_KINDS:
        if kind == known:
            _write(path, plot_bytes(plot, known, overlays=overlays))
            return path
    raise UseCaseError(f"{path.name}: a plot is written as .png or .svg")


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data)
    except (OSError, ContentError) as error:
        raise ResultFileError(path, plain_reason(error)) from error


def _settings(plot: Plot) -> dict[Any, Any]:
    return {
        "svg.hashsalt": plot.name,
        "svg.fonttype": "path",
        "text.parse_math": False,
        "font.family": ["DejaVu Sans"],
        "font.size": 9.5,
        "text.color": TEXT,
        "axes.labelcolor": MUTED,
        "axes.unicode_minus": True,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": MUTED,
    }


def _metadata(plot: Plot, kind: PlotKind) -> dict[str, str | None]:
    title = _plain(plot.title)
    if kind == "png":
        return {"Title": title, "Software": "KernelView"}
    return {"Title": title, "Creator": "KernelView", "Date": None}


def _plain(text: str) -> str:
    """Return the text without what no file of letters may hold."""
    return "".join(one if one.isprintable() else " " for one in text)


def _figure(plot: Plot, overlays: Sequence[Overlay]) -> "Figure":
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=INCHES, dpi=DOTS * PNG_SCALE, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    found = lay_out(plot, overlays)
    axes.set_title(fill(_plain(plot.title), TITLE_CHARACTERS), loc="left", fontsize=11, pad=12)
    axes.set_xlabel(_plain(plot.x_label))
    axes.set_ylabel(_plain(plot.y_label))
    axes.set_xlim(*found.x_span)
    axes.set_ylim(*found.y_span)
    if plot.baseline is not None and not plot.is_log_y:
        axes.axhline(plot.baseline, color=MUTED, linewidth=1, zorder=1)
    for series in found.series:
        _draw(axes, plot, series)
    _mark(axes, plot, found)
    _legend(figure, plot, found, [one.name for one in overlays])
    return figure


def _draw(axes: "Axes", plot: Plot, series: DrawnSeries) -> None:
    colour, faded = colour_of(series), FADED if series.overlay else 1.0
    at, ends = series.points, series.intervals
    across = [series.x[one] for one in ends]
    low, high = [series.low[one] for one in ends], [series.high[one] for one in ends]
    axes.vlines(across, low, high, color=colour, linewidth=1.4, alpha=faded, zorder=2)
    for edge in (low, high):
        axes.plot(across, edge, "_", color=colour, markersize=6, alpha=faded, zorder=2)
    x, y = [series.x[one] for one in at], [series.y[one] for one in at]
    axes.plot(x, y, alpha=faded, zorder=3, **_look(plot, series, colour))


def _look(plot: Plot, series: DrawnSeries, colour: str) -> dict[str, Any]:
    is_over = bool(series.overlay)
    lines = LINES[min(series.overlay, len(LINES) - 1)]
    return {
        "color": colour,
        "marker": MARKERS[series.marker % len(MARKERS)],
        "markersize": 6,
        "markerfacecolor": "white" if is_over else colour,
        "markeredgecolor": colour,
        "linestyle": lines if plot.is_joined else "none",
        "linewidth": 1.3 if is_over else 1.8,
    }


def colour_of(series: DrawnSeries) -> str:
    """Return the colour of a series' place, "#rrggbb"."""
    return COLOURS[series.colour % len(COLOURS)]


def _mark(axes: "Axes", plot: Plot, found: PlotLayout) -> None:
    axes.grid(axis="y", color=LINE, linewidth=0.7)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side in {"left", "bottom"})
        spine.set_color(LINE)
    axes.tick_params(length=0)
    across = tuple(enumerate(fill(_plain(tick), TICK_CHARACTERS) for tick in found.ticks))
    _set_ticks(axes.xaxis, across or x_ticks(plot, found.x_span, MOST_ACROSS))
    _set_ticks(axes.yaxis, y_ticks(plot, found.y_span, MOST_ALONG))


def _set_ticks(axis: Any, ticks: Sequence[tuple[float, str]]) -> None:
    axis.set_ticks([place for place, _ in ticks], [text for _, text in ticks])


def _legend(figure: "Figure", plot: Plot, found: PlotLayout, names: Sequence[str]) -> None:
    """Say what the colours mean, unless the axis has said it, and what is laid over."""
    from matplotlib.lines import Line2D

    entries = [
        Line2D([], [], label=one.label, **_look(plot, one, colour_of(one)))
        for one in found.series
        if not one.overlay and not found.ticks
    ]
    for overlay, name in enumerate(names, start=1):
        first = next((one for one in found.series if one.overlay == overlay), None)
        if first is not None:
            entries.append(Line2D([], [], label=name, **_look(plot, first, MUTED)))
    if entries:
        figure.legend(
            entries,
            [_label(str(one.get_label())) for one in entries],
            loc="outside lower left",
            ncols=3,
            frameon=False,
            fontsize=8.5,
            labelcolor=TEXT,
        )


def _label(text: str) -> str:
    short = shorten(_plain(text), LABEL_CHARACTERS)
    # Matplotlib leaves out what begins with an underscore.
    return f" {short}" if short.startswith("_") else short
