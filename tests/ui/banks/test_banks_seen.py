from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.ui.banks import BanksPanel
from kernelview.ui.banks.content import Spot
from kernelview.ui.theme import DARK, LIGHT
from kernelview.usecases.bank_summary import bank_summary
from tests.ui.banks.panels import (
    LEFT,
    THREE,
    choose,
    click,
    colour_at,
    heard,
    is_near,
    line_middle,
    middle,
    opened,
    point_at,
    press,
)
from tests.ui.banks.samples import comparison, large

Key = Qt.Key


# --- what is seen


def test_what_is_more_than_chance_has_a_line_in_the_accent(qtbot: QtBot) -> None:
    with opened(qtbot, comparison([(0, 1.0), (1, 0.6)])) as panel:
        assert is_near(colour_at(panel, line_middle(panel, 0)), LIGHT.accent)
        row = line_middle(panel, 1)
        seen = [
            colour_at(panel, QPoint(row.x() + step, row.y() + away))
            for step in range(-12, 12)
            for away in (-1, 0)
        ]
        assert not any(is_near(one, LIGHT.accent) for one in seen)
        assert any(is_near(one, LIGHT.panel, 6) for one in seen)
        assert not all(is_near(one, LIGHT.panel, 6) for one in seen)


def test_a_lit_line_that_is_not_more_than_chance_is_grey_dashes(qtbot: QtBot) -> None:
    with opened(qtbot, comparison([(0, 0.6)])) as panel:
        point_at(panel, Spot("learned", 0))
        row = line_middle(panel, 0)
        steps = range(-12, 12)
        seen = [
            min(
                (colour_at(panel, QPoint(row.x() + step, row.y() + away)) for away in (-1, 0)),
                key=lambda one: one.lightness(),
            )
            for step in steps
        ]
        # The line is half a pixel off the middle of a row of pixels: it has half its colour.
        assert {is_near(one, LIGHT.panel, 6) for one in seen} == {True, False}
        assert not any(is_near(one, LIGHT.accent, 60) for one in seen)


def test_a_long_line_is_seen_where_it_goes_by(qtbot: QtBot) -> None:
    joins = [(0, 1.0), *((1 + place, 0.5) for place in range(60)), (0, 0.99)]
    with opened(qtbot, comparison(joins)) as panel:
        choose(panel.header.order, panel.header.order.findData("place"))
        panel.drawing.verticalScrollBar().setValue(panel.drawing.verticalScrollBar().maximum() // 3)
        image = panel.drawing.viewport().grab().toImage()
        begin, end = (round(one) for one in panel.drawing.columns.lines)
        for y in range(20, image.height(), 60):
            row = [image.pixelColor(x, y) for x in range(begin, end)]
            assert any(is_near(one, LIGHT.accent) for one in row)


def test_pointing_dims_the_other_lines(qtbot: QtBot) -> None:
    with opened(qtbot, comparison([(0, 1.0), (1, 1.0)])) as panel:
        point_at(panel, Spot("learned", 0))
        assert is_near(colour_at(panel, line_middle(panel, 0)), LIGHT.accent)
        assert not is_near(colour_at(panel, line_middle(panel, 1)), LIGHT.accent)


def darkest_word(panel: BanksPanel, spot: Spot) -> int:
    """Return how light the darkest pixel of a kernel's words is."""
    content = panel.drawing.content
    assert content is not None
    words = panel.drawing.columns.words(spot.side, panel.drawing.tile_of(spot).center().y())
    image = panel.drawing.viewport().grab(words.toRect()).toImage()
    return min(
        image.pixelColor(x, y).lightness()
        for x in range(image.width())
        for y in range(image.height())
    )


def test_words_are_dimmed_while_something_else_is_pointed_at_alone(qtbot: QtBot) -> None:
    with opened(qtbot, comparison([(0, 1.0), (1, 1.0)])) as panel:
        other = Spot("learned", 1)
        before = darkest_word(panel, other)
        panel.show_pair(0)
        assert darkest_word(panel, other) == before
        assert not is_near(colour_at(panel, line_middle(panel, 1)), LIGHT.accent)
        point_at(panel, Spot("learned", 0))
        assert darkest_word(panel, other) > before + 60


def test_a_hand_made_kernel_lights_up_all_its_lines(qtbot: QtBot) -> None:
    with opened(qtbot, comparison([(0, 1.0), (0, 0.99), (1, 0.98)])) as panel:
        point_at(panel, Spot("hand-made", 0))
        lit = [is_near(colour_at(panel, line_middle(panel, one)), LIGHT.accent) for one in range(3)]
        assert lit == [True, True, False]


def test_a_lit_hand_made_kernel_is_seen_as_it_fits(qtbot: QtBot) -> None:
    with opened(qtbot, comparison([(0, 1.0)])) as panel:
        made = Spot("hand-made", 0)
        before = [colour_at(panel, middle(panel, made) + QPoint(12 * one, 12)) for one in (-1, 1)]
        point_at(panel, Spot("learned", 0))
        after = [colour_at(panel, middle(panel, made) + QPoint(12 * one, 12)) for one in (-1, 1)]
        assert before != after


def test_another_theme_repaints(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        panel._appearance.set_theme(DARK)
        assert is_near(colour_at(panel, QPoint(2, 2)), DARK.panel, 2)


# --- the threshold


def test_a_threshold_hides_the_lines_below_it(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        panel.threshold.setFocus()
        QTest.keyClick(panel.threshold, Key.Key_End)
        told = heard(panel.pair_chosen)
        QTest.mouseClick(panel.drawing.viewport(), LEFT, pos=line_middle(panel, 1))
        assert told == []
        QTest.keyClick(panel.threshold, Key.Key_Home)
        QTest.mouseClick(panel.drawing.viewport(), LEFT, pos=line_middle(panel, 1))
        assert told == [1]


def test_a_threshold_dims_the_kernels_below_it(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        content = panel.drawing.content
        assert content is not None
        spots = [Spot("learned", 0), Spot("learned", 1), Spot("hand-made", 0)]
        assert [content.dimmed(spot, 0.6) for spot in spots] == [True, False, False]
        assert [content.dimmed(spot, 0.0) for spot in spots] == [False, False, False]


def test_the_threshold_follows_the_mouse_and_a_double_click_shows_all(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        bar = panel.threshold
        y = bar.height() // 2
        QTest.mousePress(bar, LEFT, pos=QPoint(bar.width() // 2, y))
        assert bar.threshold == 0.5
        QTest.mouseMove(bar, QPoint(bar.width() + 40, y))
        QTest.mouseRelease(bar, LEFT, pos=QPoint(bar.width() + 40, y))
        assert bar.threshold == 1.0
        QTest.mouseDClick(bar, LEFT, pos=QPoint(bar.width() // 2, y))
        assert bar.threshold == 0.0


def test_the_wheel_turns_the_threshold_with_the_focus_alone(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        panel.drawing.setFocus()
        turn_wheel(panel.threshold)
        assert panel.threshold.threshold == 0
        panel.threshold.setFocus()
        turn_wheel(panel.threshold)
        assert panel.threshold.threshold > 0


def turn_wheel(widget: QWidget) -> None:
    middle_of = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle_of,
        widget.mapToGlobal(middle_of),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_threshold_goes_to_what_chance_reaches(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        panel.threshold.setFocus()
        QTest.keyClick(panel.threshold, Key.Key_C)
        assert panel.comparison is not None
        assert panel.threshold.threshold == round(panel.comparison.chance.level(), 2)


def test_the_count_is_told_in_words(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        assert panel.count.text() == (
            "1 of 3 is like a hand-made one more than chance makes it; chance alone reaches 0.80"
        )


# --- the order


def test_the_learned_bank_is_sorted_as_is_asked(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        orders = {}
        for place in range(panel.header.order.count()):
            choose(panel.header.order, place)
            assert panel.drawing.content is not None
            orders[panel.header.order.choice] = panel.drawing.content.order
        assert orders["score"] == (1, 2, 0)
        assert orders["place"] == (0, 1, 2)
        assert orders["match"] == (2, 0, 1)


def test_likeness_sorts_once_the_groups_are_known(qtbot: QtBot) -> None:
    compared = comparison([(0, 0.5), (1, 0.9), (0, 0.7)])
    with opened(qtbot, compared) as panel:
        choose(panel.header.order, panel.header.order.findData("likeness"))
        summary = bank_summary(compared)
        panel.show_summary(summary)
        assert panel.drawing.content is not None
        assert panel.drawing.content.order == tuple(
            place for one in summary.groups for place in one
        )


def test_kernels_that_are_alike_are_marked_as_a_group(qtbot: QtBot) -> None:
    compared = comparison([(0, 0.5), (1, 0.9), (0, 0.7)])
    with opened(qtbot, compared) as panel:
        summary = replace(bank_summary(compared), groups=((0, 2), (1,)))
        panel.show_summary(summary)
        assert panel.drawing.content is not None
        assert not panel.drawing.content.groups
        choose(panel.header.order, panel.header.order.findData("likeness"))
        assert panel.drawing.content.order == (2, 0, 1)
        assert panel.drawing.content.groups == ((0, 1),)


def test_the_kernel_stays_chosen_in_another_order(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        click(panel, Spot("learned", 2))
        choose(panel.header.order, panel.header.order.findData("place"))
        assert panel.drawing.spot == Spot("learned", 2)
        panel.show_comparison(comparison(THREE))
        assert panel.drawing.spot is None


# --- many, and small


def test_only_what_is_seen_of_512_kernels_is_drawn(qtbot: QtBot) -> None:
    with opened(qtbot, large(512)) as panel:
        panel.drawing.viewport().grab()
        assert 0 < len(panel.drawing.pictures) < 60
        press(panel, Key.Key_End)
        panel.drawing.viewport().grab()
        assert panel.drawing.spot is not None
        assert panel.drawing.viewport().rect().contains(middle(panel, panel.drawing.spot))
        assert len(panel.drawing.pictures) < 120


def test_pages_go_through_512_kernels(qtbot: QtBot) -> None:
    with opened(qtbot, large(512)) as panel:
        press(panel, Key.Key_Home, Key.Key_PageDown)
        assert panel.drawing.content is not None
        assert panel.drawing.spot is not None
        rank = panel.drawing.content.order.index(panel.drawing.spot.place)
        assert rank > 2
        press(panel, Key.Key_PageUp)
        assert panel.drawing.content.order[0] == panel.drawing.spot.place


@pytest.mark.parametrize("width", [340, 420, 700])
def test_it_fits_its_width(qtbot: QtBot, width: int) -> None:
    compared = comparison(THREE)
    with opened(qtbot, compared, width=width, height=600) as panel:
        panel.show_summary(bank_summary(compared))
        layout = panel.layout()
        assert layout is not None
        assert layout.minimumSize().width() <= width
        for part in (panel.header.report, panel.header.alike, panel.threshold, panel.drawing):
            left = part.mapTo(panel, QPoint(0, 0)).x()
            assert left >= 0
            assert left + part.width() <= width


def test_the_headings_stand_over_their_banks(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        # The drawing is laid out only now, after the comparison has been shown.
        panel.show_comparison(comparison(THREE))
        qtbot.waitUntil(lambda: panel.drawing.width() > 300)
        assert panel.captions.words == ("2 hand-made", "3 learned")
        assert panel.captions.columns == panel.drawing.columns
        panel.resize(340, 600)
        assert panel.captions.columns == panel.drawing.columns


def test_a_low_panel_folds_the_summary_away_at_first(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE), height=520) as panel:
        assert panel.summary.isHidden()
        panel.whole.heading.click()
        assert not panel.summary.isHidden()
        panel.hide()
        panel.show()
        assert not panel.summary.isHidden()
    with opened(qtbot, comparison(THREE), height=860) as panel:
        assert not panel.summary.isHidden()


def test_the_summary_is_told_in_words(qtbot: QtBot) -> None:
    compared = comparison(THREE)
    with opened(qtbot, compared) as panel:
        assert panel.summary.words.text() == "Being worked out…"
        panel.show_summary(bank_summary(compared))
        assert panel.summary.words.text().endswith("No two kernels are alike.")
        assert panel.summary.principal.isVisible()
        assert "Edge" in panel.summary.shares.accessibleDescription()
        panel.summary.grab()


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        panel.show_pair(0)
        widgets = [
            one
            for one in panel.findChildren(QWidget)
            if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()
        ]
        assert all(one.accessibleName() for one in widgets)
        assert {panel.drawing, panel.threshold, panel.header.alike} <= set(widgets)
        assert panel.drawing.accessibleDescription().startswith("conv1/0 ≈")


def test_tab_goes_down_the_panel(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        panel.show_pair(0)
        header = panel.header
        header.network.setFocus()
        order = [header.layer, header.report, header.bank, header.order, header.alike]
        for widget in (*order, panel.threshold, panel.drawing, *panel.action_bar.buttons.values()):
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, Key.Key_Tab)
            assert QApplication.focusWidget() is widget
