"""The dialog of code alone: its list, its text, what it refuses, its keys."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.kernels import Kernel, preset
from kernelview.kernels.code import BORDERS, GROUPS, TARGETS, code_for
from kernelview.ui.appearance import Appearance
from kernelview.ui.code import CodeDialog
from kernelview.ui.theme import DARK

SOBEL = preset("sobel-x")


@pytest.fixture
def dialog(qtbot: QtBot) -> CodeDialog:
    appearance = Appearance()
    made = CodeDialog(appearance)
    appearance.setParent(made)
    qtbot.addWidget(made)
    made.show_kernel(SOBEL, "edge")
    return made


@contextmanager
def in_front(qtbot: QtBot, dialog: CodeDialog) -> Iterator[None]:
    with qtbot.waitExposed(dialog):
        dialog.open_in_front()
    qtbot.waitUntil(dialog.isActiveWindow)
    yield


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_every_target_has_one_row_below_its_group(dialog: CodeDialog) -> None:
    rows = [dialog.targets.item(row) for row in range(dialog.targets.count())]
    expected: list[str] = []
    for group in GROUPS:
        expected += [group, *(entry.label for entry in TARGETS if entry.group == group)]
    assert [row.text() for row in rows] == expected
    chosen = [row.text() for row in rows if row.flags() & Qt.ItemFlag.ItemIsSelectable]
    assert chosen == [entry.label for entry in TARGETS]


@pytest.mark.parametrize("target_id", [entry.id for entry in TARGETS])
def test_the_code_of_the_target_in_hand_is_shown(dialog: CodeDialog, target_id: str) -> None:
    dialog.take_target(target_id)
    assert dialog.code == code_for(SOBEL, target_id, border="edge")
    assert dialog.note.isHidden()
    assert dialog.copy.isEnabled()
    assert dialog.save.isEnabled()


def test_how_the_kernel_is_applied_is_shown_and_written(dialog: CodeDialog) -> None:
    kernel = Kernel([[1, 2], [3, 4]], name="Even", offset=9)
    dialog.show_kernel(kernel, "constant", 40.0, True)
    assert dialog.title.text() == "Even, 2 × 2, convolution"
    assert dialog.border.choice == "constant"
    expected = code_for(kernel, "opencv", border="constant", constant=40, true_convolution=True)
    assert dialog.code == expected


def test_a_refusal_says_why_and_leaves_nothing_to_copy(dialog: CodeDialog) -> None:
    dialog.show_kernel(SOBEL, "reflect")
    dialog.take_target("svg")
    assert not dialog.note.isHidden()
    assert dialog.note.text.text().startswith("SVG has no border “reflect”")
    assert "choose “edge”" in dialog.note.text.text()
    assert dialog.code == ""
    assert dialog.view.isHidden()
    assert not dialog.copy.isEnabled()
    assert not dialog.save.isEnabled()


def test_targets_that_refuse_are_fainter_and_say_so(dialog: CodeDialog) -> None:
    dialog.show_kernel(SOBEL, "reflect")
    refusing = {entry.id for entry in TARGETS if dialog.targets.is_faint(entry.id)}
    assert refusing == {"imagemagick", "gmic", "imagej-macro", "svg"}
    row = dialog.targets.findItems("SVG", Qt.MatchFlag.MatchExactly)[0]
    assert row.toolTip().startswith("SVG has no border")
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "SVG, not for this kernel"
    dialog.show_kernel(SOBEL, "edge")
    assert not any(dialog.targets.is_faint(entry.id) for entry in TARGETS)


def test_another_border_chosen_here_is_written_at_once(qtbot: QtBot, dialog: CodeDialog) -> None:
    dialog.show_kernel(SOBEL, "reflect")
    dialog.take_target("svg")
    with in_front(qtbot, dialog):
        dialog.border.setFocus()
        QTest.keyClick(dialog.border, Qt.Key.Key_E)
    assert dialog.border.choice == "edge"
    assert dialog.note.isHidden()
    assert dialog.code == code_for(SOBEL, "svg", border="edge")


def test_copy_puts_the_code_on_the_clipboard(qtbot: QtBot, dialog: CodeDialog) -> None:
    dialog.take_target("glsl")
    with qtbot.waitSignal(dialog.copied) as copied:
        dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.code
    assert copied.args == [dialog.code]
    assert dialog.state.text() == "Copied"
    dialog.take_target("svg")
    assert dialog.state.text() == ""


@pytest.mark.parametrize(
    ("target_id", "name"), [("numpy", "Sobel x.py"), ("vapoursynth", "Sobel x.vpy")]
)
def test_save_asks_for_a_file_with_the_targets_suffix(
    qtbot: QtBot, dialog: CodeDialog, target_id: str, name: str
) -> None:
    dialog.take_target(target_id)
    with qtbot.waitSignal(dialog.save_wanted) as wanted:
        dialog.save.click()
    assert wanted.args == [dialog.code, name]


def test_the_arrow_keys_go_through_the_targets_past_the_headings(
    qtbot: QtBot, dialog: CodeDialog
) -> None:
    chosen: list[str] = []
    dialog.target_chosen.connect(chosen.append)
    with in_front(qtbot, dialog):
        assert focused() is dialog.targets
        for _ in TARGETS:
            QTest.keyClick(dialog.targets, Qt.Key.Key_Down)
    assert chosen == [entry.id for entry in TARGETS[1:]]


def test_tab_reaches_everything_and_everything_has_a_name(qtbot: QtBot, dialog: CodeDialog) -> None:
    with in_front(qtbot, dialog):
        reached = [focused()]
        for _ in range(5):
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
            reached.append(focused())
    buttons = [dialog.copy, dialog.save, dialog.close_button]
    assert reached == [dialog.targets, dialog.border, dialog.view, *buttons]
    for widget in reached:
        assert widget.accessibleName() or widget.property("text"), widget
        assert widget.toolTip(), widget


def test_a_refusal_is_reached_by_tab_and_read_out(qtbot: QtBot, dialog: CodeDialog) -> None:
    dialog.show_kernel(SOBEL, "reflect")
    dialog.take_target("gmic")
    with in_front(qtbot, dialog):
        dialog.border.setFocus()
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is dialog.note.text
    assert dialog.note.text.accessibleName().startswith("Not possible: G'MIC has no border")


def test_escape_closes(qtbot: QtBot, dialog: CodeDialog) -> None:
    with in_front(qtbot, dialog):
        QTest.keyClick(dialog.targets, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_the_text_can_be_read_but_not_changed(qtbot: QtBot, dialog: CodeDialog) -> None:
    before = dialog.code
    with in_front(qtbot, dialog):
        dialog.view.setFocus()
        QTest.keyClicks(dialog.view, "x")
        QTest.keyClick(dialog.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(dialog.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert dialog.code == before
    assert QGuiApplication.clipboard().text() == before


@pytest.mark.parametrize(
    ("target_id", "line", "quiet"),
    [
        ("opencv", "# Sobel", True),
        ("opencv", "import cv2", False),
        ("glsl", "#version", False),
        ("glsl", "// Sobel", True),
        ("svg", "     The matrix", True),
        ("svg", "<svg", False),
    ],
)
def test_comments_are_quieter_in_either_theme(
    dialog: CodeDialog, target_id: str, line: str, quiet: bool
) -> None:
    appearance = dialog._appearance
    for theme in (appearance.theme, DARK):
        appearance.set_theme(theme)
        dialog.take_target(target_id)
        block = dialog.view.document().begin()
        while not block.text().startswith(line):
            block = block.next()
        formats = block.layout().formats()
        colours = [part.format.foreground().color().name() for part in formats]
        assert colours == ([theme.muted] if quiet else [])


def test_every_border_of_the_picture_can_be_shown(dialog: CodeDialog) -> None:
    for border in BORDERS:
        dialog.show_kernel(SOBEL, border)
        assert dialog.border.choice == border
