"""Experiments beside the window: run for real, given up for real, kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kernelview.files.results_folder import list_results
from kernelview.jobs import run
from kernelview.kernels import preset
from kernelview.learn.experiments import ExperimentRecord
from kernelview.ui.experiments.experimenting import LANE, Experimenting
from kernelview.ui.runner import Runner
from kernelview.usecases.experiment_request import ExperimentRequest
from kernelview.usecases.follow_experiment import ExperimentNews, follow_experiment
from tests.learn.record_samples import record
from tests.ui.experiments.experiment_samples import LONG, TINY, kept
from tests.usecases.training_samples import trained

LONGEST = 30_000


@contextmanager
def experimenting(folder: Path) -> Iterator[tuple[Experimenting, list[str]]]:
    """Return the worker, and what it says in the order it is said."""
    runner = Runner()
    worker = Experimenting(runner, folder / "results")
    said: list[str] = []
    worker.started.connect(lambda _: said.append("started"))
    worker.finished.connect(lambda _: said.append("finished"))
    worker.ended.connect(lambda: said.append("ended"))
    worker.changed.connect(lambda _: said.append("changed"))
    worker.failed.connect(lambda text: said.append(f"failed: {text}"))
    worker.crashed.connect(lambda _: said.append("crashed"))
    try:
        yield worker, said
    finally:
        assert runner.shut_down(30)
        worker.deleteLater()
        runner.deleteLater()


def test_what_an_experiment_finds_is_told_and_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with experimenting(tmp_path) as (worker, said):
        found: list[ExperimentRecord] = []
        worker.finished.connect(found.append)
        worker.run(TINY)
        qtbot.waitUntil(lambda: "changed" in said, timeout=LONGEST)
        assert said == ["started", "finished", "ended", "changed"]
        alone = run(follow_experiment(TINY))
        assert found[0].tables == alone.tables
        assert repr([one.record for one in worker.results]) == repr(found)
        assert len(list_results(tmp_path / "results")) == 1


def test_progress_and_results_so_far_come_on_the_way(qtbot: QtBot, tmp_path: Path) -> None:
    with experimenting(tmp_path) as (worker, said):
        news: list[ExperimentNews] = []
        partial: list[ExperimentRecord] = []
        worker.progressed.connect(news.append)
        worker.partial.connect(partial.append)
        worker.run(ExperimentRequest(seeds=(0, 1, 2), epochs=3, source="digits-8x8"))
        qtbot.waitUntil(lambda: "changed" in said, timeout=LONGEST)
        assert news[0].total == 15
        assert [one.done for one in news] == sorted(one.done for one in news)
        rows = [len(one.tables["trials"].rows) for one in partial]
        assert rows == sorted(rows)
        assert all(one.made == worker.results[0].record.made for one in partial)


def test_what_is_given_up_ends_at_once_and_nothing_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    with experimenting(tmp_path) as (worker, said):
        news: list[ExperimentNews] = []
        worker.progressed.connect(news.append)
        worker.run(LONG)
        qtbot.waitUntil(lambda: len(news) > 1, timeout=LONGEST)
        running = [worker.is_running]
        worker.cancel()
        assert said == ["started", "ended"]
        running.append(worker.is_running)
        assert running == [True, False]
        told = len(news)
        qtbot.waitUntil(lambda: not worker._runner.has_running(LANE), timeout=LONGEST)
        qtbot.wait(50)
        assert len(news) == told
        assert said == ["started", "ended"]
        assert not (tmp_path / "results").exists()


def test_giving_up_nothing_says_nothing(tmp_path: Path) -> None:
    with experimenting(tmp_path) as (worker, said):
        worker.cancel()
        assert said == []


def test_an_ablation_takes_a_network_and_says_so_where_there_is_none(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with experimenting(tmp_path) as (worker, said):
        worker.run(ExperimentRequest("ablation"))
        qtbot.waitUntil(lambda: len(said) == 3, timeout=LONGEST)
        assert said[:2] == ["started", "ended"]
        assert "train one first" in said[2]
        worker.run(ExperimentRequest("ablation"), trained().record, {1: preset("sobel-x")})
        qtbot.waitUntil(lambda: "changed" in said, timeout=LONGEST)
        assert len(worker.results[0].record.tables["ablation"].rows) == 5


def test_removed_results_are_gone_and_come_back_as_they_were(qtbot: QtBot, tmp_path: Path) -> None:
    with experimenting(tmp_path) as (worker, said):
        one, other = kept(1).record, kept(2).record
        for result in (one, other):
            worker.keep(result)
        qtbot.waitUntil(lambda: len(worker.results) == 2, timeout=LONGEST)
        assert [result.record.made for result in worker.results] == [other.made, one.made]
        worker.remove(worker.results[0])
        qtbot.waitUntil(lambda: len(worker.results) == 1, timeout=LONGEST)
        worker.keep(other)
        qtbot.waitUntil(lambda: len(worker.results) == 2, timeout=LONGEST)
        assert repr(worker.results[0].record) == repr(other)
        assert "crashed" not in said


def test_a_bad_file_is_told_of_once_and_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with experimenting(tmp_path) as (worker, said):
        folder = tmp_path / "results"
        folder.mkdir()
        bad = folder / "2024-05-01T12-00-00-000000.experiment.json"
        bad.write_text("[1]", encoding="utf-8")
        worker.load()
        qtbot.waitUntil(lambda: said.count("changed") == 1, timeout=LONGEST)
        worker.load()
        qtbot.waitUntil(lambda: said.count("changed") == 2, timeout=LONGEST)
        qtbot.wait(20)
        assert len([one for one in said if one.startswith("failed")]) == 1
        assert bad.exists()


def test_a_folder_that_cannot_be_written_is_told_and_the_result_still_shown(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "results").touch()
    with experimenting(tmp_path) as (worker, said):
        worker.run(TINY)
        qtbot.waitUntil(lambda: any("results" in one for one in said), timeout=LONGEST)
        assert said[:3] == ["started", "finished", "ended"]
        assert "crashed" not in said


def test_the_newest_result_of_each_kind_is_for_the_report(qtbot: QtBot, tmp_path: Path) -> None:
    with experimenting(tmp_path) as (worker, _):
        for result in (kept(1), kept(9), kept(5, "hunger")):
            worker.keep(result.record)
        qtbot.waitUntil(lambda: len(worker.results) == 3, timeout=LONGEST)
        shown = [(one.kind, one.made.minute) for one in worker.shown_records]
        assert shown == [("frozen", 9), ("hunger", 5)]


@pytest.mark.parametrize("error", [MemoryError(), ZeroDivisionError("oops")])
def test_a_mistake_of_ours_ends_it_and_is_passed_on(
    qtbot: QtBot, tmp_path: Path, error: Exception
) -> None:
    def execute(trials, trainer):  # type: ignore[no-untyped-def]
        yield None
        raise error

    with experimenting(tmp_path) as (worker, said):
        worker._execute = execute
        worker.run(TINY)
        qtbot.waitUntil(lambda: "ended" in said, timeout=LONGEST)
        assert any(one.startswith("failed") for one in said)
        assert ("crashed" in said) == isinstance(error, ZeroDivisionError)
        assert worker.results == ()


def test_the_sample_record_is_kept_whole(qtbot: QtBot, tmp_path: Path) -> None:
    with experimenting(tmp_path) as (worker, _):
        worker.keep(record())
        qtbot.waitUntil(lambda: len(worker.results) == 1, timeout=LONGEST)
        assert repr(worker.results[0].record) == repr(record())
