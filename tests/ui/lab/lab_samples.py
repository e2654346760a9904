"""The Train workspace on a few small digits, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from kernelview.document import plan_edits
from kernelview.ui.commands import TRAIN
from kernelview.ui.lab.lab import Lab
from kernelview.ui.main_window import MainWindow
from tests.ui.window_samples import Answers, open_window
from tests.usecases.training_samples import PLAN

LONGEST = 30_000


@contextmanager
def open_lab(
    qtbot: QtBot, folder: Path, *, answers: Answers | None = None
) -> Iterator[tuple[MainWindow, Lab]]:
    """Open the window on the Train workspace with a small network and 100 digits of 8 × 8."""
    with open_window(qtbot, folder, answers=answers) as window:
        window.show_workspace(TRAIN)
        lab = window.lab
        assert lab is not None
        window.session.apply("Small data", lambda d: plan_edits.set_data(d, PLAN.data))
        window.session.apply("Small", lambda d: plan_edits.set_network(d, PLAN.network))
        window.session.apply("Short", lambda d: plan_edits.set_settings(d, PLAN.settings))
        wait_for(qtbot, lab, "ready")
        yield window, lab


def wait_for(qtbot: QtBot, lab: Lab, state: str) -> None:
    qtbot.waitUntil(lambda: lab.training.state == state, timeout=LONGEST)


def train(qtbot: QtBot, lab: Lab) -> None:
    lab.training.toggle()
    wait_for(qtbot, lab, "finished")
