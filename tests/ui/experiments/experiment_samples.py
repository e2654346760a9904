"""Kept results, and the panel in a window, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from kernelview.files.results_folder import KeptResult
from kernelview.learn.experiments import ExperimentRecord
from kernelview.ui.experiments import ExperimentsPanel
from kernelview.usecases.experiment_request import ExperimentRequest
from tests.learn.record_samples import NOON, record
from tests.ui.library.samples import new_appearance, window_for
from tests.usecases.plot_samples import ABLATION, BANKS, EARLIER_BANKS, HUNGER

# Two seeds, one epoch, fifty digits of 8 × 8: run for real within a second.
TINY = ExperimentRequest(
    seeds=(0, 1), banks=("fixed", "learned"), epochs=1, source="digits-8x8", limit=50
)
# Long enough to be given up in the middle.
LONG = ExperimentRequest(seeds=tuple(range(20)), epochs=200)


def kept(minute: int, kind: str = "frozen") -> KeptResult:
    """Return a result made so many minutes after noon."""
    plots = {"frozen": BANKS, "hunger": HUNGER, "ablation": ABLATION}
    plot = EARLIER_BANKS if kind == "frozen" and minute < 5 else plots[kind]
    made = replace(record(NOON + timedelta(minutes=minute), kind=kind), plots=(plot,))
    return KeptResult(Path(f"{minute}.experiment.json"), made)


def frozen_record() -> ExperimentRecord:
    return kept(7).record


@contextmanager
def experiments_panel(
    qtbot: QtBot, width: int = 980, height: int = 780
) -> Iterator[ExperimentsPanel]:
    """Show a panel; no fixture, which would keep it longer than its menus may live."""
    window = window_for(qtbot, width, height)
    panel = ExperimentsPanel(new_appearance(), window)
    panel.resize(width, height)
    panel.show()
    try:
        yield panel
    finally:
        window.close()
        window.deleteLater()
