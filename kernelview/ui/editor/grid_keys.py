"""What each key does in the kernel grid."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from kernelview.ui.editor.selection import Selection

if TYPE_CHECKING:
    from kernelview.ui.editor.kernel_grid import KernelGrid

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_COMMANDS = _CONTROL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier

_MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_PageUp: (-99, 0),
    Qt.Key.Key_PageDown: (99, 0),
    Qt.Key.Key_Home: (0, -99),
    Qt.Key.Key_End: (0, 99),
}
# What a number, fraction or expression can begin with.
_BEGINNINGS = frozenset("0123456789+-.,(" + "abcdefghijklmnopqrstuvwxyz" + "−√π")


def handle_key(grid: KernelGrid, event: QKeyEvent) -> bool:
    """Do what the key asks for; False when the key means nothing here."""
    action = _command(grid, event) or _plain_key(grid, event)
    if action is None:
        return False
    action()
    return True


def claims_shortcut(grid: KernelGrid, event: QKeyEvent) -> bool:
    """Tell whether the grid wants a key that the window may also have as a shortcut."""
    return _command(grid, event) is not None or _plain_key(grid, event) is not None


def _command(grid: KernelGrid, event: QKeyEvent) -> Callable[[], None] | None:
    if event.matches(QKeySequence.StandardKey.Copy):
        return grid.copy_asked.emit
    if event.matches(QKeySequence.StandardKey.Paste):
        return grid.paste_asked.emit
    if event.matches(QKeySequence.StandardKey.SelectAll):
        return lambda: grid.select(Selection.whole(grid.kernel.shape))
    modifiers = event.modifiers()
    if not modifiers & _CONTROL:
        return None
    if event.key() == Qt.Key.Key_V and modifiers & _SHIFT:
        return grid.paste_into_cells_asked.emit
    if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return lambda: grid.leave_by_tab(forward=event.key() == Qt.Key.Key_Tab)
    return None


def _plain_key(grid: KernelGrid, event: QKeyEvent) -> Callable[[], None] | None:
    if event.modifiers() & _COMMANDS:
        return None
    key = Qt.Key(event.key()) if event.key() else Qt.Key.Key_unknown
    if key in _MOVES:
        extend = bool(event.modifiers() & _SHIFT)
        return lambda: _move(grid, *_MOVES[key], extend=extend)
    if grid.mode != "edit" and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return lambda: grid.apply_mode_at(grid.selection.current)
    if grid.mode != "edit" and key == Qt.Key.Key_Escape:
        return grid.mode_left.emit
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return lambda: _move(grid, 1, 0, extend=False)
    if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return lambda: grid.fill(0.0, "Clear cells" if grid.selection.is_block else "Clear cell")
    if key == Qt.Key.Key_F2:
        return grid.begin_typing
    text = event.text()
    if text and text[0].lower() in _BEGINNINGS:
        return lambda: grid.begin_typing(text)
    return None


def _move(grid: KernelGrid, rows: int, columns: int, *, extend: bool) -> None:
    grid.select(grid.selection.moved(rows, columns, grid.kernel.shape, extend=extend))
