"""The one training of the lab: where it stands, and what a person does to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from kernelview.document import TrainingPlan
from kernelview.jobs import Progress
from kernelview.learn.dataset import Split
from kernelview.learn.errors import LearnError
from kernelview.learn.network_names import spelt_out
from kernelview.learn.run_record import Weights
from kernelview.ui.lab_state import LabState
from kernelview.ui.runner import Runner
from kernelview.usecases.train_network import network_of, train_network
from kernelview.usecases.training_control import TrainingControl
from kernelview.usecases.training_news import TrainingNews, TrainingState

LANE = "training"


@dataclass(frozen=True, eq=False)
class Subject:
    """What a network is made for."""

    plan: TrainingPlan
    split: Split


class Training(QObject):
    """Starts, pauses and ends trainings beside the window.

    `weights` are those of the newest snapshot, of the last training, or of a random start;
    `problem` says why the plan's network cannot be made.
    """

    state_changed = Signal(str)
    # The weights are others, of a network that did not learn them step by step.
    began_anew = Signal()
    started = Signal()
    told = Signal(object)  # TrainingNews
    finished = Signal(object)  # TrainingState
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._plan: TrainingPlan | None = None
        self._split: Split | None = None
        self._is_loading = False
        self._control: TrainingControl | None = None
        # What the weights belong to; while a training is under way the plan may be another.
        self.subject: Subject | None = None
        self.result: TrainingState | None = None
        self.weights: Weights = ()
        self.problem = ""
        self._state: LabState = "no-data"
        self._then: Callable[[], None] | None = None
        runner.progressed.connect(self._report)

    @property
    def state(self) -> LabState:
        """Where the training stands."""
        return self._state

    @property
    def is_running(self) -> bool:
        """Whether a training is under way, be it paused."""
        return self._control is not None

    # What it works with

    def show_plan(self, plan: TrainingPlan) -> None:
        """Take another plan; what was learned stays while it fits the plan."""
        before, self._plan = self._plan, plan
        if self.is_running or before == plan:
            return
        if before is None or not _trains_alike(before, plan):
            self._begin_anew()

    def show_split(self, split: Split | None, *, is_loading: bool = False) -> None:
        """Take other data; None where there are none or they are still being loaded."""
        self._split, self._is_loading = split, is_loading
        if self.is_running:
            return
        if split is None:
            self._settle()
        else:
            self._begin_anew()

    def adopt(self, state: TrainingState) -> None:
        """Go on from another training: a kept one, or one with another kernel in it."""
        self.result = state
        self.weights = state.record.weights
        self.began_anew.emit()
        self._settle()

    # What a person does

    def toggle(self) -> None:
        """Train, pause or go on, whichever comes next."""
        if self._control is None:
            self._start(TrainingControl())
        elif self._state == "paused":
            self._control.resume()
            self._set_state("training")
        else:
            self.pause()

    def pause(self) -> None:
        """Stand still after the batch under way."""
        if self._control is not None:
            self._control.pause()
            self._set_state("paused")

    def step(self) -> None:
        """Run one batch and stand still."""
        if self._control is None:
            self._start(TrainingControl(paused=True))
        if self._control is not None:
            self._control.step()
            self._set_state("paused")

    def stop(self, then: Callable[[], None] | None = None) -> None:
        """End the training and keep what it learned; call `then` once that is done."""
        if self._control is not None:
            self._then = then
            self._control.stop()
        elif then is not None:
            then()

    def reset(self) -> None:
        """Forget what was learned: a random start again."""
        if self._control is not None:
            self._runner.cancel(LANE)
            self._control.stop()
            self._control = self._then = None
        self._begin_anew()

    def set_learning_rate(self, rate: float) -> None:
        """Learn at another rate from the next batch on."""
        if self._control is not None:
            self._control.learning_rate = rate

    # How it goes

    def _start(self, control: TrainingControl) -> None:
        plan, split = self._plan, self._split
        if plan is None or split is None or self.problem:
            return
        self._control, self.subject = control, Subject(plan, split)
        job = train_network(plan, split, control=control, start=self.result)
        self.started.emit()
        self._runner.start(LANE, job, done=self._finish, failed=self._fail, patience=0.0)
        self._set_state("paused" if control.is_paused else "training")

    def _report(self, lane: str, progress: Progress) -> None:
        if lane == LANE and isinstance(progress, TrainingNews) and not progress.is_waiting:
            if progress.snapshot is not None:
                self.weights = progress.snapshot.weights
            self.told.emit(progress)

    def _finish(self, state: TrainingState) -> None:
        self._control = None
        self.result, self.weights = state, state.record.weights
        self.finished.emit(state)
        if self._fits():
            self._settle()
        else:
            self._begin_anew()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _fail(self, error: Exception) -> None:
        self._control = self._then = None
        self._settle()
        if isinstance(error, LearnError | MemoryError):
            self.failed.emit(str(error) or "There is not enough memory to train this network.")
        else:
            self.failed.emit("The training ended with an error.")
            self.crashed.emit(error)

    def _begin_anew(self) -> None:
        self.result, self.weights, self.problem = None, (), ""
        plan, split = self._plan, self._split
        self.subject = None
        if plan is not None and split is not None:
            self.subject = Subject(plan, split)
            try:
                model = network_of(plan, split)
            except LearnError as error:
                self.problem = str(error)
            else:
                self.weights = tuple(model.get_weights())
        self.began_anew.emit()
        self._settle()

    def _fits(self) -> bool:
        """Return whether what was learned is a start for the plan as it is now."""
        subject, plan = self.subject, self._plan
        if subject is None or plan is None:
            return False
        return subject.split is self._split and _trains_alike(subject.plan, plan)

    def _settle(self) -> None:
        if self._split is None and self._is_loading:
            self._set_state("loading")
        elif self._split is None or self.problem:
            self._set_state("no-data")
        else:
            self._set_state("ready" if self.result is None else "finished")

    def _set_state(self, state: LabState) -> None:
        self._state = state
        self.state_changed.emit(state)


def _trains_alike(one: TrainingPlan, other: TrainingPlan) -> bool:
    """Return whether what one plan learned is a start for the other."""
    return (
        spelt_out(one.network.layers) == spelt_out(other.network.layers)
        and one.settings.seed == other.settings.seed
        and replace(one.data, augmentation=other.data.augmentation) == other.data
    )
