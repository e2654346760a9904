"""Files into and out of the comparison: asked for here, read and written beside the window."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kernelview.files.result_tables import save_tables
from kernelview.jobs import Job, Progress
from kernelview.learn.errors import LearnError
from kernelview.learn.experiments import ExperimentRecord, Plot
from kernelview.ui.comparison.comparison import Comparison
from kernelview.ui.wiring import raise_later
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.plot_picture import export_plot
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
    folder = window.dialogs.folder_to_open("Write the report into a folder", _export_folder(window))
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


def ask_plot(
    window: "MainWindow", comparison: Comparison, plot: Plot, record: ExperimentRecord
) -> None:
    """Ask where to, and export a plot with those laid over it, as PNG or SVG."""
    name = f"{plot.name}-{record.made.astimezone():%Y-%m-%d-%H-%M}.png"
    path = window.dialogs.plot_to_save(_export_folder(window) / name)
    if path is not None:
        overlays = comparison.page.experiments.overlays
        _write(window, path, lambda: export_plot(path, plot, overlays=overlays))


def ask_tables(window: "MainWindow", record: ExperimentRecord) -> None:
    """Ask for a folder, and write an experiment's tables into it, a CSV file each."""
    folder = window.dialogs.folder_to_open("Write the tables into a folder", _export_folder(window))
    if folder is not None:
        _write(window, folder, lambda: save_tables(record, folder))


def ask_picture(window: "MainWindow") -> Path | None:
    """Ask for a picture to recover a kernel from."""
    path = window.dialogs.picture_to_open(window.preferences.open_folder or Path.home())
    if path is not None:
        window.preferences.open_folder = path.parent
    return path


def _export_folder(window: "MainWindow") -> Path:
    return window.preferences.export_folder or Path.home()


def _write(window: "MainWindow", path: Path, write: Callable[[], object]) -> None:
    window.preferences.export_folder = path if path.is_dir() else path.parent
    words = f"Written: {path.name}"
    _start(window, LANE, _called(write), done=lambda _: window.notice.show_note(words))


def _called(work: Callable[[], Any]) -> Job[Any]:
    yield Progress(0, 1, "writing")
    return work()


def _tell(window: "MainWindow", files: ReportFiles) -> None:
    window.notice.show_note(f"Written: {files.page}")


def _start(window: "MainWindow", lane: str, job: Job[Any], *, done: Callable[[Any], None]) -> None:
    def fail(error: Exception) -> None:
        if isinstance(error, OSError | LearnError | UseCaseError):
            window.notice.show_error(str(error))
        else:
            raise_later(error)

    window.runner.start(lane, job, done=done, failed=fail)
