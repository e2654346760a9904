from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.engine.levels import Levels
from kernelview.jobs import run
from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.result_store import UPDATING
from kernelview.ui.pair.pair_canvas import PAIR_MODES, PairCanvas, PairMode, PairStore
from kernelview.ui.pair.signed_sheet import SignedDifference, SignedSheet, places_on_scale
from kernelview.ui.theme import DARK, LIGHT
from kernelview.usecases.compare_pair import PairPictures
from tests.ui.library.samples import new_appearance, window_for
from tests.ui.pair.samples import colour_at, picture, pictures
from tests.usecases.pairing_samples import noisy_sobel

Key = Qt.Key
COLOURS = np.ascontiguousarray(LIGHT.diverging(np.linspace(-1, 1, 511)))
# Whole colours: the hand-made result is everywhere 1, the learned one -1, so they differ by -2.
ONE = np.ones((40, 60), np.float32)


def flat(hand_made: float, learned: float, limit: float = 1.0) -> PairPictures:
    return PairPictures(Levels(learned * ONE), Levels(hand_made * ONE), limit, 1, "flat")


@pytest.fixture
def appearance() -> Appearance:
    return new_appearance()


@pytest.fixture
def canvas(qtbot: QtBot, appearance: Appearance) -> Iterator[PairCanvas]:
    window = window_for(qtbot, 400, 300)
    canvas = PairCanvas(appearance, window)
    canvas.setGeometry(0, 0, 400, 300)
    canvas.show()
    canvas.setFocus()
    yield canvas
    window.close()


def shown(canvas: PairCanvas, x: float, y: float = 150) -> tuple[int, int, int]:
    return colour_at(canvas.grab().toImage(), x, y)


def colour(unit: float) -> tuple[int, int, int]:
    red, green, blue = (int(part) for part in LIGHT.diverging(np.array(unit)))
    return red, green, blue


@pytest.mark.parametrize(
    ("mode", "left", "right"),
    [
        ("hand-made", 0.5, 0.5),
        ("learned", -0.25, -0.25),
        ("side-by-side", 0.5, -0.25),
        ("wipe", 0.5, -0.25),
        ("difference", -0.75, -0.75),
    ],
)
def test_every_mode_shows_its_values_on_one_scale(
    canvas: PairCanvas, mode: PairMode, left: float, right: float
) -> None:
    canvas.show_pair(flat(1.0, -0.5, limit=2.0), busy=False)
    canvas.set_pair_mode(mode)
    assert canvas.pair_mode == mode
    for x, unit in ((150, left), (250, right)):
        np.testing.assert_allclose(shown(canvas, x), colour(unit), atol=1)


def test_all_modes_are_known_and_others_refused(canvas: PairCanvas) -> None:
    for mode in PAIR_MODES:
        canvas.set_pair_mode(mode)
    with pytest.raises(ValueError, match="a mode is one of hand-made"):
        canvas.set_pair_mode("result")  # type: ignore[arg-type]


def test_holding_space_shows_the_other_result(canvas: PairCanvas) -> None:
    canvas.show_pair(flat(1.0, -1.0), busy=False)
    for mode, usual, held in (("hand-made", 1, -1), ("learned", -1, 1)):
        canvas.set_pair_mode("hand-made" if mode == "hand-made" else "learned")
        assert shown(canvas, 200) == colour(usual)
        QTest.keyPress(canvas, Key.Key_Space)
        assert shown(canvas, 200) == colour(held)
        QTest.keyRelease(canvas, Key.Key_Space)
        assert shown(canvas, 200) == colour(usual)


def test_panes_are_named_after_the_kernels(canvas: PairCanvas) -> None:
    canvas.show_pair(flat(1.0, -1.0), busy=False)
    tags = {}
    for mode in PAIR_MODES:
        canvas.set_pair_mode(mode)
        tags[mode] = [pane.tag for pane in canvas.panes()]
    assert tags == {
        "hand-made": ["Hand-made"],
        "learned": ["Learned"],
        "side-by-side": ["Hand-made", "Learned"],
        "wipe": ["Hand-made", "Learned"],
        "difference": ["Learned \u2212 hand-made"],
    }


def test_both_halves_zoom_and_move_together(canvas: PairCanvas) -> None:
    canvas.show_pair(pictures(noisy_sobel()), busy=False)
    canvas.set_pair_mode("side-by-side")
    canvas.set_zoom(20.0)
    canvas.pan(30, 10)
    first, second = canvas.panes()
    place = canvas.pixel_at(canvas_point(first.left + 50))
    assert place is not None
    assert canvas.pixel_at(canvas_point(second.left + 50)) == place


def canvas_point(x: float) -> QPointF:
    return QPointF(x, 100)


def test_the_next_pair_keeps_the_view_and_a_picture_of_another_size_is_fitted(
    canvas: PairCanvas,
) -> None:
    canvas.show_pair(pictures(noisy_sobel()), busy=False)
    canvas.set_zoom(16.0)
    zoom = canvas.zoom
    canvas.show_pair(pictures(noisy_sobel(unit=8)), busy=False)
    assert canvas.zoom == zoom
    canvas.show_pair(pictures(noisy_sobel(), picture(90, 30)), busy=False)
    assert canvas.fits


def test_while_others_are_made_the_last_results_stay_and_say_so(canvas: PairCanvas) -> None:
    canvas.show_pair(flat(1.0, -1.0), busy=False)
    canvas.set_pair_mode("learned")
    canvas.show_pair(None, busy=True)
    assert shown(canvas, 200) == colour(-1)
    assert isinstance(canvas.result, PairStore)
    assert canvas.result.mark((0, 0, 1, 1)) == UPDATING
    canvas.show_pair(flat(1.0, 1.0), busy=False)
    assert canvas.result.mark((0, 0, 1, 1)) == ""
    assert shown(canvas, 200) == colour(1.0)


def test_before_anything_is_there_it_says_what_it_does(canvas: PairCanvas) -> None:
    empty = canvas.grab().toImage()
    canvas.show_pair(None, busy=True)
    assert canvas.grab().toImage() != empty
    canvas.show_pair(None, busy=False)
    assert canvas.grab().toImage() == empty


def test_another_theme_colours_both_anew(canvas: PairCanvas, appearance: Appearance) -> None:
    canvas.show_pair(flat(1.0, -1.0), busy=True)
    canvas.set_pair_mode("learned")
    appearance.set_theme(DARK)
    red, green, blue = (int(part) for part in DARK.diverging(np.array(-1.0)))
    assert shown(canvas, 200) == (red, green, blue)
    assert isinstance(canvas.result, PairStore)
    assert canvas.result.mark((0, 0, 1, 1)) == UPDATING


def test_large_pixels_show_their_true_values() -> None:
    pair = pictures(noisy_sobel())
    hand_made = SignedSheet(pair.hand_made, pair.limit, COLOURS)
    learned = SignedSheet(pair.learned, pair.limit, COLOURS)
    difference = SignedDifference(hand_made, learned, COLOURS)
    part = (3, 4, 9, 11)
    np.testing.assert_array_equal(learned.values(part), pair.learned.level(0)[3:9, 4:11])
    np.testing.assert_allclose(difference.values(part), pair.difference[3:9, 4:11], atol=1e-7)


def test_smaller_levels_are_means_of_the_values() -> None:
    random = np.random.default_rng(0).standard_normal((600, 700)).astype(np.float32)
    levels = Levels(random)
    run(levels.build())
    sheet = SignedSheet(levels, 2.0, COLOURS)
    assert sheet.highest == 1
    mean = random[:2, :2].mean()
    assert sheet.at(1, (0, 0, 1, 1))[0, 0] == pytest.approx(mean, abs=1e-6)
    np.testing.assert_allclose(sheet.part(1, (0, 0, 1, 1))[0, 0], colour(mean / 2), atol=1)


def test_places_on_the_scale_are_clipped_and_zero_is_the_middle() -> None:
    values = np.array([-9.0, -1.0, 0.0, 1.0, 9.0, np.nan, np.inf])
    assert places_on_scale(values, 1.0).tolist() == [0, 0, 255, 510, 510, 255, 510]
