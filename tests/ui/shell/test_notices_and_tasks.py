import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.notice_bar import NoticeBar
from kernelview.ui.shell.palette import CommandPalette, PaletteEntry, ranked
from kernelview.ui.shell.task_bar import TaskBar


def entry(text: str, *, enabled: bool = True, ran: list[str] | None = None) -> PaletteEntry:
    return PaletteEntry(
        text, "Kernel", "", enabled, lambda: ran.append(text) if ran is not None else None
    )


def test_an_error_stays_and_a_note_goes_by_itself(qtbot: QtBot) -> None:
    bar = NoticeBar(Appearance())
    qtbot.addWidget(bar)
    bar.show_note("Exported a.png")
    assert bar._timer.isActive()
    bar.show_error("Not opened. b.png: no picture")
    assert not bar._timer.isActive()
    assert bar.text.text() == "Not opened. b.png: no picture"
    bar.close_button.click()
    assert bar.isHidden()


def test_escape_closes_a_notice(qtbot: QtBot) -> None:
    bar = NoticeBar(Appearance())
    qtbot.addWidget(bar)
    bar.show_error("wrong")
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_a_quick_task_never_shows(qtbot: QtBot) -> None:
    bar = TaskBar(Appearance())
    qtbot.addWidget(bar)
    bar.show_task("export", "Exporting", 0.5)
    assert bar.isHidden()
    bar.end_task("export")
    assert not [timer for timer in bar.findChildren(QTimer) if timer.isActive()]


def test_a_long_task_shows_its_progress_and_can_be_cancelled(qtbot: QtBot) -> None:
    bar = TaskBar(Appearance())
    qtbot.addWidget(bar)
    bar.show_task("open", "Opening", None)
    bar.show_task("export", "Exporting", 0.25)
    qtbot.waitUntil(lambda: not bar.isHidden())
    assert bar.label.text() == "Exporting (+1)"
    assert bar.progress.value() == bar.progress.maximum() // 4
    with qtbot.waitSignal(bar.cancel_asked) as asked:
        bar.cancel.click()
    assert asked.args == ["export"]
    bar.end_task("export")
    assert bar.label.text() == "Opening"
    bar.end_task("open")
    assert bar.isHidden()


@pytest.mark.parametrize(
    ("words", "best"),
    [("turn", "Turn by 45°"), ("45", "Turn by 45°"), ("flb", "Flip top and bottom"), ("", "Undo")],
)
def test_the_best_match_comes_first(words: str, best: str) -> None:
    entries = [entry(text) for text in ("Undo", "Flip top and bottom", "Turn by 45°", "Return")]
    assert ranked(entries, words)[0].text == best


def test_what_does_not_match_is_left_out() -> None:
    assert ranked([entry("Undo")], "xyz") == ()


def test_the_palette_does_not_run_what_cannot_be_done_now(qtbot: QtBot) -> None:
    ran: list[str] = []
    palette = CommandPalette(Appearance())
    qtbot.addWidget(palette)
    palette.open_with([entry("Redo", enabled=False, ran=ran), entry("Undo", ran=ran)])
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert ran == []
    QTest.keyClick(palette.search, Qt.Key.Key_Down)
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert ran == ["Undo"]
