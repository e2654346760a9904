"""Keeps the trainings: a file each, listed, restored and removed."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kernelview.files.errors import ModelFileError
from kernelview.files.runs_folder import KeptRun, keep_run, list_runs, remove_run
from kernelview.jobs import Job, Progress
from kernelview.learn.run_record import RunRecord
from kernelview.ui.in_turn import InTurn
from kernelview.ui.runner import Runner

LANE = "runs"

# The runs, and what is wrong with the files that are none.
Found = tuple[tuple[KeptRun, ...], tuple[ModelFileError, ...]]


class KeptRuns(QObject):
    """The runs in a folder; every change of it happens beside the window, in order."""

    changed = Signal(object)  # tuple[KeptRun, ...]
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(self, folder: Path, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.runs: tuple[KeptRun, ...] = ()
        self._changes = InTurn(runner, LANE)
        self._told: set[Path] = set()

    def load(self) -> None:
        """Read what is kept."""
        self._start(_list(self._folder))

    def keep(self, record: RunRecord) -> None:
        """Keep a run; one that went on replaces what it was before."""
        self._start(_keep(record, self._folder))

    def rename(self, run: KeptRun, name: str) -> None:
        """Give a run another name."""
        if name.strip():
            self.keep(replace(run.record, name=name.strip()))
        else:
            self.changed.emit(self.runs)

    def remove(self, run: KeptRun) -> None:
        """Delete a run's file."""
        self._start(_remove(run, self._folder))

    def _start(self, job: Job[Found]) -> None:
        self._changes.start(job, done=self._take, failed=self._fail)

    def _take(self, found: Found) -> None:
        self.runs, skipped = found
        self.changed.emit(self.runs)
        new = [error for error in skipped if error.path not in self._told]
        self._told |= {error.path for error in new}
        if new:
            self.failed.emit(f"A kept run cannot be read and is left out: {new[0]}")

    def _fail(self, error: Exception) -> None:
        if isinstance(error, ModelFileError | OSError):
            self.failed.emit(str(error))
        else:
            self.crashed.emit(error)


def _listed(folder: Path) -> Found:
    skipped: list[ModelFileError] = []
    return list_runs(folder, skipped=skipped.append), tuple(skipped)


def _list(folder: Path) -> Job[Found]:
    yield Progress(0, 1, "reading the runs")
    return _listed(folder)


def _keep(record: RunRecord, folder: Path) -> Job[Found]:
    yield Progress(0, 1, "keeping the run")
    keep_run(record, folder)
    return _listed(folder)


def _remove(run: KeptRun, folder: Path) -> Job[Found]:
    yield Progress(0, 1, "removing the run")
    remove_run(run.path)
    return _listed(folder)
