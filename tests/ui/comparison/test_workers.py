from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kernelview.kernels import Kernel, preset
from kernelview.learn.learned import KernelAddress
from kernelview.learn.run_record import RunRecord
from kernelview.ui.comparison.matching import Matching
from kernelview.ui.comparison.slots import Slots
from kernelview.ui.runner import Runner
from kernelview.usecases.compare_banks import MatchChoice
from kernelview.usecases.learned_kernels import learned_of
from tests.usecases.training_samples import trained, with_settings

FIRST = KernelAddress("conv1", 0)


@pytest.fixture(scope="module")
def record() -> RunRecord:
    return trained(with_settings(epochs=1)).record


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    parent = QObject()
    made = Runner(parent)
    yield made
    made.shut_down(5)


def test_a_network_is_matched_as_soon_as_it_is_shown(
    qtbot: QtBot, runner: Runner, record: RunRecord
) -> None:
    matching = Matching(runner)
    with qtbot.waitSignal(matching.finished, timeout=20_000):
        matching.show_record(record)
    assert matching.comparison is not None
    assert len(matching.comparison.pairings) == 4


def test_no_network_leaves_no_comparison(qtbot: QtBot, runner: Runner, record: RunRecord) -> None:
    matching = Matching(runner)
    matching.show_record(record)
    with qtbot.waitSignal(matching.finished) as finished:
        matching.show_record(None)
    assert finished.args == [None]
    qtbot.waitUntil(lambda: not runner.has_running("matching"))
    assert matching.comparison is None


def test_another_choice_matches_anew(qtbot: QtBot, runner: Runner, record: RunRecord) -> None:
    matching = Matching(runner)
    matching.show_choice(MatchChoice("presets"))
    with qtbot.waitSignal(matching.finished):
        matching.show_record(record)
    with qtbot.waitSignal(matching.finished):
        matching.show_choice(MatchChoice("families"))
    assert matching.comparison is not None
    assert all(one.match and one.match.classical.recipe for one in matching.comparison.pairings)


def test_kernels_under_mine_are_matched_as_they_come(
    qtbot: QtBot, runner: Runner, record: RunRecord
) -> None:
    matching = Matching(runner)
    with qtbot.waitSignal(matching.finished, timeout=20_000):
        matching.show_record(record)
    with qtbot.waitSignal(matching.finished, timeout=20_000):
        matching.show_own([learned_of(record)[3].kernel.replace(name="found")])
    assert matching.comparison is not None
    match = matching.comparison.pairings[3].match
    assert match is not None
    assert match.classical.name == "found"


def test_mine_without_a_kernel_is_refused_with_the_reason(
    qtbot: QtBot, runner: Runner, record: RunRecord
) -> None:
    matching = Matching(runner)
    matching.show_choice(MatchChoice("mine"))
    with qtbot.waitSignal(matching.failed) as failed:
        matching.show_record(record)
    assert "Mine" in failed.args[0]


def test_a_kernel_goes_into_a_unit_and_both_accuracies_are_told(
    qtbot: QtBot, runner: Runner, record: RunRecord
) -> None:
    slots = Slots(runner)
    with qtbot.waitSignal(slots.placed, timeout=20_000) as placed:
        slots.put(record, FIRST, preset("sobel-x"))
    after = placed.args[0].record
    assert learned_of(after)[0].kernel.weights == pytest.approx(preset("sobel-x").weights)
    assert placed.args[0].before.accuracy == pytest.approx(record.accuracy)
    assert after.started > record.started


def test_a_kernel_too_large_for_a_unit_is_refused(
    qtbot: QtBot, runner: Runner, record: RunRecord
) -> None:
    slots = Slots(runner)
    with qtbot.waitSignal(slots.failed, timeout=20_000) as failed:
        slots.put(record, FIRST, Kernel([[1.0] * 5] * 5))
    assert "5 × 5" in failed.args[0]


def test_pictures_that_are_gone_are_named(qtbot: QtBot, runner: Runner, record: RunRecord) -> None:
    slots = Slots(runner)
    gone = replace(record, data=replace(record.data, source="/nowhere/digits.npz"))
    with qtbot.waitSignal(slots.failed, timeout=20_000) as failed:
        slots.put(gone, FIRST, preset("sobel-x"))
    assert "digits.npz" in failed.args[0]
