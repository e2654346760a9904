"""The kernel's two-dimensional frequency response as a small picture with axes."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.kernels import Kernel, frequency_response
from kernelview.ui.editor.cell_text import MINUS
from kernelview.ui.editor.frequency_colours import magnitude_colours
from kernelview.ui.editor.grid_painting import rgb_image
from kernelview.ui.theme import Theme

SAMPLES = 65
LARGEST_SIDE = 192
LEFT_AXIS = 44
BOTTOM_AXIS = 40
BAR_GAP = 12
BAR_WIDTH = 10
RIGHT_LABELS = 44
TOP = 8
SMALL_TEXT = 11
# Small, without its bar, for two plots beside each other.
COMPACT_SIDE, COMPACT_LEFT, COMPACT_RIGHT = 124, 34, 8

_TICKS = ((-0.5, f"{MINUS}0.5"), (0.0, "0"), (0.5, "0.5"))
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class FrequencyPlot(QWidget):
    """|H| over -0.5 to 0.5 cycles a pixel; the pointer or the arrow keys read values.

    The response is computed when it is painted, so many edits in a row cost one.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._compact = compact
        self._largest: float | None = None
        self._kernel = Kernel([[1.0]])
        self._response: NDArray[np.float64] | None = None
        self._probe: tuple[int, int] | None = None
        self.setAccessibleName("Frequency response")
        self.setToolTip(
            "How strongly each frequency passes: slow changes in the centre, fine detail outside"
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        side = COMPACT_SIDE if compact else LARGEST_SIDE
        self.setFixedHeight(TOP + side + BOTTOM_AXIS)

    @property
    def response(self) -> NDArray[np.float64]:
        """Magnitudes (samples, samples), rows by vertical frequency."""
        if self._response is None:
            self._response = frequency_response(self._kernel, samples=SAMPLES)
        return self._response

    @property
    def area(self) -> QRect:
        """Where the picture lies."""
        left, right = LEFT_AXIS, BAR_GAP + BAR_WIDTH + RIGHT_LABELS
        if self._compact:
            left, right = COMPACT_LEFT, COMPACT_RIGHT
        room = self.width() - left - right
        side = max(min(COMPACT_SIDE if self._compact else LARGEST_SIDE, room), SAMPLES)
        return QRect(left + max(room - side, 0) // 2, TOP, side, side)

    def show_kernel(self, kernel: Kernel, *, largest: float | None = None) -> None:
        """Show another kernel's response; `largest` has the last colour (None: its own largest)."""
        if kernel != self._kernel:
            self._kernel = kernel
            self._response = None
            self.update()
        if largest != self._largest:
            self._largest = largest
            self.update()

    def show_theme(self, theme: Theme) -> None:
        """Draw axes in other colours."""
        self._theme = theme
        self.update()

    def reading(self) -> str:
        """Return the value at the probe in words, "" without one."""
        if self._probe is None:
            return ""
        vertical, horizontal = (_frequency(place) for place in self._probe)
        magnitude = self.response[self._probe]
        return f"x {_short(horizontal)}, y {_short(vertical)}: {_short(float(magnitude))}"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the value under the pointer."""
        self._set_probe(self._sample_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading."""
        super().leaveEvent(event)
        self._set_probe(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the probe with the arrow keys."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        row, column = self._probe or (SAMPLES // 2, SAMPLES // 2)
        last = SAMPLES - 1
        self._set_probe((min(max(row + step[0], 0), last), min(max(column + step[1], 0), last)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint picture, axes, colour bar and reading."""
        del event
        largest = float(self.response.max()) if self._largest is None else self._largest
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(SMALL_TEXT)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.area, rgb_image(magnitude_colours(self.response, largest)))
        self._paint_frame(painter)
        self._paint_axes(painter)
        if not self._compact:
            self._paint_bar(painter, largest)
        self._paint_probe(painter)
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.accent if self.hasFocus() else self._theme.line), 1))
        painter.drawRect(self.area.adjusted(-1, -1, 0, 0))

    def _paint_axes(self, painter: QPainter) -> None:
        area = self.area
        painter.setPen(QColor(self._theme.muted))
        for frequency, text in _TICKS:
            place = round((frequency + 0.5) * area.width())
            below = QRect(area.left() + place - 24, area.bottom() + 3, 48, 14)
            beside = QRect(area.left() - 40, area.top() + place - 7, 35, 14)
            if self._compact:
                # The last words stay beside the picture, so that a neighbour's do not meet them.
                below.moveLeft(min(max(below.left(), area.left() - 12), area.right() - 36))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)
            painter.drawText(
                beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )
        line = QRect(0, area.bottom() + 19, self.width(), 16)
        centred = line.translated(area.center().x() - self.width() // 2, 0)
        painter.drawText(
            centred, Qt.AlignmentFlag.AlignCenter, self.reading() or "cycles per pixel"
        )

    def _paint_bar(self, painter: QPainter, largest: float) -> None:
        area = self.area
        bar = QRect(area.right() + BAR_GAP, area.top(), BAR_WIDTH, area.height())
        ramp = np.linspace(1.0, 0.0, 128)[:, np.newaxis]
        painter.drawImage(bar, rgb_image(magnitude_colours(ramp, 1.0)))
        painter.setPen(QColor(self._theme.muted))
        label = QRect(bar.right() + 5, bar.top() - 3, RIGHT_LABELS - 6, 14)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(label, left, _short(largest))
        painter.drawText(label.translated(0, bar.height() - 8), left, "0")

    def _paint_probe(self, painter: QPainter) -> None:
        if self._probe is None:
            return
        row, column = self._probe
        scale = self.area.width() / SAMPLES
        centre = self.area.topLeft() + QPoint(
            round((column + 0.5) * scale), round((row + 0.5) * scale)
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in ((QColor("#000000"), 3.0), (QColor("#ffffff"), 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(centre, 5, 5)

    def _sample_at(self, point: QPoint) -> tuple[int, int] | None:
        area = self.area
        if not area.contains(point):
            return None
        inside = point - area.topLeft()
        return inside.y() * SAMPLES // area.height(), inside.x() * SAMPLES // area.width()

    def _set_probe(self, probe: tuple[int, int] | None) -> None:
        if probe != self._probe:
            self._probe = probe
            self.setAccessibleDescription(self.reading())
            self.update()


def _frequency(place: int) -> float:
    return place / (SAMPLES - 1) - 0.5


def _short(value: float) -> str:
    return f"{value:.3g}".replace("-", MINUS)
