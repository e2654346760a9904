"""Export kept trainings as a table: what was asked for, and every epoch's values."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path

from kernelview.disk import ContentError, plain_reason, write_atomically
from kernelview.files.errors import ModelFileError
from kernelview.learn.run_record import RunRecord

MEASURES = ("loss", "accuracy", "val_loss", "val_accuracy", "learning_rate")


def export_runs(records: Sequence[RunRecord], path: Path) -> None:
    """Write runs as CSV, a row an epoch, whole or not at all. Raises ModelFileError."""
    try:
        write_atomically(path, table_of(records).encode())
    except (OSError, ContentError) as error:
        raise ModelFileError(path, plain_reason(error)) from error


def table_of(records: Sequence[RunRecord]) -> str:
    """Return runs as CSV text: settings in every row, so that programs can group by them."""
    rows = [row for record in records for row in _rows(record)]
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue()


def _rows(record: RunRecord) -> Iterator[dict[str, object]]:
    settings = asdict(record.settings)
    about = {
        "run": _plain(record.name),
        "started": record.started.isoformat(),
        "data": _plain(record.data.source),
        "network": _plain(record.blueprint.name),
    } | settings
    values = (record.history.get(name, ()) for name in MEASURES)
    for epoch, measured in enumerate(zip_longest(*values, fillvalue=""), start=1):
        # The settings' learning rate is what was asked for, the epoch's what it ended with.
        renamed = dict(zip((*MEASURES[:-1], "learning_rate_at_end"), measured, strict=True))
        yield about | {"epoch": epoch} | renamed


def _plain(text: str) -> str:
    # A spreadsheet would compute what begins so.
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
