"""The keys of the canvas, one row each."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt

PAN_STEP = 64.0
WIPE_STEP = 0.02

LOOKING_IN_WORDS = (
    "Plus and minus zoom, 0 fits the picture, 1 shows it at 100 %. "
    "Arrows move the picture; Shift with left or right moves the wipe; "
    "Ctrl with arrows moves from pixel to pixel and Enter pins the pixel."
)
KEYS_IN_WORDS = f"{LOOKING_IN_WORDS} Hold Space to see the original."


class Keyed(Protocol):
    """What the keys act on."""

    def zoom_in(self) -> None:
        """Go to the next larger zoom."""

    def zoom_out(self) -> None:
        """Go to the next smaller zoom."""

    def zoom_fit(self) -> None:
        """Show the whole picture."""

    def zoom_actual(self) -> None:
        """Show one picture pixel a screen pixel."""

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by points of the view."""

    def move_wipe(self, step: float) -> None:
        """Move the wipe by a fraction of the width."""

    def move_cursor(self, rows: int, columns: int) -> None:
        """Move the pixel cursor."""

    def pin_cursor(self) -> None:
        """Pin the pixel under the cursor."""


Action = Callable[[Keyed], None]

_ZOOM: dict[Qt.Key, Action] = {
    Qt.Key.Key_Plus: lambda canvas: canvas.zoom_in(),
    Qt.Key.Key_Equal: lambda canvas: canvas.zoom_in(),
    Qt.Key.Key_Minus: lambda canvas: canvas.zoom_out(),
    Qt.Key.Key_Underscore: lambda canvas: canvas.zoom_out(),
    Qt.Key.Key_0: lambda canvas: canvas.zoom_fit(),
    Qt.Key.Key_1: lambda canvas: canvas.zoom_actual(),
    Qt.Key.Key_Return: lambda canvas: canvas.pin_cursor(),
    Qt.Key.Key_Enter: lambda canvas: canvas.pin_cursor(),
}
_PAN: dict[Qt.Key, Action] = {
    Qt.Key.Key_Left: lambda canvas: canvas.pan(PAN_STEP, 0),
    Qt.Key.Key_Right: lambda canvas: canvas.pan(-PAN_STEP, 0),
    Qt.Key.Key_Up: lambda canvas: canvas.pan(0, PAN_STEP),
    Qt.Key.Key_Down: lambda canvas: canvas.pan(0, -PAN_STEP),
}
_WIPE: dict[Qt.Key, Action] = {
    Qt.Key.Key_Left: lambda canvas: canvas.move_wipe(-WIPE_STEP),
    Qt.Key.Key_Right: lambda canvas: canvas.move_wipe(WIPE_STEP),
}
_CURSOR: dict[Qt.Key, Action] = {
    Qt.Key.Key_Left: lambda canvas: canvas.move_cursor(0, -1),
    Qt.Key.Key_Right: lambda canvas: canvas.move_cursor(0, 1),
    Qt.Key.Key_Up: lambda canvas: canvas.move_cursor(-1, 0),
    Qt.Key.Key_Down: lambda canvas: canvas.move_cursor(1, 0),
}


def action_of(key: int, modifiers: Qt.KeyboardModifier) -> Action | None:
    """Return what a key does, or None when it is not the canvas's."""
    # Figures and signs typed on the number pad carry a modifier of their own.
    modifiers &= ~Qt.KeyboardModifier.KeypadModifier
    try:
        named = Qt.Key(key)
    except ValueError:
        return None
    if modifiers == Qt.KeyboardModifier.ControlModifier:
        return _CURSOR.get(named)
    if modifiers == Qt.KeyboardModifier.ShiftModifier:
        return _WIPE.get(named) or _ZOOM.get(named)
    if modifiers == Qt.KeyboardModifier.NoModifier:
        return _PAN.get(named) or _ZOOM.get(named)
    return None
