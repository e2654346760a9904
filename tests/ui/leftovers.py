"""What a test may leave behind of Qt: no window, no running timer, no running thread."""

import gc
from collections.abc import Iterator
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

POOL_MILLISECONDS = 2000


def present() -> WeakSet[QObject]:
    """Return the windows, running timers and running threads there are now."""
    return WeakSet(_living())


def left_since(before: WeakSet[QObject]) -> list[str]:
    """Return in words what has come since `before` and does not go when Qt tidies up."""
    _tidy_up()
    if not _new(before):
        return _busy_pool()
    # What only a cycle of references keeps is gone for the window, too.
    gc.collect()
    _tidy_up()
    return [_words(thing) for thing in _new(before)] + _busy_pool()


def _new(before: WeakSet[QObject]) -> list[QObject]:
    return [thing for thing in _living() if thing not in before]


def _living() -> Iterator[QObject]:
    yield from QApplication.topLevelWidgets()
    ours = QThread.currentThread()
    for thing in Shiboken.getAllValidWrappers():
        if isinstance(thing, QTimer) and thing.isActive():
            yield thing
        if isinstance(thing, QThread) and thing is not ours and thing.isRunning():
            yield thing


def _tidy_up() -> None:
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _busy_pool() -> list[str]:
    pool = QThreadPool.globalInstance()
    return [] if pool.waitForDone(POOL_MILLISECONDS) else ["work in Qt's thread pool"]


def _words(thing: QObject) -> str:
    name = thing.objectName()
    words = f"{type(thing).__name__} {name!r}" if name else type(thing).__name__
    if isinstance(thing, QWidget):
        return f"window {words}{' (shown)' if thing.isVisible() else ''}"
    owner = thing.parent()
    return f"running {words} of {type(owner).__name__}" if owner else f"running {words}"
