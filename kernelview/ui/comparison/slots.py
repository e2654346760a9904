"""Puts kernels into a kept network's units, and says what that does to its accuracy."""

from PySide6.QtCore import QObject, Signal

from kernelview.files.errors import DatasetFileError
from kernelview.kernels import Kernel
from kernelview.learn.errors import LearnError
from kernelview.learn.learned import KernelAddress
from kernelview.learn.run_record import RunRecord
from kernelview.ui.runner import Runner
from kernelview.usecases.put_kernel import Placed, put_into_kept

LANE = "slot"


class Slots(QObject):
    """One kernel at a time; the network that comes of it is a run of its own."""

    placed = Signal(object)  # Placed
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner

    def put(self, record: RunRecord, address: KernelAddress, kernel: Kernel) -> None:
        """Put a kernel at an address; the pictures that test it are those the network had."""
        job = put_into_kept(record, address, kernel=kernel)
        self._runner.start(LANE, job, done=self._take, failed=self._fail)

    def _take(self, placed: Placed) -> None:
        self.placed.emit(placed)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, LearnError | DatasetFileError):
            self.failed.emit(f"The kernel was not put in: {error}")
        else:
            self.crashed.emit(error)
