"""Thumbnails made a few at a time between the window's events, only when a row is seen."""

from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from kernelview.kernels import Kernel
from kernelview.ui.library.kernel_picture import image_of
from kernelview.ui.library.thumbnails import thumbnail

_A_TURN = 3
_LARGEST = 512


class ThumbnailQueue(QObject):
    """Answers `picture(kernel)` at once with what it has, and makes what it has not.

    After a new source the old thumbnails stay until their successors are there: the list
    must not flicker.
    """

    made = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: NDArray[Any] | None = None
        self._pictures: dict[Kernel, QImage] = {}
        self._fresh: set[Kernel] = set()
        self._wanted: dict[Kernel, None] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._make_some)

    def set_source(self, source: NDArray[Any]) -> None:
        """Show what kernels do to `source` from now on."""
        self._source = source
        self._fresh.clear()
        self._wanted.clear()
        self.made.emit()

    def picture(self, kernel: Kernel) -> QImage | None:
        """Return the thumbnail of a kernel, perhaps of the last source, or None so far."""
        if kernel not in self._fresh and self._source is not None:
            self._wanted[kernel] = None
            self._timer.start()
        return self._pictures.get(kernel)

    def has(self, kernel: Kernel) -> bool:
        """Whether the thumbnail of a kernel has been made of the present source."""
        return kernel in self._fresh

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits to be made."""
        return not self._wanted

    def _make_some(self) -> None:
        if self._source is None or not self._wanted:
            self._timer.stop()
            return
        for kernel in list(self._wanted)[:_A_TURN]:
            del self._wanted[kernel]
            self._keep(kernel, image_of(thumbnail(self._source, kernel)))
        self.made.emit()

    def _keep(self, kernel: Kernel, picture: QImage) -> None:
        if len(self._pictures) >= _LARGEST:
            forgotten = next(iter(self._pictures))
            del self._pictures[forgotten]
            self._fresh.discard(forgotten)
        self._pictures[kernel] = picture
        self._fresh.add(kernel)
