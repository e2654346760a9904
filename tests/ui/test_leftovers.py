"""The check that ends every test of the window sees what a test could leave."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.leftovers import left_since, present


class Knot(QWidget):
    """Refers to itself, so only the collector of cycles can end it."""

    def __init__(self) -> None:
        super().__init__()
        self._itself = self


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    widget = QWidget()
    yield widget
    widget.deleteLater()


def test_a_window_that_is_not_deleted_is_left_behind(qapp: QApplication) -> None:
    before = present()
    window = QWidget()
    window.setObjectName("forgotten")
    assert left_since(before) == ["window QWidget 'forgotten'"]
    window.show()
    assert left_since(before) == ["window QWidget 'forgotten' (shown)"]
    window.close()
    window.deleteLater()
    assert left_since(before) == []


def test_a_window_kept_by_a_cycle_alone_is_not_left_behind(qapp: QApplication) -> None:
    before = present()
    window = Knot()
    del window
    assert left_since(before) == []


def test_a_running_timer_is_left_behind_until_it_stops(window: QWidget) -> None:
    before = present()
    timer = QTimer(window)
    timer.setInterval(60_000)
    assert left_since(before) == []
    timer.start()
    assert left_since(before) == ["running QTimer of QWidget"]
    timer.stop()
    assert left_since(before) == []


def test_a_running_thread_is_left_behind_until_it_ends(qapp: QApplication) -> None:
    before = present()
    thread = QThread()
    thread.start()
    assert left_since(before) == ["running QThread"]
    thread.quit()
    thread.wait()
    assert left_since(before) == []
