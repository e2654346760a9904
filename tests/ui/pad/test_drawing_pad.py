import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kernelview.learn.drawing import as_digit
from kernelview.ui.appearance import Appearance
from kernelview.ui.pad import DrawingPad
from kernelview.ui.pad.ink import SIDE
from kernelview.ui.theme import DARK
from tests.ui.library.samples import new_appearance, window_for

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Heard:
    """What a pad has said."""

    def __init__(self, pad: DrawingPad) -> None:
        self.drawings: list[NDArray[np.float32]] = []
        self.cleared = 0
        pad.drawn.connect(self.drawings.append)
        pad.cleared.connect(self._clear)

    def _clear(self) -> None:
        self.cleared += 1


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return window_for(qtbot, 400, 400)


@pytest.fixture
def appearance(window: QWidget) -> Appearance:
    return new_appearance()


@pytest.fixture
def pad(window: QWidget, appearance: Appearance) -> DrawingPad:
    pad = DrawingPad(appearance, window)
    pad.resize(260, 200)
    pad.show()
    return pad


@pytest.fixture
def heard(pad: DrawingPad) -> Heard:
    return Heard(pad)


def place(pad: DrawingPad, x: float, y: float) -> QPoint:
    return QPoint(round(x * pad.canvas.width()), round(y * pad.canvas.height()))


def stroke(pad: DrawingPad, *places: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
    points = [place(pad, *each) for each in places]
    QTest.mousePress(pad.canvas, button, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad.canvas, point)
    QTest.mouseRelease(pad.canvas, button, pos=points[-1])


def keys(pad: DrawingPad, *each: Qt.Key) -> None:
    for key in each:
        QTest.keyClick(pad.canvas, key)


def test_a_stroke_of_the_mouse_is_ink_along_its_way(pad: DrawingPad, heard: Heard) -> None:
    stroke(pad, (0.2, 0.5), (0.8, 0.5))
    last = heard.drawings[-1]

    assert last.dtype == np.float32
    assert last[SIDE // 2, int(0.25 * SIDE) : int(0.75 * SIDE)].min() == 1
    assert not last[: SIDE // 4].any()


def test_the_whole_stroke_is_told_when_the_button_comes_up(pad: DrawingPad, heard: Heard) -> None:
    stroke(pad, (0.1, 0.1), (0.3, 0.8), (0.7, 0.2), (0.9, 0.9))

    assert np.array_equal(heard.drawings[-1], pad.canvas.ink.values)


def test_a_fast_stroke_is_told_a_few_times_not_at_every_move(
    pad: DrawingPad, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A clock that stands still: nothing but the stroke's end may come after its beginning.
    pad._timer.setInterval(10_000)
    stroke(pad, *((0.1 + step / 250, 0.5) for step in range(200)))

    assert len(heard.drawings) == 2


def test_a_long_stroke_is_told_while_it_goes_on(
    pad: DrawingPad, heard: Heard, qtbot: QtBot
) -> None:
    QTest.mousePress(pad.canvas, LEFT, pos=place(pad, 0.2, 0.5))
    QTest.mouseMove(pad.canvas, place(pad, 0.8, 0.5))
    qtbot.waitUntil(lambda: len(heard.drawings) == 2)
    QTest.mouseRelease(pad.canvas, LEFT, pos=place(pad, 0.8, 0.5))

    assert heard.drawings[-1][SIDE // 2, SIDE // 2] == 1


def test_the_right_button_rubs_out(pad: DrawingPad, heard: Heard) -> None:
    stroke(pad, (0.2, 0.5), (0.8, 0.5))
    stroke(pad, (0.5, 0.2), (0.5, 0.8), button=RIGHT)

    assert heard.drawings[-1][SIDE // 2, SIDE // 2] == 0
    assert heard.drawings[-1][SIDE // 2, SIDE // 4] == 1


def test_rubbing_all_out_says_that_the_pad_is_cleared(pad: DrawingPad, heard: Heard) -> None:
    stroke(pad, (0.4, 0.5), (0.6, 0.5))
    told = len(heard.drawings)
    stroke(pad, (0.4, 0.5), (0.6, 0.5), button=RIGHT)

    assert heard.cleared == 1
    assert all(drawing.any() for drawing in heard.drawings[told:])


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, None])
def test_clear_empties_the_pad_and_says_so_once(
    pad: DrawingPad, heard: Heard, key: Qt.Key | None
) -> None:
    stroke(pad, (0.2, 0.5), (0.8, 0.5))
    if key is None:
        pad.clear.click()
    else:
        keys(pad, key)
    keys(pad, Qt.Key.Key_Delete)

    assert pad.canvas.ink.is_empty
    assert heard.cleared == 1
    assert not pad.clear.isEnabled()


def test_undo_takes_back_a_whole_stroke_and_redo_brings_it_again(
    pad: DrawingPad, heard: Heard
) -> None:
    stroke(pad, (0.2, 0.2), (0.8, 0.2))
    one = pad.canvas.ink.values
    stroke(pad, (0.2, 0.8), (0.5, 0.7), (0.8, 0.8))
    two = pad.canvas.ink.values
    QTest.keyClick(pad.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert np.array_equal(heard.drawings[-1], one)
    pad.redo.click()
    assert np.array_equal(heard.drawings[-1], two)
    keys(pad, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace)

    assert heard.cleared == 1


def test_the_window_s_undo_stays_out_of_the_pad(
    window: QWidget, pad: DrawingPad, qtbot: QtBot
) -> None:
    undone: list[bool] = []
    action = QAction("Undo", window)
    action.setShortcut(QKeySequence("Ctrl+Z"))
    action.triggered.connect(lambda: undone.append(True))
    window.addAction(action)
    pad.canvas.setFocus()
    stroke(pad, (0.2, 0.2), (0.8, 0.2))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert pad.canvas.ink.is_empty
    assert undone == []
    pad.eraser.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]


def test_the_keyboard_draws_between_putting_the_pen_down_and_lifting_it(
    pad: DrawingPad, heard: Heard
) -> None:
    keys(pad, *[Qt.Key.Key_Left] * 7)
    assert heard.drawings == []
    keys(pad, Qt.Key.Key_Space, *[Qt.Key.Key_Right] * 14, Qt.Key.Key_Space)
    keys(pad, *[Qt.Key.Key_Down] * 10)
    last = heard.drawings[-1]

    assert last[SIDE // 2, int(0.27 * SIDE) : int(0.73 * SIDE)].min() == 1
    assert not last[int(0.6 * SIDE) :].any()


def test_two_arrows_held_move_the_pen_aslant(pad: DrawingPad) -> None:
    QTest.keyPress(pad.canvas, Qt.Key.Key_Right)
    before = pad.canvas.pen
    QTest.keyPress(pad.canvas, Qt.Key.Key_Down)
    after = pad.canvas.pen

    assert after[0] > before[0]
    assert after[1] > before[1]


def test_the_pen_stays_on_the_pad(pad: DrawingPad) -> None:
    keys(pad, *[Qt.Key.Key_Up] * 40, *[Qt.Key.Key_Left] * 40)

    assert pad.canvas.pen == (0.0, 0.0)


def test_a_stroke_of_the_keyboard_is_undone_as_one(pad: DrawingPad) -> None:
    keys(pad, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert not pad.canvas.ink.is_empty
    keys(pad, Qt.Key.Key_Backspace)

    assert pad.canvas.ink.is_empty


def test_leaving_the_pad_lifts_the_pen(pad: DrawingPad) -> None:
    pad.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    keys(pad, Qt.Key.Key_Space)
    assert "down" in pad.canvas.accessibleDescription()
    pad.eraser.setFocus()

    assert "The pen is up" in pad.canvas.accessibleDescription()


def test_e_switches_the_eraser_for_mouse_and_keyboard(pad: DrawingPad, heard: Heard) -> None:
    stroke(pad, (0.2, 0.5), (0.8, 0.5))
    keys(pad, Qt.Key.Key_E)
    assert pad.eraser.isChecked()
    keys(pad, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert heard.drawings[-1][SIDE // 2, SIDE // 2] == 0
    stroke(pad, (0.25, 0.5), (0.25, 0.5))

    assert heard.drawings[-1][SIDE // 2, SIDE // 4] == 0


def test_the_drawing_stays_when_the_panel_becomes_narrower(pad: DrawingPad, heard: Heard) -> None:
    stroke(pad, (0.2, 0.5), (0.8, 0.5))
    before = pad.canvas.ink.values
    pad.resize(220, 200)

    assert np.array_equal(pad.canvas.ink.values, before)
    assert pad.canvas.width() == pad.canvas.height()
    assert pad.rect().contains(pad.canvas.geometry())


def test_the_preview_shows_what_the_network_gets(pad: DrawingPad) -> None:
    stroke(pad, (0.2, 0.5), (0.8, 0.5))
    pad.show_input(as_digit(pad.canvas.ink.values)[..., np.newaxis])
    shown = pad.preview.picture

    assert shown is not None
    assert (shown.width(), shown.height()) == (28, 28)
    assert shown.pixelColor(14, 14).red() > 200
    assert "28 × 28" in pad.preview.accessibleDescription()
    pad.show_input(None)
    assert pad.preview.picture is None


def test_a_stroke_is_painted_white_on_black_in_both_themes(
    pad: DrawingPad, appearance: Appearance
) -> None:
    stroke(pad, (0.2, 0.5), (0.8, 0.5))
    for _ in range(2):
        picture = pad.canvas.grab().toImage()
        middle = picture.width() // 2
        assert picture.pixelColor(middle, middle).lightness() > 250
        assert picture.pixelColor(middle, middle // 3).lightness() < 5
        appearance.set_theme(DARK)


def test_an_empty_pad_says_what_to_do(pad: DrawingPad) -> None:
    empty = pad.canvas.grab().toImage()
    stroke(pad, (0.05, 0.05), (0.06, 0.05))
    used = pad.canvas.grab().toImage()
    row = empty.height() // 2
    light = [empty.pixelColor(x, row).lightness() for x in range(10, empty.width() - 10)]
    dark = [used.pixelColor(x, row).lightness() for x in range(10, used.width() - 10)]

    assert max(light) > 60
    assert max(dark) == 0


def test_every_control_is_named_and_reached_by_tab(pad: DrawingPad, window: QWidget) -> None:
    stroke(pad, (0.2, 0.5), (0.8, 0.5))
    controls = [pad.canvas, *pad.findChildren(QToolButton)]
    pad.canvas.setFocus()
    reached = set()
    for _ in range(len(controls) + 1):
        reached.add(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)

    assert {control for control in controls if control.isEnabled()} <= reached
    assert all(control.accessibleName() and control.toolTip() for control in controls)
