"""The keys of the drawing pad."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from kernelview.ui.pad.ink import Point

KEYS_IN_WORDS = (
    "Arrows move the pen, Shift in small steps; Space puts it down and lifts it. "
    "E rubs out, Ctrl+Z takes the last stroke back, Delete clears."
)
STEP, SMALL_STEP = 1 / 28, 1 / 112

ARROWS: dict[int, Point] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_NAMES: dict[int, str] = {
    Qt.Key.Key_Space: "pen",
    Qt.Key.Key_E: "eraser",
    Qt.Key.Key_Delete: "clear",
    Qt.Key.Key_Backspace: "undo",
    Qt.Key.Key_Escape: "lift",
}


def name_of(event: QKeyEvent) -> str:
    """Return what a key asks for: "move", "pen", "eraser", "clear", "undo", "redo", "lift", ""."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return "undo"
    if event.matches(QKeySequence.StandardKey.Redo):
        return "redo"
    if event.key() in ARROWS and not event.modifiers() & ~_MOVING:
        return "move"
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return "" if plain else _NAMES.get(event.key(), "")


_MOVING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def step_of(event: QKeyEvent) -> float:
    """Return how far an arrow goes, as a share of the pad's side."""
    small = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return SMALL_STEP if small else STEP
