"""What a descent's steps leave over and how far off they are, on a logarithmic axis."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kernelview.learn.descending import DescentStep
from kernelview.ui.appearance import Appearance
from kernelview.ui.curves.legend import Legend, LegendEntry
from kernelview.ui.curves.ticks import even_ticks, log_ticks
from kernelview.ui.series import training_colour, validation_colour
from kernelview.ui.theme import SERIES

# Leaving the program, it would otherwise take apart what Qt has already deleted.
pyqtgraph.setConfigOptions(exitCleanup=False)

AXIS_WIDTH, AXIS_HEIGHT, AXIS_POINTS, HEIGHT = 52, 20, 11, 150
TICK_PIXELS_X, TICK_PIXELS_Y = 64, 24
LEAST = 1e-12
NAMES = ("left over, of the start's", "from least squares", "from the truth")


class StepsPlot(QWidget):
    """Curves over steps, and an upright line at the step looked at, which can be dragged."""

    # the step, as a place on the axis
    pointed = Signal(float)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._last = 1
        self._span = (-1.0, 0.0)
        self.legend = Legend(self)
        self.view = pyqtgraph.PlotWidget(self)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName("Left over and distance, step by step")
        self._item = self.view.getPlotItem()
        self._box = self._item.getViewBox()
        self._set_up()
        self.curves = tuple(self._curve() for _ in NAMES)
        self.mark = pyqtgraph.InfiniteLine(angle=90, movable=True)
        self.mark.sigDragged.connect(lambda line: self.pointed.emit(float(line.value())))
        self._item.addItem(self.mark, ignoreBounds=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.legend)
        layout.addWidget(self.view)
        self.view.setFixedHeight(HEIGHT)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_steps(self, steps: Sequence[DescentStep], last: int) -> None:
        """Draw the steps so far of a descent that goes to `last`."""
        self._last = max(1, last)
        places = np.array([step.step for step in steps], np.float64)
        columns = _columns(steps)
        for curve, values in zip(self.curves, columns, strict=True):
            curve.setData(places, values)
        seen = np.concatenate([values[np.isfinite(values)] for values in columns])
        low, high = (float(seen.min()), float(seen.max())) if seen.size else (-1.0, 0.0)
        room = max(0.1, 0.05 * (high - low))
        self._span = (low - room, high + room)
        self._fit()
        self._show_legend()

    def show_step(self, step: int) -> None:
        """Mark the step looked at."""
        self.mark.setValue(float(step))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Mark the axes anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low, high = self._span
        self._box.setRange(xRange=(0, self._last), yRange=(low, high), padding=0)
        self.mark.setBounds((0, self._last))
        across = max(2, (self.width() - AXIS_WIDTH) // TICK_PIXELS_X)
        along = max(2, (HEIGHT - AXIS_HEIGHT) // TICK_PIXELS_Y)
        marks = [(place, f"{place:,.0f}") for place, _ in even_ticks(0, self._last, most=across)]
        self._item.getAxis("bottom").setTicks([[one for one in marks if one[0] == int(one[0])]])
        ticks = [(place, _percent(10.0**place)) for place, _ in log_ticks(low, high, most=along)]
        self._item.getAxis("left").setTicks([ticks])

    def _set_up(self) -> None:
        self._item.setMenuEnabled(False)
        self._item.hideButtons()
        self._box.setMouseEnabled(x=False, y=False)
        self._box.disableAutoRange()
        font = QFont(self.font())
        font.setPixelSize(AXIS_POINTS)
        for name in ("left", "bottom"):
            axis = self._item.getAxis(name)
            axis.setStyle(
                tickLength=0, tickFont=font, autoExpandTextSpace=False, hideOverlappingLabels=False
            )
            axis.setZValue(-200)
            axis.enableAutoSIPrefix(False)  # noqa: FBT003 - its only argument
        self._item.getAxis("left").setWidth(AXIS_WIDTH)
        self._item.getAxis("left").setGrid(255)
        self._item.getAxis("bottom").setHeight(AXIS_HEIGHT)
        self._item.layout.setContentsMargins(0, 8, 14, 0)

    def _curve(self) -> pyqtgraph.PlotCurveItem:
        curve = pyqtgraph.PlotCurveItem(antialias=True, connect="finite")
        self._item.addItem(curve, ignoreBounds=True)
        return curve

    def _colours(self) -> tuple[str, str, str]:
        return training_colour(self._appearance.theme), validation_colour(), SERIES[2]

    def _show_legend(self) -> None:
        shown = zip(NAMES, self._colours(), self.curves, strict=True)
        self.legend.show_entries(
            tuple(
                LegendEntry(name, colour)
                for name, colour, curve in shown
                if np.isfinite(curve.getData()[1]).any()
            )
        )

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.view.setBackground(QColor(theme.panel))
        for curve, colour in zip(self.curves, self._colours(), strict=True):
            curve.setPen(_pen(colour, 2.0))
        self.mark.setPen(_pen(theme.muted, 1.0))
        self.mark.setHoverPen(_pen(theme.accent, 2.0))
        for name in ("left", "bottom"):
            axis = self._item.getAxis(name)
            axis.setTextPen(QColor(theme.muted))
            axis.setPen(QColor(theme.line))
            axis.setTickPen(QColor(theme.line))
        if self.curves[0].getData()[1] is not None:
            self._show_legend()


def _columns(steps: Sequence[DescentStep]) -> list[NDArray[np.float64]]:
    """Return the logarithms of what is shown, NaN for what there is none of."""
    start = steps[0].residual_rms if steps else 0.0
    left = [step.residual_rms / start if start > 0 else np.nan for step in steps]
    closed = [step.distance for step in steps]
    truth = [np.nan if one.truth_distance is None else one.truth_distance for one in steps]
    return [_logarithms(values) for values in (left, closed, truth)]


def _logarithms(values: list[float]) -> NDArray[np.float64]:
    given = np.asarray(values, np.float64)
    known = np.isfinite(given) & (given > LEAST)
    return np.where(known, np.log10(np.where(known, given, 1.0)), np.nan)


def _percent(share: float) -> str:
    return f"{share * 100:.4g} %"


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    return pen
