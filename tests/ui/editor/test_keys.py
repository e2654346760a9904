import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from kernelview.kernels import Kernel
from kernelview.ui.editor.selection import Selection
from tests.ui.editor.samples import CONTROL, SHIFT, Desk, focused, open_desk


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return open_desk(qtbot)


def test_the_arrows_move_and_stop_at_the_rim(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Up)
    assert desk.grid.selection == Selection.at((0, 0))


def test_tab_walks_through_the_cells_and_out_at_the_end(desk: Desk) -> None:
    desk.click(0, 0)
    for _ in range(8):
        desk.press(Qt.Key.Key_Tab)
    assert desk.grid.selection == Selection.at((2, 2))
    assert desk.grid.hasFocus()
    desk.press(Qt.Key.Key_Tab)
    assert not desk.grid.hasFocus()


def test_tab_does_not_walk_through_a_heat_map(desk: Desk) -> None:
    desk.show(Kernel([[0.0] * 31] * 31))
    desk.press(Qt.Key.Key_Tab)
    assert not desk.grid.hasFocus()


@pytest.mark.parametrize("keys", [CONTROL, CONTROL | SHIFT])
def test_control_tab_leaves_the_grid_at_once(desk: Desk, keys: Qt.KeyboardModifier) -> None:
    key = Qt.Key.Key_Backtab if keys & SHIFT else Qt.Key.Key_Tab
    desk.press(key, keys)
    assert not desk.grid.hasFocus()


def test_the_anchor_stays_in_hand_when_the_size_changes(desk: Desk) -> None:
    desk.show(Kernel([[1.0] * 7] * 7))
    assert desk.grid.selection == Selection.at((3, 3))
    desk.press(Qt.Key.Key_Left)
    desk.show(Kernel([[1.0] * 9] * 9))
    assert desk.grid.selection == Selection.at((3, 2))


def test_the_cell_in_hand_is_told_to_screen_readers(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Left)
    assert desk.grid.accessibleName() == "Kernel weights"
    assert desk.grid.accessibleDescription() == "row 2, column 1: −2"
    desk.press(Qt.Key.Key_Right)
    assert desk.grid.accessibleDescription() == "row 2, column 2: 0, anchor"
    desk.press(Qt.Key.Key_Down, SHIFT)
    assert desk.grid.accessibleDescription() == "row 3, column 2: 0, 2 × 1 selected"


def test_the_window_shortcuts_do_not_take_the_keys_of_the_grid(desk: Desk) -> None:
    fired: list[str] = []
    shortcuts = []
    for keys in ("Ctrl+C", "Ctrl+V", "Delete", "Ctrl+A", "1"):
        shortcut = QShortcut(QKeySequence(keys), desk.window)
        shortcut.activated.connect(lambda: fired.append("window"))
        shortcuts.append(shortcut)
    desk.press(Qt.Key.Key_A, CONTROL)
    desk.press(Qt.Key.Key_Delete)
    desk.press(Qt.Key.Key_1)
    assert fired == []
    assert not desk.kernel.weights.any()
    assert desk.grid.is_editing


def test_keys_without_meaning_go_to_the_window(desk: Desk) -> None:
    fired: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+R"), desk.window)
    shortcut.activated.connect(lambda: fired.append("window"))
    desk.press(Qt.Key.Key_R, CONTROL)
    assert fired == ["window"]


def test_every_widget_is_reached_by_tab_alone(desk: Desk) -> None:
    seen = set()
    for _ in range(80):
        seen.add(focused(desk.panel))
        desk.press(Qt.Key.Key_Tab)
    buttons = desk.panel.transforms.buttons.values()
    panel = desk.panel
    assert seen.issuperset(buttons)
    assert seen.issuperset(
        {
            panel.header.name,
            panel.header.rows,
            panel.header.link,
            panel.divisor.automatic,
            panel.divisor.offset,
            panel.settings.border,
            panel.frequencies,
        }
    )
