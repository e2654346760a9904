"""The kept experiments: a file each, the latest first, the oldest gone when there are too many."""

import os
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from kernelview.files import results_folder
from kernelview.files.errors import ResultFileError
from kernelview.files.results_folder import keep_result, list_results, load_result, remove_result
from kernelview.learn.experiments import ExperimentRecord
from tests.learn.record_samples import NOON, record


def result_at(minute: int) -> ExperimentRecord:
    return record(NOON + timedelta(minutes=minute))


def minutes(folder: Path) -> list[float]:
    return [(one.record.made - NOON).total_seconds() / 60 for one in list_results(folder)]


def test_what_is_kept_is_listed_the_latest_first(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "results"
    paths = [keep_result(result_at(minute), folder) for minute in (5, 9, 1)]
    assert minutes(folder) == [9, 5, 1]
    assert [one.path for one in list_results(folder)] == [paths[1], paths[0], paths[2]]
    assert repr(load_result(paths[0])) == repr(result_at(5))


def test_no_folder_yet_means_no_results(tmp_path: Path) -> None:
    assert list_results(tmp_path / "none") == ()


def test_a_result_kept_again_replaces_itself_whatever_the_zone(tmp_path: Path) -> None:
    east = NOON.astimezone(timezone(timedelta(hours=9)))
    assert keep_result(record(NOON), tmp_path) == keep_result(record(east), tmp_path)
    assert len(list_results(tmp_path)) == 1


def test_a_removed_result_is_gone_and_may_be_removed_again(tmp_path: Path) -> None:
    path = keep_result(result_at(1), tmp_path)
    remove_result(path)
    remove_result(path)
    assert list_results(tmp_path) == ()


def test_bad_files_are_left_out_left_alone_and_named(tmp_path: Path) -> None:
    keep_result(result_at(1), tmp_path)
    bad = [keep_result(result_at(minute), tmp_path) for minute in (2, 3, 4, 5)]
    bad[0].write_bytes(b"\xff" * 100)
    bad[1].write_bytes(b"")
    bad[2].unlink()
    bad[2].mkdir()
    bad[3].write_bytes(b"[" * 100_000)
    skipped: list[ResultFileError] = []
    found = list_results(tmp_path, skipped=skipped.append)
    assert [one.record.made for one in found] == [NOON + timedelta(minutes=1)]
    assert {error.path for error in skipped} == {*bad}
    assert all(path.exists() for path in bad)


def test_a_pipe_in_the_folder_does_not_hold_the_window_up(tmp_path: Path) -> None:
    path = keep_result(result_at(1), tmp_path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(ResultFileError, match="pipe"):
        load_result(path)


def test_a_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = keep_result(result_at(1), tmp_path)
    monkeypatch.setattr(results_folder, "LARGEST_BYTES", 100)
    with pytest.raises(ResultFileError, match="at most 100 are read"):
        load_result(path)
    with pytest.raises(ResultFileError):
        keep_result(result_at(2), tmp_path)
    assert len([*tmp_path.iterdir()]) == 1


def test_at_most_two_hundred_are_kept_and_the_oldest_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert results_folder.MOST_RESULTS == 200
    monkeypatch.setattr(results_folder, "MOST_RESULTS", 3)
    for minute in (1, 2, 3, 4):
        keep_result(result_at(minute), tmp_path)
    assert minutes(tmp_path) == [4, 3, 2]


def test_together_they_stay_under_a_limit_of_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = keep_result(result_at(1), tmp_path).stat().st_size
    monkeypatch.setattr(results_folder, "MOST_BYTES", int(size * 2.5))
    for minute in (2, 3):
        keep_result(result_at(minute), tmp_path)
    assert minutes(tmp_path) == [3, 2]


def test_strangers_files_are_never_read_or_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.experiment.json"
    mine.write_bytes(b"{}")
    monkeypatch.setattr(results_folder, "MOST_RESULTS", 1)
    for minute in (1, 2):
        keep_result(result_at(minute), tmp_path)
    assert mine.exists()
    assert minutes(tmp_path) == [2]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "results").touch()
    with pytest.raises(ResultFileError, match="results"):
        keep_result(result_at(1), tmp_path / "results")
    with pytest.raises(ResultFileError, match="folder"):
        remove_result(tmp_path)
