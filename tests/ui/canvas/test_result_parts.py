"""What the canvas paints of a result that comes in parts."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas import VIEW_MODES, Canvas, ViewMode
from kernelview.ui.canvas.result_store import APPROXIMATE, INCOMPLETE, UPDATING
from kernelview.usecases.live_parts import LivePart, View
from tests.ui.canvas.conftest import show_result
from tests.ui.canvas.test_canvas import rgb

# The offscreen platform says that it cannot tell a screen about least sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Picture = np.ndarray


def exact(result: Picture, top: int, left: int, bottom: int, right: int) -> LivePart:
    return LivePart(result[top:bottom, left:right], (top, left, bottom, right), 0)


def seen_at(canvas: Canvas, x: float, y: float) -> tuple[tuple[int, int, int], tuple[int, int]]:
    place = canvas.pixel_at(QPointF(x, y))
    assert place is not None
    return rgb(canvas, x, y), place


def corner(canvas: Canvas) -> QImage:
    """Return where the mark is written."""
    image = canvas.grab().toImage()
    return image.copy(QRect(image.width() - 130, 0, 130, 40))


def mark(canvas: Canvas) -> str:
    assert canvas.result is not None
    return canvas.result.mark(canvas.visible_rect())


def test_an_exact_part_is_painted_in_its_place(canvas: Canvas, result: Picture) -> None:
    canvas.set_zoom(10.0)
    canvas.begin_result((200, 300))
    canvas.add_part(exact(result, *canvas.visible_rect()))
    colour, place = seen_at(canvas, 77, 99)
    assert colour == tuple(result[place])
    assert canvas.shows_exact()
    assert mark(canvas) == ""


def test_parts_that_touch_leave_no_gap(canvas: Canvas) -> None:
    white = np.full((200, 300, 3), 255, np.uint8)
    canvas.set_zoom(3.7)
    canvas.pan(0.3, 0.6)
    canvas.begin_result((200, 300))
    for top in range(0, 200, 40):
        for left in range(0, 200, 40):
            canvas.add_part(exact(white, top, left, top + 40, left + 40))
    assert not canvas.shows_exact()
    image = canvas.grab().toImage()
    right = int(canvas._viewport.to_view(0, 200)[0]) - 1
    dark = [
        (x, y)
        for x in range(max(2, image.width() // 4), min(right, image.width() - 140), 1)
        for y in range(60, image.height() - 2, 3)
        if image.pixelColor(x, y).red() < 255
    ]
    assert dark == []


def test_a_parts_rim_is_not_darkened_by_what_is_not_there(
    qtbot: QtBot, appearance: Appearance
) -> None:
    canvas = Canvas(appearance)
    qtbot.addWidget(canvas)
    canvas.resize(616, 416)
    canvas.show()
    white = np.full((1200, 1800, 3), 255, np.uint8)
    canvas.set_source(white)
    canvas.begin_result((1200, 1800))
    canvas.add_part(LivePart(white[::2, ::2], (0, 0, 600, 900), 1))
    canvas.add_part(exact(white, 256, 512, 768, 1024))
    image = canvas.grab().toImage()
    assert image.pixelColor(10, 200).red() == 255
    assert min(image.pixelColor(x, 200).red() for x in range(10, 600)) == 255
    assert min(image.pixelColor(250, y).red() for y in range(50, 400)) == 255


def test_what_was_exact_is_faint_and_marked_once_it_is_old(canvas: Canvas, result: Picture) -> None:
    canvas.set_zoom(10.0)
    canvas.expect_result()
    colour, place = seen_at(canvas, 77, 199)
    assert colour != tuple(result[place])
    assert mark(canvas) == UPDATING
    assert not canvas.shows_exact()


def test_the_mark_is_written_and_goes(canvas: Canvas, result: Picture) -> None:
    flat = np.full((200, 300, 3), 90, np.uint8)
    canvas.set_source(flat)
    canvas.set_zoom(2.5)
    show_result(canvas, flat)
    clean = corner(canvas)
    canvas.begin_result((200, 300))
    canvas.add_part(LivePart(flat[::2, ::2], (0, 0, 100, 150), 1))
    assert mark(canvas) == APPROXIMATE
    assert corner(canvas) != clean
    canvas.add_part(exact(flat, 0, 0, 200, 300))
    assert corner(canvas) == clean


def test_an_approximation_covers_its_area_and_exact_parts_cover_it(canvas: Canvas) -> None:
    canvas.set_zoom(4.0)
    canvas.begin_result((200, 300))
    canvas.add_part(LivePart(np.full((100, 150, 3), 200, np.uint8), (0, 0, 100, 150), 1))
    assert seen_at(canvas, 100, 300)[0] == (200, 200, 200)
    top, left, bottom, _ = canvas.visible_rect()
    right = left + 50
    black = np.zeros((bottom - top, right - left, 3), np.uint8)
    canvas.add_part(LivePart(black, (top, left, bottom, right), 0))
    assert seen_at(canvas, 100, 300)[0] == (0, 0, 0)
    assert seen_at(canvas, 500, 300)[0] == (200, 200, 200)
    assert mark(canvas) == APPROXIMATE


def test_a_late_part_is_shown_marked_and_never_over_a_newer_one(canvas: Canvas) -> None:
    canvas.set_zoom(4.0)
    canvas.expect_result()
    late = LivePart(np.full((200, 300, 3), 77, np.uint8), (0, 0, 200, 300), 0)
    canvas.add_late_part(late, (200, 300))
    assert seen_at(canvas, 100, 300)[0] == (77, 77, 77)
    assert mark(canvas) == UPDATING
    canvas.begin_result((200, 300))
    assert seen_at(canvas, 100, 300)[0] == (77, 77, 77)
    canvas.add_part(LivePart(np.full((200, 300, 3), 9, np.uint8), (0, 0, 200, 300), 0))
    canvas.add_late_part(late, (200, 300))
    assert seen_at(canvas, 100, 300)[0] == (9, 9, 9)
    assert mark(canvas) == ""


def test_an_abandoned_result_shows_nothing_older(canvas: Canvas, result: Picture) -> None:
    canvas.set_zoom(10.0)
    canvas.expect_result()
    faint = rgb(canvas, 77, 199)
    canvas.abandon_result()
    assert rgb(canvas, 77, 199) != faint
    assert mark(canvas) == INCOMPLETE


def test_without_a_result_the_picture_is_shown(canvas: Canvas, source: Picture) -> None:
    canvas.set_zoom(10.0)
    canvas.clear_result()
    colour, place = seen_at(canvas, 77, 199)
    assert colour == tuple(source[place])
    assert canvas.result is None


def test_differences_are_shown_of_what_is_there(canvas: Canvas, source: Picture) -> None:
    canvas.set_mode("difference")
    canvas.set_zoom(10.0)
    show_result(canvas, source)
    neutral = rgb(canvas, 77, 199)
    canvas.begin_result((200, 300))
    canvas.add_part(exact(np.clip(source + 60.0, 0, 255).astype(np.uint8), *canvas.visible_rect()))
    red, _, blue = rgb(canvas, 77, 199)
    assert red > blue
    canvas.begin_result((200, 300))
    canvas.add_part(LivePart(source, (0, 0, 200, 300), 0))
    assert rgb(canvas, 77, 199) == neutral


@pytest.mark.parametrize("mode", VIEW_MODES)
def test_every_mode_paints_a_result_on_its_way(canvas: Canvas, mode: ViewMode) -> None:
    rng = np.random.default_rng(2)
    canvas.set_mode(mode)
    for shape in ((200, 300), (99, 149)):
        small = rng.integers(0, 256, (-(-shape[0] // 2), -(-shape[1] // 2), 3), dtype=np.uint8)
        tile = rng.integers(0, 256, (30, 40, 3), dtype=np.uint8)
        canvas.begin_result(shape)
        canvas.add_part(LivePart(small, (0, 0, *small.shape[:2]), 1))
        canvas.add_part(LivePart(tile, (10, 20, 40, 60), 0))
        for zoom in (0.5, 1.0, 7.3, 20.0):
            canvas.set_zoom(zoom)
            assert not canvas.grab().isNull()
        canvas.expect_result()
        assert not canvas.grab().isNull()


def test_a_large_earlier_result_is_kept_at_half_its_size(
    qtbot: QtBot, appearance: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kernelview.ui.canvas.result_store.LARGEST_EARLIER", 100)
    pixels = np.full((1100, 1300, 3), 200, np.uint8)
    canvas = Canvas(appearance)
    qtbot.addWidget(canvas)
    canvas.resize(616, 416)
    canvas.show()
    canvas.set_source(pixels)
    show_result(canvas, pixels)
    canvas.expect_result()
    assert canvas.result is not None
    assert canvas.result.earlier is not None
    assert canvas.result.earlier.layer.shape == (550, 650)
    canvas.set_zoom(1.0)
    backdrop, faint = rgb(canvas, 1, 300), rgb(canvas, 300, 300)
    assert faint == backdrop or faint[0] < 230


def test_the_view_is_told_in_pixels_of_the_picture_and_the_level_painted(
    qtbot: QtBot, appearance: Appearance
) -> None:
    canvas = Canvas(appearance)
    qtbot.addWidget(canvas)
    canvas.resize(616, 416)
    canvas.show()
    assert canvas.view() is None
    canvas.set_source(np.zeros((1200, 1800), np.uint8))
    canvas.set_zoom(1.0)
    assert canvas.view() == View(canvas.visible_rect(), 0)
    canvas.set_zoom(0.3 * canvas.devicePixelRatioF())
    assert canvas.view() == View((0, 0, 1200, 1800), 1)


def test_an_old_picture_of_the_theme_is_not_kept_in_the_difference(
    canvas: Canvas, appearance: Appearance, source: Picture
) -> None:
    canvas.set_mode("difference")
    canvas.set_zoom(10.0)
    show_result(canvas, source)
    light = rgb(canvas, 77, 199)
    appearance.choose("dark")
    assert rgb(canvas, 77, 199) != light
    assert rgb(canvas, 77, 199) == tuple(appearance.theme.diverging(np.array(0.0)).tolist())
    appearance.choose("light")
