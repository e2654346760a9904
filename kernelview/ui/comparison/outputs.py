"""Files into and out of the comparison: asked for here, read and written beside the window."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kernelview.jobs import Job
from kernelview.learn.errors import LearnError
from kernelview.ui.comparison.comparison import Comparison
from kernelview.ui.wiring import raise_later
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.report import ReportContent, ReportFiles, versions_here, write_report

if TYPE_CHECKING:
    from kernelview.ui.main_window import MainWindow

REPORT_LANE = "report"
LANE = "comparison file"


def ask_model(window: "MainWindow", comparison: Comparison) -> None:
    """Ask for a network that has learned, and compare its kernels."""
    path = window.dialogs.model_to_open(window.preferences.open_folder or Path.home())
    if path is not None:
        window.preferences.open_folder = path.parent
        comparison.networks.open(path)


def ask_report(window: "MainWindow", comparison: Comparison) -> None:
    """Ask for a folder, and write the report into it."""
    folder = window.dialogs.folder_to_open(
        "Write the report into a folder", window.preferences.export_folder or Path.home()
    )
    if folder is None:
        return
    window.preferences.export_folder = folder
    content = ReportContent(
        comparison.matching.comparison,
        window.session.document.image,
        comparison.experimenting.shown_records,
    )
    job = write_report(content, folder, now=datetime.now().astimezone(), versions=versions_here())
    _start(window, REPORT_LANE, job, done=lambda files: _tell(window, files))


def _tell(window: "MainWindow", files: ReportFiles) -> None:
    window.notice.show_note(f"Written: {files.page}")


def _start(window: "MainWindow", lane: str, job: Job[Any], *, done: Callable[[Any], None]) -> None:
    def fail(error: Exception) -> None:
        if isinstance(error, OSError | LearnError | UseCaseError):
            window.notice.show_error(str(error))
        else:
            raise_later(error)

    window.runner.start(lane, job, done=done, failed=fail)
