"""The commands of the Train workspace."""

from functools import partial
from typing import TYPE_CHECKING

from kernelview.ui.command import TRAIN, Command, Question

if TYPE_CHECKING:
    from kernelview.ui.lab.lab import Lab
    from kernelview.ui.main_window import MainWindow


def _lab(window: "MainWindow") -> "Lab":
    window.show_workspace(TRAIN)
    if window.lab is None:
        raise RuntimeError("the Train workspace was not made")
    return window.lab


def _lab_state(*states: str) -> Question:
    return lambda w: w.lab is not None and w.lab.training.state in states


TRAINING: tuple[Command, ...] = (
    Command(
        "train", "Train", "Train or pause", lambda w: _lab(w).training.toggle(), "Ctrl+R", "play",
        enabled=_lab_state("ready", "finished", "training", "paused"), workspace=TRAIN,
        help="Start training, pause it, or go on",
    ),
    Command(
        "train-step", "Train", "One batch", lambda w: _lab(w).training.step(), "Ctrl+Shift+R",
        "step-forward", enabled=_lab_state("ready", "finished", "training", "paused"),
        workspace=TRAIN, help="Train on one batch and stand still",
    ),
    Command(
        "train-stop", "Train", "Stop", lambda w: _lab(w).training.stop(), "Ctrl+.", "square",
        enabled=_lab_state("training", "paused"), workspace=TRAIN,
        help="End this training and keep what it learned",
    ),
    Command(
        "train-reset", "Train", "Reset", lambda w: _lab(w).training.reset(), icon="rotate-ccw",
        enabled=_lab_state("training", "paused", "finished"), workspace=TRAIN,
        help="Forget what was learned; start from random kernels again",
    ),
    *(
        Command(
            f"train-{name.lower()}", "Train", name,
            partial(lambda name, w: _lab(w).page.show_named(name), name), f"Alt+{place}",
            workspace=TRAIN, separated=place == 1, help=hint,
        )
        for place, (name, hint) in enumerate(
            (
                ("Curves", "Loss and accuracy as it learns"),
                ("Confusion", "What is taken for what, and the mistakes"),
                ("Digit", "What the network makes of a drawn digit"),
                ("Runs", "The trainings kept so far"),
            ),
            start=1,
        )
    ),
    Command(
        "export-wall", "Train", "Export the wall as GIF…",
        lambda w: _lab(w).page.wall.export_asked.emit("gif"), icon="download", workspace=TRAIN,
        enabled=lambda w: w.lab is not None and bool(w.lab.training.weights), separated=True,
        help="The kernels as they changed, as a moving picture",
    ),
)  # fmt: skip
