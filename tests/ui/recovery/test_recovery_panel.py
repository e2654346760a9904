"""The panel that finds a kernel again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QSlider, QWidget
from pytestqt.qtbot import QtBot

from kernelview.document import Document
from kernelview.files.images import save_image
from kernelview.kernels import Kernel, parse_matrix, preset
from kernelview.ui.appearance import Appearance
from kernelview.ui.recovery import Recovering, RecoveryPanel, connect_recovery
from kernelview.ui.recovery.tiles import limit_of
from kernelview.ui.theme import DARK
from kernelview.usecases.recovery_sources import Source
from tests.ui.library.samples import window_for
from tests.ui.recovery.samples import flat, in_hand, recovering

TIMEOUT = 30_000
LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A panel with its worker; `answer` is what a person opens when asked."""

    def __init__(self, panel: RecoveryPanel, worker: Recovering, qtbot: QtBot) -> None:
        self.panel, self.worker, self.qtbot = panel, worker, qtbot
        self.answer: Path | None = None
        connect_recovery(panel, worker, lambda: self.answer)

    def press(self) -> None:
        QTest.mouseClick(self.panel.controls.run, LEFT)

    def find(self) -> None:
        """Press the button and wait for what is found."""
        with self.qtbot.waitSignal(self.worker.finished, timeout=TIMEOUT):
            self.press()

    def choose_descent(self, steps: int) -> None:
        method = self.panel.controls.method
        method.method.setCurrentIndex(1)
        method.method.activated.emit(1)
        method.steps.show_value(steps)

    @property
    def headings(self) -> list[str]:
        return [tile.heading for tile in self.panel.outcome.maps.tiles]


@contextmanager
def bench(
    qtbot: QtBot, document: Document | None = None, *, width: int = 980, height: int = 780
) -> Iterator[Bench]:
    """Show a panel; no fixture, which would keep it longer than its menus may live."""
    window = window_for(qtbot, width, height)
    panel = RecoveryPanel(Appearance(), window)
    panel.resize(width, height)
    panel.show()
    with recovering() as worker:
        made = Bench(panel, worker, qtbot)
        worker.show_document(document or in_hand())
        yield made
    window.close()
    window.deleteLater()


def drop(widget: QWidget, path: Path) -> None:
    """Drag a file over a widget and let go; Qt wants to see both."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, free = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), copy, mime, LEFT, free))
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copy, mime, LEFT, free))


def test_the_gaussian_in_hand_is_found_from_its_8_bit_result(qtbot: QtBot) -> None:
    with bench(qtbot) as made:
        made.find()
        outcome = made.panel.outcome
        assert outcome.isVisible()
        assert outcome.verdict.text().startswith("The kernel is well determined")
        assert made.headings == ["Found", "Truth", "Found minus truth"]
        found = outcome.maps.tiles[0]
        np.testing.assert_allclose(found.values, preset("gaussian-5").effective_weights, atol=1e-3)
        assert found.errors is not None
        assert limit_of(outcome.maps.tiles) == pytest.approx(36 / 256, abs=1e-3)
        assert any(
            line.startswith("Weights told apart: 25.0 of 25") for line in outcome.facts.lines
        )
        assert not outcome.descent.isVisible()
        assert "camera.png against its result as shown" in outcome.subject.text()


def test_a_descent_is_scrubbed_step_by_step(qtbot: QtBot) -> None:
    with bench(qtbot) as made:
        made.choose_descent(300)
        made.find()
        outcome, descent = made.panel.outcome, made.panel.outcome.descent
        assert descent.isVisible()
        assert descent.words.text().startswith("Step 300 of 300")
        last = outcome.maps.tiles[0]
        assert last.errors is not None
        descent.slider.setValue(0)
        assert descent.words.text().startswith("Step 0 of 300")
        first = outcome.maps.tiles[0]
        assert first.errors is None
        assert float(np.abs(first.values - last.values).max()) > 0.05
        QTest.keyClick(descent.slider, Qt.Key.Key_Right)
        assert descent.words.text().startswith("Step 1 of 300")
        QTest.keyClick(descent.slider, Qt.Key.Key_End)
        np.testing.assert_array_equal(outcome.maps.tiles[0].values, last.values)


def test_the_mark_in_the_plot_goes_to_the_nearest_step_kept(qtbot: QtBot) -> None:
    with bench(qtbot) as made:
        made.choose_descent(300)
        made.find()
        descent = made.panel.outcome.descent
        descent.plot.pointed.emit(40.2)
        assert descent.shown is not None
        assert descent.shown.step == 40
        assert descent.plot.mark.value() == 40
        heights = descent.plot.curves[2].getData()[1]
        assert np.isfinite(heights).all()
        assert heights[-1] < heights[0] - 1


def test_playing_runs_to_the_last_step_and_scrubbing_ends_it(qtbot: QtBot) -> None:
    with bench(qtbot) as made:
        made.choose_descent(40)
        made.find()
        descent = made.panel.outcome.descent
        descent.speed.setCurrentIndex(2)
        descent.speed.activated.emit(2)
        QTest.mouseClick(descent.play, LEFT)
        assert descent.play.accessibleName() == "Pause the playing"
        descent.slider.setValue(30)
        assert not descent.stepper.is_playing
        descent.toggle()
        qtbot.waitUntil(lambda: not descent.stepper.is_playing, timeout=TIMEOUT)
        assert descent.slider.value() == descent.slider.maximum()


def test_cancel_brings_back_what_was_found_before(qtbot: QtBot) -> None:
    with bench(qtbot) as made:
        made.find()
        before = made.panel.outcome.maps.tiles
        made.choose_descent(100_000)
        with qtbot.waitSignal(made.worker.stepped, timeout=TIMEOUT):
            made.press()
        assert made.panel.controls.run.accessibleName() == "Cancel"
        made.press()
        assert not made.worker.is_busy
        assert made.panel.controls.run.accessibleName() == "Find kernel"
        shown = made.panel.outcome.maps.tiles
        np.testing.assert_array_equal(shown[0].values, before[0].values)
        assert made.panel.outcome.verdict.text().startswith("The kernel is well determined")


def test_a_flat_picture_is_refused_with_the_reason(qtbot: QtBot) -> None:
    with bench(qtbot, in_hand(image=flat())) as made:
        with qtbot.waitSignal(made.worker.failed, timeout=TIMEOUT):
            made.press()
        message = made.panel.controls.message
        assert message.isVisible()
        assert "flat.png" in message.text()
        assert "all kernels look alike" in message.text()
        assert not made.panel.outcome.isVisible()


def test_pictures_of_other_sizes_are_refused(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    save_image(np.zeros((20, 30), np.uint8), path)
    with bench(qtbot) as made:
        drop(made.panel.controls.after, path)
        assert made.panel.controls.after.source == Source("file", path)
        with qtbot.waitSignal(made.worker.failed, timeout=TIMEOUT):
            made.press()
        assert "30×20" in made.panel.controls.message.text()


def test_open_asks_for_a_file_and_no_answer_leaves_the_choice(qtbot: QtBot, tmp_path: Path) -> None:
    with bench(qtbot) as made:
        row = made.panel.controls.before
        QTest.mouseClick(row.open, LEFT)
        assert row.source == Source("hand")
        row.box.setCurrentIndex(1)
        row.box.activated.emit(1)
        assert row.box.choice == "hand"
        made.answer = tmp_path / "photo.png"
        QTest.mouseClick(row.open, LEFT)
        assert row.source == Source("file", made.answer)
        assert row.box.currentText() == "photo.png"


def test_the_size_is_linked_until_it_is_not(qtbot: QtBot) -> None:
    with bench(qtbot) as made:
        method = made.panel.controls.method
        method.rows.setValue(7)
        assert method.kernel_size == (7, 7)
        QTest.mouseClick(method.link, LEFT)
        method.columns.setValue(3)
        assert made.panel.controls.wish.size == (7, 3)
        method.columns.setValue(99)
        assert method.kernel_size == (7, 31)


def test_the_kernel_is_opened_saved_and_copied(qtbot: QtBot) -> None:
    taken: list[Kernel] = []
    with bench(qtbot) as made:
        made.find()
        made.panel.open_wanted.connect(taken.append)
        made.panel.save_wanted.connect(taken.append)
        buttons = made.panel.outcome.buttons
        for button in (buttons.open, buttons.save, buttons.copy):
            QTest.mouseClick(button, LEFT)
        text = QGuiApplication.clipboard().text()
    assert [kernel.name for kernel in taken] == ["Recovered from camera.png"] * 2
    assert taken[0].offset == 0
    np.testing.assert_array_equal(parse_matrix(text).weights, taken[0].weights)


def test_a_result_that_is_not_linear_is_told_first(qtbot: QtBot) -> None:
    with bench(qtbot, in_hand(preset("sobel-x"), show="absolute")) as made:
        made.find()
        assert "not a linear filter" in made.panel.outcome.verdict.text()


def test_every_control_has_a_name_and_fits_a_narrow_place(qtbot: QtBot) -> None:
    with bench(qtbot, width=650, height=480) as made:
        made.choose_descent(50)
        made.find()
        kinds: tuple[Any, ...] = (QAbstractSpinBox, QComboBox, QSlider)
        for kind in kinds:
            for widget in made.panel.findChildren(kind):
                assert widget.accessibleName(), widget
        for part in (made.panel.controls, made.panel.outcome, made.panel.outcome.buttons):
            assert part.minimumSizeHint().width() <= 650
        made.panel._appearance.set_theme(DARK)
        assert not made.panel.grab().isNull()
