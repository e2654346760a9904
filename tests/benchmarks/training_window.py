"""The real window's Train workspace for the benchmark of the window: names of its parts."""

from pathlib import Path

from kernelview.document import plan_edits
from kernelview.learn.choices import TrainingSettings
from kernelview.ui.commands import FILTER, TRAIN
from kernelview.ui.dialogs import Dialogs
from kernelview.ui.lab.training import LANE, Training
from tests.benchmarks.live_window import LONGEST, LiveWindow
from tests.benchmarks.watching import wait_until

MANY_EPOCHS = 10_000


class _Agreeing(Dialogs):
    """Lets the window close in mid-training."""

    def may_lose(self, what: str) -> bool:
        """Agree."""
        return bool(what)


class TrainingWindow(LiveWindow):
    """A window that trains the default network on the bundled digits, without end."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._window.dialogs = _Agreeing(self._window)
        self.show_training()
        wait_until(self.can_train, seconds=LONGEST, what="the digits")
        endless = TrainingSettings(epochs=MANY_EPOCHS)
        self._window.session.apply("Endless", lambda now: plan_edits.set_settings(now, endless))

    @property
    def training(self) -> Training:
        """The training of the lab."""
        lab = self._window.lab
        if lab is None:
            raise RuntimeError("the Train workspace was not made")
        return lab.training

    def can_train(self) -> bool:
        """Whether a training may begin."""
        return self.training.state in {"ready", "finished"}

    def is_busy(self) -> bool:
        """Whether the thread of a training is still at work."""
        return self._window.runner.has_running(LANE)

    def show_training(self) -> None:
        """Bring the Train workspace to the front."""
        self._window.show_workspace(TRAIN)

    def show_picture(self) -> None:
        """Bring the Filter workspace to the front."""
        self._window.show_workspace(FILTER)

    def draw(self) -> None:
        """Give the network something to look at, in the tab in front."""
        lab = self._window.lab
        if lab is not None and lab.loading.split is not None:
            lab.page.show_named("Digit")
            lab.looking.show_input(lab.loading.split.test.inputs()[0])
