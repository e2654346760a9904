import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.notice_bar import MOST_LETTERS, NoticeBar
from kernelview.ui.shell.task_bar import TaskBar
from kernelview.ui.theme import DARK

SHORT, LONG = 30, 60_000
WIDEST_LEAST, HIGHEST = 200, 300


@pytest.fixture
def notice(qtbot: QtBot, appearance: Appearance) -> NoticeBar:
    bar = NoticeBar(appearance)
    qtbot.addWidget(bar)
    return bar


@pytest.fixture
def tasks(qtbot: QtBot, appearance: Appearance) -> TaskBar:
    bar = TaskBar(appearance, delay_milliseconds=SHORT)
    qtbot.addWidget(bar)
    return bar


def test_a_note_goes_by_itself(qtbot: QtBot, appearance: Appearance) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = NoticeBar(appearance, window, note_milliseconds=SHORT)
    bar.show_note("Exported a.png")
    assert not bar.isHidden()
    qtbot.waitUntil(bar.isHidden)


def test_a_note_stays_while_the_keyboard_is_in_it(qtbot: QtBot, appearance: Appearance) -> None:
    bar = NoticeBar(appearance, note_milliseconds=SHORT)
    qtbot.addWidget(bar)
    bar.show_note("Exported a.png")
    bar.activateWindow()
    bar.close_button.setFocus()
    qtbot.waitUntil(bar.close_button.hasFocus)
    QTest.qWait(SHORT * 4)
    assert not bar.isHidden()
    QTest.keyClick(bar.close_button, Qt.Key.Key_Escape)
    assert bar.isHidden()


@pytest.mark.parametrize("text", ["Not opened. " + "a" * 5_000, "line\n" * 3_000, "word " * 9_000])
def test_no_text_pushes_the_picture_away(notice: NoticeBar, text: str) -> None:
    notice.show_error(text)
    assert notice.minimumSizeHint().width() < WIDEST_LEAST
    assert notice.heightForWidth(600) < HIGHEST
    assert len(notice.text.text().replace("\u200b", "")) <= MOST_LETTERS + 1
    assert notice.text.text().endswith("…")


def test_a_usual_text_is_shown_and_copied_letter_by_letter(notice: NoticeBar) -> None:
    text = "Not opened. /home/ann/pictures/holiday-1.png: no such file"
    notice.show_error(text)
    assert notice.text.text() == text


@pytest.mark.parametrize("close", ["button", "escape in the text"])
def test_closing_gives_the_keyboard_back(qtbot: QtBot, appearance: Appearance, close: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    bar, other, field = NoticeBar(appearance), QLineEdit(), QLineEdit()
    for widget in (bar, other, field):
        column.addWidget(widget)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    bar.show_error("wrong")
    if close == "button":
        bar.close_button.setFocus()
        QTest.keyClick(bar.close_button, Qt.Key.Key_Space)
    else:
        bar.text.setFocus()
        QTest.keyClick(bar.text, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert field.hasFocus()


def test_showing_a_notice_takes_the_keyboard_from_nobody(
    qtbot: QtBot, appearance: Appearance
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    bar, field = NoticeBar(appearance), QLineEdit()
    column.addWidget(bar)
    column.addWidget(field)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    bar.show_error("wrong")
    assert field.hasFocus()


def test_a_screen_reader_hears_whether_it_is_an_error(notice: NoticeBar) -> None:
    notice.show_error("wrong")
    assert notice.text.accessibleName() == "Error: wrong"
    notice.show_note("done")
    assert notice.text.accessibleName() == "Note: done"
    notice.dismiss()


def test_the_icon_follows_the_theme(notice: NoticeBar, appearance: Appearance) -> None:
    notice.show_error("wrong")
    before = notice.icon.pixmap().toImage()
    appearance.set_theme(DARK)
    assert notice.icon.pixmap().toImage() != before


def test_each_task_waits_for_itself(qtbot: QtBot, appearance: Appearance) -> None:
    bar = TaskBar(appearance, delay_milliseconds=SHORT)
    qtbot.addWidget(bar)
    bar.show_task("open", "Opening", None)
    qtbot.waitUntil(lambda: not bar.isHidden())
    bar._delay_milliseconds = LONG
    bar.show_task("export", "Exporting", 0.5)
    assert bar.label.text() == "Opening", "a task just begun is not shown yet"
    bar.end_task("export")
    bar.end_task("open")
    assert bar.isHidden()


def test_a_task_that_ends_and_begins_again_waits_again(qtbot: QtBot, tasks: TaskBar) -> None:
    tasks.show_task("filter", "Filtering", None)
    qtbot.waitUntil(lambda: not tasks.isHidden())
    tasks.end_task("filter")
    tasks.show_task("filter", "Filtering", None)
    assert tasks.isHidden()
    tasks.end_task("filter")


@pytest.mark.parametrize(("fraction", "share"), [(-1.0, 0.0), (0.25, 0.25), (7.0, 1.0)])
def test_progress_stays_between_none_and_all(
    qtbot: QtBot, tasks: TaskBar, fraction: float, share: float
) -> None:
    tasks.show_task("export", "Exporting", fraction)
    qtbot.waitUntil(lambda: not tasks.isHidden())
    assert tasks.progress.value() == round(share * tasks.progress.maximum())
    tasks.end_task("export")


def test_unknown_progress_becomes_known(qtbot: QtBot, tasks: TaskBar) -> None:
    tasks.show_task("export", "Exporting", None)
    qtbot.waitUntil(lambda: not tasks.isHidden())
    assert tasks.progress.maximum() == 0
    tasks.show_task("export", "Exporting", 1.0)
    assert tasks.progress.value() == tasks.progress.maximum() > 0
    tasks.end_task("export")


def test_ending_what_never_began_is_nothing(tasks: TaskBar) -> None:
    tasks.end_task("none")
    assert tasks.isHidden()


def test_a_long_name_does_not_widen_the_status_bar(qtbot: QtBot, tasks: TaskBar) -> None:
    tasks.show_task("open", "Opening " + "a" * 4_000, None)
    qtbot.waitUntil(lambda: not tasks.isHidden())
    assert tasks.minimumSizeHint().width() < 600
    tasks.end_task("open")
