"""The kept trainings: a file each, the latest first, the oldest gone when there are too many."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from kernelview.files import runs_folder
from kernelview.files.errors import ModelFileError
from kernelview.files.runs_folder import keep_run, list_runs, remove_run
from kernelview.learn.run_record import RunRecord
from tests.learn.networks import record

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def run_at(minute: int, name: str = "") -> RunRecord:
    return record(name=name or f"run {minute}", started=NOON + timedelta(minutes=minute))


def names(folder: Path) -> list[str]:
    return [run.record.name for run in list_runs(folder)]


def test_what_is_kept_is_listed_the_latest_first(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "runs"
    paths = [keep_run(run_at(minute), folder) for minute in (5, 9, 1)]
    assert names(folder) == ["run 9", "run 5", "run 1"]
    assert [run.path for run in list_runs(folder)] == [paths[1], paths[0], paths[2]]


def test_no_folder_yet_means_no_runs(tmp_path: Path) -> None:
    assert list_runs(tmp_path / "none") == ()


def test_a_run_that_went_on_or_has_another_name_replaces_itself(tmp_path: Path) -> None:
    first = keep_run(run_at(1, "before"), tmp_path)
    keep_run(run_at(2), tmp_path)
    assert keep_run(run_at(1, "after"), tmp_path) == first
    assert names(tmp_path) == ["run 2", "after"]


def test_runs_are_told_apart_by_the_moment_whatever_the_zone(tmp_path: Path) -> None:
    later = NOON + timedelta(microseconds=1)
    east = NOON.astimezone(timezone(timedelta(hours=9)))
    assert keep_run(record(started=NOON), tmp_path) == keep_run(record(started=east), tmp_path)
    keep_run(record(started=later), tmp_path)
    keep_run(record(started=later.replace(tzinfo=None)), tmp_path)
    assert len(list_runs(tmp_path)) == 2


def test_a_removed_run_is_gone_and_may_be_removed_again(tmp_path: Path) -> None:
    path = keep_run(run_at(1), tmp_path)
    remove_run(path)
    remove_run(path)
    assert list_runs(tmp_path) == ()


def test_a_bad_file_is_left_out_left_alone_and_named(tmp_path: Path) -> None:
    keep_run(run_at(1), tmp_path)
    bad = keep_run(run_at(2), tmp_path)
    bad.write_bytes(b"\xff" * 100)
    (tmp_path / "2024-05-01T12-03-00-000000.safetensors").mkdir()
    skipped: list[ModelFileError] = []
    assert [run.record.name for run in list_runs(tmp_path, skipped=skipped.append)] == ["run 1"]
    assert bad in {error.path for error in skipped}
    assert len(skipped) == 2
    assert bad.exists()


def test_at_most_a_hundred_are_kept_and_the_oldest_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert runs_folder.MOST_RUNS == 100
    monkeypatch.setattr(runs_folder, "MOST_RUNS", 3)
    for minute in (1, 2, 3, 4):
        keep_run(run_at(minute), tmp_path)
    assert names(tmp_path) == ["run 4", "run 3", "run 2"]


def test_a_run_just_kept_stays_even_where_it_started_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs_folder, "MOST_RUNS", 2)
    for minute in (5, 6):
        keep_run(run_at(minute), tmp_path)
    keep_run(run_at(1), tmp_path)
    assert names(tmp_path)[-1] == "run 1"


def test_together_they_stay_under_a_limit_of_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = keep_run(run_at(1), tmp_path).stat().st_size
    monkeypatch.setattr(runs_folder, "MOST_BYTES", int(size * 2.5))
    for minute in (2, 3):
        keep_run(run_at(minute), tmp_path)
    assert names(tmp_path) == ["run 3", "run 2"]


def test_a_strangers_file_in_the_folder_is_never_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "my network.safetensors"
    mine.write_bytes(b"1")
    monkeypatch.setattr(runs_folder, "MOST_RUNS", 1)
    for minute in (1, 2):
        keep_run(run_at(minute), tmp_path)
    assert mine.exists()
    assert names(tmp_path) == ["run 2"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "runs").touch()
    with pytest.raises(ModelFileError, match="runs"):
        keep_run(run_at(1), tmp_path / "runs")
    with pytest.raises(ModelFileError, match="folder"):
        remove_run(tmp_path)
