"""The Compare workspace as a person uses it, on a real X screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.document import plan_edits
from kernelview.kernels.matching import fitted
from kernelview.learn.choices import DataChoice, TrainingSettings
from kernelview.ui.commands import COMPARE, FILTER
from kernelview.ui.comparison.comparison import Comparison
from kernelview.ui.main_window import MainWindow
from kernelview.usecases.learned_kernels import learned_of
from tests.ui.window_samples import Answers, open_window

LONGEST = 60_000
DIGITS = 500
CONTROL = Qt.KeyboardModifier.ControlModifier


@contextmanager
def compare_workspace(
    qtbot: QtBot, folder: Path, *, answers: Answers | None = None
) -> Iterator[tuple[MainWindow, Comparison]]:
    """Open the window on the Compare workspace for the first time; few digits to learn from."""
    with open_window(qtbot, folder, answers=answers) as window:
        qtbot.waitUntil(window.isActiveWindow)
        window.session.apply("Few", lambda d: plan_edits.set_data(d, DataChoice(limit=DIGITS)))
        settings = TrainingSettings(epochs=2)
        window.session.apply("Short", lambda d: plan_edits.set_settings(d, settings))
        QTest.keyClick(window, Qt.Key.Key_3, CONTROL)
        assert window.workspace == COMPARE
        comparison = window.comparison
        assert comparison is not None
        yield window, comparison


def train_first(qtbot: QtBot, comparison: Comparison) -> None:
    """Take what the first visit offers, and wait for what it opens on."""
    QTest.mouseClick(comparison.page.banks.empty.train, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: comparison.matching.comparison is not None, timeout=LONGEST)


def test_two_clicks_lead_from_launch_to_a_matched_comparison(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        window.session.apply("Few", lambda d: plan_edits.set_data(d, DataChoice(limit=DIGITS)))
        QTest.mouseClick(window.switch.button(COMPARE), Qt.MouseButton.LeftButton)
        comparison = window.comparison
        assert comparison is not None
        train_first(qtbot, comparison)
        assert comparison.matching.comparison is not None
        assert len(comparison.matching.comparison.pairings) == 64
        assert comparison.pairing is not None
        qtbot.waitUntil(
            lambda: comparison.page.pair.results.canvas.pair is not None, timeout=LONGEST
        )


def test_a_match_is_opened_and_put_into_the_network(qtbot: QtBot, tmp_path: Path) -> None:
    with compare_workspace(qtbot, tmp_path) as (_, comparison):
        train_first(qtbot, comparison)
        before = comparison.networks.record
        comparison.choose_pair(7)
        pairing = comparison.pairing
        assert pairing is not None
        assert pairing.match is not None
        with qtbot.waitSignal(comparison.slots.placed, timeout=LONGEST):
            comparison.replace()
        qtbot.waitUntil(lambda: comparison.networks.record is not before, timeout=LONGEST)
        record = comparison.networks.record
        assert record is not None
        model = fitted(pairing.match, pairing.learned.kernel)
        assert learned_of(record)[7].kernel.weights == pytest.approx(model.weights, abs=1e-6)
        qtbot.waitUntil(lambda: len(comparison.lab.runs.runs) == 2, timeout=LONGEST)
        assert comparison.place == 7


def test_a_learned_kernel_is_edited_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    with compare_workspace(qtbot, tmp_path) as (window, comparison):
        train_first(qtbot, comparison)
        comparison.choose_pair(3)
        QTest.keyClick(window, Qt.Key.Key_L, CONTROL)
        assert window.workspace == FILTER
        assert window.session.document.kernel.name == "conv1/3"
        window.editor.cells.grid.setFocus()
        window.editor.run("negate")
        window.show_workspace(COMPARE)
        edited = window.session.document.kernel
        with qtbot.waitSignal(comparison.slots.placed, timeout=LONGEST) as placed:
            comparison.put_back()
        changed = learned_of(placed.args[0].record)[3].kernel
        assert changed.weights == pytest.approx(edited.effective_weights, abs=1e-6)
        assert placed.args[0].before.loss != placed.args[0].after.loss
        qtbot.waitUntil(lambda: "before" in comparison.page.pair.accuracies.text(), timeout=LONGEST)


def test_pairs_are_stepped_through_by_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    with compare_workspace(qtbot, tmp_path) as (window, comparison):
        train_first(qtbot, comparison)
        content = comparison.page.banks.drawing.content
        assert content is not None
        assert comparison.place == content.order[0]
        QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        assert comparison.place == content.order[1]
        comparison.page.pair.results.canvas.setFocus()
        canvas = comparison.page.pair.results.canvas
        QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert comparison.place == content.order[0]


def test_an_experiment_is_run_small_and_one_is_cancelled(qtbot: QtBot, tmp_path: Path) -> None:
    with compare_workspace(qtbot, tmp_path) as (_, comparison):
        train_first(qtbot, comparison)
        panel, experimenting = comparison.page.experiments, comparison.experimenting
        comparison.page.show_named("Experiments")
        small = replace(panel.settings.request, seeds=(0, 1), epochs=1, limit=300)
        with qtbot.waitSignal(experimenting.finished, timeout=LONGEST):
            panel.run_wanted.emit(small)
        qtbot.waitUntil(lambda: len(experimenting.results) == 1, timeout=LONGEST)
        with qtbot.waitSignal(experimenting.progressed, timeout=LONGEST):
            panel.run_wanted.emit(replace(small, epochs=200))
        panel.cancel_wanted.emit()
        qtbot.waitUntil(lambda: not experimenting.is_running, timeout=LONGEST)
        assert len(experimenting.results) == 1


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_report_names_the_network_and_stands_alone(qtbot: QtBot, tmp_path: Path) -> None:
    answers = Answers(open_path=tmp_path / "report")
    with compare_workspace(qtbot, tmp_path, answers=answers) as (window, comparison):
        train_first(qtbot, comparison)
        QTest.keyClick(window, Qt.Key.Key_E, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        page = tmp_path / "report" / "report.html"
        qtbot.waitUntil(page.exists, timeout=LONGEST)
        parser = _Texts()
        html = page.read_text("utf-8")
        parser.feed(html)
        assert "conv1/0" in parser.text
        assert 'src="http' not in html
        qtbot.waitUntil(lambda: "report.html" in window.notice.text.text())


def test_the_window_closes_in_the_middle_of_an_experiment(qtbot: QtBot, tmp_path: Path) -> None:
    with compare_workspace(qtbot, tmp_path) as (window, comparison):
        train_first(qtbot, comparison)
        panel = comparison.page.experiments
        with qtbot.waitSignal(comparison.experimenting.progressed, timeout=LONGEST):
            panel.run_wanted.emit(replace(panel.settings.request, seeds=(0, 1, 2), epochs=200))
    assert window.has_ended_work


def test_a_matching_that_was_stopped_can_be_done_after_all(qtbot: QtBot, tmp_path: Path) -> None:
    with compare_workspace(qtbot, tmp_path) as (_, comparison):
        banks, matching = comparison.page.banks, comparison.matching
        QTest.mouseClick(banks.empty.train, Qt.MouseButton.LeftButton)
        with qtbot.waitSignal(matching.progressed, timeout=LONGEST):
            pass
        banks.empty.waiting.cancel.click()
        assert matching.comparison is None
        QTest.mouseClick(banks.empty.match, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: matching.comparison is not None, timeout=LONGEST)
        assert banks.empty.isHidden()


def test_a_stopped_matching_leaves_the_choice_and_network_that_are_shown(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with compare_workspace(qtbot, tmp_path) as (_, comparison):
        train_first(qtbot, comparison)
        banks, matching = comparison.page.banks, comparison.matching
        shown, record = matching.comparison, comparison.networks.record
        banks.header.bank.setCurrentIndex(banks.header.bank.findData("presets"))
        banks.header.bank.activated.emit(banks.header.bank.currentIndex())
        banks.busy.cancel.click()
        assert banks.choice.bank == matching.choice.bank == "everything"
        with qtbot.waitSignal(comparison.slots.placed, timeout=LONGEST):
            comparison.replace()
        assert comparison.networks.record is not record
        banks.busy.cancel.click()
        assert comparison.networks.record is record
        assert matching.comparison is shown
        assert banks.header.network.currentIndex() == comparison.networks.place
        assert comparison.pairing is not None
