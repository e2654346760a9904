"""Kept runs as tables."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from kernelview.files.errors import ModelFileError
from kernelview.usecases.export_run import export_runs, table_of
from tests.usecases.training_samples import trained


def test_there_is_a_row_for_each_epoch_of_each_run(tmp_path: Path) -> None:
    record = trained().record
    other = replace(record, name="other")
    export_runs((record, other), tmp_path / "runs.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "runs.csv").read_text())))
    assert [(row["run"], row["epoch"]) for row in rows] == [
        ("small", "1"), ("small", "2"), ("other", "1"), ("other", "2"),
    ]  # fmt: skip
    assert [float(row["loss"]) for row in rows[:2]] == list(record.history["loss"])
    assert rows[0]["batch_size"] == "16"


def test_a_name_is_no_formula_to_a_spreadsheet() -> None:
    record = replace(trained().record, name='=HYPERLINK("x")')
    assert next(csv.DictReader(io.StringIO(table_of([record]))))["run"].startswith("'=")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="missing"):
        export_runs((trained().record,), tmp_path / "missing" / "runs.csv")
