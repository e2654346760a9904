import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from kernelview import __version__
from kernelview.files.assets import asset_folder
from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.about import about_text, show_about
from kernelview.ui.shell.shortcut_help import IN_PLACE, ShortcutHelp, halfway, keys_of
from kernelview.ui.theme import DARK

GROUPS = (
    ("File", (("Open…", "Ctrl+O"), ("Quit", "Ctrl+Q"))),
    ("View", (("Zoom in", "Ctrl++"), ("Search", "Ctrl+F"))),
)


@pytest.fixture
def help_(qtbot: QtBot, appearance: Appearance) -> ShortcutHelp:
    made = ShortcutHelp(appearance)
    qtbot.addWidget(made)
    return made


def labels(help_: ShortcutHelp, name: str = "") -> list[str]:
    return [
        label.text()
        for label in help_.area.findChildren(QLabel)
        if not name or label.objectName() == name
    ]


@pytest.mark.parametrize(
    ("shortcut", "keys"),
    [
        ("Ctrl+Shift+P", (("Ctrl", "Shift", "P"),)),
        ("Ctrl++", (("Ctrl", "+"),)),
        ("+", (("+",),)),
        ("F1", (("F1",),)),
        ("Shift+Left, Shift+Right", (("Shift", "Left"), ("Shift", "Right"))),
        ("Ctrl+,", (("Ctrl", ","),)),
        ("Drag up or down", (("Drag up or down",),)),
        ("", ()),
    ],
)
def test_a_shortcut_is_split_into_its_keys(
    shortcut: str, keys: tuple[tuple[str, ...], ...]
) -> None:
    assert keys_of(shortcut) == keys


@pytest.mark.parametrize(
    ("heights", "half"), [([], 0), ([5], 0), ([4, 4], 1), ([9, 2, 2, 3], 1), ([2, 2, 3, 9], 3)]
)
def test_columns_are_about_as_tall(heights: list[int], half: int) -> None:
    first, second = sum(heights[:half]), sum(heights[half:])
    found = halfway(heights)
    assert max(sum(heights[:found]), sum(heights[found:])) == max(first, second)


def test_every_group_and_row_is_listed(help_: ShortcutHelp) -> None:
    help_.open_with(GROUPS)
    groups = (*GROUPS, *IN_PLACE)
    assert sorted(labels(help_, "heading")) == sorted(title for title, _ in groups)
    for _, rows in groups:
        for text, _ in rows:
            assert text in labels(help_)


def test_opening_again_lists_what_is_true_now(help_: ShortcutHelp) -> None:
    help_.open_with(GROUPS)
    help_.open_with((("File", (("Save", "Ctrl+S"),)),))
    assert "Quit" not in labels(help_)
    assert labels(help_, "heading").count("File") == 1


def test_the_window_behind_goes_on_working(help_: ShortcutHelp) -> None:
    help_.open_with(GROUPS)
    assert help_.isVisible()
    assert not help_.isModal()


def test_escape_closes_the_help(help_: ShortcutHelp) -> None:
    help_.open_with(GROUPS)
    QTest.keyClick(help_.area, Qt.Key.Key_Escape)
    assert help_.isHidden()


def test_the_help_scrolls_by_keys(qtbot: QtBot, help_: ShortcutHelp) -> None:
    help_.open_with((("Many", tuple((f"Command {row}", "Ctrl+M") for row in range(90))),))
    qtbot.waitExposed(help_)
    bar = help_.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(help_.area, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_a_screen_reader_hears_command_and_keys_together(help_: ShortcutHelp) -> None:
    help_.open_with(GROUPS)
    names = {label.accessibleName() for label in help_.area.findChildren(QLabel)}
    assert {"Open…: Ctrl+O", "Zoom in: Ctrl++"} <= names


def test_the_keys_follow_the_theme_while_open(help_: ShortcutHelp, appearance: Appearance) -> None:
    help_.open_with(GROUPS)
    appearance.set_theme(DARK)
    picture = help_.area.grab().toImage()
    assert picture.pixelColor(2, picture.height() - 2).name() == DARK.window


def test_about_names_version_and_the_terms_of_what_is_bundled() -> None:
    text = about_text()
    assert __version__ in text
    assert "MIT" in text
    for folder, terms in (
        ("datasets", ("CC BY-SA 3.0", "CC BY 4.0")),
        ("pictures", ("CC0", "no known restrictions")),
    ):
        readme = (asset_folder() / folder / "README.md").read_text(encoding="utf-8")
        for term in terms:
            assert term in readme
            assert term in text
    assert "ISC" in (asset_folder() / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert "Lucide (ISC)" in text


def test_about_is_shown_without_stopping_the_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    show_about(window)
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert box.isVisible()
    assert box.text() == about_text()
    box.close()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is None)
