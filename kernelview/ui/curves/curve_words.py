"""The curves in words: what is under the mouse, and what a whole run came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isfinite

import numpy as np

from kernelview.ui.curves.curve_data import METRICS, Metric, RunCurves
from kernelview.ui.curves.curve_plot import Overlay

METRIC_WORDS: dict[Metric, str] = {"loss": "Loss", "accuracy": "Accuracy"}
UNIT_WORDS: dict[Metric, str] = {"loss": "cross-entropy, nats", "accuracy": "share right"}
# Nearer than this to a finished epoch, the mouse means the epoch.
EPOCH_PIXELS = 14
LONGEST_NAME = 20


@dataclass(frozen=True)
class Line:
    """One value of a readout: whose it is, its colour, the value as drawn and in words."""

    label: str
    colour: str
    value: float
    words: str


@dataclass(frozen=True)
class Reading:
    """What is under the mouse: a heading, where it is in epochs, and the values."""

    heading: str
    place: float
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """The reading as a screen reader says it."""
        said = ", ".join(f"{line.label} {line.words}" for line in self.lines)
        return f"{self.heading}: {said}"

    def html(self) -> str:
        """The reading as a small table, whose numbers line up."""
        rows = "".join(
            f'<tr><td style="color:{line.colour}">■&nbsp;</td>'
            f"<td>{escape(shortened(line.label))}&nbsp;&nbsp;</td>"
            f'<td align="right">{line.words}</td></tr>'
            for line in self.lines
        )
        return f'<b>{self.heading}</b><table cellspacing="0" cellpadding="0">{rows}</table>'


def shortened(name: str) -> str:
    """Return a name in at most LONGEST_NAME characters."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def value_words(metric: Metric, value: float) -> str:
    """Return "0.231" or "97.4 %"; a dash where there is no value."""
    if not isfinite(value):
        return "–"
    if metric == "accuracy":
        return f"{100 * value:.1f} %"
    return f"{value:.3f}" if 0.001 <= value < 100 or value == 0 else f"{value:.2e}"


def place_read(run: RunCurves, overlays: Sequence[Overlay], place: float, near: float) -> float:
    """Return the place to read for a mouse at `place`: an epoch within `near`, or a batch."""
    last = max([run.finished, *(len(one.values("loss")) for one in overlays)])
    epoch = min(max(round(place), 1), max(last, 1))
    points = run.trace.points
    if not len(points) or (last and abs(place - epoch) <= near):
        return float(epoch)
    nearest = float(points[int(np.abs(points[:, 0] - place).argmin()), 0])
    return nearest if not last or abs(nearest - place) <= abs(epoch - place) else float(epoch)


def reading(
    metric: Metric,
    run: RunCurves,
    overlays: Sequence[Overlay],
    place: float,
    colours: tuple[str, str],
) -> Reading | None:
    """Return what is at a place that `place_read` gave; None where there is nothing."""
    lines = _epoch_lines(metric, run, overlays, round(place), colours) if place % 1 == 0 else ()
    if lines:
        return Reading(f"Epoch {round(place)}", place, lines)
    points = run.trace.points
    if not len(points):
        return None
    nearest = int(np.abs(points[:, 0] - place).argmin())
    value = float(points[nearest, 1 + METRICS.index(metric)])
    stride = run.trace.stride
    what = "batch" if stride == 1 else f"mean of {stride} batches"
    line = Line(what, colours[0], value, value_words(metric, value))
    return Reading(f"Epoch {points[nearest, 0]:.2f}", float(points[nearest, 0]), (line,))


def summary(run: RunCurves) -> str:
    """Return how a run stands, in one sentence."""
    if run.is_empty:
        return "Nothing is trained yet"
    parts = [f"{run.finished} of {max(run.epochs, run.finished)} epochs"]
    for metric in METRICS:
        values = run.values(f"val_{metric}")
        if len(values):
            word = METRIC_WORDS[metric].lower()
            parts.append(f"validation {word} {value_words(metric, float(values[-1]))}")
    return ", ".join(parts)


def _epoch_lines(
    metric: Metric,
    run: RunCurves,
    overlays: Sequence[Overlay],
    epoch: int,
    colours: tuple[str, str],
) -> tuple[Line, ...]:
    found = []
    for label, name, colour in (
        ("training", metric, colours[0]),
        ("validation", f"val_{metric}", colours[1]),
    ):
        values = run.values(name)
        if 1 <= epoch <= len(values):
            value = float(values[epoch - 1])
            found.append(Line(label, colour, value, value_words(metric, value)))
    for overlay in overlays:
        values = overlay.values(f"val_{metric}")
        if 1 <= epoch <= len(values):
            value = float(values[epoch - 1])
            found.append(Line(overlay.name, overlay.colour, value, value_words(metric, value)))
    return tuple(found)
