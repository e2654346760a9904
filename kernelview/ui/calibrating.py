"""Measures the engine's methods once, in the background, when the window has nothing to do."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from kernelview.engine.speeds import Speeds
from kernelview.jobs import Job
from kernelview.ui.runner import Runner
from kernelview.usecases.calibrate_methods import calibrate_methods

LANE = "calibrate"
# After the first picture is shown people look at it for a while.
IDLE_MILLISECONDS = 4000


class Calibrating(QObject):
    """Waits for a quiet moment, asks again after as long where there is none."""

    ended = Signal()

    def __init__(
        self,
        runner: Runner,
        path: Path,
        parent: QObject | None = None,
        *,
        is_idle: Callable[[], bool],
        idle_milliseconds: int = IDLE_MILLISECONDS,
        calibrate: Callable[[Path], Job[Speeds]] = calibrate_methods,
    ) -> None:
        super().__init__(parent)
        self._runner, self._path = runner, path
        self._is_idle, self._calibrate = is_idle, calibrate
        self._quiet = QTimer(self)
        self._quiet.setInterval(idle_milliseconds)
        self._quiet.timeout.connect(self._try)

    def start(self) -> None:
        """Measure at the next quiet moment."""
        self._quiet.start()

    def _try(self) -> None:
        if self._is_idle():
            self._quiet.stop()
            self._runner.start(
                LANE,
                self._calibrate(self._path),
                done=lambda _: self.ended.emit(),
                failed=_raise,
            )


def _raise(error: Exception) -> None:
    raise error
