"""Sees what a window does while the benchmark waits: each painting, each tick that came late."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

TICK_MILLISECONDS = 10


class Ticker(QObject):
    """A timer of 10 ms that remembers the gaps between its ticks, in ms, while `counts`."""

    def __init__(self, parent: QObject, *, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__(parent)
        self._clock = clock
        self.gaps: list[float] = []
        self.counts = False
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._timer.start(TICK_MILLISECONDS)

    def begin(self) -> None:
        """Forget the gaps so far and count from here."""
        self.gaps = []
        self.go_on()

    def go_on(self) -> None:
        """Count from here."""
        self._last = self._clock()
        self.counts = True

    def forgive(self, seconds: float) -> None:
        """Leave out time that the benchmark itself took."""
        self._last += seconds

    def tick(self) -> None:
        """Note how long it was since the last; the timer calls this."""
        now = self._clock()
        if self.counts:
            self.gaps.append((now - self._last) * 1000)
        self._last = now


class PaintWatch(QObject):
    """Calls `painted(moment)` after each painting of `widget` has reached its window's screen.

    The window's update is done here, within its event filter, so that the moment is the one at
    which the pixels were handed over, and not one after other events. What `painted` takes is
    left out of the ticker's gaps.
    """

    def __init__(self, window: QWidget, widget: QWidget, ticker: Ticker) -> None:
        super().__init__(window)
        self._window, self._widget, self._ticker = window, widget, ticker
        self._painted = False
        self._updating = False
        self.painted: Callable[[float], None] | None = None
        for watched in (window, widget):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Do the update or the painting, and tell."""
        kind = event.type()
        if watched is self._window and kind == QEvent.Type.UpdateRequest:
            self._update(event)
            return True
        if watched is self._widget and kind == QEvent.Type.Paint:
            self._painted = True
            if not self._updating:
                # An expose: the window system asked for it.
                self._widget.event(event)
                self._tell()
                return True
        return False

    def _update(self, event: QEvent) -> None:
        self._updating = True
        self._window.event(event)
        self._updating = False
        if self._painted:
            self._tell()

    def _tell(self) -> None:
        moment = time.perf_counter()
        self._painted = False
        if self.painted is not None:
            self.painted(moment)
        self._ticker.forgive(time.perf_counter() - moment)


def wait_until(reached: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Let the window work until something is reached. Raises TimeoutError that says what."""
    until = time.perf_counter() + seconds
    while not reached():
        if time.perf_counter() > until:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        QApplication.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )


def work_for(seconds: float) -> None:
    """Let the window work for a time."""
    until = time.perf_counter() + seconds
    wait_until(lambda: time.perf_counter() >= until, seconds=seconds + 60, what="time to pass")
