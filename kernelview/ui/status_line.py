"""The status bar: the picture, the pixel under the mouse, the method, what goes on."""

import math
from collections.abc import Sequence
from html import escape

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from kernelview.document import Document
from kernelview.engine import EngineError
from kernelview.engine.spans import result_shape
from kernelview.engine.tally import Tally
from kernelview.kernels import format_number
from kernelview.ui.appearance import Appearance
from kernelview.ui.histogram.clip_badge import ClipBadge
from kernelview.ui.live_result import Result, Stand
from kernelview.ui.methods.method_button import MethodButton
from kernelview.ui.methods.status_words import method_words
from kernelview.ui.shell.task_bar import TaskBar
from kernelview.usecases.render_live import values_at

PATIENCE_MILLISECONDS = 300

Place = tuple[int, int]


class StatusLine(QStatusBar):
    """Says in one line what is in hand; the clip badge and running tasks at its end."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._place: Place | None = None
        self.picture = self._label("Picture")
        self.pixel = self._label("Pixel under the mouse")
        self.method = MethodButton(self)
        self.tasks = TaskBar(appearance, self)
        self.badge = ClipBadge(appearance, self)
        for label in (self.picture, self.pixel):
            self.addWidget(label)
        self.addPermanentWidget(self.tasks)
        self._result = QWidget(self)
        row = QHBoxLayout(self._result)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.badge)
        row.addWidget(self.method)
        self.addPermanentWidget(self._result)
        self.setSizeGripEnabled(False)
        # What the last result clipped goes soon, but does not flicker from edit to edit.
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self.badge.hide)

    def show_document(self, document: Document) -> None:
        """Describe the picture in hand."""
        self._document = document
        name = document.image.name
        short = name if len(name) <= 28 else f"{name[:18]}…{name[-9:]}"
        self.picture.setText(f"{short}   {document.image.description}")
        self.picture.setToolTip(f"<p>{escape(str(document.image.path or name))}</p>")
        self.show_pixel(self._place)

    def show_pixel(self, place: Place | None) -> None:
        """Show a pixel of the source and of the result."""
        self._place = place
        if place is None or self._document is None:
            self.pixel.setText("")
            return
        row, column = place
        if not (row < self._document.image.height and column < self._document.image.width):
            return
        before = _values(self._document.image.pixels[row, column])
        after = _values_after(self._document, place)
        self.pixel.setText(f"x {column}  y {row}   in {before}{after}")

    def show_workspace(self, *, is_filter: bool) -> None:
        """Say of the result only what can be seen: nothing where the picture is out of sight."""
        for part in (self.pixel, self._result):
            part.setVisible(is_filter)

    def show_started(self) -> None:
        """Say that a result is under way."""
        self.method.setText("updating…")
        self._patience.start()

    def show_stand(self, stand: Stand) -> None:
        """Say what is ready so far."""
        share = f"{math.floor(stand.share * 100)} %"
        if stand.in_view_exact:
            self.method.setText(f"in view exact, the rest {share}")
        elif stand.in_view_approximate:
            self.method.setText(f"approximate so far, {share}")
        else:
            self.method.setText(f"updating, {share}" if stand.share else "updating…")

    def show_tally(self, document: Document, tally: Tally) -> None:
        """Say what is clipped so far."""
        self._patience.stop()
        self.badge.show_tally(tally, mode=document.show)

    def show_result(self, result: Result) -> None:
        """Name the method that ran and its time."""
        self.show_tally(result.document, result.rendering.tally)
        method, reason = method_words(result.document)
        self.method.setText(f"{method}, {_milliseconds(result.seconds)}")
        self.method.setToolTip(reason)

    def show_failure(self, text: str, *, words: str = "no result") -> None:
        """Say in two words that there is no result, and in a tooltip why."""
        self.method.setText(words)
        self.method.setToolTip(text)
        self.badge.hide()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName("status-text")
        label.setAccessibleName(name)
        # A file's name may hold what Qt would take for markup.
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label


def _values(values: np.ndarray) -> str:
    flat: Sequence[float] = np.atleast_1d(values).tolist()
    return " ".join(format_number(round(value, 2)) for value in flat)


def _values_after(document: Document, place: Place) -> str:
    """Return what becomes of a pixel; nothing where there is no result."""
    image, pipeline = document.image, document.pipeline
    try:
        rows, columns = result_shape(image.pixels.shape, pipeline)
        row, column = place[0] * rows // image.height, place[1] * columns // image.width
        values = values_at(document, (row, column, row + 1, column + 1))
    except EngineError:
        return ""
    return f" → out {_values(values[0, 0])}"


def _milliseconds(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.1f} ms" if value < 10 else f"{value:,.0f} ms"
