"""Unexpected errors: caught wherever they happen, shown once, written down."""

import faulthandler
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

import cv2
import numpy as np
import PySide6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kernelview import __version__
from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

LARGEST_LOG = 1_000_000


@dataclass
class Activity:
    """What the person last asked for, for reports."""

    text: str = "starting"


@dataclass(frozen=True)
class Report:
    """An unexpected error: what was being done, the error in one line, and everything known."""

    doing: str
    summary: str
    details: str


class _Messenger(QObject):
    """Carries reports to the window's thread, whatever thread they come from."""

    reported = Signal(object)


def install_error_reports(
    show: Callable[[Report], None], *, activity: Activity, log_folder: Path
) -> Callable[[], None]:
    """Tell `show`, on this thread, of every error nobody caught; return what undoes it.

    Reports are appended to errors.log in `log_folder`, a crash of the interpreter to crash.log.
    """
    messenger = _Messenger()
    messenger.reported.connect(show)
    crash_log = _open_crash_log(log_folder)
    before = sys.excepthook, threading.excepthook

    def report(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        made = make_report(error, activity.text)
        _append(log_folder / "errors.log", made)
        messenger.reported.emit(made)

    def report_thread(arguments: threading.ExceptHookArgs) -> None:
        report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before
        messenger.deleteLater()
        if crash_log is not None:
            faulthandler.disable()
            crash_log.close()

    sys.excepthook, threading.excepthook = report, report_thread
    return undo


def make_report(error: BaseException, doing: str) -> Report:
    """Return the report of an error raised while `doing`."""
    summary = f"{type(error).__name__}: {error}"
    versions = (
        f"KernelView {__version__}, Python {platform.python_version()}, "
        f"PySide6 {PySide6.__version__}, NumPy {np.__version__}, OpenCV {cv2.__version__}, "
        f"{platform.platform()}"
    )
    trace = "".join(traceback.format_exception(error))
    return Report(doing, summary, f"While: {doing}\n{versions}\n\n{trace}")


class ErrorDialog(QDialog):
    """Says what went wrong and that nothing is lost; the report can be copied."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._reports: list[Report] = []
        self.setWindowTitle("Something went wrong")
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.details = QPlainTextEdit(self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Report")
        self.details.setTabChangesFocus(True)
        self.copy = QPushButton("Copy the report", self)
        self.copy.clicked.connect(self._copy)
        close = QPushButton("Close", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(SPACING)
        column.addWidget(self.message)
        column.addWidget(self.details)
        column.addLayout(buttons)
        self.resize(640, 360)

    def show_report(self, report: Report) -> None:
        """Show a report, below those that are still open."""
        if not self.isVisible():
            self._reports.clear()
        self._reports.append(report)
        count = len(self._reports)
        times = f" ({count} errors so far)" if count > 1 else ""
        self.message.setText(
            f"An unexpected error came up while: {report.doing}{times}.\n{report.summary}\n\n"
            "The picture, the kernel and the history are still there. "
            "The report below helps to mend this."
        )
        self.details.setPlainText("\n\n".join(known.details for known in self._reports[-20:]))
        self.open()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())


def _open_crash_log(folder: Path) -> IO[str] | None:
    """Let faulthandler write into crash.log; None when the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _shorten(folder / "crash.log")
        log = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(log)
    return log


def _append(path: Path, report: Report) -> None:
    try:
        _shorten(path)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat()}\n{report.details}\n")
    except OSError as error:
        sys.__stderr__ and print(f"{path}: {error}\n{report.details}", file=sys.__stderr__)


def _shorten(path: Path) -> None:
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".old.log"))
