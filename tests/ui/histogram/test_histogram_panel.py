from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kernelview.engine import Convolve, Pipeline, ShowMode, run_pipeline
from kernelview.engine.counting import count_values
from kernelview.engine.tally import Tally, counts_of
from kernelview.jobs import run
from kernelview.kernels import preset
from kernelview.ui.appearance import Appearance
from kernelview.ui.histogram import ClipBadge, HistogramPanel, count_picture
from kernelview.ui.histogram.histogram_panel import EACH_CHANNEL, LUMINANCE
from kernelview.ui.histogram.numbers import number_words, share_words
from tests.ui.library.samples import new_appearance, picture, window_for


def tally_of(
    values: np.ndarray | None = None,
    *,
    below: int = 0,
    above: int = 0,
    count: int = 1000,
    exact: bool = True,
) -> Tally:
    counted = count_values(np.zeros((2, 2), np.float32) if values is None else values, white=255)
    total = count if values is None else values.size
    return Tally(below, above, total, 0.0, 255.0, counts_of(counted, white=255), exact)


@pytest.fixture
def appearance(qtbot: QtBot) -> Appearance:
    return new_appearance()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return window_for(qtbot, 300, 600)


@pytest.fixture
def panel(window: QWidget, appearance: Appearance) -> HistogramPanel:
    panel = HistogramPanel(appearance, window)
    panel.setGeometry(0, 0, 300, 600)
    pixels = picture().pixels
    panel.show_before(run(count_picture(pixels)))
    values = run(run_pipeline(pixels, Pipeline((Convolve(preset("sobel-x")),))))
    panel.show_after(tally_of(values), white=255)
    panel.show()
    return panel


@pytest.fixture
def badge(window: QWidget, appearance: Appearance) -> ClipBadge:
    return ClipBadge(appearance, window)


def test_a_grey_picture_leaves_no_choice_of_channels(panel: HistogramPanel) -> None:
    assert panel.channels.isEnabled()
    panel.show_before(run(count_picture(np.zeros((4, 4), np.uint8))))
    panel.show_after(tally_of(), white=255)

    assert not panel.channels.isEnabled()
    assert "Grey: mean 0" in panel.after_plot.accessibleDescription()


@pytest.mark.parametrize(
    ("choice", "labels"), [(LUMINANCE, ["Luminance"]), (EACH_CHANNEL, ["Red", "Green", "Blue"])]
)
def test_the_channels_chosen_are_named(
    panel: HistogramPanel, choice: str, labels: list[str]
) -> None:
    panel.channels.setCurrentText(choice)
    described = panel.before_plot.accessibleDescription()

    assert [part.partition(":")[0] for part in described.split("; ")] == labels


def test_the_switch_to_linear_redraws(panel: HistogramPanel) -> None:
    before = panel.after_plot.grab().toImage()
    panel.logarithmic.setChecked(not panel.logarithmic.isChecked())

    assert panel.after_plot.grab().toImage() != before


def test_what_lies_beyond_black_is_shaded(panel: HistogramPanel) -> None:
    values = np.array([[-255.0, 255.0]], dtype=np.float32)
    panel.show_after(tally_of(values), white=255)
    seen = panel.after_plot.grab().toImage()

    def colour(share: float) -> QColor:
        place = QPoint(int(panel.after_plot.width() * share), 8)
        return QColor(seen.pixelColor(place * seen.devicePixelRatio()))

    assert colour(0.25) != colour(0.75)


def test_nothing_to_show_is_shown_empty(panel: HistogramPanel) -> None:
    panel.show_before(None)
    panel.show_after(None, white=255)

    assert panel.clipped.text() == ""
    assert panel.after_plot.accessibleDescription() == ""
    assert panel.before_plot.accessibleDescription() == ""
    panel.grab()


@pytest.mark.parametrize(
    ("below", "above", "words"),
    [
        (41, 3, "4.1 % below 0, 0.3 % above 255"),
        (0, 3, "0.3 % above 255"),
        (0, 0, "Nothing is clipped"),
    ],
)
def test_what_is_clipped_is_said(panel: HistogramPanel, below: int, above: int, words: str) -> None:
    panel.show_after(tally_of(below=below, above=above), white=255)

    assert panel.clipped.text() == words


def test_what_is_not_known_of_all_values_yet_says_so(
    panel: HistogramPanel, badge: ClipBadge
) -> None:
    panel.show_after(tally_of(below=5, exact=False), white=255)
    badge.show_tally(tally_of(below=5, exact=False))
    on_the_way = [label.text() for label in panel.findChildren(QLabel)]
    panel.show_after(tally_of(below=5), white=255)

    assert "After, so far" in on_the_way
    assert badge.text() == "0.5 % clipped so far"
    assert "After" in [label.text() for label in panel.findChildren(QLabel)]


def test_the_absolute_showing_clips_on_both_sides_of_zero(panel: HistogramPanel) -> None:
    values = np.array([[-1020.0, -300.0, -100.0, 1020.0]], dtype=np.float32)
    panel.show_after(replace(tally_of(values), above=3), white=255, mode="absolute")
    seen = panel.after_plot.grab().toImage()

    def colour(share: float) -> QColor:
        place = QPoint(int(panel.after_plot.width() * share), 8)
        return QColor(seen.pixelColor(place * seen.devicePixelRatio()))

    assert panel.clipped.text() == "75.0 % beyond ±255"
    assert colour(0.42) == colour(0.58)
    assert len({colour(share).rgb() for share in (0.2, 0.42, 0.8)}) == 3


def test_the_badge_hides_when_nothing_is_clipped(badge: ClipBadge) -> None:
    badge.show_tally(tally_of(below=1))
    visible = badge.isVisible()
    badge.show_tally(tally_of())

    assert (visible, badge.isVisible()) == (True, False)


@pytest.mark.parametrize(
    ("mode", "text"), [("clamp", "1.2 % clipped"), ("stretch", "1.2 % clipped")]
)
def test_the_badge_says_how_much_and_which_end(badge: ClipBadge, mode: ShowMode, text: str) -> None:
    badge.show_tally(tally_of(below=10, above=2), mode=mode)

    assert badge.text() == text
    assert "1.0 % below 0, 0.2 % above 255" in badge.toolTip()
    assert "below 0" in badge.accessibleName()


@pytest.mark.parametrize(
    ("part", "total", "words"),
    [
        (0, 10, "0 %"),
        (1, 100_000, "under 0.1 %"),
        (1, 8, "12.5 %"),
        (10, 10, "100 %"),
        (9999, 10_000, "100 %"),
        (5, 0, "0 %"),
    ],
)
def test_shares_in_words(part: int, total: int, words: str) -> None:
    assert share_words(part, total) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (255.0, "255"),
        (-838.0, "−838"),
        (60.98765, "60.99"),
        (65535.0, "65535"),
        (1020.4, "1020"),
        (0.5, "0.5"),
        (1e-7, "1e−07"),
        (2.5e8, "2.5e+08"),
    ],
)
def test_numbers_in_words(value: float, words: str) -> None:
    assert number_words(value) == words


def test_every_focusable_widget_has_a_name_and_a_tooltip(panel: HistogramPanel) -> None:
    for widget in panel.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.accessibleName(), widget
            assert widget.toolTip(), widget
