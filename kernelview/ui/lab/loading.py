"""Keeps the training data those that the plan asks for."""

from PySide6.QtCore import QObject, QTimer, Signal

from kernelview.files.errors import DatasetFileError
from kernelview.jobs import Progress
from kernelview.learn.choices import DataChoice
from kernelview.learn.dataset import Split
from kernelview.learn.errors import LearnError
from kernelview.ui.runner import Runner
from kernelview.usecases.load_dataset import load_dataset

LANE = "dataset"
# A number that is being typed or dragged is rarely the last one.
CALM_MILLISECONDS = 150


class Loading(QObject):
    """Loads the pictures of a choice, the newest alone."""

    loaded = Signal(object)  # Split
    progressed = Signal(str, float)
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._choice: DataChoice | None = None
        self.split: Split | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MILLISECONDS)
        self._calm.timeout.connect(self._load)
        runner.progressed.connect(self._report)

    @property
    def is_busy(self) -> bool:
        """Whether pictures are still to come."""
        return self._calm.isActive() or self._runner.is_busy(LANE)

    def show_choice(self, choice: DataChoice) -> None:
        """Load what is chosen; nothing where only the augmentation is another."""
        before, self._choice = self._choice, choice
        if before is not None and _picks_alike(before, choice):
            return
        self.split = None
        # What is still being loaded is not what is wanted any more.
        self._runner.cancel(LANE)
        self.progressed.emit("Loading the pictures", 0.0)
        if before is None:
            self._load()
        else:
            self._calm.start()

    def cancel(self) -> None:
        """Give up what is being loaded."""
        self._calm.stop()
        self._runner.cancel(LANE)
        self.failed.emit("Loading was cancelled; choose the data again to load them.")

    def _load(self) -> None:
        if self._choice is not None:
            job = load_dataset(self._choice)
            self._runner.start(LANE, job, done=self._take, failed=self._fail, patience=0.0)

    def _take(self, split: Split) -> None:
        self.split = split
        self.loaded.emit(split)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, DatasetFileError | LearnError | MemoryError):
            self.failed.emit(str(error) or "There is not enough memory for these pictures.")
        else:
            self.failed.emit("The pictures could not be loaded.")
            self.crashed.emit(error)

    def _report(self, lane: str, progress: Progress) -> None:
        if lane == LANE:
            self.progressed.emit(progress.message or "Loading the pictures", progress.fraction)


def _picks_alike(one: DataChoice, other: DataChoice) -> bool:
    return _without_augmentation(one) == _without_augmentation(other)


def _without_augmentation(choice: DataChoice) -> tuple[object, ...]:
    return (
        choice.source, choice.limit, choice.classes, choice.test_share, choice.side,
        choice.colour, choice.noise, choice.seed,
    )  # fmt: skip
