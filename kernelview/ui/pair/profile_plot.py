"""The cross-sections of both kernels, one curve each."""

import numpy as np
import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kernelview.kernels.profile import STEPS_A_PIXEL, Profile
from kernelview.ui.appearance import Appearance
from kernelview.ui.curves.ticks import even_ticks
from kernelview.ui.pair.swatch import Side, side_colour
from kernelview.usecases.pair_words import MINUS, number_words

# Leaving the program, it would otherwise take apart what Qt has already deleted.
pyqtgraph.setConfigOptions(exitCleanup=False)

HEIGHT, AXIS_WIDTH, AXIS_HEIGHT, AXIS_PIXELS = 132, 46, 20, 11
ROOM = 0.08
SIDES: tuple[Side, ...] = ("hand-made", "learned")
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ProfilePlot(QWidget):
    """Weights over pixels from the anchor; the mouse or the arrow keys read them."""

    read = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._profiles: dict[Side, Profile] = {}
        self._place: int | None = None
        self.view = pyqtgraph.PlotWidget(self)
        self._item = self.view.getPlotItem()
        self._set_up()
        self._zero = self._line(0)
        self._cursor = self._line(90)
        self._cursor.hide()
        self.curves = {side: self._curve() for side in SIDES}
        self.points = {side: self._scatter() for side in SIDES}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Profiles of both kernels")
        self.setToolTip("The weights along a line through the anchor; arrows move along it")
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_profiles(self, hand_made: Profile | None, learned: Profile | None) -> None:
        """Show two profiles; they have the same places."""
        both = zip(SIDES, (hand_made, learned), strict=True)
        self._profiles = {side: one for side, one in both if one is not None}
        for side in SIDES:
            one = self._profiles.get(side)
            if one is None:
                self.curves[side].setData([], [])
                self.points[side].setData([], [])
                continue
            whole = np.isclose(one.places, np.round(one.places))
            self.curves[side].setData(one.places, one.values)
            self.points[side].setData(one.places[whole], one.values[whole])
        self._scale()
        self._put_cursor(None)

    def reading(self) -> str:
        """Return both values at the cursor in words, "" without one."""
        if self._place is None:
            return ""
        place = self._place / STEPS_A_PIXEL
        parts = [
            f"{side} {number_words(float(np.interp(place, one.places, one.values)))}"
            for side, one in self._profiles.items()
        ]
        return f"{number_words(place)} px: {', '.join(parts)}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor with the arrow keys, a pixel with Shift."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._profiles:
            super().keyPressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step *= STEPS_A_PIXEL
        first, last = self._ends()
        self._put_cursor(min(max((self._place or 0) + step, first), last))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the values under the mouse."""
        self._follow(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        """Stop reading."""
        super().leaveEvent(event)
        self._put_cursor(None)

    def _follow(self, position: QPointF) -> None:
        if not self._profiles:
            return
        box = self._item.getViewBox()
        x = float(box.mapSceneToView(self.view.mapToScene(position.toPoint())).x())
        first, last = self._ends()
        place = round(x * STEPS_A_PIXEL)
        self._put_cursor(place if first <= place <= last else None)

    def _put_cursor(self, place: int | None) -> None:
        self._place = place
        self._cursor.setVisible(place is not None)
        if place is not None:
            self._cursor.setPos(place / STEPS_A_PIXEL)
        self.setAccessibleDescription(self.reading())
        self.read.emit(self.reading())

    def _ends(self) -> tuple[int, int]:
        places = next(iter(self._profiles.values())).places
        return round(places[0] * STEPS_A_PIXEL), round(places[-1] * STEPS_A_PIXEL)

    def _scale(self) -> None:
        if not self._profiles:
            return
        values = np.concatenate([one.values for one in self._profiles.values()])
        low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
        if low == high:
            low, high = -1.0, 1.0
        first, last = (end / STEPS_A_PIXEL for end in self._ends())
        room = ROOM * (high - low)
        self._item.getViewBox().setRange(
            xRange=(first - ROOM, last + ROOM), yRange=(low - room, high + room), padding=0
        )
        step = max(1, round((last - first) / 8))
        whole = range(-(int(-first) // step) * step, int(last) + 1, step)
        self._item.getAxis("bottom").setTicks([[(x, number_words(x)) for x in whole]])
        marks = even_ticks(low, high, most=4, percent=False)
        signed = [(height, text.replace("-", MINUS)) for height, text in marks]
        self._item.getAxis("left").setTicks([signed])

    def _set_up(self) -> None:
        self._item.setMenuEnabled(False)
        self._item.hideButtons()
        box = self._item.getViewBox()
        box.setMouseEnabled(x=False, y=False)
        box.disableAutoRange()
        # This widget takes the mouse and the keys, not the view inside it.
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        font = QFont(self.font())
        font.setPixelSize(AXIS_PIXELS)
        for name in ("left", "bottom"):
            axis = self._item.getAxis(name)
            axis.setStyle(tickLength=0, tickFont=font, autoExpandTextSpace=False)
            axis.setZValue(-200)
            axis.enableAutoSIPrefix(False)  # noqa: FBT003 - its only argument
            axis.setGrid(110)
        self._item.getAxis("left").setWidth(AXIS_WIDTH)
        self._item.getAxis("bottom").setHeight(AXIS_HEIGHT)
        self._item.layout.setContentsMargins(0, 6, 10, 0)

    def _line(self, angle: int) -> pyqtgraph.InfiniteLine:
        line = pyqtgraph.InfiniteLine(angle=angle, movable=False)
        self._item.addItem(line, ignoreBounds=True)
        return line

    def _curve(self) -> pyqtgraph.PlotCurveItem:
        curve = pyqtgraph.PlotCurveItem(antialias=True)
        self._item.addItem(curve, ignoreBounds=True)
        return curve

    def _scatter(self) -> pyqtgraph.ScatterPlotItem:
        points = pyqtgraph.ScatterPlotItem(size=7, antialias=True)
        self._item.addItem(points, ignoreBounds=True)
        return points

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.view.setBackground(QColor(theme.panel))
        self._zero.setPen(_pen(theme.muted, 1.0))
        self._cursor.setPen(_pen(theme.muted, 1.0))
        for side in SIDES:
            colour = side_colour(side, theme)
            self.curves[side].setPen(_pen(colour, 2.0))
            self.points[side].setBrush(QColor(colour))
            self.points[side].setPen(_pen(theme.panel, 1.0))
        for name in ("left", "bottom"):
            axis = self._item.getAxis(name)
            axis.setTextPen(QColor(theme.muted))
            axis.setPen(QColor(theme.line))
            axis.setTickPen(QColor(theme.line))


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    return pen
