"""The Train workspace as a person uses it, on a real X screen."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.document import edits, plan_edits
from kernelview.files.models import load_run
from kernelview.learn.choices import DataChoice, TrainingSettings
from kernelview.learn.learned import KernelAddress, learned_kernel
from kernelview.ui.commands import FILTER, TRAIN
from kernelview.ui.lab.lab import Lab
from kernelview.ui.main_window import MainWindow
from tests.ui.window_samples import Answers, open_window, wait_for_result

LONGEST = 60_000
DIGITS = 500


@contextmanager
def train_workspace(
    qtbot: QtBot, folder: Path, *, epochs: int = 2, answers: Answers | None = None
) -> Iterator[tuple[MainWindow, Lab]]:
    """Open the window on the Train workspace with 500 digits, ready to train."""
    with open_window(qtbot, folder, answers=answers) as window:
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        assert window.workspace == TRAIN
        lab = window.lab
        assert lab is not None
        window.session.apply("Few", lambda d: plan_edits.set_data(d, DataChoice(limit=DIGITS)))
        settings = TrainingSettings(epochs=epochs)
        window.session.apply("Short", lambda d: plan_edits.set_settings(d, settings))
        qtbot.waitUntil(lambda: lab.training.state == "ready", timeout=LONGEST)
        yield window, lab


def train_to_the_end(qtbot: QtBot, lab: Lab) -> None:
    """Press Train and wait."""
    QTest.mouseClick(lab.page.training.transport.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: lab.training.state == "finished", timeout=LONGEST)


def test_the_default_network_learns_500_digits(qtbot: QtBot, tmp_path: Path) -> None:
    with train_workspace(qtbot, tmp_path, epochs=3) as (_, lab):
        before = lab.layers()[0].kernels.copy()
        train_to_the_end(qtbot, lab)
        result = lab.training.result
        assert result is not None
        assert result.evaluation.accuracy > 0.6
        assert not np.array_equal(lab.layers()[0].kernels, before)
        assert "test pictures are right" in lab.page.training.message.text()
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 1)
        kept = load_run(lab.runs.runs[0].path)
        assert kept.history == result.record.history


def test_pause_step_and_go_on(qtbot: QtBot, tmp_path: Path) -> None:
    with train_workspace(qtbot, tmp_path, epochs=50) as (window, lab):
        transport = lab.page.training.transport
        batches: list[int] = []
        lab.training.told.connect(lambda news: batches.append(news.step.done))
        QTest.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: len(batches) > 3, timeout=LONGEST)
        QTest.mouseClick(transport.main, Qt.MouseButton.LeftButton)
        assert lab.training.state == "paused"
        qtbot.wait(200)
        told = len(batches)
        QTest.mouseClick(transport.step, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(batches) == told + 1, timeout=LONGEST)
        paused_at = batches[-1]
        qtbot.wait(200)
        assert batches[-1] == paused_at
        QTest.mouseClick(transport.step, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: batches[-1] == paused_at + 1, timeout=LONGEST)
        QTest.mouseClick(transport.main, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: batches[-1] > paused_at + 5, timeout=LONGEST)
        QTest.mouseClick(transport.stop, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: lab.training.state == "finished", timeout=LONGEST)
        assert transport.main.accessibleName() == "Train on"


def test_the_time_line_goes_back_to_the_random_start(qtbot: QtBot, tmp_path: Path) -> None:
    with train_workspace(qtbot, tmp_path) as (_, lab):
        start = lab.layers()[0].kernels.copy()
        train_to_the_end(qtbot, lab)
        wall = lab.page.wall
        track = wall.time.track
        track.setFocus()
        QTest.keyClick(track, Qt.Key.Key_Home)
        assert np.allclose(wall.layers[0].kernels, start)
        QTest.keyClick(track, Qt.Key.Key_End)
        assert np.array_equal(wall.layers[0].kernels, lab.layers()[0].kernels)


def test_a_drawn_digit_is_looked_at(qtbot: QtBot, tmp_path: Path) -> None:
    with train_workspace(qtbot, tmp_path) as (_, lab):
        train_to_the_end(qtbot, lab)
        canvas = lab.page.pad.canvas
        width, height = canvas.width(), canvas.height()
        top, bottom = QPoint(width // 2, height // 5), QPoint(width // 2, height * 4 // 5)
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=top)
        for step in range(1, 11):
            QTest.mouseMove(canvas, top + (bottom - top) * step / 10)
            qtbot.wait(5)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=bottom)
        qtbot.waitUntil(lambda: lab.looking.look is not None, timeout=LONGEST)
        look = lab.looking.look
        assert look is not None
        assert look.perception.pixels.max() > 0.5
        assert abs(float(look.perception.probabilities.sum()) - 1) < 1e-4
        assert lab.page.findings.currentWidget() is lab.page.digit


def test_kernel_7_is_edited_and_put_back(qtbot: QtBot, tmp_path: Path) -> None:
    with train_workspace(qtbot, tmp_path) as (window, lab):
        train_to_the_end(qtbot, lab)
        address = KernelAddress("conv1", 7)
        kernel = learned_kernel(lab.layers()[0], address)
        lab.page.wall.open_asked.emit(address, kernel)
        assert window.workspace == FILTER
        assert window.session.document.kernel == kernel
        wait_for_result(qtbot, window)
        window.session.apply("Zero", lambda d: edits.set_cells(d, {(1, 1): 4.0}))
        QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        lab.page.wall.put_back_asked.emit(address)
        qtbot.waitUntil(lambda: lab.layers()[0].kernels[1, 1, 0, 7] == 4.0, timeout=LONGEST)
        assert "before" in window.notice.text.text()
        changed = learned_kernel(lab.layers()[0], address)
        assert np.allclose(changed.weights, window.session.document.kernel.weights)


def test_a_unit_is_applied_to_the_picture_with_bias_and_relu(qtbot: QtBot, tmp_path: Path) -> None:
    with train_workspace(qtbot, tmp_path) as (window, lab):
        train_to_the_end(qtbot, lab)
        lab.page.wall.apply_asked.emit(KernelAddress("conv1", 3))
        stages = window.session.document.pipeline.stages
        assert [type(stage).__name__ for stage in stages] == ["Convolve", "Activate"]
        wait_for_result(qtbot, window)


def test_closing_in_mid_training_asks_and_ends_it(qtbot: QtBot, tmp_path: Path) -> None:
    answers = Answers(may_lose=True)
    with train_workspace(qtbot, tmp_path, epochs=10_000, answers=answers) as (window, lab):
        QTest.mouseClick(lab.page.training.transport.main, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(lab.page.wall.moments), timeout=LONGEST)
        window.close()
        assert not window.isVisible()
        assert any("learn" in question for question in answers.asked)
    names = [thread.name for thread in threading.enumerate() if thread.is_alive()]
    assert not [name for name in names if name.startswith("kernelview-job")]


def test_a_kept_run_is_restored_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    with train_workspace(qtbot, tmp_path) as (_, lab):
        train_to_the_end(qtbot, lab)
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 1)
        weights = lab.training.weights
    with open_window(qtbot, tmp_path) as window:
        window.show_workspace(TRAIN)
        restarted = window.lab
        assert restarted is not None
        qtbot.waitUntil(lambda: len(restarted.runs.runs) == 1, timeout=LONGEST)
        restarted.restore(restarted.runs.runs[0].path.name)
        qtbot.waitUntil(lambda: restarted.training.state == "finished", timeout=LONGEST)
        assert window.session.document.plan.data.limit == DIGITS
        for ours, kept in zip(restarted.training.weights, weights, strict=True):
            assert np.array_equal(ours, kept)
