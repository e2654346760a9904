import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kernelview.ui.editor import NumberBox
from tests.ui.editor.samples import CONTROL, NO_KEYS, SHIFT, turn_wheel


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def box(qtbot: QtBot, window: QWidget) -> NumberBox:
    box = NumberBox("Factor", window, minimum=-5, maximum=50, unit="px")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    return box


def enter(box: NumberBox, text: str) -> None:
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [("1/4", 0.25, "0.25 px"), ("2*3", 6.0, "6 px"), ("7 px", 7.0, "7 px"), ("-1", -1.0, "-1 px")],
)
def test_numbers_fractions_and_expressions_are_read(
    box: NumberBox, text: str, value: float, shown: str
) -> None:
    edited = QSignalSpy(box.value_edited)
    enter(box, text)
    assert edited.at(0) == [value, None]
    assert box.text() == shown


@pytest.mark.parametrize("text", ["1/", "abc", "51", "1/0"])
def test_a_bad_entry_stays_is_marked_and_the_value_too(box: NumberBox, text: str) -> None:
    edited, complained = QSignalSpy(box.value_edited), QSignalSpy(box.complained)
    enter(box, text)
    assert box.text() == text
    assert box.value == 0
    assert box.property("invalid") is True
    assert edited.count() == 0
    assert complained.at(complained.count() - 1)[0] == box.toolTip()


def test_showing_the_same_value_again_leaves_a_bad_entry_in_place(box: NumberBox) -> None:
    enter(box, "1/")
    box.show_value(0.0)
    assert box.text() == "1/"
    box.show_value(2.0)
    assert box.text() == "2 px"
    assert not box.property("invalid")


def test_escape_brings_the_number_back(box: NumberBox) -> None:
    enter(box, "abc")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "0 px"
    assert not box.property("invalid")


@pytest.mark.parametrize(("keys", "value"), [(NO_KEYS, 0.3), (SHIFT, 0.03), (CONTROL, 3.0)])
def test_a_run_of_steps_has_one_merge_key(
    box: NumberBox, keys: Qt.KeyboardModifier, value: float
) -> None:
    edited, ended = QSignalSpy(box.value_edited), QSignalSpy(box.drag_ended)
    for _ in range(3):
        QTest.keyClick(box, Qt.Key.Key_Up, keys)
    assert box.value == value
    assert len({edited.at(number)[1] for number in range(3)}) == 1
    box.clearFocus()
    assert ended.count() == 1


def test_steps_stop_at_the_bounds(box: NumberBox) -> None:
    for _ in range(9):
        QTest.keyClick(box, Qt.Key.Key_PageDown)
    assert box.value == -5


def test_the_wheel_steps_only_with_the_focus(box: NumberBox) -> None:
    turn_wheel(box, QPoint(4, 4), 2)
    assert box.value == 0.2
    box.clearFocus()
    assert not turn_wheel(box, QPoint(4, 4), 2)
    assert box.value == 0.2


def test_steps_jump_over_zero_where_zero_is_refused(window: QWidget) -> None:
    box = NumberBox("Divisor", window, step=1.0, refuses_zero=True)
    box.show_value(1.0)
    box.stepBy(-1)
    assert box.value == -1
    box.selectAll()
    QTest.keyClicks(box, "0")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.value == -1
    assert box.property("invalid") is True
