"""Learned kernels out of the network and back: into the editor, onto the picture, under Mine."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kernelview.document import Session, edits
from kernelview.engine import white_level
from kernelview.kernels import Kernel
from kernelview.learn.dataset import Split
from kernelview.learn.errors import LearnError
from kernelview.learn.evaluation import Evaluation, evaluate
from kernelview.learn.learned import KernelAddress, KernelLayer
from kernelview.learn.run_record import RunRecord
from kernelview.ui.lab.training import Training
from kernelview.ui.runner import Runner
from kernelview.usecases.put_kernel import Placed, network_of_record, put_kernel
from kernelview.usecases.stages_of_unit import stages_of_unit
from kernelview.usecases.training_news import TrainingState

LANE = "put kernel"

Apply = Callable[..., None]


class Exchange(QObject):
    """Moves kernels between the network and the document."""

    opened = Signal()  # a kernel is in hand now
    address_changed = Signal(object)  # KernelAddress | None: what the kernel in hand came from
    placed = Signal(object)  # Placed
    failed = Signal(str)
    noted = Signal(str)
    crashed = Signal(object)

    def __init__(
        self,
        session: Session,
        apply: Apply,
        training: Training,
        runner: Runner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._apply = session, apply
        self._training, self._runner = training, runner
        self.address: KernelAddress | None = None

    def open(self, address: KernelAddress, kernel: Kernel) -> None:
        """Put a learned kernel in hand; it can be put back later."""
        self._apply(f"Open {address}", lambda d: edits.choose_kernel(d, kernel))
        self._come_from(address)
        self.opened.emit()

    def apply_to_picture(self, layer: KernelLayer, address: KernelAddress) -> None:
        """Make the pipeline what the unit computes: its kernel, bias and activation."""
        white = white_level(self._session.document.image.pixels)
        stages = stages_of_unit(layer, address, white=white)
        self._apply(f"Apply {address}", lambda d: edits.replace_stages(d, stages))
        self._come_from(address)
        self.opened.emit()

    def save(self, address: KernelAddress, kernel: Kernel) -> None:
        """Keep a learned kernel under Mine."""
        self._apply(f"Save {address} to Mine", lambda d: edits.add_to_mine(d, kernel))
        self.noted.emit(f"{address} is under Mine now")

    def put_back(self, address: KernelAddress, split: Split) -> None:
        """Put the kernel in hand into the network; a training under way ends first."""
        kernel = self._session.document.kernel
        self._training.stop(lambda: self._put(address, kernel, split))

    def evaluate(self, record: RunRecord, split: Split) -> None:
        """Take a kept run's network in hand, once it is known how well it does."""
        model = network_of_record(record)

        def take(evaluation: Evaluation) -> None:
            self._training.adopt(TrainingState(record, None, evaluation))

        self._runner.start(LANE, evaluate(model, split.test), done=take, failed=self._fail)

    def forget(self) -> None:
        """The network is another: the kernel in hand came from none of its units."""
        self._come_from(None)

    def _put(self, address: KernelAddress, kernel: Kernel, split: Split) -> None:
        state = self._training.result
        if state is None:
            self.failed.emit("Train the network first: its random start has no accuracy to keep.")
            return
        self._runner.start(
            LANE,
            put_kernel(state.record, split.test, address, kernel=kernel),
            done=lambda placed: self._take(state, placed),
            failed=self._fail,
        )

    def _take(self, state: TrainingState, placed: Placed) -> None:
        if self._training.result is not state or self._training.is_running:
            self.failed.emit("The network went on learning meanwhile; put the kernel back again.")
            return
        self._training.adopt(TrainingState(placed.record, state.checkpoint, placed.after))
        self._come_from(placed.address)
        before, after = placed.before.accuracy, placed.after.accuracy
        self.placed.emit(placed)
        self.noted.emit(
            f"{placed.address} is back in the network: {_percent(after)} of the test pictures are "
            f"right, {_percent(before)} before"
        )

    def _come_from(self, address: KernelAddress | None) -> None:
        self.address = address
        self.address_changed.emit(address)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, LearnError):
            self.failed.emit(f"The kernel does not fit: {error}")
        else:
            self.crashed.emit(error)


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"
