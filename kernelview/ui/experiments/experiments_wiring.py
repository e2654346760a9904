"""Every connection between the experiments' panel and their worker."""

from kernelview.ui.experiments.experimenting import Experimenting
from kernelview.ui.experiments.experiments_panel import ExperimentsPanel


def connect_experiments(panel: ExperimentsPanel, experimenting: Experimenting) -> None:
    """Connect all but `run_wanted`, which also wants a network, and what leads to files."""
    panel.cancel_wanted.connect(experimenting.cancel)
    panel.remove_wanted.connect(experimenting.remove)
    panel.restore_wanted.connect(experimenting.keep)
    experimenting.started.connect(lambda _: panel.show_running())
    experimenting.progressed.connect(panel.show_running)
    experimenting.finished.connect(panel.show_finished)
    experimenting.ended.connect(panel.show_idle)
    experimenting.failed.connect(panel.show_error)
    experimenting.changed.connect(panel.show_results)
