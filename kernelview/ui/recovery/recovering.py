"""Recovers kernels beside the window."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from kernelview.document import Document
from kernelview.engine import EngineError
from kernelview.files import ImageFileError
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel, KernelError
from kernelview.learn.descending import DescentStep
from kernelview.learn.errors import LearnError
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovery import Recovery
from kernelview.ui.recovery.kept_steps import KeptSteps
from kernelview.ui.recovery.wish import Found, Wish
from kernelview.ui.runner import Runner
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.recover_kernel import recover_kernel
from kernelview.usecases.recovery_record import recovery_record
from kernelview.usecases.recovery_sources import Source, SourcePair, source_pair

LANE = "recover"
SAID = (ImageFileError, LearnError, EngineError, UseCaseError, KernelError, MemoryError)
NO_PICTURE = "there is no picture in hand yet"
NO_MEMORY = "There is not enough memory for it."

Clock = Callable[[], float]
Today = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Made:
    """What a job of the lane ends with."""

    recovery: Recovery
    truth: Kernel | None
    names: tuple[str, str]


class Recovering(QObject):
    """Starts one recovery at a time, the newest wins; tells how far it is and what came out."""

    started = Signal()
    # Document
    document_shown = Signal(object)
    # done, total, what is done
    progressed = Signal(int, int, str)
    # DescentStep, those kept
    stepped = Signal(object)
    # Found
    finished = Signal(object)
    # the reason, with the pictures' names
    failed = Signal(str)
    crashed = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        runner: Runner,
        parent: QObject | None = None,
        *,
        clock: Clock = time.monotonic,
        today: Today = _now,
    ) -> None:
        super().__init__(parent)
        self._runner, self._clock, self._today = runner, clock, today
        self._document: Document | None = None
        self._steps = KeptSteps(1)
        self._started = 0.0
        runner.progressed.connect(self._report)

    @property
    def is_busy(self) -> bool:
        """Whether a recovery is under way."""
        return self._runner.is_busy(LANE)

    @property
    def has_running(self) -> bool:
        """Whether a thread is still at work, be it on something cancelled."""
        return self._runner.has_running(LANE)

    def show_document(self, document: Document) -> None:
        """Take the picture in hand and its stages from now on; what runs goes on with the old."""
        self._document = document
        self.document_shown.emit(document)

    def start(self, wish: Wish) -> None:
        """Recover a kernel; another one under way is given up."""
        if self._document is None:
            self.failed.emit(NO_PICTURE)
            return
        self._runner.cancel(LANE)
        self._started = self._clock()
        self._steps = KeptSteps(1 if wish.descent is None else wish.descent.steps)
        self.started.emit()
        self._runner.start(
            LANE,
            _recovery(self._document, wish, self._steps),
            done=lambda made: self._finish(wish, made),
            failed=self._fail,
            patience=0.0,
        )

    def cancel(self) -> None:
        """Give up what is under way."""
        if self.is_busy:
            self._runner.cancel(LANE)
            self.cancelled.emit()

    def _report(self, lane: str, progress: Progress) -> None:
        if lane != LANE:
            return
        self.progressed.emit(progress.done, progress.total, progress.message)
        if isinstance(progress, DescentStep):
            self.stepped.emit(progress)

    def _finish(self, wish: Wish, made: Made) -> None:
        steps = self._steps.steps
        record = recovery_record(
            made.recovery,
            steps,
            made=self._today(),
            seconds=self._clock() - self._started,
            settings=settings_words(wish, made.names),
        )
        self.finished.emit(Found(made.recovery, made.truth, steps, record))

    def _fail(self, error: Exception) -> None:
        if isinstance(error, MemoryError):
            self.failed.emit(NO_MEMORY)
        elif isinstance(error, SAID):
            self.failed.emit(str(error))
        else:
            self.failed.emit("The kernel could not be recovered")
            self.crashed.emit(error)


def settings_words(wish: Wish, names: tuple[str, str]) -> dict[str, str]:
    """Return in words what was asked for."""
    words = {
        "picture": names[0],
        "result": names[1],
        "size": f"{wish.size[0]}×{wish.size[1]}",
        "method": "least squares",
    }
    if wish.descent is not None:
        words["method"] = "gradient descent"
        words["steps"] = f"{wish.descent.steps:,}"
        words["learning rate"] = f"{wish.descent.learning_rate:g} of the largest"
    return words


def _recovery(document: Document, wish: Wish, kept: KeptSteps) -> Job[Made]:
    pair = yield from _unmeasured(source_pair(document, wish.before, wish.after))
    names = _names(document, wish)
    try:
        settings = RecoverySettings(wish.size, truth=pair.truth)
        recovery = yield from _kept_only(_job(pair, settings, wish), kept)
    except LearnError as error:
        raise LearnError(f"{names[0]} and {names[1]}: {error}") from error
    return Made(recovery, pair.truth, names)


def _job(pair: SourcePair, settings: RecoverySettings, wish: Wish) -> Job[Recovery]:
    return recover_kernel(pair.before, pair.after, settings, wish.descent)


def _kept_only(job: Job[Recovery], kept: KeptSteps) -> Job[Recovery]:
    """Pass on what a job yields but the steps that are not kept: there may be very many."""
    with closing(job):
        while True:
            try:
                progress = next(job)
            except StopIteration as end:
                recovery: Recovery = end.value
                return recovery
            if not isinstance(progress, DescentStep) or kept.take(progress):
                yield progress


def _unmeasured(job: Job[SourcePair]) -> Job[SourcePair]:
    """Pass on what a job does, not how far it is: that is told of the recovery alone."""
    with closing(job):
        while True:
            try:
                progress = next(job)
            except StopIteration as end:
                pair: SourcePair = end.value
                return pair
            yield Progress(0, 0, progress.message)


def _names(document: Document, wish: Wish) -> tuple[str, str]:
    """Return what is compared in words: "camera.png", "its result as shown"."""
    before, after = wish.before, wish.after
    owner = "its" if before.kind == "hand" else f"{document.image.name}'s"
    results = {"shown": f"{owner} result as shown", "exact": f"{owner} exact result"}

    def name(source: Source) -> str:
        if source.path is not None:
            return source.path.name
        return results.get(source.kind, document.image.name)

    return name(before), name(after)
