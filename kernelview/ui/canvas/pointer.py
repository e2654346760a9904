"""What the mouse is doing on the canvas: pressing, dragging the picture or the wipe."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

GRAB_DISTANCE = 7.0

Doing = Literal["nothing", "pressing", "panning", "wiping"]


@dataclass
class Pointer:
    """Tells a click from a drag. Positions are points of the canvas."""

    doing: Doing = "nothing"
    last: QPointF | None = None
    pressed_at: QPointF | None = None

    def press(self, at: QPointF, *, wipe_at: float | None, can_click: bool) -> None:
        """Start: on the wipe's handle, or on the picture. A middle button cannot click."""
        self.last = self.pressed_at = QPointF(at)
        if wipe_at is not None and near(at, wipe_at):
            self.doing = "wiping"
        else:
            self.doing = "pressing" if can_click else "panning"

    def move(self, at: QPointF) -> QPointF:
        """Follow the mouse; return how far the picture was dragged since the last move."""
        if self.last is None or self.pressed_at is None:
            return QPointF()
        if self.doing == "pressing":
            if (at - self.pressed_at).manhattanLength() < QApplication.startDragDistance():
                return QPointF()
            self.doing = "panning"
        moved = at - self.last
        self.last = QPointF(at)
        return moved if self.doing == "panning" else QPointF()

    def release(self) -> bool:
        """End; return whether it was a click."""
        clicked = self.doing == "pressing"
        self.doing, self.last, self.pressed_at = "nothing", None, None
        return clicked


def near(at: QPointF, wipe_at: float) -> bool:
    """Return whether a position is on the wipe's handle."""
    return abs(at.x() - wipe_at) <= GRAB_DISTANCE
