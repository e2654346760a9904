from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kernelview.document import Document, Slot, kernels_of
from kernelview.engine import Activate, Convolve, Magnitude, Pool, Stage, Threshold
from kernelview.kernels import preset
from kernelview.ui.appearance import Appearance
from kernelview.ui.stages import StagesStrip
from kernelview.ui.stages.chip_state import LAST_KERNEL, magnitude_of
from kernelview.ui.stages.kernel_button import KernelButton
from kernelview.ui.stages.parameter_controls import (
    ActivationControls,
    PoolControls,
    ThresholdControls,
)
from kernelview.ui.stages.stage_chip import StageChip
from tests.ui.library.samples import document, new_appearance, window_for

SOBEL_X, SOBEL_Y = preset("sobel-x"), preset("sobel-y")
STAGES = (Convolve(SOBEL_X), Activate("relu"), Pool("max", 2, 2))


@pytest.fixture
def appearance(qtbot: QtBot) -> Appearance:
    return new_appearance()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return window_for(qtbot, 1000, 100)


@pytest.fixture
def strip(window: QWidget, appearance: Appearance) -> StagesStrip:
    strip = StagesStrip(appearance, window)
    strip.setGeometry(0, 0, 1000, 96)
    strip.show_document(document(*STAGES))
    strip.show()
    return strip


def spoken(strip: StagesStrip) -> list[str]:
    return [chip.accessibleName() for chip in strip.chips]


def follow(strip: StagesStrip, shown: Document) -> None:
    """Do to the document what the strip asks for, as the shell does."""
    now = [shown]

    def show(stages: tuple[Stage, ...]) -> None:
        now[0] = replace(now[0], pipeline=replace(now[0].pipeline, stages=stages))
        strip.show_document(now[0])

    def move(index: int, to: int) -> None:
        stages = list(now[0].pipeline.stages)
        stages.insert(to, stages.pop(index))
        now[0] = replace(now[0], slot=Slot(stages.index(now[0].stage_in_hand)))
        show(tuple(stages))

    strip.stage_moved.connect(move)
    strip.stage_removed.connect(
        lambda index: show(
            tuple(s for place, s in enumerate(now[0].pipeline.stages) if place != index)
        )
    )
    strip.stage_added.connect(lambda stage, _: show((*now[0].pipeline.stages, stage)))


def press(qtbot: QtBot, chip: StageChip, key: Qt.Key, *, control: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(chip, key, held)


def action(menu: QMenu, text: str) -> QAction:
    return next(each for each in menu.actions() if each.text() == text)


def test_every_stage_has_a_chip_in_order(strip: StagesStrip) -> None:
    assert [chip.state.stage for chip in strip.chips] == list(STAGES)


@pytest.mark.parametrize(
    "stages",
    [
        (Convolve(SOBEL_X),),
        (Pool(), Convolve(SOBEL_Y), Threshold()),
        (Magnitude(SOBEL_X, SOBEL_Y), Activate("tanh"), Pool(), Pool("average", 3, 1)),
    ],
)
def test_the_chips_follow_the_document(strip: StagesStrip, stages: tuple[Stage, ...]) -> None:
    index = next(place for place, stage in enumerate(stages) if kernels_of(stage))
    strip.show_document(document(*stages, slot=Slot(index)))

    assert [chip.state.stage for chip in strip.chips] == list(stages)
    assert all(chip.isVisible() for chip in strip.chips)


def test_a_chip_whose_kernel_changes_stays_the_same_widget(strip: StagesStrip) -> None:
    before = strip.chips
    strip.show_document(document(Convolve(SOBEL_Y), *STAGES[1:]))

    assert strip.chips == before


def test_showing_a_document_asks_for_nothing(strip: StagesStrip) -> None:
    asked = QSignalSpy(strip.stage_replaced)
    strip.show_document(document(Convolve(SOBEL_X), Activate("tanh"), Pool("average", 5, 3)))
    strip.show_document(document(Convolve(SOBEL_X), Threshold(7.5)))

    assert asked.count() == 0


def test_a_click_on_a_kernel_selects_its_slot(strip: StagesStrip, qtbot: QtBot) -> None:
    strip.show_document(document(Magnitude(SOBEL_X, SOBEL_Y)))
    second = strip.chips[0].findChildren(KernelButton)[1]
    with qtbot.waitSignal(strip.slot_selected) as selected:
        QTest.mouseClick(second, Qt.MouseButton.LeftButton)

    assert selected.args == [Slot(0, 1)]
    assert not second.isChecked()  # only the document says what is in hand


def test_the_kernel_in_hand_is_checked(strip: StagesStrip) -> None:
    strip.show_document(document(Magnitude(SOBEL_X, SOBEL_Y), slot=Slot(0, 1)))

    buttons = strip.chips[0].findChildren(KernelButton)
    assert [button.isChecked() for button in buttons] == [False, True]


def test_space_switches_a_stage(strip: StagesStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.stage_toggled) as toggled:
        press(qtbot, strip.chips[1], Qt.Key.Key_Space)

    assert toggled.args == [1]


def test_control_and_arrows_move_a_stage_and_the_focus_goes_along(
    strip: StagesStrip, qtbot: QtBot
) -> None:
    follow(strip, document(*STAGES))
    moved = QSignalSpy(strip.stage_moved)
    strip.chips[1].setFocus()
    press(qtbot, strip.chips[1], Qt.Key.Key_Right, control=True)

    assert moved.at(0) == [1, 2]
    assert [chip.state.stage for chip in strip.chips] == [STAGES[0], STAGES[2], STAGES[1]]
    assert QApplication.focusWidget() is strip.chips[2]


@pytest.mark.parametrize(("place", "key"), [(0, Qt.Key.Key_Left), (2, Qt.Key.Key_Right)])
def test_the_ends_cannot_be_moved_past(
    strip: StagesStrip, qtbot: QtBot, place: int, key: Qt.Key
) -> None:
    moved = QSignalSpy(strip.stage_moved)
    press(qtbot, strip.chips[place], key, control=True)

    assert moved.count() == 0


def test_arrows_walk_along_the_chips(strip: StagesStrip, qtbot: QtBot) -> None:
    strip.chips[0].setFocus()
    press(qtbot, strip.chips[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is strip.chips[1]

    press(qtbot, strip.chips[1], Qt.Key.Key_Left)
    assert QApplication.focusWidget() is strip.chips[0]


def test_delete_removes_a_stage_and_the_focus_stays_near(strip: StagesStrip, qtbot: QtBot) -> None:
    follow(strip, document(*STAGES))
    strip.chips[2].setFocus()
    press(qtbot, strip.chips[2], Qt.Key.Key_Delete)

    assert [chip.state.stage for chip in strip.chips] == list(STAGES[:2])
    assert QApplication.focusWidget() is strip.chips[1]


def test_the_last_kernel_cannot_be_removed_and_says_why(strip: StagesStrip, qtbot: QtBot) -> None:
    removed = QSignalSpy(strip.stage_removed)
    press(qtbot, strip.chips[0], Qt.Key.Key_Delete)
    button = next(
        child for child in strip.chips[0].findChildren(QWidget) if child.toolTip() == LAST_KERNEL
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert removed.count() == 0
    assert not button.isEnabled()


def test_another_activation_is_asked_for_as_a_step_of_its_kind(strip: StagesStrip) -> None:
    asked = QSignalSpy(strip.stage_replaced)
    controls = strip.chips[1].findChild(ActivationControls)
    assert controls is not None
    controls.function.setCurrentText("tanh")

    assert asked.at(0) == [1, Activate("tanh"), ("stage", 1, "function")]


def test_pooling_parameters_are_asked_for(strip: StagesStrip) -> None:
    asked = QSignalSpy(strip.stage_replaced)
    controls = strip.chips[2].findChild(PoolControls)
    assert controls is not None
    controls.kind.setCurrentText("average")
    controls.size_of_window.setValue(3)
    controls.stride.setValue(1)

    stages = [asked.at(place)[1] for place in range(asked.count())]
    assert stages == [Pool("average", 2, 2), Pool("average", 3, 2), Pool("average", 3, 1)]


@pytest.mark.parametrize(("typed", "level"), [("64", 64.0), ("0.25", 0.25), ("-3", -3.0)])
def test_a_threshold_level_is_typed(
    strip: StagesStrip, qtbot: QtBot, typed: str, level: float
) -> None:
    strip.show_document(document(Convolve(SOBEL_X), Threshold(128)))
    controls = strip.chips[1].findChild(ThresholdControls)
    assert controls is not None
    assert controls.level.text() == "128"
    controls.level.selectAll()
    with qtbot.waitSignal(strip.stage_replaced) as asked:
        QTest.keyClicks(controls.level, typed)
        QTest.keyClick(controls.level, Qt.Key.Key_Return)

    assert asked.args == [1, Threshold(level), ("stage", 1, "level")]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Convolve", Convolve(preset("identity"))),
        ("Magnitude of the kernel and itself turned 90°", magnitude_of(SOBEL_X)),
        ("Max pooling", Pool("max", 2, 2)),
        ("Average pooling", Pool("average", 2, 2)),
        ("Threshold", Threshold(128.0)),
    ],
)
def test_the_menu_adds_a_stage_at_the_end(
    strip: StagesStrip, qtbot: QtBot, text: str, stage: Stage
) -> None:
    with qtbot.waitSignal(strip.stage_added) as added:
        action(strip.add_button.menu(), text).trigger()

    assert added.args == [stage, None]


@pytest.mark.parametrize("function", ["relu", "absolute", "tanh", "sigmoid"])
def test_the_menu_adds_each_activation(strip: StagesStrip, qtbot: QtBot, function: str) -> None:
    functions = action(strip.add_button.menu(), "Activation").menu()
    assert isinstance(functions, QMenu)
    with qtbot.waitSignal(strip.stage_added) as added:
        action(functions, function).trigger()

    assert added.args == [Activate(function), None]  # type: ignore[arg-type]


def test_a_template_replaces_all_stages_under_its_name(strip: StagesStrip, qtbot: QtBot) -> None:
    text = "A convolutional layer (kernel → relu → max-pool 2)"
    with qtbot.waitSignal(strip.stages_replaced) as replaced:
        action(strip.add_button.menu(), text).trigger()

    assert replaced.args == [STAGES, "A convolutional layer"]


def test_a_convolution_turns_into_a_magnitude_and_back(strip: StagesStrip, qtbot: QtBot) -> None:
    turn = action(strip.chips[0].menu(), "Turn into a magnitude with itself turned 90°")
    with qtbot.waitSignal(strip.stage_replaced) as asked:
        turn.trigger()
    assert asked.args == [0, magnitude_of(SOBEL_X), None]

    strip.show_document(document(magnitude_of(SOBEL_X)))
    keep = action(strip.chips[0].menu(), "Keep only the first kernel")
    with qtbot.waitSignal(strip.stage_replaced) as asked:
        keep.trigger()
    assert asked.args == [0, Convolve(SOBEL_X), None]


def test_more_stages_than_fit_can_be_scrolled_to(strip: StagesStrip, qtbot: QtBot) -> None:
    strip.show_document(document(Convolve(SOBEL_X), *[Pool() for _ in range(8)]))
    strip.chips[-1].setFocus()
    first, last = strip.chips[0], strip.chips[-1]
    qtbot.waitUntil(lambda: first.visibleRegion().isEmpty())

    assert last.visibleRegion().boundingRect() == last.rect()
    assert strip.add_button.isVisible()


def test_every_focusable_widget_has_a_name_and_a_tooltip(strip: StagesStrip) -> None:
    strip.show_document(document(*STAGES, Threshold()))
    focusable = [
        widget
        for widget in strip.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
    ]

    assert len(focusable) > len(strip.chips)
    for widget in focusable:
        assert widget.accessibleName(), widget
        assert widget.toolTip(), widget
