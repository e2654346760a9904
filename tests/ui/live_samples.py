"""A large picture in a window, and the engine's word on what may be shown as exact."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from kernelview.document import Document, Image
from kernelview.engine import EngineError, render
from kernelview.jobs import run
from kernelview.ui.main_window import MainWindow


def large_picture(height: int = 1300, width: int = 1700, *, seed: int = 5) -> Image:
    """Return noise in blocks: every part differs from every other at every level."""
    blocks = np.random.default_rng(seed).integers(0, 256, (height // 4 + 1, width // 4 + 1, 3))
    pixels = np.repeat(np.repeat(blocks, 4, axis=0), 4, axis=1)[:height, :width]
    return Image(np.ascontiguousarray(pixels, np.uint8), "blocks.png")


class Judge(QObject):
    """Looks at all exact tiles whenever the canvas is painted, and whenever it is asked."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wholes: list[tuple[Document, NDArray[np.generic] | None]] = []
        self._seen: set[tuple[int, int]] = set()
        self._kept: list[object] = []
        self.tiles = 0
        self.wrong: list[str] = []
        window.canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge before each painting."""
        if event.type() == QEvent.Type.Paint:
            self.judge()
        return False

    def judge(self) -> None:
        """Compare the tiles that were not looked at yet with the whole result."""
        store = self._window.canvas.result
        document = self._window.session.document
        if store is None:
            return
        for region, pixels in store.exact.tiles:
            if (id(store), id(pixels)) in self._seen:
                continue
            self._seen.add((id(store), id(pixels)))
            self._kept += [store, pixels]  # or another may get their ids
            self.tiles += 1
            whole = self._whole(document)
            if whole is None or whole.shape[:2] != store.shape:
                self.wrong.append(f"an exact tile {region} of a result that is none")
            elif not alike(pixels, whole[region[0] : region[2], region[1] : region[3]]):
                self.wrong.append(f"{region} is not of {document.kernel.name}, {document.show}")

    def _whole(self, document: Document) -> NDArray[np.generic] | None:
        for known, pixels in self._wholes:
            if known is document:
                return pixels
        try:
            whole = run(render(document.image.pixels, document.pipeline, document.show)).pixels
        except EngineError:
            whole = None
        self._wholes.append((document, whole))
        return whole


def alike(one: NDArray[np.generic], other: NDArray[np.generic]) -> bool:
    """Return whether two pictures of bytes differ by one level at most."""
    if one.shape != other.shape:
        return False
    return int(np.abs(one.astype(np.int16) - other.astype(np.int16)).max(initial=0)) <= 1


def work() -> None:
    """Let the window do what waits."""
    QApplication.processEvents()
