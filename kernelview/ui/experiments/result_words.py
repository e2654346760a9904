"""Kept experiments in few words: when, what was asked for, and the number that matters."""

from datetime import datetime
from math import isfinite, isnan

from kernelview.learn.experiments import BANK_LABELS, RECORD_LABELS, ExperimentRecord, Plot, Table
from kernelview.learn.experiments.tables import Cell
from kernelview.usecases.plot_ticks import number_words

LONGEST_HEADLINE = 60
TABLE_LABELS = {
    "trials": "Each training",
    "banks": "Each bank",
    "comparisons": "Pairs of banks",
    "points": "Each bank and count",
    "averages": "Pairs over all counts",
    "crossings": "Where curves cross",
    "ablation": "Each kernel",
}
_BANK_COLUMNS = {"bank", "first", "second", "comparison_first", "comparison_second"}
_LABELS = {str(bank): label for bank, label in BANK_LABELS.items()}
_SHARES = ("accuracy", "difference", "comparison_difference")


def when_words(made: datetime) -> str:
    """Return "2026-11-23 18:20" in the person's own zone."""
    return f"{made.astimezone():%Y-%m-%d %H:%M}"


def overlay_name(record: ExperimentRecord) -> str:
    """Return what an earlier result is called beside another."""
    return f"{record.made.astimezone():%Y-%m-%d %H:%M:%S}"


def title_of(record: ExperimentRecord) -> str:
    """Return "Frozen banks, 2026-11-23 18:20"."""
    return f"{RECORD_LABELS[record.kind]}, {when_words(record.made)}"


def settings_words(record: ExperimentRecord) -> str:
    """Return what was asked for in a line: "mnist-5k · 5 seeds · 10 epochs"."""
    settings = record.settings
    seeds = len([one for one in settings.get("Seeds", "").split(",") if one.strip()])
    parts = [settings.get("Pictures") or settings.get("Picture", "")]
    if seeds:
        parts.append(f"{seeds} seed{'s' if seeds > 1 else ''}")
    if settings.get("Epochs"):
        parts.append(f"{settings['Epochs']} epochs")
    if settings.get("Hand-made kernels"):
        parts.append(settings["Hand-made kernels"].split(",")[0])
    elif settings.get("Network"):
        parts.append(settings["Network"])
    return " · ".join(part for part in parts if part)


def headline_of(record: ExperimentRecord) -> str:
    """Return the number that matters, and whose it is: "learned 97.1 %"."""
    plot = next(iter(record.plots), None)
    found = None if plot is None else _extreme(plot, lowest=record.kind == "ablation")
    if plot is not None and found is not None:
        label, place, value = found
        words = number_words(value * 100, decimals=1) + " %" if plot.is_share else ""
        if record.kind == "ablation":
            return f"{label} {number_words(place)}: {words}"
        return f"{label} {words or number_words(value)}"
    first = next(iter(record.conclusions), "")
    return first if len(first) <= LONGEST_HEADLINE else f"{first[: LONGEST_HEADLINE - 1]}…"


def table_label(name: str) -> str:
    """Return a table's name as people read it."""
    return TABLE_LABELS.get(name, name.replace("-", " ").replace("_", " ").capitalize())


def column_words(name: str) -> str:
    """Return a column's heading as people read it."""
    return name.replace("_", " ")


def cell_words(name: str, column: str, cell: Cell) -> str:
    """Return a cell of the table `name` as people read it."""
    if cell is None:
        return "all" if column == "unit" else ""
    if isinstance(cell, str):
        return _LABELS.get(cell, cell) if column in _BANK_COLUMNS else cell
    if isinstance(cell, bool) or not isinstance(cell, float):
        return f"{cell:,}"
    if column.startswith(_SHARES) or (name == "ablation" and column in {"low", "high"}):
        return f"{number_words(cell * 100, decimals=2)} %" if isfinite(cell) else "–"
    return number_words(float(f"{cell:.4g}"))


def is_number(table: Table, column: int) -> bool:
    """Return whether a column holds numbers, which line up at the right."""
    return any(isinstance(row[column], int | float) for row in table.rows)


def plain_cell(cell: Cell) -> str:
    """Return a cell as programs read it: every digit, nothing where it is not known."""
    if cell is None or (isinstance(cell, float) and isnan(cell)):
        return ""
    return str(cell).replace("\t", " ").replace("\n", " ")


def _extreme(plot: Plot, *, lowest: bool) -> tuple[str, float, float] | None:
    """Return the label, place and value of the point that stands out."""
    points = [
        (one.label, x, y)
        for one in plot.series
        for x, y in zip(one.x, one.y, strict=True)
        if isfinite(y)
    ]
    if not points:
        return None
    choose = min if lowest else max
    return choose(points, key=lambda point: point[2])
