from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kernelview.ui.pair import PairPanel
from kernelview.ui.theme import DARK
from kernelview.usecases.compare_banks import Pairing
from kernelview.usecases.compare_pair import pair_facts
from kernelview.usecases.pair_words import pair_sentence
from tests.ui.library.samples import new_appearance, window_for
from tests.ui.pair.samples import picture, pictures
from tests.usecases.pairing_samples import noisy_sobel, nothing, pairing

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
SIGNALS = {
    "open-learned": "open_learned_wanted",
    "open-hand-made": "open_hand_made_wanted",
    "replace": "replace_wanted",
    "put-back": "put_back_wanted",
    "save": "save_wanted",
}


@contextmanager
def pair_panel(qtbot: QtBot, width: int = 980, height: int = 780) -> Iterator[PairPanel]:
    """Show a panel; no fixture, which would keep it longer than its menus may live."""
    window = window_for(qtbot, width, height)
    panel = PairPanel(new_appearance(), window)
    panel.resize(width, height)
    panel.show()
    yield panel
    window.close()
    window.deleteLater()


def show(panel: PairPanel, pair: Pairing) -> None:
    panel.show_pair(pair_facts(pair))
    panel.can_put_back(on=True)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_without_a_pair_it_says_what_to_do(qtbot: QtBot) -> None:
    with pair_panel(qtbot) as panel:
        assert "No pair chosen" in texts(panel)
        assert any("choose a line" in text for text in texts(panel))
        show(panel, noisy_sobel())
        assert "No pair chosen" not in texts(panel)
        panel.show_pair(None)
        assert "No pair chosen" in texts(panel)


def test_the_sentence_and_the_numbers_are_those_of_the_pair(qtbot: QtBot) -> None:
    pair = noisy_sobel()
    assert pair.match is not None
    with pair_panel(qtbot) as panel:
        show(panel, pair)
        assert panel.sentence.text() == pair_sentence(pair)
        told = texts(panel.details)
        assert f"{pair.match.score:.3f}" in told
        assert "0.4 %, more than chance" in told
        assert panel.actions_bar.title.words == f"conv1/7 and {pair.match.classical.label}"
        assert "Direction: hand-made 90°" in panel.details.table.accessibleDescription()


def test_three_grids_show_both_kernels_and_their_difference_on_one_scale(qtbot: QtBot) -> None:
    facts = pair_facts(noisy_sobel())
    assert facts.hand_made is not None
    with pair_panel(qtbot) as panel:
        panel.show_pair(facts)
        shown = [grid.content for grid in panel.kernels.grids]
        expected = (
            facts.hand_made.kernel.weights,
            facts.learned.kernel.weights,
            facts.difference,
        )
        for content, weights in zip(shown, expected, strict=True):
            assert content is not None
            assert content.limit == facts.scale
            np.testing.assert_allclose(content.values, weights, atol=0.01 * facts.scale)
        assert panel.kernels.legend.ends[1] == f"{facts.scale:.2g}"


@pytest.mark.parametrize("shape", [(3, 3), (1, 5), (12, 4)])
def test_cells_are_square_and_all_of_them_are_seen(qtbot: QtBot, shape: tuple[int, int]) -> None:
    pair = pairing(np.random.default_rng(0).standard_normal(shape))
    with pair_panel(qtbot) as panel:
        show(panel, pair)
        qtbot.wait(1)
        grid = panel.kernels.learned
        first = [x for x in range(grid.width()) if grid.cell_at(QPointF(x, 4)) == (0, 0)]
        down = [y for y in range(grid.height()) if grid.cell_at(QPointF(4, y)) == (0, 0)]
        assert len(first) == pytest.approx(len(down), abs=1)
        seen = {
            grid.cell_at(QPointF(x, y))
            for x in range(0, grid.width(), 3)
            for y in range(0, grid.height(), 3)
        }
        assert len(seen - {None}) == shape[0] * shape[1]


def test_as_found_shows_the_kernel_of_the_bank_on_its_own_scale(qtbot: QtBot) -> None:
    facts = pair_facts(noisy_sobel())
    assert facts.as_found is not None
    with pair_panel(qtbot) as panel:
        panel.show_pair(facts)
        QTest.mouseClick(panel.kernels.fit.buttons["found"], LEFT)
        content = panel.kernels.hand_made.content
        assert content is not None
        np.testing.assert_array_equal(content.values, facts.as_found.effective_weights)
        assert content.limit == 2.0
        QTest.mouseClick(panel.kernels.fit.buttons["fitted"], LEFT)
        content = panel.kernels.hand_made.content
        assert content is not None
        assert content.limit == facts.scale


def test_a_cell_under_the_mouse_is_marked_in_all_three(qtbot: QtBot) -> None:
    with pair_panel(qtbot) as panel:
        show(panel, noisy_sobel())
        before = [grid.grab().toImage() for grid in panel.kernels.grids]
        panel.kernels.learned.cell_hovered.emit((1, 2))
        after = [grid.grab().toImage() for grid in panel.kernels.grids]
        assert all(one != other for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("action", list(SIGNALS))
def test_every_action_says_what_is_wanted_with_which_pair(qtbot: QtBot, action: str) -> None:
    pair = noisy_sobel()
    with pair_panel(qtbot) as panel:
        show(panel, pair)
        with qtbot.waitSignal(getattr(panel, SIGNALS[action])) as asked:
            QTest.mouseClick(panel.actions_bar.buttons[action], LEFT)
        assert asked.args == [pair]


def test_a_kernel_with_nothing_in_it_has_no_hand_made_side(qtbot: QtBot) -> None:
    with pair_panel(qtbot) as panel:
        show(panel, nothing())
        buttons = panel.actions_bar.buttons
        assert {name for name, button in buttons.items() if not button.isEnabled()} == {
            "open-hand-made",
            "replace",
        }
        assert "nothing in it" in panel.sentence.text()
        assert panel.kernels.hand_made.content is None
        assert panel.kernels.difference.content is None
        show(panel, noisy_sobel())
        assert all(button.isEnabled() for button in buttons.values())


def test_putting_back_waits_for_a_kernel_in_the_editor(qtbot: QtBot) -> None:
    with pair_panel(qtbot) as panel:
        panel.show_pair(pair_facts(noisy_sobel()))
        assert not panel.actions_bar.buttons["put-back"].isEnabled()
        panel.can_put_back(on=True)
        assert panel.actions_bar.buttons["put-back"].isEnabled()


@pytest.mark.parametrize("name", ["previous", "next"])
def test_buttons_lead_from_pair_to_pair(qtbot: QtBot, name: str) -> None:
    with pair_panel(qtbot) as panel:
        show(panel, noisy_sobel())
        signal = panel.previous_wanted if name == "previous" else panel.next_wanted
        button = panel.previous if name == "previous" else panel.next
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button, LEFT)


def test_accuracies_are_told_until_the_next_pair(qtbot: QtBot) -> None:
    with pair_panel(qtbot) as panel:
        show(panel, noisy_sobel())
        assert not panel.accuracies.isVisible()
        panel.show_accuracies("97.1 % before, 96.8 % after")
        assert "97.1 % before, 96.8 % after" in texts(panel)
        show(panel, noisy_sobel(unit=8))
        assert not panel.accuracies.isVisible()


def test_modes_are_chosen_with_the_mouse_and_the_keys(qtbot: QtBot) -> None:
    pair = noisy_sobel()
    with pair_panel(qtbot) as panel:
        show(panel, pair)
        panel.show_pictures(pictures(pair))
        for mode, button in panel.results.modes.buttons.items():
            QTest.mouseClick(button, LEFT)
            assert panel.results.canvas.pair_mode == mode
        button = panel.results.modes.buttons["difference"]
        button.setFocus()
        QTest.keyClick(button, Key.Key_Left)
        assert panel.results.canvas.pair_mode == "wipe"
        assert panel.results.modes.choice == "wipe"


def test_the_values_under_the_mouse_are_told(qtbot: QtBot) -> None:
    pair = noisy_sobel()
    shown = pictures(pair)
    with pair_panel(qtbot) as panel:
        show(panel, pair)
        assert panel.results.reading.text() == "No picture in hand"
        panel.show_pictures(shown)
        assert panel.results.reading.text() == "steps, luminance of 60 × 40"
        panel.results.canvas.pixel_hovered.emit((3, 5))
        told = panel.results.reading.text()
        assert told.startswith("x 5, y 3: hand-made ")
        assert "learned" in told
        panel.show_pictures(replace(shown, reduced=2))
        assert "each pixel is the mean of 2 × 2" in panel.results.reading.text()


def test_results_on_their_way_are_told(qtbot: QtBot) -> None:
    with pair_panel(qtbot) as panel:
        show(panel, noisy_sobel())
        panel.show_pictures(None, busy=True)
        assert panel.results.reading.text() == "Filtering the picture"


@pytest.mark.parametrize(("width", "height"), [(980, 780), (650, 480), (480, 320)])
@pytest.mark.parametrize("side", [1, 3, 9, 15])
def test_nothing_is_cut_at_any_size(qtbot: QtBot, width: int, height: int, side: int) -> None:
    random = np.random.default_rng(side)
    pair = pairing(random.standard_normal((side, side)))
    with pair_panel(qtbot, width, height) as panel:
        show(panel, pair)
        panel.show_pictures(pictures(pair, picture()))
        panel.show_accuracies("97.1 % before, 96.8 % after")
        qtbot.wait(1)
        page = panel.kernels.parentWidget()
        for part in (*panel.kernels.grids, panel.results.canvas, panel.kernels.legend):
            corner = part.mapTo(panel, part.rect().bottomRight())
            assert 0 <= corner.x() < width
        for button in panel.findChildren(QToolButton):
            if button.isVisible():
                assert button.mapTo(panel, button.rect().topRight()).x() < width
                assert button.width() >= button.minimumSizeHint().width()
        beside = panel.details.mapTo(panel, panel.details.rect().topLeft()).x() > width / 2
        assert beside == (width >= 840)
        assert page is not None


def test_parts_move_when_the_panel_is_resized_and_back(qtbot: QtBot) -> None:
    with pair_panel(qtbot) as panel:
        show(panel, noisy_sobel())
        for width in (650, 980, 583, 800, 900):
            panel.resize(width, 480)
            qtbot.wait(1)
            assert panel.details.isVisible()
            assert panel.details.table.isVisible()
            assert panel.actions_bar.title.isVisible() == (width != 650)


def test_every_control_is_named_and_reached_with_tab(qtbot: QtBot) -> None:
    pair = noisy_sobel()
    with pair_panel(qtbot) as panel:
        show(panel, pair)
        panel.show_pictures(pictures(pair))
        panel.previous.setFocus()
        names = []
        for _ in range(60):
            widget = panel.focusWidget()
            assert widget is not None
            assert widget.accessibleName(), widget
            names.append(widget.accessibleName())
            QTest.keyClick(widget, Key.Key_Tab)
        wanted = (
            panel.previous,
            panel.next,
            *panel.actions_bar.buttons.values(),
            panel.kernels.fit.buttons["fitted"],
            panel.results.modes.buttons["side-by-side"],
            panel.results.canvas,
            panel.details.profiles,
            *panel.details.responses,
        )
        assert [
            each.accessibleName() for each in wanted if each.accessibleName() not in names
        ] == []


def test_another_theme_is_taken_by_all_parts(qtbot: QtBot) -> None:
    window = window_for(qtbot, 980, 780)
    appearance = new_appearance()
    panel = PairPanel(appearance, window)
    panel.resize(980, 780)
    panel.show()
    show(panel, noisy_sobel())
    parts = (panel.kernels, panel.details.profiles, panel.details.responses[0])
    before = [part.grab().toImage() for part in parts]
    appearance.set_theme(DARK)
    after = [part.grab().toImage() for part in parts]
    assert all(one != other for one, other in zip(before, after, strict=True))
    window.close()
    window.deleteLater()


def test_both_responses_have_one_scale(qtbot: QtBot) -> None:
    facts = pair_facts(noisy_sobel())
    with pair_panel(qtbot) as panel:
        panel.show_pair(facts)
        strong, weak = (plot.grab().toImage() for plot in panel.details.responses)
        panel.show_pair(replace(facts, largest_response=10 * facts.largest_response))
        assert panel.details.responses[0].grab().toImage() != strong
        assert panel.details.responses[1].grab().toImage() != weak
        assert panel.details.response_heading.text().startswith("Frequency responses, 0 (dark)")


def test_profiles_are_read_with_the_arrow_keys(qtbot: QtBot) -> None:
    facts = pair_facts(noisy_sobel(noise=0.0))
    with pair_panel(qtbot) as panel:
        panel.show_pair(facts)
        heading = panel.details.profile_heading
        assert heading.text() == "Profiles at 90°"
        plot = panel.details.profiles
        plot.setFocus()
        QTest.keyClick(plot, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert heading.text() == "1 px: hand-made 0.4, learned 0.4"
        for _ in range(3):
            QTest.keyClick(plot, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert heading.text().startswith("2 px: hand-made 0, learned 0")
        QTest.keyClick(plot, Key.Key_Left)
        assert heading.text().startswith("1.88 px")
        panel.show_pair(facts)
        assert heading.text() == "Profiles at 90°"


def test_profiles_are_read_under_the_mouse(qtbot: QtBot) -> None:
    with pair_panel(qtbot) as panel:
        show(panel, noisy_sobel(noise=0.0))
        plot = panel.details.profiles
        QTest.mouseMove(plot, plot.rect().center())
        qtbot.waitUntil(lambda: "px: hand-made" in panel.details.profile_heading.text())
        QTest.mouseMove(panel.sentence)
        qtbot.waitUntil(lambda: plot.reading() == "")


def test_each_profile_is_a_curve_through_its_weights(qtbot: QtBot) -> None:
    facts = pair_facts(noisy_sobel())
    assert facts.hand_made is not None
    with pair_panel(qtbot) as panel:
        panel.show_pair(facts)
        curves = panel.details.profiles.curves
        for side, expected in (("hand-made", facts.hand_made), ("learned", facts.learned)):
            places, values = next(curve.getData() for name, curve in curves.items() if name == side)
            np.testing.assert_array_equal(places, expected.profile.places)
            np.testing.assert_array_equal(values, expected.profile.values)
        panel.show_pair(pair_facts(nothing()))
        assert not np.size(curves["hand-made"].getData()[0])
        assert np.size(curves["learned"].getData()[0])
