"""The real window for the latency benchmark: the one file that knows the names of its parts."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kernelview.document import Document, edits
from kernelview.engine import render
from kernelview.jobs import run
from kernelview.kernels import Kernel
from kernelview.ui import live_result
from kernelview.ui.application import make_application, make_window
from kernelview.ui.canvas.qimage import from_qimage
from kernelview.ui.preferences import Preferences
from tests.benchmarks.watching import PaintWatch, Ticker, wait_until, work_for

Bytes = NDArray[np.uint8]

SIZE = (1440, 900)
# Left out of what is compared: what the canvas may write into its corners.
MARGIN = 48
LONGEST = 120.0


class LiveWindow:
    """A window on its screen, driven by keys, and what can be seen on its canvas."""

    def __init__(self, folder: Path) -> None:
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self._window = make_window(
            make_application(),
            preferences=Preferences(settings),
            mine_file=folder / "mine.json",
            runs_folder=folder / "runs",
            results_folder=folder / "experiments",
        )
        self._canvas = self._window.canvas
        self.ticker = Ticker(self._window)
        self.watch = PaintWatch(self._window, self._canvas, self.ticker)
        self._window.resize(*SIZE)
        self._window.show()
        self._window.activateWindow()
        wait_until(self._window.isActiveWindow, seconds=LONGEST, what="the window to be active")
        self.settle()

    @property
    def document(self) -> Document:
        """The document in hand."""
        return self._window.session.document

    def is_settled(self) -> bool:
        """Whether the whole exact result of the document in hand is there, and work has ended."""
        return self._window.result.is_current and not self._window.runner.is_busy(live_result.LANE)

    def settle(self) -> None:
        """Wait for the whole result, and until nothing moves any more."""
        wait_until(self.is_settled, seconds=LONGEST, what="the whole result")
        work_for(0.15)

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    # What a person does

    def open(self, path: Path) -> None:
        """Start to open a picture."""
        self._window.opening.open_picture(path)

    def has_opened(self, path: Path) -> bool:
        """Whether the picture of this file is in hand."""
        return self.document.image.path == path

    def take(self, kernel: Kernel) -> None:
        """Put a kernel in hand."""
        self._window.session.apply("Take", lambda now: edits.choose_kernel(now, kernel))

    def show_actual(self) -> None:
        """Show 100 %, picture pixels right on screen pixels."""
        self._canvas.zoom_actual()
        self._canvas.pan(self._canvas.width() % 2 / 2, self._canvas.height() % 2 / 2)

    def show_fitted(self) -> None:
        """Show the whole picture."""
        self._canvas.zoom_fit()

    def pan(self, x: int, y: int) -> None:
        """Drag the picture by pixels of the screen."""
        self._canvas.pan(x, y)

    def type_value(self, value: int) -> None:
        """Type into the first cell, up to the key that makes it an edit."""
        grid = self._window.editor.cells.grid
        grid.setFocus(Qt.FocusReason.OtherFocusReason)
        for key in (Qt.Key.Key_PageUp, Qt.Key.Key_Home):
            QTest.keyClick(grid, key)
        for digit in str(value):
            QTest.keyClicks(QApplication.focusWidget() or grid, digit)

    def press_enter(self) -> None:
        """Press the key that makes it an edit."""
        QTest.keyClick(QApplication.focusWidget() or self._canvas, Qt.Key.Key_Return)

    # What a person sees

    def seen(self) -> Bytes:
        """Return what was painted last on the canvas but its rim, as RGB (h, w, 3)."""
        shown = self._window.backingStore().paintDevice()
        if not isinstance(shown, QImage):
            raise TypeError("this screen keeps no picture of its windows; use Xvfb or offscreen")
        corner = self._canvas.mapTo(self._window, QPoint(0, 0))
        return from_qimage(shown.copy(self._inner().translated(corner)))[..., :3]

    def _inner(self) -> QRect:
        return self._canvas.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def _seen_rectangle(self) -> tuple[int, int, int, int]:
        """Return (top, left, bottom, right) of the pixels that `seen` is of, at 100 %."""
        inner = self._inner()
        place = self._canvas.pixel_at(QPointF(inner.left() + 0.5, inner.top() + 0.5))
        if place is None or abs(self._canvas.zoom - 1) > 1e-9:
            raise ValueError("the picture does not fill the canvas at 100 %")
        return (*place, place[0] + inner.height(), place[1] + inner.width())

    def expected(self, value: int) -> Bytes:
        """Return what `seen` must be at 100 % once the first cell is `value`: the engine's word."""
        after = edits.set_cells(self.document, {(0, 0): float(value)})
        top, left, bottom, right = self._seen_rectangle()
        halo = max(after.kernel.shape)
        pixels = after.image.pixels
        above, before = min(top, halo), min(left, halo)
        part = pixels[top - above : bottom + halo, left - before : right + halo]
        whole = run(render(part, after.pipeline, after.show)).pixels
        return np.asarray(
            whole[above : above + bottom - top, before : before + right - left], np.uint8
        )
