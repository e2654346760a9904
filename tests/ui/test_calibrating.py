"""The methods are measured when the window is quiet, once, and never in the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kernelview.engine import METHODS
from kernelview.engine.speeds import Speeds, speeds, use_speeds
from kernelview.files.speeds_file import load_speeds, this_machine
from kernelview.jobs import Job, completed
from kernelview.ui.application import calibrating
from kernelview.ui.calibrating import LANE, Calibrating
from kernelview.ui.runner import Runner
from kernelview.ui.wiring import TASKS
from kernelview.usecases.calibrate_methods import calibrate_methods
from tests.ui.window_samples import open_window

MEASURED = Speeds(dict.fromkeys(METHODS, 1.5))


@pytest.fixture(autouse=True)
def before() -> Iterator[Speeds]:
    """The speeds that other tests go by."""
    found = speeds()
    yield found
    use_speeds(found)


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.shut_down(5.0)
    made.deleteLater()


def quickly(path: Path) -> Job[Speeds]:
    return calibrate_methods(path, completed(MEASURED))


def test_a_quiet_window_measures_once_and_keeps_it(
    qtbot: QtBot, runner: Runner, tmp_path: Path
) -> None:
    path, started = tmp_path / "speeds.json", []

    def count(path: Path) -> Job[Speeds]:
        started.append(path)
        return quickly(path)

    made = Calibrating(
        runner, path, runner, is_idle=lambda: True, idle_milliseconds=1, calibrate=count
    )
    with qtbot.waitSignal(made.ended):
        made.start()
    qtbot.wait(20)
    assert started == [path]
    assert speeds() is MEASURED
    assert load_speeds(path, this_machine()) is not None


def test_a_busy_window_is_left_alone_until_it_is_quiet(
    qtbot: QtBot, runner: Runner, tmp_path: Path
) -> None:
    answers = [False, False, True]
    made = Calibrating(
        runner, tmp_path / "speeds.json", runner,
        is_idle=lambda: answers.pop(0), idle_milliseconds=1, calibrate=quickly,
    )  # fmt: skip
    with qtbot.waitSignal(made.ended):
        made.start()
    assert answers == []


def test_a_window_measures_nothing_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        assert window.findChildren(Calibrating) == []
        made = calibrating(window, tmp_path / "speeds.json")
        assert window.findChildren(Calibrating) == [made]
        assert not (tmp_path / "speeds.json").exists()


def test_measuring_shows_no_progress_bar() -> None:
    assert not any(LANE.startswith(start) for start in TASKS)
