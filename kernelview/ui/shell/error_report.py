"""Unexpected errors: caught wherever they happen, written down, told to the window's thread."""

import faulthandler
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import QObject, Qt, Signal

from kernelview.ui.shell.error_dialog import ErrorDialog
from kernelview.ui.shell.report import Activity, Report, make_report

__all__ = [
    "LARGEST_LOG",
    "Activity",
    "ErrorDialog",
    "Report",
    "install_error_reports",
    "make_report",
]

LARGEST_LOG = 1_000_000


def install_error_reports(
    show: Callable[[Report], None], *, activity: Activity, log_folder: Path
) -> Callable[[], None]:
    """Tell `show`, on this thread's event loop, of every error nobody caught.

    Reports are appended to errors.log in `log_folder`, a crash of the interpreter to crash.log;
    a log that has grown large is put aside once. Return what undoes all of it.
    """
    messenger = _Messenger(show)
    stop_crash_log = _start_crash_log(log_folder)
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    def tell(error: BaseException, doing: str) -> None:
        made = make_report(error, doing)
        _append(log_folder / "errors.log", made)
        messenger.reported.emit(made)

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            tell(error, activity.text)

    def report_thread(arguments: threading.ExceptHookArgs) -> None:
        # A thread that leaves by SystemExit ends well.
        if arguments.exc_value is not None and arguments.exc_type is not SystemExit:
            tell(arguments.exc_value, activity.text)

    def report_unraisable(arguments: "sys.UnraisableHookArgs") -> None:
        if arguments.exc_value is not None:
            tell(arguments.exc_value, f"{activity.text} (clearing up after it)")

    def undo() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
        messenger.silence()
        stop_crash_log()

    sys.excepthook, threading.excepthook, sys.unraisablehook = (
        report,
        report_thread,
        report_unraisable,
    )
    return undo


class _Messenger(QObject):
    """Carries reports to the thread it was made on, after what goes on there now."""

    reported = Signal(object)

    def __init__(self, show: Callable[[Report], None]) -> None:
        super().__init__()
        self._show = show
        self._is_silent = False
        # Queued even on its own thread: an error may come out of the middle of a paint event.
        self.reported.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def silence(self) -> None:
        """Deliver nothing more."""
        self._is_silent = True

    def _deliver(self, report: Report) -> None:
        if self._is_silent:
            return
        # Stays silent when showing a report fails: telling of that would fail again, for ever.
        self._is_silent = True
        self._show(report)
        self._is_silent = False


def _start_crash_log(folder: Path) -> Callable[[], None]:
    """Let faulthandler write into crash.log; return what ends that."""
    was_enabled = faulthandler.is_enabled()
    log = _open_crash_log(folder)

    def stop() -> None:
        if log is None:
            return
        faulthandler.disable()
        log.close()
        if was_enabled and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)

    return stop


def _open_crash_log(folder: Path) -> IO[str] | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put_aside(folder / "crash.log")
        log = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(log)
    return log


def _append(path: Path, report: Report) -> None:
    """Write a report down, and on the terminal, if there is one."""
    text = f"{datetime.now(UTC).isoformat()}\n{report.details}\n"
    if sys.__stderr__ is not None:
        sys.__stderr__.write(text)
    try:
        _put_aside(path)
        with path.open("a", encoding="utf-8") as log:
            log.write(text)
    except OSError as error:
        if sys.__stderr__ is not None:
            sys.__stderr__.write(f"{path}: {error}\n")


def _put_aside(path: Path) -> None:
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".old.log"))
