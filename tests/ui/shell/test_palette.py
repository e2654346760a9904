from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.matching import match
from kernelview.ui.shell.palette import CommandPalette, PaletteEntry, ranked
from kernelview.ui.theme import DARK

TEXTS = ("Open…", "Export the result…", "Result", "Negate", "Zero mean", "Zoom in", "Zoom out")
FRAME = 2
words = st.text(alphabet="aeo zßİ+…", max_size=12)


def nothing() -> None:
    """Run nothing."""


def entry(
    text: str, *, group: str = "View", enabled: bool = True, run: Callable[[], None] = nothing
) -> PaletteEntry:
    return PaletteEntry(text, group, "Ctrl+K", enabled, run)


ENTRIES = tuple(entry(text) for text in TEXTS)


@pytest.fixture
def palette(qtbot: QtBot, appearance: Appearance) -> CommandPalette:
    made = CommandPalette(appearance)
    qtbot.addWidget(made)
    return made


def shown(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def press(palette: CommandPalette, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(palette.search, key)


def test_no_words_keep_every_entry_in_order() -> None:
    assert ranked(ENTRIES, "  ") == ENTRIES


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("result", "Result"),
        ("exp res", "Export the result…"),
        ("res exp", "Export the result…"),
        ("ZM", "Zero mean"),
        ("zo", "Zoom in"),
        ("zout", "Zoom out"),
        ("neg", "Negate"),
    ],
)
def test_starts_of_words_and_letters_side_by_side_win(typed: str, best: str) -> None:
    assert ranked(ENTRIES, typed)[0].text == best


def test_what_matches_in_its_text_comes_before_what_matches_by_its_group() -> None:
    by_group, by_text = entry("Quit", group="File"), entry("Fix old lines", group="Edit")
    assert ranked((by_group, by_text), "fil") == (by_text, by_group)


@given(text=words, typed=words)
def test_found_letters_are_the_typed_ones_in_order(text: str, typed: str) -> None:
    word = typed.replace(" ", "")
    found = match(text, word)
    if found is None:
        letters = iter(letter.casefold() for letter in text)
        assert not all(letter.casefold() in letters for letter in word)
    else:
        assert [text[place].casefold() for place in found.places] == [
            letter.casefold() for letter in word
        ]


def test_typing_narrows_the_list_and_enter_runs_the_best(
    qtbot: QtBot, palette: CommandPalette
) -> None:
    ran: list[str] = []
    palette.open_with([entry(text, run=partial(ran.append, text)) for text in TEXTS])
    QTest.keyClicks(palette.search, "negat")
    assert shown(palette) == ["Negate"]
    press(palette, Qt.Key.Key_Return)
    assert ran == ["Negate"]
    assert palette.isHidden()


def test_the_palette_is_closed_before_the_command_runs(palette: CommandPalette) -> None:
    hidden: list[bool] = []
    palette.open_with([entry("Open…", run=lambda: hidden.append(palette.isHidden()))])
    press(palette, Qt.Key.Key_Enter)
    assert hidden == [True]


def test_arrows_go_round_and_pages_stop_at_the_ends(palette: CommandPalette) -> None:
    palette.open_with(ENTRIES)
    press(palette, Qt.Key.Key_Up)
    assert palette.list.currentRow() == len(TEXTS) - 1
    press(palette, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 0
    press(palette, Qt.Key.Key_PageDown, 3)
    assert palette.list.currentRow() == len(TEXTS) - 1
    press(palette, Qt.Key.Key_PageUp, 3)
    assert palette.list.currentRow() == 0


def test_nothing_found_is_said_and_enter_does_nothing(palette: CommandPalette) -> None:
    palette.open_with(ENTRIES)
    QTest.keyClicks(palette.search, "qqq")
    press(palette, Qt.Key.Key_Down)
    press(palette, Qt.Key.Key_Return)
    assert not palette.nothing.isHidden()
    assert not palette.isHidden()


def test_a_click_runs_a_row_unless_it_is_grey(qtbot: QtBot, palette: CommandPalette) -> None:
    ran: list[str] = []
    palette.open_with(
        [
            entry("Undo", enabled=False, run=lambda: ran.append("Undo")),
            entry("Paste", run=lambda: ran.append("Paste")),
        ]
    )
    for row in (0, 1):
        place = palette.list.visualItemRect(palette.list.item(row)).center()
        QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ran == ["Paste"]


def test_escape_closes_and_the_keyboard_returns_to_where_it_was(
    qtbot: QtBot, appearance: Appearance
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for field in (first := QLineEdit(), second := QLineEdit()):
        column.addWidget(field)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    second.setFocus()
    palette = CommandPalette(appearance, window)
    palette.open_with(ENTRIES)
    qtbot.waitUntil(palette.search.hasFocus)
    press(palette, Qt.Key.Key_Escape)
    assert palette.isHidden()
    qtbot.waitUntil(second.hasFocus)
    assert not first.hasFocus()


def test_opening_again_starts_afresh(palette: CommandPalette) -> None:
    palette.open_with(ENTRIES)
    QTest.keyClicks(palette.search, "neg")
    palette.close()
    palette.open_with(ENTRIES)
    assert palette.search.text() == ""
    assert shown(palette) == list(TEXTS)


def test_a_screen_reader_hears_the_row_and_that_it_cannot_run(palette: CommandPalette) -> None:
    palette.open_with([entry("Undo", group="Edit", enabled=False), entry("Paste", group="Edit")])
    assert palette.search.accessibleDescription() == "Undo, Edit, Ctrl+K, not available now"
    press(palette, Qt.Key.Key_Down)
    assert palette.search.accessibleDescription() == "Paste, Edit, Ctrl+K"


def test_it_opens_on_the_screen_even_for_a_window_at_its_edge(
    qtbot: QtBot, appearance: Appearance
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    window.setGeometry(room.right() - 100, room.bottom() - 80, 300, 200)
    window.show()
    palette = CommandPalette(appearance, window)
    palette.open_with(ENTRIES)
    # The offscreen platform moves every window by the frame it would have.
    place = QRect(palette.pos(), palette.size()).translated(-FRAME, -FRAME)
    assert room.contains(place)
    palette.close()


def test_a_grey_row_is_fainter_and_both_themes_draw_text(
    qtbot: QtBot, palette: CommandPalette, appearance: Appearance
) -> None:
    def ink(row: int) -> int:
        picture = palette.list.viewport().grab().toImage()
        picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        place = palette.list.visualItemRect(palette.list.item(row))
        ground = picture.pixelColor(place.right() - 2, place.top() + 2).value()
        return max(
            abs(picture.pixelColor(x, y).value() - ground)
            for x in range(place.left(), place.left() + 80)
            for y in range(place.top(), place.bottom())
        )

    rows = [entry("Paste"), entry("Undo", enabled=False), entry("Undo")]
    for theme in (appearance.theme, DARK):
        appearance.set_theme(theme)
        palette.open_with(rows)
        assert ink(2) > ink(1) > 10
        palette.close()


def test_all_words_of_a_row_are_drawn(palette: CommandPalette) -> None:
    def drawn(text: str) -> QImage:
        palette.open_with([entry(text)])
        place = palette.list.visualItemRect(palette.list.item(0))
        picture = palette.list.viewport().grab(place).toImage()
        palette.close()
        return picture

    assert drawn("Zoom in") != drawn("Zoom")
    assert drawn("Zoom in") == drawn("Zoom in")
