import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.error_report import (
    LARGEST_LOG,
    Activity,
    ErrorDialog,
    Report,
    install_error_reports,
    make_report,
)


@pytest.fixture
def reports(qtbot: QtBot, tmp_path: Path) -> Iterator[list[Report]]:
    heard: list[Report] = []
    undo = install_error_reports(
        heard.append, activity=Activity("Set cell"), log_folder=tmp_path / "log"
    )
    yield heard
    undo()


def fail() -> None:
    raise RuntimeError("the cell is gone")


def broken() -> BaseException:
    with pytest.raises(RuntimeError) as caught:
        fail()
    return caught.value


def test_an_error_nobody_caught_is_told_with_what_was_being_done(
    reports: list[Report], qtbot: QtBot
) -> None:
    error = broken()
    sys.excepthook(type(error), error, error.__traceback__)
    assert not reports, "told in the middle of what failed"
    qtbot.waitUntil(lambda: bool(reports))
    assert [report.doing for report in reports] == ["Set cell"]
    assert reports[0].summary == "RuntimeError: the cell is gone"
    assert "PySide6" in reports[0].details
    assert 'raise RuntimeError("the cell is gone")' in reports[0].details


def test_an_error_of_a_worker_is_told_on_the_window_thread(
    reports: list[Report], qtbot: QtBot
) -> None:
    error = broken()

    def fall() -> None:
        arguments = (type(error), error, error.__traceback__, threading.current_thread())
        threading.excepthook(threading.ExceptHookArgs(arguments))

    worker = threading.Thread(target=fall)
    worker.start()
    worker.join()
    assert not reports
    qtbot.waitUntil(lambda: bool(reports))


def test_reports_are_written_down_and_the_log_stays_bounded(
    reports: list[Report], tmp_path: Path, qtbot: QtBot
) -> None:
    log = tmp_path / "log" / "errors.log"
    error = broken()
    sys.excepthook(type(error), error, error.__traceback__)
    assert "the cell is gone" in log.read_text()
    log.write_text("x" * (LARGEST_LOG + 1))
    sys.excepthook(type(error), error, error.__traceback__)
    assert log.stat().st_size < LARGEST_LOG
    assert log.with_suffix(".old.log").stat().st_size > LARGEST_LOG
    qtbot.waitUntil(lambda: len(reports) == 2)


def test_undoing_puts_the_hooks_back(qtbot: QtBot, tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    undo = install_error_reports(lambda _: None, activity=Activity(), log_folder=tmp_path)
    assert sys.excepthook is not before[0]
    undo()
    assert (sys.excepthook, threading.excepthook) == before


def test_the_dialog_counts_errors_and_copies_all_of_them(qtbot: QtBot) -> None:
    dialog = ErrorDialog(Appearance())
    qtbot.addWidget(dialog)
    dialog.show_report(make_report(broken(), "Open a picture"))
    dialog.show_report(make_report(ValueError("second"), "Undo"))
    assert dialog.isVisible()
    assert "2 errors" in dialog.message.text()
    assert "Undo" in dialog.message.text()
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "the cell is gone" in copied
    assert "second" in copied
