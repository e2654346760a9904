"""Matches the network that is looked at with hand-made kernels, beside the window."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel, KernelError
from kernelview.learn.errors import LearnError
from kernelview.learn.run_record import RunRecord
from kernelview.ui.runner import Runner
from kernelview.usecases.bank_summary import BankSummary, bank_summary
from kernelview.usecases.compare_banks import BankComparison, MatchChoice, compare_banks
from kernelview.usecases.errors import UseCaseError

LANE, SUMMARY_LANE = "matching", "bank summary"
# The same random kernels each time: a match does not become significant by asking again.
SEED = 0


class Matching(QObject):
    """Matches anew whenever network, choice or one's own kernels are others."""

    progressed = Signal(int, int, str)
    finished = Signal(object)  # BankComparison | None
    summed_up = Signal(object)  # BankSummary
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._record: RunRecord | None = None
        self._choice = MatchChoice()
        self._own: tuple[Kernel, ...] = ()
        self.comparison: BankComparison | None = None
        runner.progressed.connect(self._report)

    @property
    def choice(self) -> MatchChoice:
        """What is matched with what."""
        return self._choice

    def show_record(self, record: RunRecord | None) -> None:
        """Match another network, or none."""
        self._record = record
        self._match()

    def show_choice(self, choice: MatchChoice) -> None:
        """Match otherwise."""
        if choice != self._choice:
            self._choice = choice
            self._match()

    def show_own(self, own: Sequence[Kernel]) -> None:
        """Take the kernels under Mine, where they are matched with."""
        if tuple(own) == self._own:
            return
        self._own = tuple(own)
        if self._choice.bank in ("everything", "mine"):
            self._match()

    def cancel(self) -> None:
        """Give up what is being matched; what was found before stays, and is what is asked for."""
        self._runner.cancel(LANE)
        if self.comparison is not None:
            self._record, self._choice = self.comparison.record, self.comparison.choice

    def clear(self) -> None:
        """Give up what is being matched, and what was found before."""
        self._runner.cancel(LANE)
        self._take(None)

    def match(self) -> None:
        """Match what was given up."""
        self._match()

    def _match(self) -> None:
        if self._record is None:
            self._runner.cancel(LANE)
            self._take(None)
            return
        job = compare_banks(
            self._record, self._choice, self._own, random=np.random.default_rng(SEED)
        )
        self._runner.start(LANE, job, done=self._take, failed=self._fail, patience=0.0)

    def _sum_up(self, comparison: BankComparison) -> None:
        self._runner.start(
            SUMMARY_LANE,
            _summary(comparison),
            done=self._tell_summary,
            failed=self._fail,
            patience=0.0,
        )

    def _tell_summary(self, summary: BankSummary) -> None:
        self.summed_up.emit(summary)

    def _take(self, comparison: BankComparison | None) -> None:
        self.comparison = comparison
        self.finished.emit(comparison)
        if comparison is not None:
            self._sum_up(comparison)

    def _fail(self, error: Exception) -> None:
        self._take(None)
        if isinstance(error, UseCaseError | LearnError | KernelError):
            self.failed.emit(str(error))
        else:
            self.crashed.emit(error)

    def _report(self, lane: str, progress: Progress) -> None:
        if lane == LANE:
            self.progressed.emit(progress.done, progress.total, progress.message)


def _summary(comparison: BankComparison) -> Job[BankSummary]:
    yield Progress(0, 1, "summing the bank up")
    return bank_summary(comparison)
