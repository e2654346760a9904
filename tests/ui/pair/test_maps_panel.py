from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.pair import MapsPanel
from kernelview.ui.pair.maps_content import MapsContent
from kernelview.ui.pair.maps_layout import CAPTION, MapsLayout
from kernelview.ui.theme import DARK
from kernelview.usecases.pair_words import pair_sentence
from tests.ui.library.samples import new_appearance, window_for
from tests.ui.pair.samples import comparison, maps

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def appearance() -> Appearance:
    return new_appearance()


@pytest.fixture
def panel(qtbot: QtBot, appearance: Appearance) -> Iterator[MapsPanel]:
    window = window_for(qtbot, 650, 480)
    panel = MapsPanel(appearance, window)
    panel.resize(650, 480)
    panel.show()
    yield panel
    window.close()


def content(panel: MapsPanel) -> MapsContent:
    found = panel.walls.content
    assert found is not None
    return found


def texts(panel: MapsPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_without_maps_it_says_what_to_do_and_what_it_does(panel: MapsPanel) -> None:
    assert "The maps of both banks appear here" in texts(panel)
    panel.show_maps(None, busy=True)
    assert "Filtering the picture with both banks…" in texts(panel)
    panel.show_maps(comparison(), *maps())
    assert "The maps of both banks appear here" not in texts(panel)
    panel.show_maps(None)
    assert "The maps of both banks appear here" in texts(panel)


def test_the_last_maps_stay_while_others_are_made(panel: MapsPanel) -> None:
    panel.show_maps(comparison(), *maps())
    panel.show_maps(None, busy=True)
    assert panel.walls.content is not None
    assert panel.reading.text() == "Filtering the picture with both banks…"


def test_a_click_on_either_wall_chooses_its_pair(qtbot: QtBot, panel: MapsPanel) -> None:
    panel.show_maps(comparison(), *maps())
    for pair in range(content(panel).count):
        for side in ("hand-made", "learned"):
            box = panel.walls.box_of("hand-made" if side == "hand-made" else "learned", pair)
            with qtbot.waitSignal(panel.pair_chosen) as chosen:
                QTest.mouseClick(panel.walls.viewport(), LEFT, pos=box.center().toPoint())
            assert chosen.args == [pair]


def test_the_best_match_is_first_or_the_network_s_order_is_kept(panel: MapsPanel) -> None:
    panel.show_maps(comparison(), *maps())
    scores = [content(panel).pairing_at(place) for place in range(content(panel).count)]
    found = [0.0 if each.match is None else each.match.score for each in scores]
    assert found == sorted(found, reverse=True)
    panel.order.setCurrentIndex(1)
    panel.order.activated.emit(1)
    assert content(panel).order == tuple(range(content(panel).count))


def test_the_pair_under_the_mouse_lights_up_in_both_walls(qtbot: QtBot, panel: MapsPanel) -> None:
    panel.show_maps(comparison(), *maps())
    walls = panel.walls
    before = walls.viewport().grab().toImage()
    box = walls.box_of("learned", 2)
    QTest.mouseMove(walls.viewport(), box.center().toPoint())
    sentence = pair_sentence(comparison().pairings[2])
    qtbot.waitUntil(lambda: panel.reading.text() == sentence)
    after = walls.viewport().grab().toImage()
    for side in ("hand-made", "learned"):
        ring = walls.box_of("hand-made" if side == "hand-made" else "learned", 2).toRect()
        around = ring.adjusted(-2, -2, 2, 2)
        assert before.copy(around) != after.copy(around)
    QTest.mouseMove(panel.reading)
    qtbot.waitUntil(lambda: panel.reading.text() != sentence)


def test_keys_walk_from_pair_to_pair_and_enter_opens_one(qtbot: QtBot, panel: MapsPanel) -> None:
    panel.show_maps(comparison(), *maps())
    walls = panel.walls
    walls.setFocus()
    order = content(panel).order
    QTest.keyClick(walls, Key.Key_Right)
    assert walls.chosen == order[0]
    QTest.keyClick(walls, Key.Key_Right)
    assert walls.chosen == order[1]
    assert panel.reading.text() == pair_sentence(comparison().pairings[order[1]])
    assert pair_sentence(comparison().pairings[order[1]]) in walls.accessibleDescription()
    with qtbot.waitSignal(panel.pair_chosen) as chosen:
        QTest.keyClick(walls, Key.Key_Return)
    assert chosen.args == [order[1]]
    QTest.keyClick(walls, Key.Key_Home)
    opened: list[int] = []
    panel.pair_chosen.connect(opened.append)
    for _ in order:
        QTest.keyClick(walls, Key.Key_Return)
        QTest.keyClick(walls, Key.Key_Right)
    assert opened == list(order)


def test_the_chosen_pair_stays_in_another_order_and_goes_with_the_comparison(
    panel: MapsPanel,
) -> None:
    panel.show_maps(comparison(), *maps())
    panel.walls.setFocus()
    QTest.keyClick(panel.walls, Key.Key_End)
    chosen = panel.walls.chosen
    panel.order.setCurrentIndex(1)
    panel.order.activated.emit(1)
    assert panel.walls.chosen == chosen
    panel.show_maps(None)
    assert panel.walls.chosen is None


def test_rectified_maps_have_the_bias_and_nothing_below_zero(panel: MapsPanel) -> None:
    hand_made, learned = maps()
    panel.show_maps(comparison(), hand_made, learned)
    np.testing.assert_array_equal(content(panel).values("learned", 1), learned[1])
    before = panel.walls.viewport().grab().toImage()
    QTest.mouseClick(panel.signs.buttons["relu"], LEFT)
    bias = comparison().pairings[1].learned.bias
    shown = content(panel).values("hand-made", 1)
    np.testing.assert_allclose(shown, np.maximum(hand_made[1] + bias, 0), atol=1e-6)
    assert panel.walls.viewport().grab().toImage() != before


def test_one_scale_for_all_or_one_for_each_pair(panel: MapsPanel) -> None:
    hand_made, learned = maps()
    learned = learned.copy()
    learned[0] *= 10
    panel.show_maps(comparison(), hand_made, learned)
    count = content(panel).count
    assert len({content(panel).limit(pair) for pair in range(count)}) == 1
    assert panel.legend.ends[0].startswith("\u2212")
    panel.scale.setCurrentIndex(1)
    panel.scale.activated.emit(1)
    assert content(panel).limit(0) > 2 * content(panel).limit(1)
    assert panel.legend.ends == ("\u2212max", "max")


def test_maps_of_nothing_still_have_a_scale() -> None:
    hand_made, learned = maps()
    blank = MapsContent(comparison(), 0 * hand_made, 0 * learned)
    assert blank.limit(0) == 1.0


def test_another_theme_draws_the_maps_anew(panel: MapsPanel, appearance: Appearance) -> None:
    panel.show_maps(comparison(), *maps())
    before = panel.walls.viewport().grab().toImage()
    appearance.set_theme(DARK)
    assert panel.walls.viewport().grab().toImage() != before


@pytest.mark.parametrize(("width", "height"), [(980, 780), (650, 480), (480, 320)])
def test_nothing_is_cut_and_everything_named(
    qtbot: QtBot, panel: MapsPanel, width: int, height: int
) -> None:
    panel.window().resize(width, height)
    panel.resize(width, height)
    panel.show_maps(comparison(), *maps())
    qtbot.wait(1)
    for widget in (*panel.findChildren(QToolButton), panel.scale, panel.order, panel.walls):
        assert widget.accessibleName()
        assert widget.mapTo(panel, widget.rect().topRight()).x() < width
    box = panel.walls.box_of("learned", content(panel).order[0])
    assert box.right() <= panel.walls.viewport().width()
    learned = next(label for label in panel.findChildren(QLabel) if label.text() == "Learned")
    heading = learned.parentWidget()
    assert heading is not None
    walls_left = panel.walls.mapTo(panel, QPoint(0, 0)).x()
    heading_left = heading.mapTo(panel, QPoint(0, 0)).x()
    expected = walls_left + panel.walls.layout_of_maps.left("learned")
    assert heading_left == pytest.approx(expected, abs=1)


@given(
    st.integers(1, 200),
    st.integers(1, 128),
    st.integers(1, 128),
    st.floats(120, 3000),
)
def test_places_and_boxes_are_each_other_s_inverse(
    count: int, rows: int, columns: int, width: float
) -> None:
    layout = MapsLayout(count, (rows, columns), width)
    for place in {0, count // 2, count - 1}:
        hand_made, learned = layout.box("hand-made", place), layout.box("learned", place)
        assert layout.place_at(hand_made.center()) == layout.place_at(learned.center()) == place
        assert hand_made.y() == learned.y()
        assert hand_made.right() < layout.left("learned")
        assert learned.right() <= width
        assert learned.bottom() + CAPTION <= layout.height
        assert place in layout.between(hand_made.top(), hand_made.bottom())
    assert layout.place_at(QPointF(-5, -5)) is None
    assert layout.place_at(QPointF(10, layout.height + 50)) is None
