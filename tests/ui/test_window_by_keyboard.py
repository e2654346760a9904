"""The window without a mouse, and for somebody who cannot see it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenuBar, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from kernelview.kernels import preset
from kernelview.ui.commands import COMMANDS, COMPARE, FILTER, TRAIN
from kernelview.ui.main_window import MainWindow
from tests.ui.window_samples import open_window, type_keys

MOST_TABS = 400
LEAST_STOPS = 15
TABS = ("tab-kernel", "tab-pixel", "tab-histogram")


def focus_walk(window: MainWindow) -> list[QWidget]:
    """Press Tab until the focus comes round; return the widgets in order."""
    window.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(MOST_TABS):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget is window.canvas and seen:
            return seen
        if widget not in seen:
            seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came back to the picture; it last was in {seen[-1]}")


def reachable(window: MainWindow) -> list[QWidget]:
    """Return the widgets in sight that take the keyboard by Tab."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not isinstance(widget, QMenuBar)
    ]


@pytest.mark.parametrize("tab", TABS)
def test_tab_reaches_every_widget_and_comes_round(qtbot: QtBot, tmp_path: Path, tab: str) -> None:
    with open_window(qtbot, tmp_path) as window:
        window.menus.actions[tab].trigger()
        qtbot.waitUntil(window.isActiveWindow)
        seen = focus_walk(window)
        assert {window.canvas, window.library.search} <= set(seen)
        assert len(seen) > LEAST_STOPS
        missed = [
            f"{type(widget).__name__} {widget.accessibleName()!r}"
            for widget in reachable(window)
            if widget not in seen and not is_inside_spin_box(widget)
        ]
        assert not missed, missed


@pytest.mark.parametrize("tab", TABS)
def test_every_focusable_widget_has_an_accessible_name(
    qtbot: QtBot, tmp_path: Path, tab: str
) -> None:
    with open_window(qtbot, tmp_path) as window:
        window.menus.actions[tab].trigger()
        nameless = [
            f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
            for widget in reachable(window)
            if not spoken_name(widget) and not is_inside_spin_box(widget)
        ]
        assert not nameless, nameless


def test_a_kernel_is_chosen_edited_and_undone_by_keys_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keySequence(window, QKeySequence("Ctrl+F"))
        type_keys("laplacian 4")
        type_keys("\n")
        assert window.session.document.kernel == preset("laplacian-4")
        QTest.keySequence(window, QKeySequence("F4"))
        type_keys("7\n")
        assert 7 in window.session.document.kernel.weights
        QTest.keySequence(window, QKeySequence("Ctrl+Z"))
        assert window.session.document.kernel == preset("laplacian-4")


def test_the_palette_runs_the_command_that_was_typed(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keySequence(window, QKeySequence("Ctrl+Shift+P"))
        qtbot.waitUntil(window.palette_dialog.isVisible)
        QTest.keyClicks(window.palette_dialog.search, "negate")
        QTest.keyClick(window.palette_dialog.search, Qt.Key.Key_Return)
        assert window.session.document.kernel.weights[0, 0] == 1


@pytest.mark.parametrize("workspace", [FILTER, TRAIN, COMPARE])
def test_no_two_commands_of_a_workspace_share_an_id_or_a_shortcut(workspace: int) -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    shortcuts = [
        command.shortcut
        for command in COMMANDS
        if command.shortcut and not command.local and command.workspace in (None, workspace)
    ]
    assert len(shortcuts) == len(set(shortcuts))


def test_every_command_has_a_tooltip_with_its_shortcut(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        for command in COMMANDS:
            tip = window.menus.actions[command.id].toolTip()
            shortcut = QKeySequence(command.shortcut).toString()
            assert tip
            assert shortcut in tip


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def is_inside_spin_box(widget: QWidget) -> bool:
    """A spin box or combo box speaks for the line edit inside it; tabs name themselves."""
    parent = widget.parentWidget()
    return isinstance(widget, QTabBar) or (
        parent is not None and parent.metaObject().className() in _SPEAKING
    )


_SPEAKING = ("QSpinBox", "QDoubleSpinBox", "QComboBox", "QAbstractSpinBox", "NumberBox")
