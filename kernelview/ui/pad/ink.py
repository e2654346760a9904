"""Ink on a square: strokes of a soft round brush, laid on and rubbed out, each undone whole."""

from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

Strokes = NDArray[np.float32]
Point = tuple[float, float]

# Six times the side of MNIST's pictures: fine enough to look smooth, small enough to be quick.
SIDE = 168
# MNIST's pen is about two and a half of the twenty pixels wide that a digit is high.
RADIUS = 0.05
ERASER_RADIUS = 0.1
# Fainter ink than this, left by the eraser's rim, is none that anybody drew.
FAINTEST = 0.1
# How far the brush's rim fades, as a share of its radius: as soft as MNIST's grey rims.
SOFTNESS = 0.45
MOST_UNDONE = 100


class Ink:
    """A drawing (SIDE, SIDE), 0 empty to 1 ink. Places are (x, y) from 0 to 1."""

    def __init__(self) -> None:
        self._values = np.zeros((SIDE, SIDE), np.float32)
        self._undone: list[Strokes] = []
        self._before: list[Strokes] = []

    @property
    def values(self) -> Strokes:
        """A copy of the drawing, read-only."""
        held = self._values.copy()
        held.flags.writeable = False
        return held

    @property
    def is_empty(self) -> bool:
        """Whether there is no ink to speak of."""
        return bool(self._values.max() < FAINTEST)

    @property
    def can_undo(self) -> bool:
        """Whether there is a stroke to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a stroke taken back to bring again."""
        return bool(self._undone)

    def begin(self) -> None:
        """Start a stroke: what comes until the next one is undone together."""
        self._before.append(self._values.copy())
        del self._before[:-MOST_UNDONE]
        self._undone.clear()

    def draw(self, start: Point, end: Point) -> None:
        """Lay ink along a line."""
        part, cover = _cover(start, end, RADIUS)
        np.maximum(self._values[part], cover, out=self._values[part])

    def erase(self, start: Point, end: Point) -> None:
        """Rub ink out along a line."""
        part, cover = _cover(start, end, ERASER_RADIUS)
        np.minimum(self._values[part], 1 - cover, out=self._values[part])

    def clear(self) -> None:
        """Rub all out, in one step that can be undone; nothing where all is empty."""
        if not self.is_empty:
            self.begin()
            self._values[:] = 0

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._before:
            self._undone.append(self._values)
            self._values = self._before.pop()

    def redo(self) -> None:
        """Bring the last stroke taken back again."""
        if self._undone:
            self._before.append(self._values)
            self._values = self._undone.pop()


def _cover(start: Point, end: Point, radius: float) -> tuple[tuple[slice, slice], Strokes]:
    """Return the part of the square that a line touches, and how much of it is covered."""
    across, down = _span(start[0], end[0], radius), _span(start[1], end[1], radius)
    x = (np.arange(across.start, across.stop) + 0.5) / SIDE
    y = ((np.arange(down.start, down.stop) + 0.5) / SIDE)[:, np.newaxis]
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    share = ((x - start[0]) * along[0] + (y - start[1]) * along[1]) / length if length else 0.0
    share = np.clip(share, 0.0, 1.0)
    distance = np.hypot(x - start[0] - share * along[0], y - start[1] - share * along[1])
    cover = np.clip((radius - distance) / (radius * SOFTNESS), 0, 1)
    return (down, across), cover.astype(np.float32)


def _span(start: float, end: float, radius: float) -> slice:
    low = floor((min(start, end) - radius) * SIDE)
    high = ceil((max(start, end) + radius) * SIDE)
    return slice(min(max(low, 0), SIDE), min(max(high, 0), SIDE))
