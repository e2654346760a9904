"""The Compare workspace on a small network that has just learned, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from kernelview.ui.commands import COMPARE
from kernelview.ui.comparison.comparison import Comparison
from kernelview.ui.main_window import MainWindow
from tests.ui.lab.lab_samples import open_lab, train
from tests.ui.window_samples import Answers

LONGEST = 30_000


@contextmanager
def open_comparison(
    qtbot: QtBot, folder: Path, *, answers: Answers | None = None
) -> Iterator[tuple[MainWindow, Comparison]]:
    """Train a network of four kernels, and open the window on its comparison."""
    with open_lab(qtbot, folder, answers=answers) as (window, lab):
        train(qtbot, lab)
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 1, timeout=LONGEST)
        window.show_workspace(COMPARE)
        comparison = window.comparison
        assert comparison is not None
        wait_for_match(qtbot, comparison)
        yield window, comparison


def wait_for_match(qtbot: QtBot, comparison: Comparison) -> None:
    """Wait until the network that is looked at has been matched."""

    def is_matched() -> bool:
        found = comparison.matching.comparison
        return found is not None and found.record is comparison.networks.record

    qtbot.waitUntil(is_matched, timeout=LONGEST)
