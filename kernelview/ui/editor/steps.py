"""How far one step of the wheel, an arrow key or a scrub goes."""

from PySide6.QtCore import Qt


def step_size(modifiers: Qt.KeyboardModifier) -> float:
    """Return how far one step goes: 0.1, with Shift 0.01, with Ctrl 1."""
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        return 0.01
    return 1.0 if modifiers & Qt.KeyboardModifier.ControlModifier else 0.1


def tidy(value: float) -> float:
    """Drop the binary dust of adding tenths."""
    return round(value, 10) + 0.0
