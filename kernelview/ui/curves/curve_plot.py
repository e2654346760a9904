"""One plot: a metric of the run in hand and of the runs beside it, over epochs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.curves.curve_data import METRICS, History, Metric, RunCurves, Values
from kernelview.ui.curves.extents import Extent
from kernelview.ui.curves.ticks import epoch_ticks, even_ticks, log_ticks
from kernelview.ui.series import training_colour, validation_colour

# Leaving the program, it would otherwise take apart what Qt has already deleted.
pyqtgraph.setConfigOptions(exitCleanup=False)

# Points are seen as points while there is room between them.
POINT_PIXELS = 5
MOST_MARKED = 60
BATCH_OPACITY, OVERLAY_OPACITY = 0.38, 0.75
TICK_PIXELS_X, TICK_PIXELS_Y = 48, 30
AXIS_WIDTH = 46
AXIS_POINTS = 11


@dataclass(frozen=True)
class Overlay:
    """An earlier run beside the one in hand."""

    name: str
    history: History
    colour: str

    def values(self, name: str) -> Values:
        """Return a value an epoch."""
        return np.asarray(self.history.get(name, ()), np.float64)


class CurvePlot(QWidget):
    """Draws a metric over an extent that is told from outside.

    With `in_lines` points are drawn as shapes, not as small pictures: for a drawing's file.
    """

    def __init__(
        self,
        metric: Metric,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        in_lines: bool = False,
    ) -> None:
        super().__init__(parent)
        self.measured = metric
        self._appearance = appearance
        self._logarithmic = False
        self._in_lines = in_lines
        self._overlays: list[tuple[pyqtgraph.PlotCurveItem, pyqtgraph.PlotCurveItem]] = []
        self.view = pyqtgraph.PlotWidget(self)
        self._item = self.view.getPlotItem()
        self.box = self._item.getViewBox()
        self._set_up()
        self.batches, self.training, self.validation, self.running = (
            self._curve(z) for z in (1, 4, 3, 5)
        )
        self.points, self.checks, self.tip, self.marks = (self._scatter(z) for z in (4, 3, 5, 6))
        self._cursor = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self._cursor.setZValue(2)
        self._item.addItem(self._cursor, ignoreBounds=True)
        self._cursor.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.restyle()

    def draw(self, run: RunCurves, overlays: Sequence[Overlay], extent: Extent) -> None:
        """Draw the run and the overlays within an extent."""
        self._logarithmic = extent.logarithmic
        self._draw_batches(run)
        self._draw_epochs(run)
        self._draw_running(run)
        self._draw_overlays(overlays)
        low, high = extent.span
        self.box.setRange(xRange=(0.0, extent.epochs), yRange=(low, high), padding=0)
        self._mark_axes(extent)

    def show_cursor(self, place: float | None, values: Sequence[tuple[float, str]] = ()) -> None:
        """Show an upright line at a place, with points on values; nothing for None."""
        self._cursor.setVisible(place is not None)
        spots = []
        if place is not None:
            self._cursor.setPos(place)
            seen = [(self._height(value), colour) for value, colour in values]
            spots = [
                {"pos": (place, height), "brush": QColor(colour), "pen": self._ring(), "size": 9}
                for height, colour in seen
                if np.isfinite(height)
            ]
        self.marks.setData(spots)

    def place_at(self, position: QPointF) -> float:
        """Return the place in epochs under a position of the view, in its pixels."""
        return float(self.box.mapSceneToView(self.view.mapToScene(position.toPoint())).x())

    def pixels_an_epoch(self) -> float:
        """Return how wide an epoch is drawn."""
        (left, right), _ = self.box.viewRange()
        return float(self.box.width()) / max(float(right - left), 1e-9)

    def across(self, place: float) -> float:
        """Return the x, in the widget's pixels, of a place in epochs."""
        seen = self.view.mapFromScene(self.box.mapViewToScene(QPointF(place, 0.0)))
        return float(seen.x())

    def restyle(self) -> None:
        """Take the theme's colours."""
        theme = self._appearance.theme
        training, validation = training_colour(theme), validation_colour()
        self.view.setBackground(QColor(theme.panel))
        self.batches.setPen(_pen(training, 1.0, BATCH_OPACITY))
        self.training.setPen(_pen(training, 2.0))
        self.validation.setPen(_pen(validation, 2.0))
        self.running.setPen(_pen(training, 1.5, 1.0, Qt.PenStyle.DotLine))
        for points, colour in ((self.points, training), (self.checks, validation)):
            points.setPen(QPen(Qt.PenStyle.NoPen))
            points.setBrush(QColor(colour))
        self.tip.setPen(_pen(training, 1.5))
        self.tip.setBrush(QColor(theme.panel))
        self._cursor.setPen(_pen(theme.muted, 1.0))
        for name in ("left", "bottom"):
            axis = self._item.getAxis(name)
            axis.setTextPen(QColor(theme.muted))
            axis.setPen(QColor(theme.line))
            axis.setTickPen(QColor(theme.line))

    def _set_up(self) -> None:
        self._item.setMenuEnabled(False)
        self._item.hideButtons()
        self.box.setMouseEnabled(x=False, y=False)
        self.box.disableAutoRange()
        font = QFont(self.font())
        font.setPixelSize(AXIS_POINTS)
        for name in ("left", "bottom"):
            axis = self._item.getAxis(name)
            axis.setStyle(
                tickLength=0, tickFont=font, autoExpandTextSpace=False, hideOverlappingLabels=False
            )
            axis.setZValue(-200)  # its grid lies under the curves
            axis.enableAutoSIPrefix(False)  # noqa: FBT003 - its only argument
        self._item.getAxis("left").setWidth(AXIS_WIDTH)
        self._item.layout.setContentsMargins(0, 8, 14, 0)  # room for the last words of the axes
        self._item.getAxis("left").setGrid(255)
        self._item.getAxis("bottom").setHeight(20)

    def _curve(self, depth: int) -> pyqtgraph.PlotCurveItem:
        curve = pyqtgraph.PlotCurveItem(antialias=True, connect="finite")
        curve.setZValue(depth)
        self._item.addItem(curve, ignoreBounds=True)
        return curve

    def _scatter(self, depth: int) -> pyqtgraph.ScatterPlotItem:
        points = pyqtgraph.ScatterPlotItem(
            size=POINT_PIXELS, antialias=True, useCache=not self._in_lines
        )
        points.setZValue(depth)
        self._item.addItem(points, ignoreBounds=True)
        return points

    def _draw_batches(self, run: RunCurves) -> None:
        points = run.trace.points
        values = points[:, 1 + METRICS.index(self.measured)]
        self.batches.setData(points[:, 0], self._heights(values))

    def _draw_epochs(self, run: RunCurves) -> None:
        for curve, points, name in (
            (self.training, self.points, self.measured),
            (self.validation, self.checks, f"val_{self.measured}"),
        ):
            places, heights = self._placed(run.values(name))
            curve.setData(places, heights)
            seen = np.isfinite(heights) if len(heights) <= MOST_MARKED else slice(0)
            points.setData(places[seen], heights[seen])

    def _draw_running(self, run: RunCurves) -> None:
        places, heights = self._placed(run.values(self.measured))
        now = run.running
        height = self._height(now.values[self.measured]) if now else float("nan")
        if now is None or not np.isfinite(height):
            self.running.setData([], [])
            self.tip.setData([], [])
            return
        self.running.setData([*places[-1:], now.place], [*heights[-1:], height])
        self.tip.setData([now.place], [height])

    def _draw_overlays(self, overlays: Sequence[Overlay]) -> None:
        while len(self._overlays) < len(overlays):
            self._overlays.append((self._curve(0), self._curve(0)))
        for pair in self._overlays[len(overlays) :]:
            for curve in pair:
                curve.setData([], [])
        for overlay, (solid, dashed) in zip(overlays, self._overlays, strict=False):
            solid.setPen(_pen(overlay.colour, 1.25, OVERLAY_OPACITY))
            dashed.setPen(_pen(overlay.colour, 1.25, OVERLAY_OPACITY, Qt.PenStyle.DashLine))
            solid.setData(*self._placed(overlay.values(self.measured)))
            dashed.setData(*self._placed(overlay.values(f"val_{self.measured}")))

    def _mark_axes(self, extent: Extent) -> None:
        low, high = extent.span
        across = max(2, int(self.box.width() / TICK_PIXELS_X))
        along = max(2, int(self.box.height() / TICK_PIXELS_Y))
        if self._logarithmic:
            marks = log_ticks(low, high, most=along)
        else:
            marks = even_ticks(low, high, most=along, percent=self.measured == "accuracy")
        self._item.getAxis("left").setTicks([marks])
        self._item.getAxis("bottom").setTicks([epoch_ticks(extent.epochs, most=across)])

    def _placed(self, values: Values) -> tuple[Values, Values]:
        return np.arange(1.0, len(values) + 1), self._heights(values)

    def _heights(self, values: Values) -> Values:
        if not self._logarithmic:
            return values
        with np.errstate(divide="ignore", invalid="ignore"):
            heights = np.log10(values)
        return np.where(np.isfinite(heights), heights, np.nan)

    def _height(self, value: float) -> float:
        return float(self._heights(np.array([value]))[0])

    def _ring(self) -> QPen:
        return _pen(self._appearance.theme.panel, 1.5)


def _pen(
    colour: str, width: float, opacity: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine
) -> QPen:
    shade = QColor(colour)
    shade.setAlphaF(opacity)
    pen = QPen(shade, width, style)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
