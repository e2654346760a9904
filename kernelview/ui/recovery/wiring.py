"""Every connection between the panel and what recovers."""

from collections.abc import Callable
from pathlib import Path

from kernelview.ui.recovery.recovering import Recovering
from kernelview.ui.recovery.recovery_panel import RecoveryPanel

Ask = Callable[[], Path | None]


def connect_recovery(panel: RecoveryPanel, recovering: Recovering, ask: Ask) -> None:
    """Connect the two; `ask` asks which picture to open."""

    def open_file(which: str) -> None:
        path = ask()
        if path is not None:
            panel.show_file(which, path)

    panel.file_wanted.connect(open_file)
    panel.run_wanted.connect(recovering.start)
    panel.cancel_wanted.connect(recovering.cancel)
    recovering.document_shown.connect(panel.show_document)
    recovering.started.connect(panel.show_busy)
    recovering.progressed.connect(panel.show_progress)
    recovering.stepped.connect(panel.show_step)
    recovering.finished.connect(panel.show_found)
    recovering.failed.connect(panel.show_failure)
    recovering.cancelled.connect(panel.show_cancelled)
