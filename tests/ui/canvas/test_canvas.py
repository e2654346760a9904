"""The canvas answers the mouse, the wheel and the keys, and paints what it says."""

from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas import VIEW_MODES, Canvas, ViewMode
from tests.ui.canvas.conftest import show_result

Rgb = tuple[int, int, int]

# The offscreen platform says that it cannot tell a screen about least sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def rgb(canvas: Canvas, x: float, y: float) -> Rgb:
    image = canvas.grab().toImage()
    ratio = image.devicePixelRatio()
    return cast(Rgb, image.pixelColor(int(x * ratio), int(y * ratio)).getRgb()[:3])  # type: ignore[index]


def wheel(canvas: Canvas, at: QPointF, notches: float) -> None:
    event = QWheelEvent(
        at,
        QPointF(canvas.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def drag(canvas: Canvas, start: QPoint, end: QPoint, button: Qt.MouseButton) -> None:
    QTest.mousePress(canvas, button, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(canvas, start + (end - start) * step / 5)
    QTest.mouseRelease(canvas, button, pos=end)


def difference(first: QImage, second: QImage) -> bool:
    return first.convertToFormat(QImage.Format.Format_RGB32) != second.convertToFormat(
        QImage.Format.Format_RGB32
    )


def test_a_new_picture_is_fitted(canvas: Canvas) -> None:
    assert canvas.fits
    assert canvas.visible_rect() == (0, 0, 200, 300)
    assert canvas.zoom == pytest.approx(2.0 * canvas.devicePixelRatioF())


def test_the_picture_stays_fitted_when_the_canvas_is_resized(canvas: Canvas) -> None:
    canvas.resize(316, 216)
    assert canvas.zoom == pytest.approx(1.0 * canvas.devicePixelRatioF())
    assert canvas.visible_rect() == (0, 0, 200, 300)


def test_a_picture_of_the_same_size_keeps_the_view(canvas: Canvas) -> None:
    canvas.set_zoom(8.0)
    before = canvas.visible_rect()
    canvas.set_source(np.zeros((200, 300), np.uint8))
    assert (canvas.zoom, canvas.visible_rect()) == (8.0, before)
    canvas.set_source(np.zeros((100, 300), np.uint8))
    assert canvas.visible_rect() == (0, 0, 100, 300)


def test_the_wheel_keeps_the_pixel_under_the_cursor(canvas: Canvas) -> None:
    at = QPointF(140, 90)
    before = canvas.pixel_at(at)
    wheel(canvas, at, 7)
    assert canvas.zoom == pytest.approx(2.0 * 2 ** (7 / 3))
    assert canvas.pixel_at(at) == before


def test_the_wheel_stops_at_its_bounds(canvas: Canvas) -> None:
    wheel(canvas, QPointF(300, 200), 100)
    assert canvas.zoom == 64.0
    wheel(canvas, QPointF(300, 200), -200)
    assert canvas.zoom == pytest.approx(0.5)


def test_the_true_pixels_are_painted(canvas: Canvas, result: np.ndarray) -> None:
    canvas.set_zoom(10.0)
    for x, y in [(20.5, 30.5), (300.2, 200.7), (600.1, 400.9)]:
        row, column = canvas.pixel_at(QPointF(x, y)) or (0, 0)
        assert rgb(canvas, x, y) == tuple(result[row, column])


def test_a_wipe_shows_the_picture_left_and_the_result_right(
    canvas: Canvas, source: np.ndarray, result: np.ndarray
) -> None:
    canvas.set_zoom(10.0)
    canvas.set_mode("wipe")
    for x, picture in ((250.0, source), (350.0, result)):
        row, column = canvas.pixel_at(QPointF(x, 100)) or (0, 0)
        assert rgb(canvas, x, 100) == tuple(picture[row, column])


def test_the_wipe_is_dragged_by_mouse_and_by_keys(canvas: Canvas) -> None:
    canvas.set_mode("wipe")
    before = canvas.visible_rect()
    drag(canvas, QPoint(308, 100), QPoint(154, 100), Qt.MouseButton.LeftButton)
    assert canvas.wipe == pytest.approx(0.25)
    assert canvas.visible_rect() == before
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.wipe == pytest.approx(0.27)
    for _ in range(30):
        QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.wipe == 0.0


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_a_drag_pans_and_pins_nothing(qtbot: QtBot, canvas: Canvas, button: Qt.MouseButton) -> None:
    canvas.set_zoom(10.0)
    top, left, *_ = canvas.visible_rect()
    with qtbot.assertNotEmitted(canvas.pixel_clicked):
        drag(canvas, QPoint(300, 200), QPoint(350, 240), button)
    assert canvas.visible_rect()[:2] == (top - 4, left - 5)


def test_a_click_pins_the_pixel_under_it(qtbot: QtBot, canvas: Canvas) -> None:
    place = canvas.pixel_at(QPointF(100, 100))
    with qtbot.waitSignal(canvas.pixel_clicked) as clicked:
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert tuple(clicked.args) == place


def test_a_click_beside_the_picture_pins_nothing(qtbot: QtBot, canvas: Canvas) -> None:
    with qtbot.assertNotEmitted(canvas.pixel_clicked):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_hovering_says_which_pixel_and_when_none(qtbot: QtBot, canvas: Canvas) -> None:
    said: list[object] = []
    canvas.pixel_hovered.connect(said.append)
    QTest.mouseMove(canvas, QPoint(8 + 20, 8 + 10))
    QTest.mouseMove(canvas, QPoint(2, 2))
    assert said == [(5, 10), None]
    QTest.mouseMove(canvas, QPoint(100, 100))
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert said[-1] is None


def test_a_double_click_changes_between_fit_and_actual_size(canvas: Canvas) -> None:
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert (canvas.zoom, canvas.fits) == (1.0, False)
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    assert canvas.fits


def test_the_keys_zoom_and_pan(canvas: Canvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom == 3.0
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.zoom == 2.0
    QTest.keyClick(canvas, Qt.Key.Key_1)
    assert canvas.zoom == 1.0
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.fits
    canvas.set_zoom(16.0)
    left = canvas.visible_rect()[1]
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.visible_rect()[1] == left + 4


def test_the_pixel_cursor_moves_by_keys_and_enter_pins(qtbot: QtBot, canvas: Canvas) -> None:
    said: list[object] = []
    canvas.pixel_hovered.connect(said.append)
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert said == [(100, 151), (99, 151)]
    with qtbot.waitSignal(canvas.pixel_clicked) as clicked:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert clicked.args == [99, 151]


def test_the_pixel_cursor_stays_in_the_picture_and_in_view(canvas: Canvas) -> None:
    canvas.set_zoom(32.0)
    said: list[tuple[int, int]] = []
    canvas.pixel_hovered.connect(said.append)
    for _ in range(120):
        QTest.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert said[-1][0] == 0
    top, left, bottom, right = canvas.visible_rect()
    assert top <= said[-1][0] < bottom
    assert left <= said[-1][1] < right


def test_space_shows_the_original_while_it_is_held(
    canvas: Canvas, source: np.ndarray, result: np.ndarray
) -> None:
    canvas.set_zoom(10.0)
    row, column = canvas.pixel_at(QPointF(300, 200)) or (0, 0)
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    assert rgb(canvas, 300, 200) == tuple(source[row, column])
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert rgb(canvas, 300, 200) == tuple(result[row, column])


def test_the_halves_side_by_side_show_the_same_place(
    canvas: Canvas, source: np.ndarray, result: np.ndarray
) -> None:
    canvas.set_mode("side-by-side")
    canvas.set_zoom(10.0)
    left, right = QPointF(100, 200), QPointF(100 + 307 + 2, 200)
    assert canvas.pixel_at(left) == canvas.pixel_at(right) is not None
    row, column = canvas.pixel_at(left) or (0, 0)
    assert rgb(canvas, left.x(), 200) == tuple(source[row, column])
    assert rgb(canvas, right.x(), 200) == tuple(result[row, column])


def test_zooming_in_the_right_half_keeps_its_pixel(canvas: Canvas) -> None:
    canvas.set_mode("side-by-side")
    canvas.set_zoom(10.0)
    at = QPointF(500, 120)
    before = canvas.pixel_at(at)
    wheel(canvas, at, 4)
    assert canvas.pixel_at(at) == before


def test_the_cross_is_on_both_halves(canvas: Canvas) -> None:
    canvas.set_source(np.zeros((200, 300), np.uint8))
    show_result(canvas, np.zeros((200, 300), np.uint8))
    canvas.set_mode("side-by-side")
    QTest.mouseMove(canvas, QPoint(100, 200))
    for left in (0, 309):
        line = [rgb(canvas, left + 250, y)[0] for y in range(190, 210)]
        assert sum(grey > 100 for grey in line) == 1


def test_equal_pictures_differ_nowhere_and_the_sign_has_its_colour(
    canvas: Canvas, appearance: Appearance
) -> None:
    grey = np.full((200, 300), 100, np.uint8)
    canvas.set_source(grey)
    show_result(canvas, grey)
    canvas.set_mode("difference")
    assert rgb(canvas, 300, 200) == tuple(appearance.theme.diverging(np.array(0.0)).tolist())
    show_result(canvas, grey + np.uint8(100))
    red, _green, blue = rgb(canvas, 300, 200)
    assert red > blue
    show_result(canvas, grey - np.uint8(100))
    red, _green, blue = rgb(canvas, 300, 200)
    assert blue > red


def test_sizes_that_differ_are_said_and_not_subtracted(canvas: Canvas) -> None:
    canvas.set_mode("difference")
    before = canvas.grab().toImage()
    show_result(canvas, np.zeros((100, 150, 3), np.uint8))
    after = canvas.grab().toImage()
    assert difference(before, after)
    assert rgb(canvas, 40, 350) == rgb(canvas, 4, 350)


def test_a_pooled_result_covers_the_same_area(canvas: Canvas, result: np.ndarray) -> None:
    canvas.set_zoom(10.0)
    pooled = np.ascontiguousarray(result[::2, ::2])
    show_result(canvas, pooled)
    for x, y in [(20.5, 30.5), (300.2, 200.7)]:
        row, column = canvas.pixel_at(QPointF(x, y)) or (0, 0)
        assert rgb(canvas, x, y) == tuple(pooled[row // 2, column // 2])


def test_values_are_written_only_in_large_pixels(canvas: Canvas) -> None:
    canvas.set_source(np.full((200, 300), 128, np.uint8))
    canvas.set_mode("result")
    canvas.set_zoom(15.0)
    assert len(colours_in(canvas)) == 1
    canvas.set_zoom(17.0)
    with_grid = len(colours_in(canvas))
    assert with_grid > 2
    canvas.set_zoom(40.0)
    assert len(colours_in(canvas)) > with_grid


def colours_in(canvas: Canvas) -> set[int]:
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {image.pixel(x, y) for x in range(200, 400) for y in range(150, 250)}


def test_the_highlight_outlines_the_window(canvas: Canvas) -> None:
    canvas.set_zoom(10.0)
    before = canvas.grab().toImage()
    canvas.set_highlight(100, 150, (3, 5), (1, 2))
    assert difference(before, canvas.grab().toImage())
    canvas.clear_highlight()
    assert not difference(before, canvas.grab().toImage())


def test_changes_of_the_view_are_said_once(qtbot: QtBot, canvas: Canvas) -> None:
    zooms: list[float] = []
    views: list[bool] = []
    canvas.zoom_changed.connect(zooms.append)
    canvas.view_changed.connect(lambda: views.append(True))
    canvas.set_zoom(4.0)
    canvas.set_zoom(4.0)
    canvas.pan(-10, 0)
    assert (zooms, len(views)) == ([4.0], 2)


def test_an_empty_canvas_paints_help_and_takes_any_input(
    qtbot: QtBot, appearance: Appearance
) -> None:
    widget = Canvas(appearance)
    qtbot.addWidget(widget)
    widget.resize(400, 300)
    widget.show()
    image = widget.grab().toImage()
    assert len({image.pixel(x, y) for x in range(400) for y in range(120, 180)}) > 2
    wheel(widget, QPointF(100, 100), 3)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_0, Qt.Key.Key_Return, Qt.Key.Key_Left):
        QTest.keyClick(widget, key)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert widget.pixel_at(QPointF(100, 100)) is None


@pytest.mark.parametrize("mode", VIEW_MODES)
@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((1, 1), np.uint8),
        np.full((1, 900), np.nan, np.float32),
        np.full((700, 2, 4), 65535, np.uint16),
        np.ones((33, 17, 2), np.float64),
    ],
)
def test_every_mode_paints_every_kind_of_picture(
    canvas: Canvas, mode: ViewMode, pixels: np.ndarray
) -> None:
    canvas.set_mode(mode)
    canvas.set_source(pixels)
    show_result(canvas, pixels)
    for zoom in (0.3, 1.0, 20.0, 64.0):
        canvas.set_zoom(zoom)
        assert not canvas.grab().isNull()
    canvas.set_source(None)
    assert not canvas.grab().isNull()


def test_an_unknown_mode_is_refused(canvas: Canvas) -> None:
    with pytest.raises(ValueError, match="side-by-side"):
        canvas.set_mode("sideways")  # type: ignore[arg-type]


def test_the_canvas_is_named_and_its_keys_described(canvas: Canvas) -> None:
    assert canvas.accessibleName() == "Picture"
    for word in ("Space", "Shift", "Enter", "Arrows"):
        assert word in canvas.accessibleDescription()


def test_keys_that_are_not_the_canvass_are_left_to_the_window(canvas: Canvas) -> None:
    event_keys = (Qt.Key.Key_Q, Qt.Key.Key_F5, Qt.Key.Key_Escape)
    before = (canvas.zoom, canvas.visible_rect(), canvas.mode)
    for key in event_keys:
        QTest.keyClick(canvas, key)
    assert (canvas.zoom, canvas.visible_rect(), canvas.mode) == before
