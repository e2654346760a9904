"""Plays through the steps of a descent at the speed chosen."""

from PySide6.QtCore import QObject, QTimer, Signal

TICK_MILLISECONDS = 40
# Seconds for the whole.
SPEEDS = {"slow": 24.0, "normal": 8.0, "fast": 2.5}


class Stepper(QObject):
    """Moves from place to place among `count` of them; an even pace, the last one ends it."""

    moved = Signal(int)
    # It plays or stands still now.
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._at, self._count = 0.0, 0
        self.seconds = SPEEDS["normal"]
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)

    @property
    def is_playing(self) -> bool:
        """Whether it moves now."""
        return self._timer.isActive()

    def start(self, place: int, count: int) -> None:
        """Play from a place on; from the first one where it is the last."""
        self._count = count
        self._at = 0.0 if place >= count - 1 else float(place)
        self._timer.start()
        self.moved.emit(int(self._at))
        self.changed.emit()

    def stop(self) -> None:
        """Stand still."""
        if self.is_playing:
            self._timer.stop()
            self.changed.emit()

    def _tick(self) -> None:
        last = self._count - 1
        self._at = min(float(last), self._at + last * TICK_MILLISECONDS / 1000 / self.seconds)
        if self._at >= last:
            self.stop()
        self.moved.emit(int(self._at))
