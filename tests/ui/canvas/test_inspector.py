"""The inspector shows the arithmetic and walks over the picture."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QSlider
from pytestqt.qtbot import QtBot

from kernelview.document.inspection import Inspection, inspect
from kernelview.kernels import Kernel
from kernelview.ui.canvas import InspectorPanel
from kernelview.ui.canvas.stepper import Stepper

# The offscreen platform says that it cannot tell a screen about least sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def taken_apart(kernel: Kernel, row: int = 0, column: int = 0) -> Inspection:
    pixels = np.random.default_rng(9).integers(0, 256, (40, 50)).astype(np.float32)
    return inspect(
        pixels, kernel, row=row, column=column, border="reflect", constant=0.0, turned=False
    )


def test_it_invites_to_point_and_goes_back_to_that(panel: InspectorPanel) -> None:
    assert panel.empty.isVisible()
    assert "Point at the picture" in panel.empty.text()
    panel.show_inspection(taken_apart(Kernel([[1]])), pinned=False, channel="")
    assert not panel.empty.isVisible()
    panel.show_inspection(None, pinned=False, channel="")
    assert panel.empty.isVisible()


def test_it_shows_place_channel_sum_and_value(panel: InspectorPanel) -> None:
    kernel = Kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], divisor=4, offset=10)
    found = taken_apart(kernel, 5, 7)
    panel.show_inspection(found, pinned=False, channel="red", shown="Shown as 3")
    assert panel.title.text() == "Pixel x 7, y 5"
    assert panel.subtitle.text().startswith("red, value ")
    numbers = {name: label.text() for name, label in panel.arithmetic.ledger.numbers.items()}
    assert numbers["÷ divisor"] == "4"
    assert numbers["+ offset"] == "10"
    assert float(numbers["Value"].replace("−", "-")) == pytest.approx(found.value)
    assert panel.arithmetic.sum.text().count("×") == 9
    assert panel.arithmetic.shown.text() == "Shown as 3"


@pytest.mark.parametrize(
    "size", [(1, 1), (3, 3), (5, 5), (2, 9), (9, 2), (31, 31), (99, 99), (1, 99)]
)
def test_every_size_fits_into_the_width_of_the_panel(
    qtbot: QtBot, panel: InspectorPanel, size: tuple[int, int]
) -> None:
    panel.resize(320, 500)
    panel.show_inspection(taken_apart(Kernel(np.ones(size))), pinned=False, channel="")
    qtbot.waitUntil(lambda: panel.arithmetic.width() <= 320)
    assert panel.width() == 320
    for grid in panel.arithmetic.grids:
        assert grid.content is not None
        assert grid.content.values.shape == size
        assert grid.mapTo(panel, QPoint(grid.width(), 0)).x() <= 320
        assert grid.height() > 4


def test_border_cells_are_hatched_and_explained(panel: InspectorPanel) -> None:
    kernel = Kernel(np.ones((3, 3)))
    panel.show_inspection(taken_apart(kernel), pinned=False, channel="")
    content = panel.arithmetic.window_grid.content
    assert content is not None
    assert content.outside is not None
    assert content.outside.sum() == 5
    assert panel.arithmetic.border.isVisible()
    panel.show_inspection(taken_apart(kernel, 5, 5), pinned=False, channel="")
    assert not panel.arithmetic.border.isVisible()


def test_a_cell_under_the_mouse_is_marked_in_all_grids(panel: InspectorPanel) -> None:
    panel.show_inspection(taken_apart(Kernel(np.ones((3, 3)))), pinned=False, channel="")
    window, kernel, _products = panel.arithmetic.grids
    before = kernel.grab().toImage()
    QTest.mouseMove(window, QPoint(window.width() - 4, 4))
    assert window.cell_at(QPoint(window.width() - 4, 4).toPointF()) == (0, 2)
    assert kernel.grab().toImage() != before


def test_pinning_is_said_and_shown(qtbot: QtBot, panel: InspectorPanel) -> None:
    assert not panel.pin.isEnabled()
    panel.show_inspection(taken_apart(Kernel([[1]])), pinned=False, channel="")
    with qtbot.waitSignal(panel.pin_toggled) as toggled:
        panel.pin.click()
    assert toggled.args == [True]
    with qtbot.assertNotEmitted(panel.pin_toggled):
        panel.show_inspection(taken_apart(Kernel([[1]])), pinned=False, channel="")
    assert panel.pin.text() == "Pin"


def test_stepping_goes_in_scan_order_from_the_inspected_pixel(panel: InspectorPanel) -> None:
    places: list[tuple[int, int]] = []
    panel.stepped.connect(lambda row, column: places.append((row, column)))
    panel.set_step_range(2, 3, 4, 5)
    panel.show_inspection(taken_apart(Kernel([[1]]), 2, 3), pinned=True, channel="")
    for _ in range(5):
        panel.controls.step.click()
    assert places == [(2, 4), (3, 3), (3, 4), (2, 3), (2, 4)]


def test_playing_visits_every_pixel_once_and_stops(qtbot: QtBot, panel: InspectorPanel) -> None:
    places: list[tuple[int, int]] = []
    panel.stepped.connect(lambda row, column: places.append((row, column)))
    panel.set_step_range(0, 0, 2, 3)
    panel.controls.speed.setValue(60)
    panel.controls.play.click()
    assert panel.is_playing
    qtbot.waitUntil(lambda: not panel.is_playing, timeout=5000)
    assert places == [(row, column) for row in range(2) for column in range(3)]
    assert panel.controls.play.text() == "Play"


def test_hiding_stops_the_walk(qtbot: QtBot, panel: InspectorPanel) -> None:
    panel.set_step_range(0, 0, 40, 50)
    panel.play()
    with qtbot.waitSignal(panel.playing_changed) as changed:
        panel.hide()
    assert changed.args == [False]
    assert not panel.is_playing


def test_nowhere_to_go_stops_the_walk(panel: InspectorPanel) -> None:
    panel.set_step_range(0, 0, 40, 50)
    panel.play()
    panel.set_step_range(3, 3, 3, 3)
    assert not panel.is_playing
    assert not panel.controls.isEnabled()


def test_a_pixel_outside_the_range_starts_the_walk_anew(qtbot: QtBot) -> None:
    stepper = Stepper()
    stepper.set_range(5, 5, 8, 8)
    stepper.move_to(0, 0)
    with qtbot.waitSignal(stepper.stepped) as stepped:
        stepper.step()
    assert stepped.args == [5, 5]


def test_everything_that_takes_focus_has_a_name_and_a_tooltip(panel: InspectorPanel) -> None:
    focusable = [
        widget
        for kind in (QAbstractButton, QSlider)
        for widget in panel.findChildren(kind)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(focusable) >= 4
    for widget in focusable:
        assert widget.accessibleName()
        assert widget.toolTip()


def test_values_that_are_not_numbers_are_shown(panel: InspectorPanel) -> None:
    pixels = np.full((5, 5), np.nan, np.float32)
    found = inspect(
        pixels, Kernel(np.ones((3, 3))), row=2, column=2, border="edge", constant=0.0, turned=False
    )
    panel.show_inspection(found, pinned=False, channel="")
    assert panel.arithmetic.ledger.numbers["Value"].text() == "nan"
    assert not panel.grab().isNull()
