"""The panel that starts a training and says how it goes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from kernelview.learn.choices import TrainingSettings
from kernelview.ui.lab_state import LabState
from kernelview.ui.theme import DARK
from kernelview.ui.training import TrainingPanel
from kernelview.ui.training.rate_box import RATES
from tests.ui.library.samples import new_appearance, window_for

CONTROLS = (QAbstractSpinBox, QComboBox, QPushButton, QToolButton)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[TrainingPanel]:
    window = window_for(qtbot, 320, 420)
    panel = TrainingPanel(new_appearance(), window)
    panel.resize(320, 420)
    panel.show_settings(TrainingSettings(), None)
    panel.show_state("ready")
    window.show()
    yield panel
    window.close()


@pytest.mark.parametrize(
    ("state", "words", "train", "stop", "reset"),
    [
        ("no-data", "Train", False, False, False),
        ("loading", "Train", False, False, False),
        ("ready", "Train", True, False, False),
        ("training", "Pause", True, True, True),
        ("paused", "Continue", True, True, True),
        ("finished", "Train on", True, False, True),
    ],
)
def test_what_can_be_done_follows_the_state(
    panel: TrainingPanel, state: LabState, words: str, train: bool, stop: bool, reset: bool
) -> None:
    panel.show_state(state)
    transport = panel.transport
    assert transport.main.accessibleName() == words
    assert transport.main.isEnabled() == transport.step.isEnabled() == train
    assert (transport.stop.isEnabled(), transport.reset.isEnabled()) == (stop, reset)
    is_free = state not in {"training", "paused"}
    assert panel.settings.epochs.isEnabled() == panel.settings.optimizer.isEnabled() == is_free
    assert panel.settings.rate.isEnabled()


def test_each_button_asks_for_its_own(panel: TrainingPanel) -> None:
    asked: list[str] = []
    for name in ("train", "step", "stop", "reset"):
        getattr(panel, f"{name}_asked").connect(lambda name=name: asked.append(name))
    panel.show_state("paused")
    transport = panel.transport
    for button in (transport.main, transport.step, transport.stop, transport.reset):
        QTest.mouseClick(button, LEFT)
    assert asked == ["train", "step", "stop", "reset"]


@pytest.mark.parametrize(
    ("box", "field", "typed", "value"),
    [
        ("rate", "learning_rate", "0.02", 0.02),
        ("batch", "batch_size", "64", 64),
        ("epochs", "epochs", "7", 7),
        ("seed", "seed", "3", 3),
    ],
)
def test_a_typed_number_changes_its_setting_alone(
    panel: TrainingPanel, box: str, field: str, typed: str, value: float
) -> None:
    said: list[TrainingSettings] = []
    panel.settings_changed.connect(lambda settings, *_: said.append(settings))
    widget = getattr(panel.settings, box)
    widget.setFocus()
    widget.selectAll()
    QTest.keyClicks(widget, typed)
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert [getattr(said[-1], field)] == [value]
    panel.show_settings(said[-1], None)
    assert len(said) == 1


def test_the_learning_rate_steps_one_two_five(panel: TrainingPanel) -> None:
    box, seen = panel.settings.rate, []
    box.value_edited.connect(lambda value, _: seen.append(value))
    for _ in range(3):
        QTest.keyClick(box, Qt.Key.Key_Up)
    for _ in range(4):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert seen == [0.002, 0.005, 0.01, 0.005, 0.002, 0.001, 0.0005]
    box.show_value(RATES[0])
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.value == RATES[0]


@pytest.mark.parametrize(("rate", "after"), [(0.001, 0.01), (0.5, 0.5)])
def test_another_optimizer_brings_its_usual_rate_unless_one_was_chosen(
    panel: TrainingPanel, rate: float, after: float
) -> None:
    panel.show_settings(TrainingSettings(learning_rate=rate), None)
    said: list[TrainingSettings] = []
    panel.settings_changed.connect(lambda settings, *_: said.append(settings))
    box = panel.settings.optimizer
    box.setCurrentIndex(box.findData("sgd"))
    box.activated.emit(box.currentIndex())
    assert (said[0].optimizer, said[0].learning_rate) == ("sgd", after)


def test_momentum_is_shown_where_it_applies(panel: TrainingPanel) -> None:
    assert not panel.settings.momentum.isVisibleTo(panel)
    panel.show_settings(TrainingSettings(optimizer="sgd"), None)
    assert panel.settings.momentum.isVisibleTo(panel)


def test_the_speed_is_told_in_words_and_goes_with_the_training(panel: TrainingPanel) -> None:
    panel.show_state("training")
    panel.show_speed(9_876.4, 71.6, 2, 5, 0.25)
    assert panel.speed.text() == "epoch 2 of 5 · 9,876 images/s · 1:12 left"
    assert panel.progress.value() == 250
    panel.show_state("ready")
    assert (panel.speed.text(), panel.progress.value()) == ("", 0)


def test_every_control_has_a_name_and_a_tooltip_with_its_shortcut(panel: TrainingPanel) -> None:
    panel.show_shortcuts({"train": "Ctrl+R"})
    assert "Ctrl+R" in panel.transport.main.toolTip()
    for kind in CONTROLS:
        for widget in panel.findChildren(kind):
            assert widget.accessibleName(), widget
            assert widget.toolTip(), widget.accessibleName()


def test_the_icons_follow_the_theme(panel: TrainingPanel) -> None:
    before = panel.transport.stop.icon().cacheKey()
    panel._appearance.set_theme(DARK)
    assert panel.transport.stop.icon().cacheKey() != before
