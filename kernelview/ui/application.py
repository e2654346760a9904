"""Starts the window and ends with it."""

import os
import sys
from pathlib import Path

import platformdirs
from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from kernelview.document import Image
from kernelview.files import ImageFileError, load_image, sample_pictures
from kernelview.files.assets import icon_path
from kernelview.files.mine import mine_path
from kernelview.files.speeds_file import speeds_path
from kernelview.ui.appearance import Appearance
from kernelview.ui.calibrating import Calibrating
from kernelview.ui.main_window import MainWindow
from kernelview.ui.preferences import Preferences, default_preferences
from kernelview.ui.shell.error_report import ErrorDialog, install_error_reports
from kernelview.ui.style_sheet import apply_theme
from kernelview.usecases.calibrate_methods import use_kept_speeds

NAME = "KernelView"


def run_window(picture: Path | None) -> int:
    """Open the window on `picture` (None: a bundled photo); return the exit code."""
    application = make_application()
    knows_speeds = use_kept_speeds(speeds_path())
    window = make_window(
        application,
        preferences=default_preferences(),
        mine_file=mine_file(),
        runs_folder=runs_folder(),
        results_folder=results_folder(),
    )
    dialog = ErrorDialog(window.appearance, window)
    stop_reports = install_error_reports(
        dialog.show_report, activity=window.activity, log_folder=log_folder()
    )
    window.show()
    if not knows_speeds:
        calibrating(window, speeds_path()).start()
    if picture is not None:
        QTimer.singleShot(0, lambda: window.opening.open_picture(picture.absolute()))
    try:
        code = application.exec()
    finally:
        stop_reports()
    if not window.has_ended_work:
        # A decoder in mid-call would keep the process for seconds; nothing waits for it.
        window.preferences.save()
        os._exit(code)
    return code


def make_application() -> QApplication:
    """Return the one application, made when there is none yet."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName(NAME)
    application.setApplicationDisplayName(NAME)
    application.setWindowIcon(QIcon(str(icon_path("kernelview"))))
    return application


def make_window(
    application: QApplication,
    *,
    preferences: Preferences,
    mine_file: Path,
    runs_folder: Path,
    results_folder: Path,
) -> MainWindow:
    """Return a window on the first bundled photo, dressed in the chosen theme."""
    appearance = Appearance(parent=application)
    appearance.choose(preferences.theme)
    apply_theme(application, appearance.theme)
    return MainWindow(
        first_picture(),
        appearance=appearance,
        preferences=preferences,
        mine_file=mine_file,
        runs_folder=runs_folder,
        results_folder=results_folder,
    )


def calibrating(window: MainWindow, speeds_file: Path) -> Calibrating:
    """Return what measures the methods while the window shows its result and no dialog does."""

    def is_idle() -> bool:
        return window.result.is_current and not window.methods_dialog.isVisible()

    return Calibrating(window.runner, speeds_file, window, is_idle=is_idle)


def first_picture() -> Image:
    """Return the first bundled photo that can be read. Raises ImageFileError when none can."""
    failure: ImageFileError | None = None
    for path in sample_pictures():
        try:
            return load_image(path)
        except ImageFileError as error:
            failure = failure or error
    raise failure or ImageFileError(Path("assets"), "no bundled picture is there")


def mine_file() -> Path:
    """Return where the person's own kernels are kept."""
    return mine_path()


def runs_folder() -> Path:
    """Return where the trainings are kept."""
    return Path(platformdirs.user_data_dir("kernelview", appauthor=False)) / "runs"


def results_folder() -> Path:
    """Return where the results of experiments are kept."""
    return Path(platformdirs.user_data_dir("kernelview", appauthor=False)) / "experiments"


def log_folder() -> Path:
    """Return where crashes and unexpected errors are written down."""
    return Path(platformdirs.user_log_dir("kernelview", appauthor=False))
