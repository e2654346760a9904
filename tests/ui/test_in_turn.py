import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kernelview.jobs import Job, Progress
from kernelview.ui.in_turn import InTurn
from kernelview.ui.runner import Runner


@pytest.fixture
def in_turn(qtbot: QtBot) -> Iterator[InTurn]:
    parent = QObject()
    runner = Runner(parent)
    yield InTurn(runner, "turns")
    runner.shut_down(5)


def working(number: int, seconds: float, log: list[str]) -> Job[int]:
    log.append(f"begin {number}")
    yield Progress(0, 1)
    time.sleep(seconds)
    log.append(f"end {number}")
    if number == 1:
        raise OSError("one fails")
    return number


def test_a_slow_job_is_not_overtaken_and_a_failed_one_holds_nobody_up(
    qtbot: QtBot, in_turn: InTurn
) -> None:
    log: list[str] = []
    told: list[object] = []
    for number, seconds in enumerate((0.05, 0.0, 0.0)):
        in_turn.start(working(number, seconds, log), done=told.append, failed=told.append)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert log == [f"{what} {number}" for number in range(3) for what in ("begin", "end")]
    assert told[0] == 0
    assert isinstance(told[1], OSError)
    assert told[2] == 2


def test_a_job_begun_by_what_another_gave_comes_after_those_that_wait(
    qtbot: QtBot, in_turn: InTurn
) -> None:
    log: list[str] = []
    told: list[object] = []

    def more(result: object) -> None:
        told.append(result)
        in_turn.start(working(3, 0.0, log), done=told.append, failed=told.append)

    in_turn.start(working(0, 0.0, log), done=more, failed=told.append)
    in_turn.start(working(2, 0.0, log), done=told.append, failed=told.append)
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [0, 2, 3]
