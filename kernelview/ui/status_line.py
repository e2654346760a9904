"""The status bar: the picture, the pixel under the mouse, the method, what goes on."""

from collections.abc import Sequence
from html import escape

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from kernelview.document import Document
from kernelview.kernels import format_number
from kernelview.ui.appearance import Appearance
from kernelview.ui.histogram.clip_badge import ClipBadge
from kernelview.ui.live_result import LiveResult, Result
from kernelview.ui.methods.method_button import MethodButton
from kernelview.ui.methods.status_words import method_words
from kernelview.ui.shell.task_bar import TaskBar

Place = tuple[int, int]


class StatusLine(QStatusBar):
    """Says in one line what is in hand; the clip badge and running tasks at its end."""

    def __init__(self, appearance: Appearance, result: LiveResult, parent: QWidget) -> None:
        super().__init__(parent)
        self._result = result
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
        self.addPermanentWidget(self.badge)
        self.addPermanentWidget(self.method)
        self.setSizeGripEnabled(False)

    def show_document(self, document: Document) -> None:
        """Describe the picture in hand."""
        self._document = document
        name = document.image.name
        short = name if len(name) <= 28 else f"{name[:18]}…{name[-9:]}"
        self.picture.setText(f"{short}   {document.image.description}")
        self.picture.setToolTip(f"<p>{escape(str(document.image.path or name))}</p>")

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
        text = f"x {column}  y {row}   in {before}"
        latest = self._result.latest
        if latest is not None and latest.document.image is self._document.image:
            values = latest.rendering.values
            image = self._document.image
            at = row * values.shape[0] // image.height, column * values.shape[1] // image.width
            text += f" → out {_values(values[at])}"
        self.pixel.setText(text)

    def show_started(self) -> None:
        """Say that a result is under way."""
        self.method.setText("updating…")

    def show_part(self) -> None:
        """Say that only the visible part is ready so far."""
        self.method.setText("visible part ready…")

    def show_result(self, result: Result) -> None:
        """Name the method that ran and its time."""
        shown, values = result.rendering.shown, result.rendering.values
        self.badge.show_shown(shown, values.size, mode=result.document.show)
        method, reason = method_words(result.document)
        self.method.setText(f"{method}, {_milliseconds(result.seconds)}")
        self.method.setToolTip(reason)
        self.show_pixel(self._place)

    def show_failure(self, text: str) -> None:
        """Say why there is no result."""
        self.method.setText("no result")
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


def _milliseconds(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.1f} ms" if value < 10 else f"{value:,.0f} ms"
