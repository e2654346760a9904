"""A plot of an experiment: points with error bars, read with the mouse or the arrow keys."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyqtgraph
from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kernelview.learn.experiments import Plot
from kernelview.ui.appearance import Appearance
from kernelview.ui.curves.readout import Readout
from kernelview.ui.experiments.plot_reading import (
    PlotReading,
    Stop,
    nearest_stop,
    reading_at,
    stops_of,
)
from kernelview.ui.experiments.tick_words import wrapped
from kernelview.ui.series import series_colour
from kernelview.ui.theme import SERIES
from kernelview.usecases.plot_layout import DrawnSeries, Overlay, PlotLayout, lay_out
from kernelview.usecases.plot_ticks import x_ticks, y_ticks

# Leaving the program, it would otherwise take apart what Qt has already deleted.
pyqtgraph.setConfigOptions(exitCleanup=False)

SYMBOLS = ("o", "s", "t1", "d", "t", "+", "x", "star")
PEN_STYLES = (
    Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine,
)  # fmt: skip
FADED = 0.7
# Points and caps in pixels: smaller where many stand close together.
POINT, SMALLEST_POINT, CAP = 9.0, 4.0, 3.0
AXIS_WIDTH, AXIS_POINTS, LINE_HEIGHT = 54, 11, 14
TICK_PIXELS_X, TICK_PIXELS_Y = 56, 32
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
NOTHING = PlotLayout((), (), (0.0, 1.0), (0.0, 1.0))


class ResultPlot(QWidget):
    """Draws a plot and those laid over it; names in `hidden` are left out."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._plot: Plot | None = None
        self._overlays: tuple[Overlay, ...] = ()
        self._found = NOTHING
        self._stops: tuple[Stop, ...] = ()
        self._stop: Stop | None = None
        self.reading: PlotReading | None = None
        self.view = pyqtgraph.PlotWidget(self)
        self._item = self.view.getPlotItem()
        self.box = self._item.getViewBox()
        self.readout = Readout(self)
        self._drawn: list[pyqtgraph.GraphicsObject] = []
        self._baseline = pyqtgraph.InfiniteLine(angle=0, movable=False)
        self._cursor = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._set_up()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_plot(
        self,
        plot: Plot | None,
        overlays: Sequence[Overlay] = (),
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        """Draw a plot with earlier ones laid over it; nothing for None."""
        self._plot = None if plot is None else _without(plot, hidden)
        self._overlays = tuple(
            replace(one, plot=_without(one.plot, hidden))
            for one in overlays
            if one.name not in hidden
        )
        self._draw()

    @property
    def layout_shown(self) -> PlotLayout:
        """What is drawn, and where."""
        return self._found

    def show_stop(self, stop: Stop | None) -> None:
        """Show the values at a place; none for None."""
        self._stop = stop
        self.reading = None
        if self._plot is not None and stop is not None and stop in self._stops:
            colours = [self._colour(place) for place in range(len(SERIES))]
            self.reading = reading_at(self._plot, self._found, stop, colours, self._overlays)
        self._cursor.setVisible(self.reading is not None)
        if self.reading is not None:
            self._cursor.setPos(self.reading.x)
        self.readout.show_reading(self.reading, self._across(stop.x) if stop else 0.0)
        self._move_readout()
        self.view.setAccessibleDescription(self.reading.words if self.reading else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse over the plot and the arrow keys within it."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            seen = self.box.mapSceneToView(self.view.mapToScene(event.position().toPoint()))
            self.show_stop(nearest_stop(self._stops, float(seen.x())))
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.show_stop(None)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Mark the axes anew."""
        super().resizeEvent(event)
        self._mark()

    def minimumSizeHint(self) -> QSize:
        """Return what still shows a plot."""
        return QSize(260, 150)

    def _move_readout(self) -> None:
        """Keep the box off the points that it speaks of: at the foot where they are high up."""
        low, high = self._found.y_span
        if self.reading is not None and self.reading.lines[0].y > (low + high) / 2:
            foot = self.height() - round(self._item.getAxis("bottom").height())
            self.readout.move(self.readout.x(), max(2, foot - self.readout.height() - 2))

    def _press(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape and self._stop is not None:
            self.show_stop(None)
            return True
        if not self._stops or key not in (*STEPS, Qt.Key.Key_Home, Qt.Key.Key_End):
            return False
        last = len(self._stops) - 1
        now = self._stops.index(self._stop) if self._stop in self._stops else None
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        start = (0 if key == Qt.Key.Key_Right else last) if now is None else now + STEPS.get(key, 0)
        self.show_stop(self._stops[min(max(ends.get(key, start), 0), last)])
        return True

    def _draw(self) -> None:
        for item in self._drawn:
            self._item.removeItem(item)
        self._drawn = []
        plot = self._plot
        self._found = NOTHING if plot is None else lay_out(plot, self._overlays)
        self._stops = stops_of(self._found)
        self._baseline.setVisible(plot is not None and plot.baseline is not None)
        if plot is not None and plot.baseline is not None:
            self._baseline.setPos(plot.baseline)
        if plot is not None:
            # What is laid over lies under the result that is looked at.
            for series in reversed(self._found.series):
                self._draw_series(plot, series)
        (left, right), (low, high) = self._found.x_span, self._found.y_span
        self.box.setRange(xRange=(left, right), yRange=(low, high), padding=0)
        self._mark()
        self.show_stop(self._stop if self._stop in self._stops else None)

    def _draw_series(self, plot: Plot, series: DrawnSeries) -> None:
        colour, at = QColor(self._colour(series.colour)), [*series.points]
        if series.overlay:
            colour.setAlphaF(FADED)
        x, y = (np.array([values[one] for one in at]) for values in (series.x, series.y))
        self._draw_intervals(series, colour)
        if plot.is_joined:
            style = PEN_STYLES[min(series.overlay, len(PEN_STYLES) - 1)]
            pen = _pen(colour, 1.25 if series.overlay else 2.0, style)
            self._add(pyqtgraph.PlotCurveItem(x, y, pen=pen, antialias=True))
        panel = QColor(self._appearance.theme.panel)
        points = pyqtgraph.ScatterPlotItem(
            x,
            y,
            size=self._point,
            symbol=SYMBOLS[series.marker % len(SYMBOLS)],
            pen=_pen(colour, 1.5),
            brush=panel if series.overlay else colour,
            antialias=True,
        )
        self._add(points)

    @property
    def _point(self) -> float:
        """How large points are drawn: as there is room for beside one another."""
        lanes = len({(one.label, one.overlay) for one in self._found.series}) or 1
        if self._found.ticks:
            lanes = len({one.overlay for one in self._found.series}) or 1
        elif self._plot is not None and self._plot.is_joined:
            lanes = 1
        room = max(float(self.box.width()), 200.0) / (len(self._stops) or 1) / lanes
        return min(POINT, max(SMALLEST_POINT, room))

    def _draw_intervals(self, series: DrawnSeries, colour: QColor) -> None:
        """Draw an upright line with a cap at each end for each interval."""
        across = (self._found.x_span[1] - self._found.x_span[0]) or 1.0
        cap = across * CAP * self._point / POINT / max(float(self.box.width()), 200.0)
        xs: list[float] = []
        ys: list[float] = []
        for at in series.intervals:
            x, low, high = series.x[at], series.low[at], series.high[at]
            xs += [x, x, x - cap, x + cap, x - cap, x + cap]
            ys += [low, high, low, low, high, high]
        if xs:
            self._add(
                pyqtgraph.PlotCurveItem(
                    np.array(xs),
                    np.array(ys),
                    pen=_pen(colour, 1.5),
                    connect="pairs",
                    antialias=True,
                )
            )

    def _add(self, item: pyqtgraph.GraphicsObject) -> None:
        self._drawn.append(item)
        self._item.addItem(item, ignoreBounds=True)

    def _mark(self) -> None:
        plot, found = self._plot, self._found
        bottom = self._item.getAxis("bottom")
        if plot is None:
            bottom.setTicks([[]])
            self._item.getAxis("left").setTicks([[]])
            return
        width = max(float(self.width() - AXIS_WIDTH - 14), 100.0)
        lines, across = 1, list[tuple[float, str]]()
        if found.ticks:
            names = [wrapped(tick, width / len(found.ticks), self._font()) for tick in found.ticks]
            lines = max(name.count("\n") for name in names) + 1
            across = [(float(place), name) for place, name in enumerate(names)]
        else:
            across = [*x_ticks(plot, found.x_span, max(2, int(width / TICK_PIXELS_X)))]
        bottom.setTicks([across])
        bottom.setHeight(8 + LINE_HEIGHT * lines)
        height = max(float(self.height() - 30), 60.0)
        along = y_ticks(plot, found.y_span, max(2, int(height / TICK_PIXELS_Y)))
        self._item.getAxis("left").setTicks([[*along]])

    def _colour(self, place: int) -> str:
        return series_colour(place, self._appearance.theme)

    def _across(self, x: float) -> float:
        return float(self.view.mapFromScene(self.box.mapViewToScene(QPointF(x, 0.0))).x())

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(AXIS_POINTS)
        return font

    def _set_up(self) -> None:
        self._item.setMenuEnabled(False)
        self._item.hideButtons()
        self.box.setMouseEnabled(x=False, y=False)
        self.box.disableAutoRange()
        for name in ("left", "bottom"):
            axis = self._item.getAxis(name)
            axis.setStyle(
                tickLength=0,
                tickFont=self._font(),
                autoExpandTextSpace=False,
                hideOverlappingLabels=False,
            )
            axis.setZValue(-200)  # its grid lies under the points
            axis.enableAutoSIPrefix(False)  # noqa: FBT003 - its only argument
        self._item.getAxis("left").setWidth(AXIS_WIDTH)
        self._item.getAxis("left").setGrid(255)
        self._item.layout.setContentsMargins(0, 8, 14, 0)  # room for the last words of the axes
        for line, depth in ((self._baseline, -10), (self._cursor, -5)):
            line.setZValue(depth)
            self._item.addItem(line, ignoreBounds=True)
        self.view.setAccessibleName("Plot of the experiment")
        self.view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view.viewport().setMouseTracking(True)
        self.view.setMouseTracking(True)
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.view.setBackground(QColor(theme.panel))
        self.readout.restyle(theme)
        self._baseline.setPen(_pen(QColor(theme.muted), 1.0))
        self._cursor.setPen(_pen(QColor(theme.muted), 1.0, Qt.PenStyle.DotLine))
        for name in ("left", "bottom"):
            axis = self._item.getAxis(name)
            axis.setTextPen(QColor(theme.muted))
            axis.setPen(QColor(theme.line))
            axis.setTickPen(QColor(theme.line))
        self._draw()


def _without(plot: Plot, hidden: frozenset[str]) -> Plot:
    return replace(plot, series=tuple(one for one in plot.series if one.label not in hidden))


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
