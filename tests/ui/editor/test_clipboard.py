import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from kernelview.kernels import Kernel, TextStyle, parse_matrix
from kernelview.ui.editor.matrix_clipboard import COPY_STYLES
from tests.ui.editor.samples import CONTROL, SHIFT, SOBEL, Desk, open_desk


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return open_desk(qtbot)


def on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_copying_gives_the_whole_kernel_as_spreadsheet_cells(desk: Desk) -> None:
    desk.press(Qt.Key.Key_C, CONTROL)
    rows = QGuiApplication.clipboard().text().splitlines()
    assert rows == ["-1\t0\t1", "-2\t0\t2", "-1\t0\t1"]


def test_copying_a_block_gives_the_block(desk: Desk) -> None:
    desk.click(0, 1)
    desk.click(1, 2, keys=SHIFT)
    desk.press(Qt.Key.Key_C, CONTROL)
    assert parse_matrix(QGuiApplication.clipboard().text()).weights.tolist() == [[0, 1], [0, 2]]


@pytest.mark.parametrize("style", [style for style, _ in COPY_STYLES])
def test_each_copy_style_pastes_back_the_same_weights(desk: Desk, style: TextStyle) -> None:
    copies = desk.panel.cells.context_menu().findChildren(QMenu)
    number = [name for name, _ in COPY_STYLES].index(style)
    copies[0].actions()[number].trigger()
    desk.show(Kernel([[0.0]]))
    desk.press(Qt.Key.Key_V, CONTROL)
    assert desk.weights == SOBEL.weights.tolist()


def test_a_pasted_matrix_replaces_the_kernel_with_its_size(desk: Desk) -> None:
    on_clipboard("1 2 3 4; 5 6 7 1/8")
    desk.press(Qt.Key.Key_V, CONTROL)
    assert desk.weights == [[1, 2, 3, 4], [5, 6, 7, 0.125]]
    assert len(desk.heard("kernel_pasted")) == 1


def test_an_unreadable_matrix_is_refused_with_its_place_and_the_kernel_stays(desk: Desk) -> None:
    on_clipboard("1 2 3\n4 5 six")
    desk.press(Qt.Key.Key_V, CONTROL)
    assert desk.kernel == SOBEL
    ((message,),) = desk.heard("refused")
    assert "row 2" in message
    assert "column 3" in message
    assert desk.panel.cells.reading.text() == message


def test_an_empty_clipboard_is_refused_with_a_reason(desk: Desk) -> None:
    on_clipboard("")
    desk.panel.run("paste")
    assert "no text" in desk.heard("refused")[0][0]


def test_one_pasted_number_fills_the_selected_cells(desk: Desk) -> None:
    on_clipboard("1/2\n")
    desk.click(0, 0)
    desk.click(0, 2, keys=SHIFT)
    desk.press(Qt.Key.Key_V, CONTROL)
    assert desk.kernel.weights[0].tolist() == [0.5, 0.5, 0.5]
    assert desk.kernel.shape == (3, 3)


def test_a_matrix_pasted_into_cells_starts_at_the_cell_in_hand(desk: Desk) -> None:
    on_clipboard("7 8; 9 10")
    desk.click(1, 1)
    desk.press(Qt.Key.Key_V, CONTROL | SHIFT)
    assert desk.weights == [[-1, 0, 1], [-2, 7, 8], [-1, 9, 10]]
    assert desk.steps_to_undo == 1


def test_a_matrix_too_large_for_the_cells_is_refused_with_the_room_there_is(desk: Desk) -> None:
    on_clipboard("7 8; 9 10")
    desk.click(2, 2)
    desk.press(Qt.Key.Key_V, CONTROL | SHIFT)
    assert desk.kernel == SOBEL
    assert "room for 1 × 1" in desk.heard("refused")[0][0]
