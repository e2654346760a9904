"""Tables of an experiment as CSV files."""

import csv
import io
from collections.abc import Mapping
from math import isnan
from pathlib import Path

from kernelview.disk import ContentError, plain_reason, write_atomically
from kernelview.files.errors import ResultFileError
from kernelview.learn.experiments.experiment_record import ExperimentRecord
from kernelview.learn.experiments.tables import Cell, Table


def table_text(table: Table) -> str:
    """Return a table as CSV text, every digit of a number; what is not known is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_plain(column) for column in table.columns])
    writer.writerows([[_words(cell) for cell in row] for row in table.rows])
    return text.getvalue()


def save_table(table: Table, path: Path) -> None:
    """Write a table as CSV, whole or not at all. Raises ResultFileError."""
    try:
        write_atomically(path, table_text(table).encode("utf-8", "replace"))
    except (OSError, ContentError) as error:
        raise ResultFileError(path, plain_reason(error)) from error


def save_tables(record: ExperimentRecord, folder: Path) -> tuple[Path, ...]:
    """Write all of an experiment's tables and its settings into a folder, a file each.

    Returns the files. Raises ResultFileError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ResultFileError(folder, plain_reason(error)) from error
    written = []
    for name, table in {**record.tables, "settings": settings_table(record)}.items():
        path = folder / f"{record.kind}-{name}.csv"
        save_table(table, path)
        written.append(path)
    return tuple(written)


def settings_table(record: ExperimentRecord) -> Table:
    """Return what was asked for as a table, and when and how long it took."""
    about: Mapping[str, Cell] = {
        "experiment": record.kind,
        "made": record.made.isoformat(),
        "seconds": record.seconds,
        **record.settings,
    }
    return Table(("setting", "value"), tuple(about.items()))


def _words(cell: Cell) -> str:
    if cell is None or (isinstance(cell, float) and isnan(cell)):
        return ""
    return _plain(cell) if isinstance(cell, str) else str(cell)


def _plain(text: str) -> str:
    # A spreadsheet would compute what begins so.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
