from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.kernels import Kernel
from kernelview.ui.editor.brush import cells_between
from kernelview.ui.editor.grid_pointer import PIXELS_A_STEP
from kernelview.ui.editor.selection import Selection
from tests.ui.editor.samples import (
    CONTROL,
    LEFT,
    NO_KEYS,
    SHIFT,
    SOBEL,
    Desk,
    open_desk,
    turn_wheel,
)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return open_desk(qtbot)


def above(point: QPoint, steps: int) -> QPoint:
    return point - QPoint(0, steps * PIXELS_A_STEP)


def test_dragging_up_raises_the_value_live_and_is_one_step_to_undo(desk: Desk) -> None:
    start = desk.centre(1, 1)
    desk.drag(start, above(start, 1), above(start, 2), above(start, 3))
    assert desk.kernel.weights[1, 1] == 0.3
    keys = {key for _, _, key in desk.heard("cells_edited")}
    assert len(desk.heard("cells_edited")) == 3
    assert len(keys) == 1
    assert None not in keys
    assert len(desk.heard("drag_ended")) == 1
    assert desk.steps_to_undo == 1


def test_two_drags_are_two_steps_to_undo(desk: Desk) -> None:
    start = desk.centre(1, 1)
    desk.drag(start, above(start, 2))
    desk.drag(start, above(start, 2))
    assert desk.kernel.weights[1, 1] == 0.4
    assert desk.steps_to_undo == 2


def test_dragging_down_lowers_the_whole_block(desk: Desk) -> None:
    desk.press(Qt.Key.Key_A, CONTROL)
    start = desk.centre(1, 1)
    desk.drag(start, above(start, -10))
    assert desk.weights == [[-2, -1, 0], [-3, -1, 1], [-2, -1, 0]]


def test_a_shaky_click_edits_nothing_and_selects_the_cell(desk: Desk) -> None:
    start = desk.centre(0, 2)
    desk.drag(start, start + QPoint(1, 2), start + QPoint(0, 3))
    assert desk.heard("cells_edited") == []
    assert desk.grid.selection == Selection.at((0, 2))


def test_escape_takes_a_running_scrub_back(desk: Desk) -> None:
    start = desk.centre(1, 1)
    QTest.mousePress(desk.grid, LEFT, NO_KEYS, start)
    QTest.mouseMove(desk.grid, above(start, 3))
    assert desk.kernel != SOBEL
    desk.press(Qt.Key.Key_Escape)
    assert desk.kernel == SOBEL
    QTest.mouseMove(desk.grid, above(start, 6))
    assert desk.kernel == SOBEL
    assert desk.steps_to_undo == 0


def test_dragging_sideways_selects_a_block(desk: Desk) -> None:
    start = desk.centre(0, 0)
    desk.drag(start, start + QPoint(12, 3), desk.centre(2, 1))
    assert desk.grid.selection == Selection((0, 0), (2, 1))
    assert desk.kernel == SOBEL


def test_dragging_with_shift_selects_whatever_the_direction(desk: Desk) -> None:
    desk.click(0, 0)
    desk.drag(desk.centre(1, 0), desk.centre(2, 0), keys=SHIFT)
    assert desk.grid.selection == Selection((0, 0), (2, 0))
    assert desk.kernel == SOBEL


def test_shift_click_stretches_the_block_and_a_click_in_it_ends_it(desk: Desk) -> None:
    desk.click(0, 0)
    desk.click(1, 2, keys=SHIFT)
    assert desk.grid.selection == Selection((0, 0), (1, 2))
    desk.click(1, 1)
    assert desk.grid.selection == Selection.at((1, 1))


@pytest.mark.parametrize(("keys", "step"), [(NO_KEYS, 0.1), (SHIFT, 0.01), (CONTROL, 1.0)])
def test_the_wheel_steps_the_cell_in_hand(
    desk: Desk, keys: Qt.KeyboardModifier, step: float
) -> None:
    desk.click(1, 1)
    desk.turn_wheel(1, 1, 3, keys)
    desk.turn_wheel(1, 1, -1, keys)
    assert desk.kernel.weights[1, 1] == pytest.approx(2 * step, abs=1e-12)
    desk.grid.drag.end()
    assert desk.steps_to_undo == 1


def test_steps_of_a_tenth_leave_no_binary_dust(desk: Desk) -> None:
    desk.click(1, 1)
    for _ in range(3):
        desk.turn_wheel(1, 1, 1)
    assert desk.kernel.weights[1, 1] == 0.3


def test_the_wheel_scrolls_the_panel_where_it_would_surprise(desk: Desk) -> None:
    desk.click(1, 1)
    assert not turn_wheel(desk.grid, desk.centre(0, 0), 1)
    desk.panel.header.name.setFocus()
    assert not turn_wheel(desk.grid, desk.centre(1, 1), 1)
    assert desk.kernel == SOBEL


def test_a_double_click_opens_the_cell(desk: Desk) -> None:
    QTest.mouseDClick(desk.grid, LEFT, NO_KEYS, desk.centre(2, 0))
    assert desk.grid.is_editing
    assert desk.grid.selection == Selection.at((2, 0))


def test_a_stroke_paints_every_cell_on_its_way_as_one_step(desk: Desk) -> None:
    desk.show(Kernel([[0.0] * 9] * 9))
    desk.panel.run("paint")
    desk.drag(desk.centre(4, 0), desk.centre(4, 8))
    assert desk.kernel.weights[4].tolist() == [1.0] * 9
    assert desk.kernel.weights.sum() == 9
    desk.session.undo()
    assert not desk.kernel.weights.any()


def test_the_right_button_erases(desk: Desk) -> None:
    desk.panel.run("paint")
    desk.drag(desk.centre(0, 0), desk.centre(0, 2), button=Qt.MouseButton.RightButton)
    assert desk.weights == [[0, 0, 0], [-2, 0, 2], [-1, 0, 1]]


@pytest.mark.parametrize(
    ("symmetry", "expected"),
    [
        ("none", [[1, 0, 0], [0, 0, 0], [0, 0, 0]]),
        ("mirror", [[1, 0, 1], [0, 0, 0], [0, 0, 0]]),
        ("both", [[1, 0, 1], [0, 0, 0], [1, 0, 1]]),
        ("antisymmetric", [[1, 0, 0], [0, 0, 0], [0, 0, -1]]),
    ],
)
def test_painting_repeats_the_cell_under_the_symmetry(
    desk: Desk, symmetry: str, expected: list[list[float]]
) -> None:
    desk.show(Kernel([[0.0] * 3] * 3))
    desk.panel.run("paint")
    box = desk.panel.cells.tools.symmetry
    box.setCurrentIndex(box.findData(symmetry))
    box.activated.emit(box.currentIndex())
    desk.click(0, 0)
    assert desk.weights == expected


def test_the_brush_paints_its_value(desk: Desk) -> None:
    desk.panel.run("paint")
    value = desk.panel.cells.tools.value
    value.setFocus()
    value.selectAll()
    desk.type("1/4")
    desk.press(Qt.Key.Key_Return)
    desk.click(1, 1)
    assert desk.kernel.weights[1, 1] == 0.25


def test_painting_and_the_anchor_work_by_keyboard(desk: Desk) -> None:
    desk.panel.run("paint")
    desk.press(Qt.Key.Key_Space)
    assert desk.kernel.weights[1, 1] == 1
    desk.panel.run("anchor")
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Return)
    assert desk.kernel.anchor == (0, 1)


def test_a_click_in_anchor_mode_moves_the_anchor_and_ends_the_mode(desk: Desk) -> None:
    desk.panel.run("anchor")
    desk.click(2, 0)
    assert desk.kernel.anchor == (2, 0)
    assert desk.grid.mode == "edit"
    assert not desk.panel.transforms.buttons["anchor"].isChecked()
    assert desk.heard("kernel_edited")[0][0] == "Move the anchor"


def test_one_mode_ends_the_other_and_escape_ends_both(desk: Desk) -> None:
    buttons = desk.panel.transforms.buttons
    desk.panel.run("paint")
    desk.panel.run("anchor")
    assert [buttons["paint"].isChecked(), buttons["anchor"].isChecked()] == [False, True]
    desk.press(Qt.Key.Key_Escape)
    assert not buttons["anchor"].isChecked()
    assert desk.grid.mode == "edit"


def test_a_stroke_has_no_gaps() -> None:
    stroke = cells_between((0, 0), (7, 20))
    assert stroke[0] == (0, 0)
    assert stroke[-1] == (7, 20)
    for (row, column), (next_row, next_column) in pairwise(stroke):
        assert max(abs(next_row - row), abs(next_column - column)) == 1
