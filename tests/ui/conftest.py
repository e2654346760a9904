"""Windows and their timers must end with their test."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _no_window_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test after which a window is still shown or one of its timers still runs."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    before = set(QApplication.topLevelWidgets())
    yield
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    new = [widget for widget in QApplication.topLevelWidgets() if widget not in before]
    shown = [widget for widget in new if widget.isVisible()]
    assert not shown, f"windows left open: {shown}"
    running = [timer for widget in new for timer in widget.findChildren(QTimer) if timer.isActive()]
    assert not running, f"timers left running: {running}"
