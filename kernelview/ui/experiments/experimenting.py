"""Runs experiments beside the window, and keeps what they find: a file each."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kernelview.files.errors import ResultFileError
from kernelview.files.results_folder import KeptResult, keep_result, list_results, remove_result
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments import Execute, ExperimentRecord, run_here
from kernelview.learn.run_record import RunRecord
from kernelview.ui.in_turn import InTurn
from kernelview.ui.runner import Runner
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.experiment_request import ExperimentRequest
from kernelview.usecases.follow_experiment import (
    ExperimentNews,
    NetworkInHand,
    follow_experiment,
)

LANE, FOLDER_LANE = "experiment", "experiments"

# The results, and what is wrong with the files that are none.
Found = tuple[tuple[KeptResult, ...], tuple[ResultFileError, ...]]


def _now() -> datetime:
    return datetime.now(UTC)


class Experimenting(QObject):
    """One experiment at a time; every change of the folder happens beside the window, in order."""

    started = Signal(object)  # ExperimentRequest
    progressed = Signal(object)  # ExperimentNews
    partial = Signal(object)  # ExperimentRecord
    finished = Signal(object)  # ExperimentRecord
    ended = Signal()  # finished, failed or given up
    changed = Signal(object)  # tuple[KeptResult, ...]
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(
        self,
        runner: Runner,
        folder: Path,
        parent: QObject | None = None,
        *,
        execute: Execute = run_here,
        now: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(parent)
        self._runner, self._folder, self._execute, self._now = runner, folder, execute, now
        self.results: tuple[KeptResult, ...] = ()
        self._changes = InTurn(runner, FOLDER_LANE)
        self._told: set[Path] = set()
        runner.progressed.connect(self._report)

    @property
    def is_running(self) -> bool:
        """Whether an experiment is under way."""
        return self._runner.is_busy(LANE)

    @property
    def shown_records(self) -> tuple[ExperimentRecord, ...]:
        """The newest result of each kind, for a report."""
        newest: dict[str, ExperimentRecord] = {}
        for result in self.results:
            newest.setdefault(result.record.kind, result.record)
        return tuple(newest.values())

    def run(
        self,
        request: ExperimentRequest,
        record: RunRecord | None = None,
        replacements: Mapping[int, Kernel] | None = None,
        *,
        layer: str = "",
    ) -> None:
        """Run an experiment; one that runs already is given up.

        An ablation takes the network of `record`, and `replacements` for the kernels of `layer`,
        "" the first.
        """
        network = None if record is None else NetworkInHand(record, replacements or {}, layer)
        job = follow_experiment(request, network, execute=self._execute, now=self._now)
        self._runner.start(LANE, job, done=self._finish, failed=self._fail, patience=0.0)
        self.started.emit(request)

    def cancel(self) -> None:
        """Give up what runs; nothing of it is kept."""
        if self.is_running:
            self._runner.cancel(LANE)
            self.ended.emit()

    def load(self) -> None:
        """Read what is kept."""
        self._change(_list(self._folder))

    def keep(self, record: ExperimentRecord) -> None:
        """Keep a result, be it one that was removed."""
        self._change(_keep(record, self._folder))

    def remove(self, result: KeptResult) -> None:
        """Delete a result's file."""
        self._change(_remove(result, self._folder))

    def _report(self, lane: str, progress: Progress) -> None:
        if lane == LANE and isinstance(progress, ExperimentNews):
            self.progressed.emit(progress)
            if progress.record is not None:
                self.partial.emit(progress.record)

    def _finish(self, record: ExperimentRecord) -> None:
        self.keep(record)
        self.finished.emit(record)
        self.ended.emit()

    def _change(self, job: Job[Found]) -> None:
        self._changes.start(job, done=self._take, failed=self._fail_to_change)

    def _take(self, found: Found) -> None:
        self.results, skipped = found
        self.changed.emit(self.results)
        new = [error for error in skipped if error.path not in self._told]
        self._told |= {error.path for error in new}
        if new:
            self.failed.emit(f"A kept result cannot be read and is left out: {new[0]}")

    def _fail(self, error: Exception) -> None:
        self.ended.emit()
        if isinstance(error, MemoryError):
            self.failed.emit("There is not enough memory for this experiment.")
        elif isinstance(error, LearnError | UseCaseError | OSError):
            self.failed.emit(str(error))
        else:
            self.failed.emit("The experiment ended with an error.")
            self.crashed.emit(error)

    def _fail_to_change(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self.failed.emit(str(error))
        else:
            self.crashed.emit(error)


def _listed(folder: Path) -> Found:
    skipped: list[ResultFileError] = []
    return list_results(folder, skipped=skipped.append), tuple(skipped)


def _list(folder: Path) -> Job[Found]:
    yield Progress(0, 1, "reading the results")
    return _listed(folder)


def _keep(record: ExperimentRecord, folder: Path) -> Job[Found]:
    yield Progress(0, 1, "keeping the result")
    keep_result(record, folder)
    return _listed(folder)


def _remove(result: KeptResult, folder: Path) -> Job[Found]:
    yield Progress(0, 1, "removing the result")
    remove_result(result.path)
    return _listed(folder)
