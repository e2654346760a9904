"""A kept experiment as JSON: strictly read, whoever wrote it."""

import json
import re
from datetime import UTC, datetime
from math import inf, isfinite, isnan, nan
from typing import Any

from kernelview.learn.errors import LearnError
from kernelview.learn.experiments.experiment_record import (
    RECORD_KINDS,
    ExperimentRecord,
    RecordKind,
)
from kernelview.learn.experiments.plot import Plot, Series
from kernelview.learn.experiments.tables import Cell, Table
from kernelview.learn.run_json import checked_fields
from kernelview.learn.strict_json import parse_strict_json

FORMAT, VERSION = "kernelview-experiment", 1
LONGEST_TEXT = 5_000
MOST_SETTINGS = MOST_TABLES = MOST_COLUMNS = MOST_SERIES = 100
MOST_PLOTS = 20
MOST_CONCLUSIONS = 1_000
MOST_ROWS = MOST_POINTS = 50_000
LARGEST_COLOUR = 1_000
# Names of tables and plots become names of files.
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _-]{0,58}[A-Za-z0-9])?")
_RECORD = {
    "format", "version", "kind", "made", "seconds", "settings", "tables", "conclusions", "plots",
}  # fmt: skip
_SERIES_LISTS = ("x", "y", "low", "high")
_SERIES = {"label", "colour", *_SERIES_LISTS}
_TITLES = ("title", "x_label", "y_label")
_SWITCHES = ("is_share", "is_joined", "is_log_x", "is_log_y")
_PLOT = {"name", *_TITLES, "series", "ticks", *_SWITCHES, "baseline"}
# JSON has no words for these.
_NOT_FINITE = {"nan": nan, "inf": inf, "-inf": -inf}


def record_to_json(record: ExperimentRecord) -> bytes:
    """Return a record as UTF-8 JSON; what is not finite is {"number": "nan"}."""
    made = record.made if record.made.tzinfo else record.made.replace(tzinfo=UTC)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "kind": record.kind,
        "made": made.isoformat(),
        "seconds": _cell_to_json(record.seconds),
        "settings": {_sound(name): _sound(text) for name, text in record.settings.items()},
        "tables": {name: _table_to_json(table) for name, table in record.tables.items()},
        "conclusions": [_sound(text) for text in record.conclusions],
        "plots": [_plot_to_json(plot) for plot in record.plots],
    }
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1).encode()


def record_from_json(data: bytes) -> ExperimentRecord:
    """Return what record_to_json wrote. Raises LearnError for anything else."""
    value = parse_strict_json(data)
    _check_version(value)
    found = checked_fields(value, _RECORD, "experiment")
    return ExperimentRecord(
        kind=_kind(found["kind"]),
        made=_moment(found["made"]),
        seconds=_seconds(found["seconds"]),
        settings={
            _text(name, "a setting's name"): _text(text, f"the setting {name[:80]}")
            for name, text in _object(found["settings"], MOST_SETTINGS, "settings").items()
        },
        tables={
            _name(name, "table"): _table(table)
            for name, table in _object(found["tables"], MOST_TABLES, "tables").items()
        },
        conclusions=_texts(found["conclusions"], MOST_CONCLUSIONS, "conclusions"),
        plots=tuple(_plot(one) for one in _list(found["plots"], MOST_PLOTS, "plots")),
    )


def _sound(text: str) -> str:
    # A path may hold bytes that are no letters.
    return text.encode("utf-8", "replace").decode()[:LONGEST_TEXT]


def _cell_to_json(value: Cell) -> Any:
    if value is None or isinstance(value, str):
        return None if value is None else _sound(value)
    if isfinite(value):
        return value
    return {"number": "nan" if isnan(value) else "inf" if value > 0 else "-inf"}


def _table_to_json(table: Table) -> dict[str, Any]:
    rows = [[_cell_to_json(cell) for cell in row] for row in table.rows]
    return {"columns": [_sound(column) for column in table.columns], "rows": rows}


def _plot_to_json(plot: Plot) -> dict[str, Any]:
    return {
        "name": plot.name,
        **{title: _sound(getattr(plot, title)) for title in _TITLES},
        "series": [_series_to_json(one) for one in plot.series],
        "ticks": [_sound(tick) for tick in plot.ticks],
        **{switch: getattr(plot, switch) for switch in _SWITCHES},
        "baseline": _cell_to_json(plot.baseline),
    }


def _series_to_json(series: Series) -> dict[str, Any]:
    lists = {
        name: [_cell_to_json(float(one)) for one in getattr(series, name)] for name in _SERIES_LISTS
    }
    return {"label": _sound(series.label), "colour": series.colour, **lists}


def _check_version(value: object) -> None:
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise LearnError(f"it is no kept experiment: its format is not {FORMAT!r}")
    version = value.get("version")
    if type(version) is not int or version != VERSION:
        raise LearnError(f"its version is {version!r:.20}; this program reads {VERSION}")


def _table(value: object) -> Table:
    found = checked_fields(value, {"columns", "rows"}, "table")
    columns = _texts(found["columns"], MOST_COLUMNS, "columns")
    rows = []
    for row in _list(found["rows"], MOST_ROWS, "rows"):
        cells = _list(row, MOST_COLUMNS, "cells")
        if len(cells) != len(columns):
            raise LearnError(f"a row has {len(cells)} cells, not one for each of {len(columns)}")
        rows.append(tuple(_cell(cell) for cell in cells))
    return Table(columns, tuple(rows))


def _plot(value: object) -> Plot:
    found = checked_fields(value, _PLOT, "plot")
    for switch in _SWITCHES:
        if not isinstance(found[switch], bool):
            raise LearnError(f"a plot's {switch} is true or false")
    baseline = found["baseline"]
    return Plot(
        name=_name(found["name"], "plot"),
        title=_text(found["title"], "a plot's title"),
        x_label=_text(found["x_label"], "a plot's x_label"),
        y_label=_text(found["y_label"], "a plot's y_label"),
        series=tuple(_series(one) for one in _list(found["series"], MOST_SERIES, "series")),
        ticks=_texts(found["ticks"], MOST_SERIES, "ticks"),
        **{switch: found[switch] for switch in _SWITCHES},
        baseline=None if baseline is None else _number(baseline, "a plot's baseline"),
    )


def _series(value: object) -> Series:
    found = checked_fields(value, _SERIES, "series")
    lists = {
        name: tuple(_number(one, f"a value of {name}") for one in _points(found[name]))
        for name in _SERIES_LISTS
    }
    if len({len(values) for values in lists.values()}) > 1:
        raise LearnError("a series has not as many x as y, low and high")
    colour = found["colour"]
    if type(colour) is not int or not 0 <= colour <= LARGEST_COLOUR:
        raise LearnError(f"a series' colour is a place from 0 to {LARGEST_COLOUR}")
    return Series(_text(found["label"], "a series' label"), colour, **lists)


def _points(value: object) -> list[Any]:
    return _list(value, MOST_POINTS, "values of a series")


def _cell(value: object) -> Cell:
    if value is None:
        return None
    if isinstance(value, str):
        return _text(value, "a cell")
    if type(value) is int and abs(value) < 1 << 62:
        return value
    return _number(value, "a cell")


def _number(value: object, what: str) -> float:
    if isinstance(value, dict) and [*value] == ["number"]:
        word = value["number"]
        if isinstance(word, str) and word in _NOT_FINITE:
            return _NOT_FINITE[word]
    if isinstance(value, float) or (type(value) is int and abs(value) < 1 << 62):
        return float(value)
    raise LearnError(f"{what} is a number, not {type(value).__name__}")


def _seconds(value: object) -> float:
    seconds = _number(value, "its time in seconds")
    if not seconds >= 0:
        raise LearnError(f"its time in seconds is from 0 up, not {seconds:g}")
    return seconds


def _kind(value: object) -> RecordKind:
    for kind in RECORD_KINDS:
        if value == kind:
            return kind
    raise LearnError(f"an experiment is one of {', '.join(RECORD_KINDS)}, not {value!r:.40}")


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(value, "the time it was made"))
        # Compared with others and shown in a person's own zone: both have to be possible.
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        zoned.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise LearnError(f"it was made at {value!r:.60}, which is no date and time") from error
    return zoned


def _name(value: object, what: str) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise LearnError(f"a {what}'s name has up to 60 letters, digits, - and _")
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise LearnError(f"{what} is a text of at most {LONGEST_TEXT:,} characters")
    if not value.isascii() and any("\ud800" <= one <= "\udfff" for one in value):
        raise LearnError(f"{what} holds half a letter")
    return value


def _texts(value: object, most: int, what: str) -> tuple[str, ...]:
    return tuple(_text(one, f"one of the {what}") for one in _list(value, most, what))


def _list(value: object, most: int, what: str) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise LearnError(f"the {what} are no list of at most {most:,}")
    return value


def _object(value: object, most: int, what: str) -> dict[str, Any]:
    if not isinstance(value, dict) or len(value) > most:
        raise LearnError(f"its {what} are no object of at most {most:,}")
    return value
