"""The lab behind the Train workspace: its workers, and the page that shows what they find."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kernelview.document import Document, Session, plan_edits
from kernelview.files.runs_folder import KeptRun
from kernelview.learn.learned import KernelAddress, KernelLayer, kernel_layers
from kernelview.learn.run_record import RunRecord, Weights
from kernelview.learn.sizing import describe
from kernelview.ui.appearance import Appearance
from kernelview.ui.lab.exchange import Apply, Exchange
from kernelview.ui.lab.kept_runs import KeptRuns
from kernelview.ui.lab.loading import Loading
from kernelview.ui.lab.looking import Looking
from kernelview.ui.lab.networks import Networks
from kernelview.ui.lab.train_page import TrainPage
from kernelview.ui.lab.training import Subject, Training
from kernelview.ui.runner import Runner

# What the network is described with before its data are there: digits as MNIST has them.
USUAL_SHAPE, USUAL_CLASSES = (28, 28, 1), 10


class Lab(QObject):
    """Data, network, training and findings; wired to the page in lab_wiring.py."""

    state_shown = Signal()

    def __init__(
        self,
        session: Session,
        apply: Apply,
        runner: Runner,
        appearance: Appearance,
        *,
        runs_folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.apply = session, apply
        self.page = TrainPage(appearance)
        self.loading = Loading(runner, self)
        self.training = Training(runner, self)
        self.looking = Looking(runner, self)
        self.runs = KeptRuns(runs_folder, runner, self)
        self.networks = Networks(runner, self)
        self.exchange = Exchange(session, apply, self.training, runner, self)
        # Kept runs whose curves are laid over those in hand.
        self.compared: tuple[str, ...] = ()
        # A run to go on from as soon as the plan is its own and its data are there.
        self.restoring: RunRecord | None = None

    def show_document(self, document: Document) -> None:
        """Show the plan everywhere, and do what it newly asks for."""
        plan, page = document.plan, self.page
        page.data.show_choice(plan.data)
        self.loading.show_choice(plan.data)
        split = self.loading.split
        if split is None:
            self.training.show_split(None, is_loading=self.loading.is_busy)
        self.training.show_plan(plan)
        shape = split.train.shape if split else USUAL_SHAPE
        classes = len(split.train.class_names) if split else USUAL_CLASSES
        rows = describe(plan.network, shape, classes)
        page.network.show_network(plan.network, rows, shape, classes)
        page.training.show_settings(plan.settings, plan_edits.dropout_of(plan.network))

    def show_state(self) -> None:
        """Show where the training stands: what can be done, and in words what there is."""
        training, page = self.training, self.page
        state = training.state
        page.training.show_state(state)
        page.training.show_message(state_words(training), is_problem=bool(training.problem))
        page.wall.show_state(state)
        page.network.show_enabled(not training.is_running)
        page.data.show_enabled(not training.is_running)
        self.state_shown.emit()

    def begin_curves(self) -> None:
        """Make room for the epochs to come."""
        subject, result = self.training.subject, self.training.result
        if subject is None:
            return
        settings = subject.plan.settings
        history = result.record.history if result else {}
        batches = -(-len(subject.split.train) // settings.batch_size)
        earlier = len(history.get("loss", ()))
        self.page.curves.begin(earlier + settings.epochs, batches, history=history)

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes that the network tells apart."""
        subject = self.training.subject
        return subject.split.train.class_names if subject else ()

    def apply_unit(self, address: KernelAddress) -> None:
        """Make the pipeline what a unit computes, as the wall shows it: now, or as it was."""
        for layer in self.page.wall.layers:
            if layer.name == address.layer:
                self.exchange.apply_to_picture(layer, address)

    def put_back(self, address: KernelAddress) -> None:
        """Put the kernel in hand into the network."""
        if self.loading.split is not None:
            self.exchange.put_back(address, self.loading.split)

    # Kept runs

    def run_of(self, run_id: str) -> KeptRun:
        """Return the kept run of an id, its file's name."""
        return next(run for run in self.runs.runs if run.path.name == run_id)

    def record_of(self, run_id: str) -> RunRecord:
        """Return a kept run's record."""
        return self.run_of(run_id).record

    def shown_records(self) -> tuple[RunRecord, ...]:
        """Return the run in hand, where there is one, and those laid over its curves."""
        result = self.training.result
        over = tuple(self.record_of(one) for one in self.compared if self._is_kept(one))
        return (result.record, *over) if result else over

    def compare(self, run_ids: tuple[str, ...]) -> None:
        """Lay the curves of kept runs over those in hand."""
        self.compared = tuple(one for one in run_ids if self._is_kept(one))
        self.page.curves.show_overlays(tuple(self.record_of(one) for one in self.compared))

    def rename_run(self, run_id: str, name: str) -> None:
        """Give a kept run another name."""
        self.runs.rename(self.run_of(run_id), name)

    def remove_run(self, run_id: str) -> None:
        """Delete a kept run."""
        self.runs.remove(self.run_of(run_id))

    def restore(self, run_id: str) -> None:
        """Take a kept run's plan and its network; go on from it once its data are there."""
        record = self.record_of(run_id)
        self.restoring = record
        self.training.stop(lambda: self._restore(record))

    def _restore(self, record: RunRecord) -> None:
        self.apply(f"Restore {record.name}", lambda d: plan_edits.take_plan(d, record))
        if self.loading.split is not None and not self.loading.is_busy:
            self.go_on_from_restored()

    def go_on_from_restored(self) -> None:
        """Put a restored run's weights in, where its data are the ones in hand."""
        record, self.restoring = self.restoring, None
        split = self.loading.split
        if record is None or split is None:
            return
        self.exchange.evaluate(record, split)

    def _is_kept(self, run_id: str) -> bool:
        return any(run.path.name == run_id for run in self.runs.runs)

    def layers(self) -> tuple[KernelLayer, ...]:
        """Return the kernels of the network as it is now; none before there are data."""
        subject, weights = self.training.subject, self.training.weights
        if subject is None or not weights:
            return ()
        return layers_of(subject, weights)


def layers_of(subject: Subject, weights: Weights) -> tuple[KernelLayer, ...]:
    """Return the kernels among the weights of a subject's network."""
    train = subject.split.train
    return kernel_layers(subject.plan.network, train.shape, len(train.class_names), weights)


def state_words(training: Training) -> str:
    """Say in a sentence where the training stands."""
    subject, result = training.subject, training.result
    match training.state:
        case "loading":
            return "Loading the pictures…"
        case "no-data":
            return training.problem or "There are no pictures to train on yet."
        case "ready" if subject is not None:
            return f"Ready: {len(subject.split.train):,} pictures to train on."
        case "training" if subject is not None:
            return f"Training on {len(subject.split.train):,} pictures."
        case "paused":
            return "Paused: go on, or train batch by batch."
        case _ if result is not None and result.stopped:
            return f"Stopped: {result.stopped}"
        case _ if result is not None:
            share = result.evaluation.accuracy
            return f"Trained: {share * 100:.1f} % of the test pictures are right."
    return ""
