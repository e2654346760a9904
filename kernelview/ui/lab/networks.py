"""The networks there are to compare: the kept trainings, what is in hand, and opened files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kernelview.files.errors import ModelFileError
from kernelview.files.models import load_run
from kernelview.files.runs_folder import KeptRun
from kernelview.jobs import Job, Progress
from kernelview.learn.run_record import RunRecord
from kernelview.ui.runner import Runner

LANE = "model file"
CONVOLUTIONS = ("Conv2D", "Conv1D")


@dataclass(frozen=True, eq=False)
class Network:
    """A network to choose, and what it is called in a list."""

    name: str
    record: RunRecord


class Networks(QObject):
    """Which networks have kernels, and which of them is looked at."""

    changed = Signal()
    chosen = Signal(object)  # RunRecord | None
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._kept: tuple[KeptRun, ...] = ()
        self._opened: list[Network] = []
        self._in_hand: RunRecord | None = None
        self._changed: RunRecord | None = None
        self.networks: tuple[Network, ...] = ()
        self.record: RunRecord | None = None

    @property
    def place(self) -> int:
        """The place in `networks` of the one that is looked at; -1 where there is none."""
        return next((place for place, one in enumerate(self.networks) if self._is_record(one)), -1)

    def show_runs(self, runs: Sequence[KeptRun]) -> None:
        """Take the kept trainings, the latest first."""
        self._kept = tuple(runs)
        self._list()

    def show_in_hand(self, record: RunRecord | None) -> None:
        """Take what the Train workspace has in hand; a network that has just learned is chosen."""
        self._in_hand = record
        self._list()
        if record is not None and has_kernels(record):
            self._choose(record)

    def show_changed(self, record: RunRecord) -> None:
        """Look at a network that another kernel was put into, be it kept yet or not."""
        self._changed = record
        self._list()
        self._choose(record)

    def choose(self, place: int) -> None:
        """Look at another network."""
        if 0 <= place < len(self.networks):
            self._choose(self.networks[place].record)

    def look_back(self, record: RunRecord) -> bool:
        """Look again at what was looked at before, where it is still there; `chosen` is silent."""
        current, self.record = self.record, record
        if self.place < 0:
            self.record = current
            return False
        self.changed.emit()
        return True

    def open(self, path: Path) -> None:
        """Read a model file and look at it."""
        self._runner.start(
            LANE, _load(path), done=lambda record: self._take(path, record), failed=self._fail
        )

    def _take(self, path: Path, record: RunRecord) -> None:
        if not has_kernels(record):
            self.failed.emit(f"{path}: this network has no convolution, so no kernels to compare")
            return
        self._opened = [one for one in self._opened if one.name != path.name]
        self._opened.insert(0, Network(path.name, record))
        self._list()
        self._choose(record)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, ModelFileError):
            self.failed.emit(str(error))
        else:
            self.crashed.emit(error)

    def _list(self) -> None:
        self.networks = tuple(self._found())
        if self.place < 0:
            self._choose(self.networks[0].record if self.networks else None)
        self.changed.emit()

    def _found(self) -> Iterator[Network]:
        yield from self._opened
        kept = [run.record for run in self._kept]
        for fresh in (self._in_hand, self._changed):
            if fresh is not None and all(_moment(one) != _moment(fresh) for one in kept):
                kept.insert(0, fresh)
        yield from (Network(name_of(one), one) for one in kept if has_kernels(one))

    def _choose(self, record: RunRecord | None) -> None:
        if record is not self.record:
            self.record = record
            self.chosen.emit(record)

    def _is_record(self, network: Network) -> bool:
        # A kept run is read anew each time: it is the same as long as it began at the same time.
        record = self.record
        return network.record is record or (
            record is not None
            and all(network is not one for one in self._opened)
            and _moment(network.record) == _moment(record)
        )


def has_kernels(record: RunRecord) -> bool:
    """Return whether a network has a convolution at all."""
    return any(spec.kind in CONVOLUTIONS for spec in record.blueprint.layers)


def name_of(record: RunRecord) -> str:
    """Return a network's name, how well it does and when it learned."""
    accuracy = "" if record.accuracy is None else f" · {record.accuracy * 100:.1f} %"
    return f"{record.name}{accuracy} · {_moment(record):%d %b %H:%M}"


def _moment(record: RunRecord) -> datetime:
    return record.started.astimezone()


def _load(path: Path) -> Job[RunRecord]:
    yield Progress(0, 1, f"reading {path.name}")
    return load_run(path)
