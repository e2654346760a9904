"""Walks the kernel's window over a part of the picture, pixel by pixel in scan order."""

from PySide6.QtCore import QObject, QTimer, Signal

SLOWEST, USUAL, FASTEST = 1, 8, 60


class Stepper(QObject):
    """Emits `stepped(row, column)` at a pace while it plays; stops after the last pixel."""

    stepped = Signal(int, int)
    playing_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top = self._left = 0
        self._bottom = self._right = 0
        self._place: tuple[int, int] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self.set_speed(USUAL)

    @property
    def is_playing(self) -> bool:
        """Whether the timer runs."""
        return self._timer.isActive()

    @property
    def can_step(self) -> bool:
        """Whether there is anything to walk over."""
        return self._bottom > self._top and self._right > self._left

    def set_range(self, top: int, left: int, bottom: int, right: int) -> None:
        """Walk over these rows and columns, the ends excluded."""
        self._top, self._left, self._bottom, self._right = top, left, bottom, right
        if not self.can_step:
            self.pause()

    def set_speed(self, pixels_a_second: int) -> None:
        """Set the pace."""
        self._timer.setInterval(round(1000 / min(max(pixels_a_second, SLOWEST), FASTEST)))

    def move_to(self, row: int, column: int) -> None:
        """Go on from a pixel."""
        self._place = row, column

    def play(self) -> None:
        """Walk at the pace; from the start again when the end was reached."""
        if self.can_step and not self.is_playing:
            self._timer.start()
            self.playing_changed.emit(self.is_playing)
            self.step()

    def pause(self) -> None:
        """Stand still."""
        if self.is_playing:
            self._timer.stop()
            self.playing_changed.emit(self.is_playing)

    def step(self) -> None:
        """Go to the next pixel, from the last one to the first."""
        if self.can_step:
            self._place = self._next()
            self.stepped.emit(*self._place)

    def _tick(self) -> None:
        self.step()
        if self._place == (self._bottom - 1, self._right - 1):
            self.pause()

    def _next(self) -> tuple[int, int]:
        first = self._top, self._left
        if self._place is None:
            return first
        row, column = self._place
        if not (self._top <= row < self._bottom and self._left <= column < self._right):
            return first
        if column + 1 < self._right:
            return row, column + 1
        return (row + 1, self._left) if row + 1 < self._bottom else first
