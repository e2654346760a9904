import threading
from collections.abc import Generator, Iterator

import pytest
from pytestqt.qtbot import QtBot

from kernelview.jobs import Job, Progress, completed
from kernelview.ui.runner import Runner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    assert runner.shut_down(5.0)


def unexpected(told: object) -> None:
    pytest.fail(f"nobody was to hear of {told!r}")


class Gate:
    """A job that waits inside until it is let go, and says whether it was closed."""

    def __init__(self, result: object = "gate") -> None:
        self.opened = threading.Event()
        self.entered = threading.Event()
        self.closed = threading.Event()
        self.result = result

    def job(self) -> Job[object]:
        try:
            yield Progress(0, 2)
            self.entered.set()
            assert self.opened.wait(10)
            yield Progress(1, 2)
        except GeneratorExit:
            self.closed.set()
            raise
        return self.result


def test_a_job_gives_its_result_on_the_window_thread(runner: Runner, qtbot: QtBot) -> None:
    seen: list[tuple[object, threading.Thread]] = []
    runner.start(
        "lane",
        completed("result"),
        done=lambda result: seen.append((result, threading.current_thread())),
        failed=unexpected,
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("result", threading.main_thread())]


def test_an_error_of_a_job_is_told_and_not_raised(runner: Runner, qtbot: QtBot) -> None:
    def job() -> Job[None]:
        yield Progress(0, 1)
        raise ValueError("broken")

    errors: list[Exception] = []
    runner.start("lane", job(), done=unexpected, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "broken"
    assert not runner.is_busy("lane")


def test_the_newest_of_many_waiting_jobs_wins(runner: Runner, qtbot: QtBot) -> None:
    gate = Gate()
    results: list[object] = []
    runner.start("lane", gate.job(), done=results.append, failed=unexpected, patience=0.0)
    assert gate.entered.wait(10)
    for number in range(20):
        runner.start("lane", completed(number), done=results.append, failed=unexpected)
    gate.opened.set()
    qtbot.waitUntil(lambda: bool(results))
    qtbot.waitUntil(lambda: not runner.is_busy("lane"))
    assert results == [19]
    assert gate.closed.is_set()


def test_a_job_within_its_patience_may_finish_before_the_newer_one(
    runner: Runner, qtbot: QtBot
) -> None:
    gate = Gate("first")
    results: list[object] = []
    runner.start("lane", gate.job(), done=results.append, failed=unexpected, patience=60.0)
    assert gate.entered.wait(10)
    runner.start("lane", completed("second"), done=results.append, failed=unexpected)
    gate.opened.set()
    qtbot.waitUntil(lambda: len(results) == 2)
    assert results == ["first", "second"]


def test_a_replaced_job_that_has_told_enough_ends_whatever_its_patience(
    runner: Runner, qtbot: QtBot
) -> None:
    gate, results = Gate("first"), list[object]()
    told = threading.Event()
    runner.start(
        "lane",
        gate.job(),
        done=unexpected,
        failed=unexpected,
        patience=60.0,
        enough=told.is_set,
    )
    assert gate.entered.wait(10)
    told.set()
    runner.start("lane", completed("second"), done=results.append, failed=unexpected)
    gate.opened.set()
    qtbot.waitUntil(lambda: results == ["second"])
    assert gate.closed.is_set()


def test_a_job_that_has_told_enough_goes_on_until_it_is_replaced(
    runner: Runner, qtbot: QtBot
) -> None:
    gate, results = Gate("first"), list[object]()
    runner.start("lane", gate.job(), done=results.append, failed=unexpected, enough=lambda: True)
    gate.opened.set()
    qtbot.waitUntil(lambda: results == ["first"])


def test_a_cancelled_job_is_closed_and_never_heard_of(runner: Runner, qtbot: QtBot) -> None:
    gate = Gate()
    with qtbot.waitSignal(runner.ended):
        runner.start("lane", gate.job(), done=unexpected, failed=unexpected)
        assert gate.entered.wait(10)
        runner.cancel("lane")
        assert not runner.is_busy("lane")
        gate.opened.set()
    assert gate.closed.wait(10)


def test_lanes_do_not_wait_for_each_other(runner: Runner, qtbot: QtBot) -> None:
    gate = Gate()
    results: list[object] = []
    runner.start("slow", gate.job(), done=results.append, failed=unexpected)
    runner.start("quick", completed("quick"), done=results.append, failed=unexpected)
    qtbot.waitUntil(lambda: results == ["quick"])
    gate.opened.set()
    qtbot.waitUntil(lambda: results == ["quick", "gate"])


def test_after_shut_down_nothing_runs_and_nothing_is_told(qtbot: QtBot) -> None:
    runner = Runner()
    gate = Gate()
    runner.start("lane", gate.job(), done=unexpected, failed=unexpected)
    assert gate.entered.wait(10)
    gate.opened.set()
    assert runner.shut_down(5.0)
    later: list[object] = []
    runner.start("lane", _notice_start(later), done=unexpected, failed=unexpected)
    qtbot.wait(20)
    assert not later
    assert not [t for t in threading.enumerate() if t.name.startswith("kernelview-job")]


def _notice_start(started: list[object]) -> Generator[Progress, None, None]:
    started.append("started")
    yield Progress(0, 1)
