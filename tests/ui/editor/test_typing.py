import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kernelview.kernels import Kernel
from kernelview.ui.editor.selection import Selection
from tests.ui.editor.samples import CONTROL, SHIFT, SOBEL, Desk, open_desk


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return open_desk(qtbot)


@pytest.mark.parametrize(
    ("text", "value"), [("5", 5.0), ("-0.5", -0.5), ("1/9", 1 / 9), ("sqrt(2)/2", 2**0.5 / 2)]
)
def test_what_is_typed_becomes_the_cell_and_enter_moves_down(
    desk: Desk, text: str, value: float
) -> None:
    desk.click(0, 0)
    desk.type(text)
    desk.press(Qt.Key.Key_Return)
    assert desk.kernel.weights[0, 0] == pytest.approx(value, abs=1e-15)
    assert desk.grid.selection == Selection.at((1, 0))
    assert desk.heard("cells_edited")[0][1:] == ("Set cell", None)


def test_tab_takes_the_value_and_goes_on_to_the_next_row_at_the_end(desk: Desk) -> None:
    desk.click(0, 2)
    desk.type("7")
    desk.press(Qt.Key.Key_Tab)
    assert desk.kernel.weights[0, 2] == 7
    assert desk.grid.selection == Selection.at((1, 0))
    assert desk.grid.hasFocus()


def test_a_bad_entry_stays_is_marked_and_explained(desk: Desk) -> None:
    desk.click(0, 0)
    desk.type("1/x")
    desk.press(Qt.Key.Key_Return)
    assert desk.grid.is_editing
    assert desk.grid._editor.text() == "1/x"
    assert desk.grid._editor.property("invalid") is True
    assert "x" in desk.panel.cells.reading.text()
    assert desk.kernel == SOBEL
    desk.press(Qt.Key.Key_Backspace)
    desk.type("4")
    assert desk.panel.cells.reading.text() == "row 1, column 1: −1"
    desk.press(Qt.Key.Key_Return)
    assert desk.kernel.weights[0, 0] == 0.25


def test_a_bad_entry_is_not_lost_when_the_focus_goes_elsewhere(desk: Desk) -> None:
    desk.click(0, 0)
    desk.type("1/")
    desk.panel.header.name.setFocus()
    assert desk.grid.is_editing
    assert desk.grid._editor.text() == "1/"


def test_a_good_entry_is_taken_when_the_focus_goes_elsewhere(desk: Desk) -> None:
    desk.click(0, 0)
    desk.type("8")
    desk.panel.header.name.setFocus()
    assert desk.kernel.weights[0, 0] == 8
    assert len(desk.heard("cells_edited")) == 1
    assert desk.panel.header.name.hasFocus()


def test_escape_leaves_the_cell_as_it_was(desk: Desk) -> None:
    desk.click(0, 0)
    desk.type("8")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.grid.is_editing
    assert desk.grid.hasFocus()
    assert desk.kernel == SOBEL


def test_an_empty_entry_changes_nothing(desk: Desk) -> None:
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_Backspace)
    desk.press(Qt.Key.Key_Return)
    assert desk.kernel == SOBEL


def test_typing_fills_the_whole_block_as_one_step(desk: Desk) -> None:
    desk.click(0, 0)
    desk.press(Qt.Key.Key_Right, SHIFT)
    desk.press(Qt.Key.Key_Down, SHIFT)
    desk.type("3")
    desk.press(Qt.Key.Key_Return)
    assert desk.weights == [[3, 3, 1], [3, 3, 2], [-1, 0, 1]]
    assert desk.steps_to_undo == 1


def test_delete_zeroes_the_selected_cells(desk: Desk) -> None:
    desk.press(Qt.Key.Key_A, CONTROL)
    desk.press(Qt.Key.Key_Delete)
    assert not desk.kernel.weights.any()


def test_f2_offers_the_exact_value_to_change(desk: Desk) -> None:
    desk.show(Kernel([[1 / 3]]))
    desk.press(Qt.Key.Key_F2)
    assert desk.grid._editor.text() == repr(1 / 3)
    assert desk.grid._editor.hasSelectedText()


def test_typing_the_same_value_is_no_edit(desk: Desk) -> None:
    desk.click(0, 0)
    desk.type("-1")
    desk.press(Qt.Key.Key_Return)
    assert desk.heard("cells_edited") == []


def test_a_kernel_of_another_shape_closes_the_entry(desk: Desk) -> None:
    desk.click(2, 2)
    desk.type("9")
    desk.show(Kernel([[1.0]]))
    assert not desk.grid.is_editing
    assert desk.grid.selection == Selection.at((0, 0))
    assert desk.weights == [[1]]


def test_a_kernel_of_the_same_shape_leaves_the_entry_open(desk: Desk) -> None:
    desk.click(2, 2)
    desk.type("9")
    desk.show(SOBEL.replace(offset=4))
    assert desk.grid.is_editing
    assert desk.grid._editor.text() == "9"
