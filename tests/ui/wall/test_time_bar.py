import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.learn.timeline import Moment
from kernelview.ui.wall.time_bar import TimeBar
from tests.ui.library.samples import new_appearance, window_for

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def moments(count: int, *, batches: int = 10) -> list[Moment]:
    """Return the start and so many moments, one a batch, epochs of so many batches."""
    nan = float("nan")
    learned = [Moment(b, 1 + (b - 1) // batches, 2.0 / b, 0.5, ()) for b in range(1, count + 1)]
    return [Moment(0, 0, nan, nan, ()), *learned]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return window_for(qtbot, 400, 60)


@pytest.fixture
def bar(window: QWidget) -> TimeBar:
    bar = TimeBar(new_appearance(), window)
    bar.setGeometry(0, 0, 400, 60)
    bar.show()
    return bar


class Watched:
    """Keeps the batches that the bar scrubs to, None for the present."""

    def __init__(self, bar: TimeBar) -> None:
        self.batches: list[int | None] = []
        bar.scrubbed.connect(
            lambda moment: self.batches.append(None if moment is None else moment.batch)
        )


@pytest.fixture
def watched(bar: TimeBar) -> Watched:
    bar.show_moments(moments(30), None)
    return Watched(bar)


def test_the_keys_step_through_moments_and_epochs(bar: TimeBar, watched: Watched) -> None:
    for key in (
        Key.Key_Left, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_PageDown,
        Key.Key_PageDown, Key.Key_PageUp, Key.Key_End,
    ):  # fmt: skip
        QTest.keyClick(bar.track, key)
    assert watched.batches == [29, 28, 29, 0, 10, 20, 10, None]


def test_the_keys_stop_at_both_ends(bar: TimeBar, watched: Watched) -> None:
    QTest.keyClick(bar.track, Key.Key_Right)
    QTest.keyClick(bar.track, Key.Key_Home)
    QTest.keyClick(bar.track, Key.Key_Left)
    QTest.keyClick(bar.track, Key.Key_PageUp)
    assert watched.batches == [0]


def test_dragging_scrubs_from_the_start_to_the_present(bar: TimeBar, watched: Watched) -> None:
    track = bar.track
    y = track.height() // 2
    QTest.mousePress(track, LEFT, pos=QPoint(8, y))
    QTest.mouseMove(track, QPoint(track.width() // 2, y))
    QTest.mouseMove(track, QPoint(track.width() - 4, y))
    QTest.mouseRelease(track, LEFT, pos=QPoint(track.width() - 4, y))
    assert watched.batches == [0, 15, None]


def test_the_wheel_steps(bar: TimeBar, watched: Watched) -> None:
    place = QPointF(50, 10)
    turned = QWheelEvent(
        place, bar.track.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(bar.track, turned)
    assert watched.batches == [29]


def test_live_goes_back_to_the_present_and_stays_pressed(bar: TimeBar, watched: Watched) -> None:
    assert bar.live.isChecked()
    QTest.keyClick(bar.track, Key.Key_Home)
    assert not bar.live.isChecked()
    QTest.mouseClick(bar.live, LEFT)
    assert bar.live.isChecked()
    QTest.mouseClick(bar.live, LEFT)
    assert bar.live.isChecked()
    assert watched.batches == [0, None]


def test_playing_runs_from_the_start_to_the_present(
    bar: TimeBar, watched: Watched, qtbot: QtBot
) -> None:
    bar.show_moments(moments(6), None)
    QTest.mouseClick(bar.play, LEFT)
    assert bar.playback.is_playing
    assert bar.play.accessibleName() == "Pause the playing"
    qtbot.waitUntil(lambda: not bar.playback.is_playing, timeout=10_000)
    assert watched.batches == [0, 1, 2, 3, 4, 5, None]
    assert bar.live.isChecked()


def test_playing_goes_on_from_the_moment_shown_and_pauses(
    bar: TimeBar, watched: Watched, qtbot: QtBot
) -> None:
    QTest.keyClick(bar.track, Key.Key_Home)
    QTest.keyClick(bar.track, Key.Key_PageDown)
    QTest.keyClick(bar.track, Key.Key_Space)
    qtbot.waitUntil(lambda: watched.batches[-1] == 12)
    QTest.keyClick(bar.track, Key.Key_Space)
    assert not bar.playback.is_playing
    assert watched.batches == [0, 10, 11, 12]


def test_scrubbing_ends_the_playing(bar: TimeBar, watched: Watched) -> None:
    bar.toggle()
    QTest.keyClick(bar.track, Key.Key_Home)
    assert not bar.playback.is_playing


def test_what_is_hidden_does_not_play(bar: TimeBar, watched: Watched) -> None:
    bar.toggle()
    bar.hide()
    assert not bar.playback.is_playing


def test_the_handle_stays_at_its_moment_while_the_time_line_grows(bar: TimeBar) -> None:
    first = moments(10)
    bar.show_moments(first, first[5])
    assert bar.track.share == pytest.approx(0.5)
    grown = moments(20)
    bar.show_moments(grown, first[5])
    assert bar.track.share == pytest.approx(0.25)


def test_a_moment_that_was_thinned_out_is_left_by_a_step(bar: TimeBar) -> None:
    watched = Watched(bar)
    kept = [moment for moment in moments(30) if moment.batch % 5 == 0]
    bar.show_moments(kept, moments(30)[12])
    QTest.keyClick(bar.track, Key.Key_Right)
    assert watched.batches == [15]


def test_with_nothing_recorded_there_is_nothing_to_play(bar: TimeBar) -> None:
    for few in ([], moments(0)):
        bar.show_moments(few, None)
        assert not bar.play.isEnabled()
        assert not bar.live.isEnabled()
        assert not bar.track.isEnabled()
        assert "recorded" in bar.track.accessibleDescription()
        bar.toggle()
        assert not bar.playback.is_playing


def test_it_says_which_moment_the_handle_is_on(bar: TimeBar) -> None:
    recorded = moments(30)
    bar.show_moments(recorded, recorded[12])
    assert bar.track.accessibleDescription().startswith("Epoch 2, batch 12 · loss 0.17 · 50.0 %")


def test_a_training_of_no_length_and_losses_that_are_no_numbers_are_painted(bar: TimeBar) -> None:
    nan = float("nan")
    bar.show_moments([Moment(5, 1, nan, nan, ()), Moment(5, 1, float("inf"), nan, ())], None)
    assert not bar.grab().isNull()
