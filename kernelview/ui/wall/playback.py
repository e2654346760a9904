"""Plays a time line from one place to its end."""

from PySide6.QtCore import QObject, QTimer, Signal

SECONDS, SECONDS_A_MOMENT = 6.0, 0.25
TICK_MILLISECONDS = 50


class Playback(QObject):
    """Moves a share from 0 to 1 at an even pace; the whole takes six seconds at most."""

    moved = Signal(float)
    # It plays or stands still now.
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._share = self._step = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)

    @property
    def is_playing(self) -> bool:
        """Whether it moves now."""
        return self._timer.isActive()

    def start(self, share: float, moments: int) -> None:
        """Play from a share of the whole, which has so many moments."""
        seconds = min(SECONDS, max(1, moments) * SECONDS_A_MOMENT)
        self._share, self._step = share, TICK_MILLISECONDS / 1000 / seconds
        self._timer.start()
        self.moved.emit(share)
        self.changed.emit()

    def stop(self) -> None:
        """Stand still."""
        if self.is_playing:
            self._timer.stop()
            self.changed.emit()

    def _tick(self) -> None:
        self._share = min(1.0, self._share + self._step)
        if self._share >= 1.0:
            self.stop()
        self.moved.emit(self._share)
