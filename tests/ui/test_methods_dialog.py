"""The dialog that compares the methods, and the status line's word that opens it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kernelview.document import Document, Image, edits, new_document
from kernelview.engine import METHODS, Activate, Convolve, Magnitude, choose_method
from kernelview.kernels import Kernel, preset
from kernelview.ui.appearance import Appearance
from kernelview.ui.main_window import MainWindow
from kernelview.ui.methods import MethodsDialog
from kernelview.ui.methods.bar_delegate import place_of
from kernelview.ui.methods.comparing import LANE
from kernelview.ui.methods.method_model import DIFFERENCE, MEASURED, NAME, TIME, TO_PLAIN
from kernelview.ui.methods.status_words import method_words
from kernelview.ui.methods.time_scale import TimeScale, scale_for
from kernelview.ui.methods.words import (
    LABELS,
    comparison_text,
    difference_words,
    extent_words,
    ratio_words,
    seconds_words,
    title_words,
)
from kernelview.ui.theme import DARK, LIGHT, Theme
from kernelview.usecases.compare_methods import Compared, Comparison, expect_methods
from tests.ui.window_samples import open_window, wait_for_result

TIMEOUT = 30_000
FULL_RANK = Kernel(np.random.default_rng(4).integers(-3, 4, (5, 5)), name="Noise")


def document_of(kernel: Kernel, *shape: int) -> Document:
    values = np.random.default_rng(7).integers(0, 256, shape or (80, 120, 3), dtype=np.uint8)
    return edits.choose_kernel(new_document(Image(values, "noise.png")), kernel)


def comparison_of(kernel: Kernel, *shape: int, **measured: float) -> Comparison:
    """Return a comparison in which some have been measured."""
    comparison = expect_methods(document_of(kernel, *shape))
    entries = tuple(
        replace(entry, measured=measured[entry.name], difference=0.0)
        if entry.name in measured
        else entry
        for entry in comparison.entries
    )
    return replace(comparison, entries=entries)


SOME = {"reference": 0.08, "direct": 0.004, "separable": 0.001, "filter2D": 0.008}


@pytest.fixture
def dialog(qtbot: QtBot) -> MethodsDialog:
    appearance = Appearance()
    made = MethodsDialog(appearance)
    appearance.setParent(made)
    qtbot.addWidget(made)
    return made


def cell(dialog: MethodsDialog, name: str, column: int) -> str:
    row = dialog.model.row_of(name)  # type: ignore[arg-type]
    return str(dialog.model.index(row, column).data())


def bar_area(dialog: MethodsDialog, name: str) -> QRect:
    """Return where a method's bar is painted, in the table's viewport."""
    index = dialog.model.index(dialog.model.row_of(name), TIME)  # type: ignore[arg-type]
    return dialog.table.visualRect(index).adjusted(8, 0, -8, 0)


def painted(dialog: MethodsDialog) -> QImage:
    QApplication.processEvents()
    return dialog.table.viewport().grab().toImage()


# Words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "–"),
        (0.0000312, "0.03 ms"),
        (0.00041, "0.41 ms"),
        (0.0032, "3.2 ms"),
        (0.00999, "10 ms"),
        (0.0324, "32 ms"),
        (0.9996, "1.0 s"),
        (1.44, "1.4 s"),
        (240.0, "240 s"),
    ],
)
def test_times_have_three_digits_at_most(seconds: float | None, words: str) -> None:
    assert seconds_words(seconds) == words


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (None, "–"),
        (0.62, "0.6×"),
        (0.031, "0.03×"),
        (2.44, "2.4×"),
        (9.97, "10×"),
        (1234, "1,234×"),
    ],
)
def test_ratios_say_how_many_times_faster(ratio: float | None, words: str) -> None:
    assert ratio_words(ratio) == words


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (None, "–"),
        (0.0, "0"),
        (0.5, "0.5"),
        (3.14159e-5, "3.1e−05"),
        (float("inf"), "not a number"),
    ],
)
def test_differences_have_two_digits(difference: float | None, words: str) -> None:
    assert difference_words(difference) == words


def test_every_method_has_a_name_in_the_table() -> None:
    assert set(METHODS) | {"filter2D"} <= set(LABELS)


def test_a_part_that_was_measured_is_named() -> None:
    small = extent_words(comparison_of(preset("sobel-x")))
    assert "whole picture, 120 × 80 pixels, 3 channels, 8-bit" in small
    assert "scaled" not in small
    large = extent_words(comparison_of(preset("gaussian-7"), 3000, 2500))
    assert "the middle 1825 × 2191 of 2500 × 3000 pixels, one channel" in large
    assert "scaled up (≈)" in large


def test_the_size_is_said_once() -> None:
    assert title_words(comparison_of(preset("sobel-x"))) == "Sobel x, 3×3, on noise.png"
    assert title_words(comparison_of(preset("gaussian-7"))) == "Gaussian 7×7 on noise.png"


def test_the_copied_text_has_every_method_and_its_lesson() -> None:
    comparison = comparison_of(preset("sobel-x"), **SOME)
    text = comparison_text(comparison)
    for entry in comparison.entries:
        assert LABELS[entry.name] in text
        assert entry.lesson in text
    line = next(line for line in text.splitlines() if line.startswith("Separable  "))
    assert line.split() == ["Separable", "1.0", "ms", *seconds_words(
        comparison.entry("separable").expected
    ).split(), "80×", "8.0×", "0"]  # fmt: skip


# The scale


def test_the_scale_holds_all_times_between_powers_of_ten() -> None:
    scale = scale_for(comparison_of(preset("sobel-x"), **SOME))
    assert 10.0**scale.low <= 0.001 < 0.08 <= 10.0**scale.high
    assert TimeScale(-4, -1).ticks == (
        (1e-4, "0.1 ms"), (1e-3, "1 ms"), (1e-2, "10 ms"), (1e-1, "100 ms"),
    )  # fmt: skip


def test_places_on_the_scale_are_logarithmic_and_stay_on_it() -> None:
    scale = TimeScale(-4, 0)
    assert scale.share(1e-2) == pytest.approx(0.5)
    assert (scale.share(0.0), scale.share(50.0)) == (0.0, 1.0)


# The dialog


def test_a_row_a_method_and_the_chosen_one_in_hand(dialog: MethodsDialog) -> None:
    comparison = comparison_of(preset("gaussian-7"))
    dialog.show_expected(comparison)
    assert dialog.model.rowCount() == len(METHODS) + 1
    row = dialog.table.currentIndex().row()
    assert dialog.model.entry(row) == comparison.entry(comparison.chosen)
    assert "chosen" in dialog.lesson_title.text()
    assert dialog.lesson.text() == comparison.entry(comparison.chosen).lesson


def test_a_step_fills_in_what_is_known_and_leaves_the_row_in_hand(dialog: MethodsDialog) -> None:
    dialog.show_expected(comparison_of(preset("sobel-x")))
    dialog.take_row(0)
    known = comparison_of(preset("sobel-x"), reference=0.08, direct=0.004)
    dialog.show_step(Compared(2, 8, comparison=known, measuring="separable"))
    assert cell(dialog, "direct", MEASURED) == "4.0 ms"
    assert cell(dialog, "direct", TO_PLAIN) == "20×"
    assert cell(dialog, "separable", MEASURED) == "–"
    assert dialog.table.currentIndex().row() == 0
    assert dialog.progress.value() == 250
    assert dialog.measure.text() == "Stop"
    dialog.show_comparison(comparison_of(preset("sobel-x"), **SOME))
    assert dialog.progress.isHidden()
    assert dialog.measure.text() == "Measure again"


def test_a_method_that_is_not_right_says_why(dialog: MethodsDialog) -> None:
    dialog.show_expected(comparison_of(FULL_RANK))
    assert "rank 1" in cell(dialog, "separable", TIME)
    row = dialog.model.row_of("separable")
    assert dialog.table.columnSpan(row, TIME) == DIFFERENCE - TIME + 1
    dialog.show_expected(comparison_of(preset("sobel-x")))
    assert dialog.table.columnSpan(row, TIME) == 1
    dialog.show_expected(comparison_of(FULL_RANK))
    dialog.take_row(dialog.model.row_of("separable"))
    assert "not right here" in dialog.lesson_title.text()
    assert "rank 5" in dialog.lesson.text()


def test_up_and_down_choose_what_is_explained(qtbot: QtBot, dialog: MethodsDialog) -> None:
    dialog.show_expected(comparison_of(preset("sobel-x")))
    dialog.open_in_front()
    qtbot.waitExposed(dialog)
    dialog.take_row(0)
    first = dialog.lesson.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.table.currentIndex().row() == 1
    assert dialog.lesson.text() != first


def test_tab_leaves_the_table_for_the_buttons(qtbot: QtBot, dialog: MethodsDialog) -> None:
    dialog.show_expected(comparison_of(preset("sobel-x")))
    dialog.open_in_front()
    qtbot.waitUntil(dialog.isActiveWindow)
    seen = []
    for _ in range(4):
        widget = QApplication.focusWidget()
        assert widget is not None
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    assert seen == [dialog.table, dialog.copy, dialog.measure, dialog.close_button]


def test_a_screen_reader_hears_what_is_chosen_and_each_number_with_its_heading(
    dialog: MethodsDialog,
) -> None:
    comparison = comparison_of(preset("sobel-x"), **SOME)
    dialog.show_comparison(comparison)
    role = Qt.ItemDataRole.AccessibleTextRole
    row = dialog.model.row_of(comparison.chosen)
    assert str(dialog.model.index(row, NAME).data(role)).endswith(", chosen")
    assert dialog.model.index(row, DIFFERENCE).data(role) == "Difference: 0"
    for widget in (dialog.table, dialog.legend, dialog.progress, dialog.lesson):
        assert widget.accessibleName()


def test_copy_puts_the_table_on_the_clipboard(dialog: MethodsDialog) -> None:
    comparison = comparison_of(preset("sobel-x"), **SOME)
    dialog.show_comparison(comparison)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == comparison_text(comparison)
    assert dialog.state.text() == "Copied"


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_bars_are_as_long_as_their_times(qtbot: QtBot, dialog: MethodsDialog, theme: Theme) -> None:
    dialog._appearance.set_theme(theme)
    comparison = replace(comparison_of(preset("gaussian-7"), **SOME), chosen="separable")
    dialog.show_comparison(comparison)
    dialog.table.clearSelection()
    dialog.open_in_front()
    qtbot.waitExposed(dialog)
    picture = painted(dialog)
    area = bar_area(dialog, "separable")
    end = int(place_of(area, scale_for(comparison), 0.001))
    middle = area.center().y()
    inside, beyond = picture.pixelColor(end - 3, middle), picture.pixelColor(end + 4, middle)
    assert inside == QColor(theme.accent)
    assert beyond != QColor(theme.accent)
    direct = bar_area(dialog, "direct").center().y()
    assert picture.pixelColor(end + 4, direct) not in (QColor(theme.accent), QColor(theme.panel))


# In the window


def open_comparison(window: MainWindow) -> None:
    window.menus.actions["compare-methods"].trigger()


def wait_for_comparison(qtbot: QtBot, window: MainWindow) -> Comparison:
    def done() -> bool:
        known = window.methods_dialog.model.comparison
        return (
            not window.runner.is_busy(LANE)
            and known is not None
            and bool(known.entry("filter2D").measured)
        )

    qtbot.waitUntil(done, timeout=TIMEOUT)
    known = window.methods_dialog.model.comparison
    assert known is not None
    return known


def test_the_command_measures_the_picture_and_kernel_in_hand(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        wait_for_result(qtbot, window)
        open_comparison(window)
        assert window.methods_dialog.isVisible()
        assert not window.methods_dialog.isModal()
        comparison = wait_for_comparison(qtbot, window)
        assert comparison.kernel == window.session.document.kernel.name
        assert all(e.measured for e in comparison.entries if e.obstacle is None)


def test_another_kernel_is_measured_by_itself(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        open_comparison(window)
        wait_for_comparison(qtbot, window)
        window.library.preset_chosen.emit("gaussian-5")
        known = window.methods_dialog.model.comparison
        assert known is not None
        assert known.kernel_size == (5, 5)
        assert known.entry("filter2D").measured is None
        assert wait_for_comparison(qtbot, window).kernel_size == (5, 5)


def test_nothing_is_measured_while_the_dialog_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        open_comparison(window)
        window.methods_dialog.reject()
        assert not window.runner.is_busy(LANE)
        window.library.preset_chosen.emit("gaussian-5")
        assert not window.runner.is_busy(LANE)
        assert not window.comparing._calm.isActive()


def test_stop_ends_measuring_and_keeps_what_is_known(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        open_comparison(window)
        window.methods_dialog.stop_asked.emit()
        assert not window.runner.is_busy(LANE)
        assert window.methods_dialog.state.text() == "Stopped"
        assert window.methods_dialog.measure.text() == "Measure again"
        window.methods_dialog.measure.click()
        wait_for_comparison(qtbot, window)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_method_in_the_status_line_opens_it_by_keys(
    qtbot: QtBot, tmp_path: Path, key: Qt.Key
) -> None:
    with open_window(qtbot, tmp_path) as window:
        wait_for_result(qtbot, window)
        button = window.status.method
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName() == f"Method and time: {button.text()}"
        QTest.keyClick(button, key)
        assert window.methods_dialog.isVisible()


def test_the_method_in_the_status_line_opens_it_by_a_click(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        wait_for_result(qtbot, window)
        QTest.mouseClick(window.status.method, Qt.MouseButton.LeftButton)
        assert window.methods_dialog.isVisible()


# The status line's words


def test_one_stage_is_named_by_its_method_with_reason_and_the_others() -> None:
    document = document_of(preset("sobel-x"), 600, 800, 3)
    choice = choose_method((600, 800, 3), "uint8", document.kernel, out_dtype="float32")
    name, tip = method_words(document)
    assert name == choice.method
    assert choice.reason in tip
    for estimate in choice.estimates:
        assert estimate.method in tip
    assert "F9" in tip


def test_the_stage_that_is_on_is_named_not_the_kernel_in_hand() -> None:
    document = document_of(preset("gaussian-7"), 600, 800, 3)
    document = edits.replace_stages(document, (Convolve(preset("gaussian-7")), Convolve(FULL_RANK)))
    document = edits.toggle_stage(document, 0)
    assert document.kernel == preset("gaussian-7")
    choice = choose_method((600, 800, 3), "uint8", FULL_RANK, out_dtype="float32")
    name, tip = method_words(document)
    assert name == choice.method
    assert choice.reason in tip


def test_several_stages_and_none_are_said_so() -> None:
    document = document_of(preset("sobel-x"))
    off = edits.toggle_stage(document, 0)
    assert method_words(off)[0] == "no stage on"
    two = edits.replace_stages(document, (Convolve(FULL_RANK), Activate("relu")))
    name, tip = method_words(two)
    assert name == "2 stages"
    assert "Noise: direct" in tip
    strength = edits.replace_stages(document, (Magnitude(FULL_RANK, FULL_RANK),))
    assert method_words(strength)[0] == "direct"


def test_a_kernels_name_is_no_markup_in_the_tooltip() -> None:
    sly = FULL_RANK.replace(name="<b>bold</b>")
    two = edits.replace_stages(document_of(sly), (Convolve(sly), Activate("relu")))
    assert "&lt;b&gt;" in method_words(two)[1]
