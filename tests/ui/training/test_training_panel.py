"""The panel that starts a training and says how it goes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kernelview.learn.choices import TrainingSettings
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.lab_state import LabState
from kernelview.ui.theme import DARK
from kernelview.ui.training import TrainingPanel
from kernelview.ui.training.rate_box import RATES
from kernelview.ui.training.settings_fields import WAIT
from kernelview.ui.training.training_panel import NARROWEST
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
    panel.show()
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
    enter(getattr(panel.settings, box), typed)
    assert [getattr(said[-1], field)] == [value]
    panel.show_settings(said[-1], None)
    assert len(said) == 1


def enter(box: NumberBox, text: str) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


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


def turn(widget: QWidget, amount: int) -> None:
    """Turn the wheel over a widget; 120 is a notch."""
    middle = QPointF(widget.rect().center())
    QApplication.sendEvent(
        widget,
        QWheelEvent(
            middle,
            QPointF(widget.mapToGlobal(middle.toPoint())),
            QPoint(),
            QPoint(0, amount),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def test_the_wheel_steps_once_a_notch_and_only_with_the_focus(panel: TrainingPanel) -> None:
    box = panel.settings.rate
    turn(box, 120)
    assert box.value == 0.001
    box.setFocus()
    for _ in range(8):
        turn(box, 15)
    assert box.value == 0.002
    turn(box, -240)
    assert box.value == 0.0005


def test_the_page_keys_go_by_powers_of_ten(panel: TrainingPanel) -> None:
    box = panel.settings.rate
    QTest.keyClick(box, Qt.Key.Key_PageUp)
    assert box.value == 0.01
    QTest.keyClick(box, Qt.Key.Key_PageDown)
    QTest.keyClick(box, Qt.Key.Key_PageDown)
    assert box.value == 0.0001


def test_the_batch_doubles_and_halves(panel: TrainingPanel) -> None:
    box, seen = panel.settings.batch, []
    box.value_edited.connect(lambda value, _: seen.append(value))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(box, key)
    box.show_value(100)
    QTest.keyClick(box, Qt.Key.Key_Down)
    box.show_value(10_000)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert seen == [64, 128, 64, 64]


def test_a_run_of_steps_is_one_step_of_the_history(panel: TrainingPanel) -> None:
    keys: list[object] = []
    panel.settings_changed.connect(lambda *said: keys.append(said[2]))
    for _ in range(3):
        QTest.keyClick(panel.settings.rate, Qt.Key.Key_Up)
    assert keys[0] is not None
    assert len(set(keys)) == 1


def test_a_number_that_is_not_whole_is_rounded_where_all_can_see(panel: TrainingPanel) -> None:
    said: list[TrainingSettings] = []
    panel.settings_changed.connect(lambda settings, *_: said.append(settings))
    enter(panel.settings.epochs, "7.4")
    assert (said[-1].epochs, panel.settings.epochs.text()) == (7, "7")


@pytest.mark.parametrize(
    ("box", "text"),
    [("rate", "0"), ("rate", "fast"), ("batch", "0"), ("epochs", "-1"), ("seed", "2^40"),
     ("dropout", "1"), ("momentum", "1")],
)  # fmt: skip
def test_what_cannot_be_is_marked_and_changes_nothing(
    panel: TrainingPanel, box: str, text: str
) -> None:
    panel.show_settings(TrainingSettings(optimizer="sgd"), None)
    said: list[object] = []
    panel.settings_changed.connect(lambda *_: said.append(1))
    panel.dropout_changed.connect(lambda *_: said.append(1))
    widget = getattr(panel.settings, box)
    enter(widget, text)
    assert said == []
    assert widget.property("invalid")
    assert widget.text() == text


def test_only_another_learning_rate_is_told_to_a_training_under_way(panel: TrainingPanel) -> None:
    rates: list[float] = []
    panel.learning_rate_changed.connect(rates.append)
    enter(panel.settings.epochs, "9")
    enter(panel.settings.rate, "0.02")
    assert rates == [0.02]


def test_dropout_is_asked_for_and_shown(panel: TrainingPanel) -> None:
    said: list[float] = []
    panel.dropout_changed.connect(lambda rate, _: said.append(rate))
    enter(panel.settings.dropout, "1/4")
    QTest.keyClick(panel.settings.dropout, Qt.Key.Key_Up)
    assert said == [0.25, 0.35]
    panel.show_settings(TrainingSettings(), None)
    assert panel.settings.dropout.text() == "0"


def test_what_is_grey_says_why_and_then_again_what_it_is_for(panel: TrainingPanel) -> None:
    fields = panel.settings
    kept = (fields.optimizer, fields.momentum, fields.batch, fields.epochs, fields.seed)
    before = [one.toolTip() for one in kept]
    panel.show_state("training")
    panel.show_state("paused")
    panel.show_settings(TrainingSettings(), 0.5)
    assert {one.toolTip() for one in kept} == {WAIT}
    assert fields.epochs.lineEdit().toolTip() == WAIT
    assert fields.rate.toolTip() != WAIT
    panel.show_state("finished")
    assert [one.toolTip() for one in kept] == before
    assert fields.epochs.lineEdit().toolTip() == fields.epochs.toolTip()


def test_the_focus_stays_at_the_buttons_when_one_goes_grey(panel: TrainingPanel) -> None:
    panel.show_state("training")
    transport = panel.transport
    transport.stop.setFocus()
    panel.show_state("finished")
    assert transport.main.hasFocus()


def test_small_buttons_have_their_words_where_there_is_room(panel: TrainingPanel) -> None:
    step = panel.transport.step
    assert step.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    panel.resize(270, 420)
    QTest.qWait(1)
    assert step.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert step.accessibleName() == "Step"


@pytest.mark.parametrize("width", [NARROWEST, 320])
@pytest.mark.parametrize("state", ["ready", "training", "paused", "finished"])
def test_no_text_of_a_button_is_cut(panel: TrainingPanel, width: int, state: LabState) -> None:
    panel.resize(width, 420)
    panel.show_state(state)
    QTest.qWait(1)
    for button in panel.transport.buttons:
        assert button.width() >= button.sizeHint().width(), button.accessibleName()


def test_the_buttons_stay_in_sight_in_a_low_window(panel: TrainingPanel) -> None:
    panel.show_state("training")
    panel.show_speed(9_876.4, 71.6, 2, 5, 0.25)
    panel.show_message("Training")
    panel.resize(280, 224)
    QTest.qWait(1)
    panel.settings.dropout.setFocus(Qt.FocusReason.TabFocusReason)
    for button in panel.transport.buttons:
        assert button.visibleRegion().boundingRect().size() == button.size()


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
