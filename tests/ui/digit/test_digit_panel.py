from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.learn.perceiving import UnitArithmetic
from kernelview.ui.appearance import Appearance
from kernelview.ui.digit import DigitPanel
from kernelview.ui.digit.maps_layout import Cell
from kernelview.ui.digit.seen_picture import overlay_of
from kernelview.ui.theme import DARK
from tests.ui.digit.samples import NAMES, UNITS, convolved, dense, perception, pooled
from tests.ui.library.samples import new_appearance, window_for

LEFT = Qt.MouseButton.LeftButton
WIDE, NARROW = (860, 270), (520, 190)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A panel with somebody who does the arithmetic, as the window does."""

    def __init__(self, panel: DigitPanel) -> None:
        self.panel = panel
        self.looked: list[tuple[str, int, int, int]] = []
        self.saliencies: list[str] = []
        panel.unit_hovered.connect(self._take)
        panel.saliency_chosen.connect(self.saliencies.append)

    def _take(self, layer: str, unit: int, row: int, column: int) -> None:
        self.looked.append((layer, unit, row, column))
        made: dict[str, UnitArithmetic] = {
            "conv1": convolved(), "pool1": pooled(), "dense1": dense(),
        }  # fmt: skip
        self.panel.show_unit(made[layer])


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return window_for(qtbot, 900, 400)


@pytest.fixture
def appearance(window: QWidget) -> Appearance:
    return new_appearance()


@pytest.fixture
def panel(window: QWidget, appearance: Appearance) -> DigitPanel:
    panel = DigitPanel(appearance, window)
    panel.resize(*WIDE)
    panel.show()
    panel.show_perception(perception(), NAMES)
    QApplication.processEvents()
    return panel


@pytest.fixture
def desk(panel: DigitPanel) -> Desk:
    return Desk(panel)


def point(panel: DigitPanel, cell: Cell) -> QPoint:
    return panel.maps.place_of(cell).toPoint()


def hover(panel: DigitPanel, cell: Cell) -> None:
    QTest.mouseMove(panel.maps.viewport(), point(panel, cell))


def click(panel: DigitPanel, cell: Cell) -> None:
    QTest.mouseClick(panel.maps.viewport(), LEFT, pos=point(panel, cell))


def test_the_answer_is_told_in_words_and_as_bars(panel: DigitPanel) -> None:
    assert panel.answer.text() == "7, 98 %"
    assert "7 98.0 %" in panel.bars.accessibleDescription()
    assert panel.bars.shown_classes() == list(range(10))


def test_the_winner_s_bar_has_the_accent_and_its_length(
    panel: DigitPanel, appearance: Appearance
) -> None:
    picture = panel.bars.grab().toImage()
    accent = appearance.theme.accent
    coloured = {
        y
        for y in range(picture.height())
        for x in range(picture.width())
        if picture.pixelColor(x, y).name() == accent
    }
    high = picture.height() / 10

    assert coloured
    assert all(7 * high <= y <= 8 * high for y in coloured)


def test_of_many_classes_the_likeliest_are_shown(panel: DigitPanel) -> None:
    many = np.zeros(60, np.float32)
    many[[3, 40, 59]] = 0.5, 0.3, 0.2
    panel.show_perception(
        perception(probabilities=many), [f"class {number}" for number in range(60)]
    )
    shown = panel.bars.shown_classes()

    assert {3, 40, 59} <= set(shown)
    assert shown == sorted(shown)
    assert len(shown) < 60


def test_pointing_at_a_map_asks_how_the_value_comes_about(desk: Desk) -> None:
    hover(desk.panel, Cell(0, 2, 3, 4))
    assert desk.looked[-1] == ("conv1", 2, 3, 4)
    assert desk.panel.unit.title.text() == "conv1/2"
    assert desk.panel.unit.place.text() == "row 3, column 4"
    hover(desk.panel, Cell(1, 5, 1, 2))
    assert desk.looked[-1] == ("pool1", 5, 1, 2)
    hover(desk.panel, Cell(3, 7, 0, 0))

    assert desk.looked[-1] == ("dense1", 7, 0, 0)
    assert desk.panel.unit.lines.texts()[0] == ("Input 7: 1 × −5", "−5")


def test_a_map_under_the_mouse_is_asked_for_once_a_value(desk: Desk) -> None:
    place = point(desk.panel, Cell(3, 4, 0, 0))
    for across in (-2, 0, 2):
        QTest.mouseMove(desk.panel.maps.viewport(), place + QPoint(across, 0))

    assert desk.looked == [("dense1", 4, 0, 0)]


def test_a_pinned_value_stays_under_the_moving_mouse(desk: Desk) -> None:
    click(desk.panel, Cell(0, 2, 3, 4))
    hover(desk.panel, Cell(0, 3, 1, 1))
    assert desk.looked[-1] == ("conv1", 2, 3, 4)
    assert desk.panel.unit.pin.isChecked()
    desk.panel.unit.pin.click()
    hover(desk.panel, Cell(0, 4, 1, 1))

    assert desk.looked[-1] == ("conv1", 4, 1, 1)


def test_clicking_a_pinned_value_or_escape_lets_it_go(desk: Desk) -> None:
    for let_go in ("click", "escape"):
        click(desk.panel, Cell(0, 2, 3, 4))
        assert desk.panel.unit.pin.isChecked()
        if let_go == "click":
            click(desk.panel, Cell(0, 2, 3, 4))
        else:
            QTest.keyClick(desk.panel.maps, Qt.Key.Key_Escape)
        assert not desk.panel.unit.pin.isChecked()


def test_the_keyboard_reaches_every_value(desk: Desk) -> None:
    maps = desk.panel.maps
    QTest.keyClick(maps, Qt.Key.Key_Right)
    assert desk.looked[-1] == ("conv1", 0, 4, 4)
    QTest.keyClick(maps, Qt.Key.Key_Right)
    QTest.keyClick(maps, Qt.Key.Key_Up)
    assert desk.looked[-1] == ("conv1", 0, 3, 5)
    QTest.keyClick(maps, Qt.Key.Key_Right, CONTROL)
    assert desk.looked[-1] == ("conv1", 1, 3, 5)
    QTest.keyClick(maps, Qt.Key.Key_PageDown)
    assert desk.looked[-1] == ("pool1", 1, 1, 2)
    QTest.keyClick(maps, Qt.Key.Key_PageDown)
    assert desk.looked[-1] == ("dense1", 1, 0, 0)
    QTest.keyClick(maps, Qt.Key.Key_Right)
    assert desk.looked[-1] == ("dense1", 2, 0, 0)
    assert "dense1, unit 2" in maps.accessibleDescription()


def test_keys_move_a_pinned_value_and_stop_at_the_edge(desk: Desk) -> None:
    maps = desk.panel.maps
    QTest.keyClick(maps, Qt.Key.Key_Down)
    QTest.keyClick(maps, Qt.Key.Key_Return)
    for _ in range(20):
        QTest.keyClick(maps, Qt.Key.Key_Down)

    assert desk.looked[-1] == ("conv1", 0, 7, 4)
    assert desk.panel.unit.pin.isChecked()


def test_keys_scroll_to_the_map_they_reach(desk: Desk) -> None:
    desk.panel.show_perception(perception(units=200), NAMES)
    maps = desk.panel.maps
    QTest.keyClick(maps, Qt.Key.Key_Right)
    for _ in range(40):
        QTest.keyClick(maps, Qt.Key.Key_Down, CONTROL)
    assert maps.cell is not None

    assert maps.verticalScrollBar().value() > 0
    assert maps.viewport().rect().contains(point(desk.panel, maps.cell))


def test_the_value_looked_at_is_asked_for_anew_when_the_network_has_learned(desk: Desk) -> None:
    click(desk.panel, Cell(0, 2, 3, 4))
    desk.panel.show_perception(perception(seed=1), NAMES)

    assert desk.looked == [("conv1", 2, 3, 4)] * 2
    assert desk.panel.unit.pin.isChecked()


def test_another_network_lets_the_value_go(desk: Desk) -> None:
    click(desk.panel, Cell(0, 2, 3, 4))
    desk.panel.show_perception(perception(units=UNITS - 1), NAMES)

    assert desk.panel.maps.cell is None
    assert not desk.panel.unit.pin.isChecked()
    assert not desk.panel.unit.lines.isVisible()


def test_a_click_into_the_enlarged_map_chooses_its_value(desk: Desk) -> None:
    click(desk.panel, Cell(0, 2, 3, 4))
    QTest.mouseClick(desk.panel.unit.map, LEFT, pos=QPoint(4, 4))

    assert desk.looked[-1] == ("conv1", 2, 0, 0)
    assert desk.panel.unit.pin.isChecked()


def test_the_arithmetic_is_shown_as_three_grids(desk: Desk) -> None:
    click(desk.panel, Cell(0, 2, 3, 4))
    arithmetic, view = convolved(), desk.panel.unit
    assert arithmetic.weights is not None

    for grid in view.grids:
        assert grid.isVisible()
        assert grid.content is not None
        assert grid.content.values.shape == (3, 3)
    kernel = view.weight_grid.content
    assert kernel is not None
    assert np.allclose(kernel.values, arithmetic.weights[..., 0], atol=0.05)
    assert [name for name, _ in view.lines.texts()] == [
        "Products", "+ bias", "= total", "Value (relu)",
    ]  # fmt: skip


def test_a_pooling_shows_its_window_alone(desk: Desk) -> None:
    click(desk.panel, Cell(1, 0, 0, 0))
    view = desk.panel.unit

    assert [grid.isVisible() for grid in view.grids] == [True, False, False]
    assert view.lines.texts() == [("Largest", "2")]
    assert view.window_grid.content is not None
    assert view.window_grid.content.anchor == (0, 1)


def test_input_maps_are_stepped_through(panel: DigitPanel) -> None:
    panel.maps.moved.emit(Cell(0, 0, 0, 0))
    panel.show_unit(convolved(3))
    view = panel.unit
    assert view.later.isVisible()
    assert view.lines.texts()[0][0] == "Input map 2"
    view.later.click()
    assert view.lines.texts()[0][0] == "Input map 0"
    view.earlier.click()
    assert view.lines.texts()[0][0] == "Input map 2"
    panel.show_unit(convolved())

    assert not view.later.isVisible()


def test_a_narrow_panel_gives_the_maps_place_to_a_pinned_value(desk: Desk) -> None:
    panel = desk.panel
    panel.resize(*NARROW)
    assert panel.maps.isVisible()
    assert not panel.unit.isVisible()
    hover(panel, Cell(0, 2, 3, 4))
    assert not panel.unit.isVisible()
    assert panel.reading.text().startswith("conv1/2: ")
    click(panel, Cell(0, 2, 3, 4))
    assert panel.unit.isVisible()
    assert not panel.maps.isVisible()
    panel.unit.pin.click()

    assert panel.maps.isVisible()


def test_in_a_narrow_panel_the_keyboard_finds_its_way_back(desk: Desk) -> None:
    panel = desk.panel
    panel.resize(*NARROW)
    panel.maps.setFocus()
    QTest.keyClick(panel.maps, Qt.Key.Key_Right)
    QTest.keyClick(panel.maps, Qt.Key.Key_Return)
    assert panel.unit.pin.hasFocus()
    QTest.keyClick(panel.unit.pin, Qt.Key.Key_Escape)

    assert panel.maps.hasFocus()


@pytest.mark.parametrize("size", [WIDE, (760, 240), (759, 240), NARROW])
def test_nothing_is_cut_off_at_the_side(desk: Desk, size: tuple[int, int]) -> None:
    panel = desk.panel
    panel.resize(*size)
    click(panel, Cell(0, 2, 3, 4))
    QApplication.processEvents()
    for child in panel.findChildren(QWidget):
        if child.isVisible():
            right = child.mapTo(panel, child.rect().topRight()).x()
            assert right < panel.width(), (type(child), child.accessibleName())


def test_maps_become_larger_and_smaller_again(panel: DigitPanel) -> None:
    usual = panel.maps.place_of(Cell(0, 1, 0, 0)).x()
    assert not panel.smaller.isEnabled()
    panel.larger.click()
    assert panel.maps.place_of(Cell(0, 1, 0, 0)).x() > 1.5 * usual
    QTest.keyClick(panel.maps, Qt.Key.Key_Minus)

    assert panel.maps.place_of(Cell(0, 1, 0, 0)).x() == usual
    assert not panel.smaller.isEnabled()


def test_what_is_laid_over_the_picture_is_chosen(desk: Desk) -> None:
    box = desk.panel.saliency
    for value in ("gradient", "occlusion", "none"):
        place = box.findData(value)
        box.setCurrentIndex(place)
        box.activated.emit(place)

    assert desk.saliencies == ["gradient", "occlusion", "none"]


def test_saliency_colours_the_pixels_that_speak_for_and_against(panel: DigitPanel) -> None:
    plain = panel.seen.grab().toImage()
    saliency = np.zeros((10, 10), np.float32)
    saliency[0], saliency[9] = 1.0, -1.0
    panel.show_saliency(saliency)
    laid = panel.seen.grab().toImage()
    cell = plain.width() / 10
    top, middle, bottom = (
        QPoint(round(5.5 * cell), round((row + 0.5) * cell)) for row in (0, 5, 9)
    )

    assert laid.pixelColor(top).red() > laid.pixelColor(top).blue() + 50
    assert laid.pixelColor(bottom).blue() > laid.pixelColor(bottom).red() + 50
    assert laid.pixelColor(middle) == plain.pixelColor(middle)
    panel.show_saliency(None)
    assert panel.seen.grab().toImage() == plain


def test_saliency_without_any_influence_covers_nothing() -> None:
    assert overlay_of(np.zeros((4, 4))).pixelColor(1, 1).alpha() == 0


def test_maps_are_painted_in_the_colours_of_their_values(panel: DigitPanel) -> None:
    picture = panel.maps.viewport().grab().toImage()
    for cell in (Cell(0, 0, 1, 1), Cell(0, 5, 7, 0), Cell(1, 3, 2, 2), Cell(3, 7, 0, 0)):
        layer = panel.maps.layer(cell.layer)
        assert layer.atlas is not None
        wanted = layer.atlas.pixelColor(cell.column, cell.unit * layer.rows + cell.row)
        assert picture.pixelColor(point(panel, cell)) == wanted


def test_without_a_picture_the_panel_says_how_to_get_one(desk: Desk) -> None:
    click(desk.panel, Cell(0, 2, 3, 4))
    desk.panel.show_perception(None, NAMES)
    assert not desk.panel.maps.isVisible()
    assert desk.panel.maps.cell is None
    desk.panel.show_perception(perception(), NAMES)

    assert desk.panel.maps.isVisible()


def test_what_comes_while_the_panel_is_hidden_is_shown_when_it_is_seen(desk: Desk) -> None:
    desk.panel.hide()
    unsure = np.array([0.4, 0.35, *[0.25 / 8] * 8], np.float32)
    desk.panel.show_perception(perception(probabilities=unsure), NAMES)
    assert desk.panel.answer.text() == "7, 98 %"
    desk.panel.show()

    assert desk.panel.answer.text() == "Not sure: 0 or 1"


def test_negative_activations_are_shown_on_the_signed_scale(panel: DigitPanel) -> None:
    panel.show_perception(perception(signed=True), NAMES)

    assert panel.maps.layer(0).signed
    assert "±" in panel.maps.layer(0).words


def test_numbers_of_a_perception_that_are_none_are_shown(panel: DigitPanel) -> None:
    shown = perception()
    values = shown.maps[0].values.copy()
    values[:] = np.nan
    panel.show_perception(replace(shown, maps=(replace(shown.maps[0], values=values),)), NAMES)
    panel.grab()

    assert panel.maps.layer(0).largest == 0


def test_the_panel_is_repainted_in_another_theme(panel: DigitPanel, appearance: Appearance) -> None:
    place = point(panel, Cell(0, 0, 1, 1))
    light = panel.maps.viewport().grab().toImage().pixelColor(place)
    appearance.set_theme(DARK)

    assert panel.maps.viewport().grab().toImage().pixelColor(place) != light


def test_every_control_is_named_and_reached_by_tab(desk: Desk, window: QWidget) -> None:
    panel = desk.panel
    panel.larger.click()
    click(panel, Cell(0, 2, 3, 4))
    panel.saliency.setFocus()
    reached = set()
    for _ in range(20):
        reached.add(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    wanted = {
        child
        for child in panel.findChildren(QWidget)
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus
    }

    assert wanted <= reached
    assert all(child.accessibleName() for child in wanted)
