import faulthandler
import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.error_dialog import MOST_KEPT, ErrorDialog
from kernelview.ui.shell.error_report import Activity, Report, install_error_reports, make_report
from kernelview.ui.shell.report import LONGEST_SUMMARY, LONGEST_TRACE


class Heard:
    """Keeps the reports and the threads they came on."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.threads: set[str] = set()

    def hear(self, report: Report) -> None:
        self.reports.append(report)
        self.threads.add(threading.current_thread().name)


@pytest.fixture
def heard(qtbot: QtBot, tmp_path: Path) -> Iterator[Heard]:
    made = Heard()
    undo = install_error_reports(made.hear, activity=Activity("Undo"), log_folder=tmp_path)
    yield made
    undo()


@pytest.fixture
def dialog(qtbot: QtBot, appearance: Appearance) -> Iterator[ErrorDialog]:
    made = ErrorDialog(appearance)
    qtbot.addWidget(made)
    yield made
    for timer in made.findChildren(QTimer):
        timer.stop()


def fall(text: str = "fell") -> None:
    raise RuntimeError(text)


def report(text: str) -> Report:
    return Report("Undo", text, f"all about {text}")


def test_a_worker_that_falls_is_told_on_the_thread_of_the_window(
    qtbot: QtBot, heard: Heard
) -> None:
    worker = threading.Thread(target=fall, name="worker")
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(heard.reports))
    assert heard.threads == {threading.current_thread().name}


def test_a_worker_that_exits_is_no_error(qtbot: QtBot, heard: Heard) -> None:
    worker = threading.Thread(target=sys.exit)
    worker.start()
    worker.join()
    QCoreApplication.processEvents()
    assert not heard.reports


def test_an_error_while_something_is_cleared_away_is_told(qtbot: QtBot, heard: Heard) -> None:
    class Sore:
        def __del__(self) -> None:
            fall("in clearing up")

    Sore()
    gc.collect()
    qtbot.waitUntil(lambda: bool(heard.reports))
    assert heard.reports[0].summary == "RuntimeError: in clearing up"
    assert heard.reports[0].doing == "Undo (clearing up after it)"


def test_ctrl_c_is_no_error(qtbot: QtBot, heard: Heard, capfd: pytest.CaptureFixture[str]) -> None:
    error = KeyboardInterrupt()
    sys.excepthook(KeyboardInterrupt, error, None)
    QCoreApplication.processEvents()
    assert not heard.reports
    assert "KeyboardInterrupt" in capfd.readouterr().err


def test_what_fails_in_showing_a_report_is_not_shown_for_ever(qtbot: QtBot, tmp_path: Path) -> None:
    tried: list[Report] = []

    def show(report: Report) -> None:
        tried.append(report)
        raise ValueError("the dialog is broken")

    undo = install_error_reports(show, activity=Activity(), log_folder=tmp_path)
    error = RuntimeError("first")
    sys.excepthook(RuntimeError, error, None)
    for _ in range(20):
        QCoreApplication.processEvents()
    undo()
    assert [report.summary for report in tried] == ["RuntimeError: first"]
    assert "the dialog is broken" in (tmp_path / "errors.log").read_text(encoding="utf-8")


def test_nothing_is_told_after_the_end(qtbot: QtBot, tmp_path: Path) -> None:
    heard = Heard()
    undo = install_error_reports(heard.hear, activity=Activity(), log_folder=tmp_path)
    error = RuntimeError("late")
    sys.excepthook(RuntimeError, error, None)
    undo()
    QCoreApplication.processEvents()
    assert not heard.reports


def test_a_log_folder_that_cannot_be_made_hides_no_report(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "log").write_text("in the way")
    heard = Heard()
    undo = install_error_reports(heard.hear, activity=Activity(), log_folder=tmp_path / "log")
    error = RuntimeError("told all the same")
    sys.excepthook(RuntimeError, error, None)
    qtbot.waitUntil(lambda: bool(heard.reports))
    undo()


@pytest.fixture(params=[True, False], ids=["on before", "off before"])
def was_enabled(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Start from a faulthandler that is on or off; leave it as it was."""
    before = faulthandler.is_enabled()
    assert sys.__stderr__ is not None
    wanted = bool(request.param)
    if wanted:
        faulthandler.enable(sys.__stderr__)
    else:
        faulthandler.disable()
    yield wanted
    if before:
        faulthandler.enable(sys.__stderr__)
    else:
        faulthandler.disable()


def test_a_crash_has_a_log_that_ends_with_the_program(
    qtbot: QtBot, tmp_path: Path, *, was_enabled: bool
) -> None:
    undo = install_error_reports(lambda _: None, activity=Activity(), log_folder=tmp_path)
    assert faulthandler.is_enabled()
    assert (tmp_path / "crash.log").exists()
    undo()
    assert faulthandler.is_enabled() == was_enabled


def test_an_error_without_words_or_with_too_many_still_makes_a_report() -> None:
    class MuteError(Exception):
        def __str__(self) -> str:
            raise ValueError("no words")

    assert "MuteError" in make_report(MuteError(), "Undo").summary
    endless = make_report(ValueError("x" * 1_000_000), "Undo")
    assert len(endless.summary) == LONGEST_SUMMARY
    assert len(endless.details) < LONGEST_TRACE + 1_000


def test_an_ill_named_file_can_be_reported(heard: Heard, qtbot: QtBot, tmp_path: Path) -> None:
    error = RuntimeError("bad \udcff name")
    sys.excepthook(RuntimeError, error, None)
    qtbot.waitUntil(lambda: bool(heard.reports))
    assert heard.reports[0].summary == r"RuntimeError: bad \udcff name"
    assert r"bad \udcff name" in (tmp_path / "errors.log").read_text(encoding="utf-8")


def test_a_report_names_versions_and_nothing_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KERNELVIEW_PROBE", "do-not-tell-3141")
    details = make_report(ValueError("x"), "Undo").details
    for name in ("KernelView", "Python", "PySide6", "NumPy", "OpenCV"):
        assert name in details
    assert "do-not-tell-3141" not in details


def test_the_same_error_is_counted_not_listed_again(dialog: ErrorDialog) -> None:
    for _ in range(500):
        dialog.show_report(report("one"))
    assert "500 errors" in dialog.message.text()
    assert dialog.details.toPlainText().count("all about one") == 1
    assert "(500 times)" in dialog.details.toPlainText()


def test_many_errors_keep_a_bounded_report(dialog: ErrorDialog) -> None:
    for number in range(MOST_KEPT * 3):
        dialog.show_report(report(f"error {number}"))
    assert dialog.details.toPlainText().count("all about") == MOST_KEPT
    assert f"all about error {MOST_KEPT * 3 - 1}" in dialog.details.toPlainText()


def test_the_report_is_folded_until_asked_for(dialog: ErrorDialog) -> None:
    dialog.show_report(report("one"))
    assert dialog.details.isHidden()
    folded = dialog.height()
    dialog.fold.click()
    assert dialog.details.isVisible()
    assert dialog.height() > folded
    dialog.fold.click()
    assert dialog.details.isHidden()
    assert dialog.height() == folded


def test_an_error_that_comes_back_at_once_does_not_lock_one_out(dialog: ErrorDialog) -> None:
    dialog.show_report(report("in drawing"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.show_report(report("in drawing"))
    assert dialog.isHidden()
    dialog.show_report(report("another"))
    assert dialog.isVisible()


def test_markup_in_an_error_is_shown_as_it_is(dialog: ErrorDialog) -> None:
    dialog.show_report(report("<img src='x'><b>bold</b>"))
    assert dialog.message.textFormat() == Qt.TextFormat.PlainText
    assert "<b>bold</b>" in dialog.message.text()


def test_the_dialog_says_that_the_work_is_still_there(qtbot: QtBot, dialog: ErrorDialog) -> None:
    dialog.show_report(report("one"))
    assert "While doing: Undo" in dialog.message.text()
    assert "still there" in dialog.message.text()
    qtbot.waitUntil(dialog.close_button.hasFocus)


def test_a_long_word_in_an_error_is_not_cut_off(dialog: ErrorDialog) -> None:
    dialog.show_report(report("short"))
    low = dialog.message.height()
    dialog.show_report(report("x" * LONGEST_SUMMARY))
    QCoreApplication.processEvents()
    assert dialog.message.height() >= low + 2 * dialog.message.fontMetrics().height()
