"""One drag, one undo step: the merge key that joins the edits of a gesture."""

from collections.abc import Hashable
from itertools import count

from PySide6.QtCore import QObject, QTimer, Signal

# A turn of the wheel has no release; it is over when nothing came for this long.
PAUSE_IN_MILLISECONDS = 600

_serial_numbers = count(1)


class Drag(QObject):
    """Hands out one key from the first edit of a gesture to its end."""

    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._key: Hashable = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_IN_MILLISECONDS)
        self._pause.timeout.connect(self.end)

    @property
    def is_running(self) -> bool:
        """Whether edits have been made that the end will close."""
        return self._key is not None

    def key(self) -> Hashable:
        """Return the running gesture's key, starting one if none runs."""
        if self._key is None:
            self._key = ("drag", next(_serial_numbers))
        return self._key

    def end_after_pause(self) -> None:
        """End the gesture unless another edit comes soon."""
        self._pause.start()

    def end(self) -> None:
        """End the gesture, if one runs."""
        self._pause.stop()
        if self._key is not None:
            self._key = None
            self.ended.emit()
