"""The first visit: nothing has learned yet, so there is a network to train."""

from PySide6.QtCore import QObject, Signal

from kernelview.document import Session, plan_edits
from kernelview.learn.templates import TEMPLATES
from kernelview.ui.lab.exchange import Apply
from kernelview.ui.lab.lab import state_words
from kernelview.ui.lab.networks import CONVOLUTIONS
from kernelview.ui.lab.training import Training
from kernelview.usecases.training_news import TrainingNews


class FirstNetwork(QObject):
    """Trains the network of the plan as soon as its pictures are there, and tells how it goes."""

    told = Signal(bool, str)  # whether it is under way, in words how far
    progressed = Signal(int, int, str)  # so many of so many, in words

    def __init__(
        self, session: Session, apply: Apply, training: Training, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._apply, self._training = session, apply, training
        self._is_wanted = False
        training.state_changed.connect(lambda _: self._go_on())
        training.told.connect(self._tell)

    def train(self) -> None:
        """Train now, or once the pictures are there; a network without kernels is no use here."""
        network = self._session.document.plan.network
        if all(spec.kind not in CONVOLUTIONS for spec in network.layers):
            usual = TEMPLATES[0].blueprint
            self._apply(f"Choose {usual.name}", lambda d: plan_edits.set_network(d, usual))
        self._is_wanted = True
        self._go_on()

    def cancel(self) -> None:
        """Do not train after all; what a training under way has learned is kept."""
        self._is_wanted = False
        self._training.stop()
        self.tell()

    def tell(self) -> None:
        """Say where it stands."""
        is_under_way = self._is_wanted or self._training.is_running
        self.told.emit(is_under_way, state_words(self._training) if is_under_way else "")

    def _go_on(self) -> None:
        training = self._training
        if self._is_wanted and training.state in ("ready", "finished", "no-data"):
            self._is_wanted = False
            if training.state != "no-data":
                training.toggle()
                return
        self.tell()

    def _tell(self, news: TrainingNews) -> None:
        step = news.step
        if step is not None and self._training.is_running:
            epochs = step.total // step.batches
            self.progressed.emit(step.done, step.total, f"Epoch {step.epoch} of {epochs}")
