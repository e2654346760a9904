"""Tables as CSV: every digit, nothing computed, whole or not at all."""

import csv
from pathlib import Path

import pytest

from kernelview.files.errors import ResultFileError
from kernelview.files.result_tables import save_table, save_tables, table_text
from kernelview.learn.experiments import Table
from tests.learn.record_samples import record


def rows_of(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return [*csv.reader(stream)]


def test_numbers_have_every_digit_and_what_is_not_known_is_empty(tmp_path: Path) -> None:
    save_table(record().tables["trials"], tmp_path / "trials.csv")
    assert rows_of(tmp_path / "trials.csv") == [
        ["bank", "seed", "loss", "stopped"],
        ["fixed", "0", "0.30000000000000004", ""],
        ["learned", "", "", "'=1+1"],
        ["é犬", "2", "inf", "a,b"],
    ]


def test_a_table_without_rows_still_has_its_heading() -> None:
    assert table_text(Table(("a", "b"), ())) == "a,b\n"


def test_all_tables_and_the_settings_go_into_a_folder(tmp_path: Path) -> None:
    paths = save_tables(record(), tmp_path / "new" / "tables")
    assert [path.name for path in paths] == [
        "frozen-trials.csv",
        "frozen-banks.csv",
        "frozen-settings.csv",
    ]
    assert sorted(paths) == sorted((tmp_path / "new" / "tables").iterdir())
    settings = [tuple(row) for row in rows_of(paths[-1])]
    assert ("seeds", "0, 1") in settings
    assert ("made", "2024-05-01T12:00:00+00:00") in settings


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "table.csv").mkdir()
    with pytest.raises(ResultFileError, match="folder"):
        save_table(Table(("a",), ()), tmp_path / "table.csv")
    (tmp_path / "file").touch()
    with pytest.raises(ResultFileError, match="file"):
        save_tables(record(), tmp_path / "file")
