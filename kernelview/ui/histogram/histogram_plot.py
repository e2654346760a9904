"""One histogram drawn: filled steps, 0 and white marked, what the showing clips shaded."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.histogram.histogram_data import Histogram, Series, heights
from kernelview.ui.histogram.numbers import number_words

SMALLEST_HEIGHT, LARGEST_HEIGHT = 72, 168
AXIS_HEIGHT = 18
# Vermilion, bluish green and blue of the Okabe-Ito palette: the nearest to the channels' names.
CHANNEL_COLOURS = {"Red": "#D55E00", "Green": "#009E73", "Blue": "#0072B2"}
DARK_CHANNEL_COLOURS = CHANNEL_COLOURS | {"Blue": "#56B4E9"}


class HistogramPlot(QWidget):
    """Draws some series of a histogram over a range of values given from outside."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._histogram: Histogram | None = None
        self._series: tuple[Series, ...] = ()
        self._logarithmic = False
        self._range = (0.0, 1.0)
        self._kept: tuple[float, float] | None = None
        self.setMinimumHeight(SMALLEST_HEIGHT)
        self.setMaximumHeight(LARGEST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance.changed.connect(self.update)

    def show_series(
        self,
        histogram: Histogram | None,
        series: tuple[Series, ...],
        *,
        span: tuple[float, float],
        logarithmic: bool,
        kept: tuple[float, float] | None = None,
    ) -> None:
        """Draw these series from span[0] to span[1]; nothing without a histogram.

        What lies outside `kept` (without it: outside 0 to white) is shaded.
        """
        self._histogram, self._series = histogram, series
        self._range, self._logarithmic, self._kept = span, logarithmic, kept
        self.update()

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(240, 96)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is clipped, the series, the axis."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -AXIS_HEIGHT - 0.5)
        painter.fillRect(area, QColor(self._appearance.theme.window))
        if self._histogram is not None:
            self._paint_beyond(painter, area, self._kept or (0.0, self._histogram.white))
            for series in self._series:
                self._paint_series(painter, area, series)
            self._paint_axis(painter, area, self._histogram.white)
        painter.setPen(QPen(QColor(self._appearance.theme.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _paint_beyond(self, painter: QPainter, area: QRectF, kept: tuple[float, float]) -> None:
        theme = self._appearance.theme
        for colour, start, end in (
            (theme.negative, self._range[0], kept[0]),
            (theme.positive, kept[1], self._range[1]),
        ):
            left, right = self._place(area, start), self._place(area, end)
            if right - left > 1:
                shade = QColor(colour)
                shade.setAlphaF(0.13)
                painter.fillRect(QRectF(left, area.top(), right - left, area.height()), shade)

    def _paint_series(self, painter: QPainter, area: QRectF, series: Series) -> None:
        colour = self._colour(series)
        outline = self._outline(area, series)
        fill = QColor(colour)
        fill.setAlphaF(0.35 if len(self._series) == 1 else 0.14)
        painter.fillPath(outline, fill)
        painter.setPen(QPen(colour, 1.25))
        painter.drawPath(outline)

    def _outline(self, area: QRectF, series: Series) -> QPainterPath:
        tall = heights(series.counts, logarithmic=self._logarithmic)
        largest = max(
            float(heights(each.counts, logarithmic=self._logarithmic).max(initial=0))
            for each in self._series
        )
        tops = area.bottom() - tall / max(largest, 1e-12) * (area.height() - 4)
        places = [self._place(area, float(edge)) for edge in series.edges]
        path = QPainterPath(QPointF(places[0], area.bottom()))
        for top, left, right in zip(tops, places[:-1], places[1:], strict=True):
            path.lineTo(left, float(top))
            path.lineTo(right, float(top))
        path.lineTo(places[-1], area.bottom())
        return path

    def _paint_axis(self, painter: QPainter, area: QRectF, white: float) -> None:
        theme = self._appearance.theme
        painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DotLine))
        for value in (0.0, white):
            place = self._place(area, value)
            if area.left() + 1 < place < area.right() - 1:
                painter.drawLine(QPointF(place, area.top()), QPointF(place, area.bottom()))
        painter.setPen(QColor(theme.muted))
        taken: list[QRectF] = []
        for value in (0.0, white, *self._range):
            self._paint_tick(painter, area, value, taken)

    def _paint_tick(
        self, painter: QPainter, area: QRectF, value: float, taken: list[QRectF]
    ) -> None:
        text = number_words(value)
        width = painter.fontMetrics().horizontalAdvance(text) + 4.0
        left = self._place(area, value) - width / 2
        left = min(max(left, area.left()), area.right() - width)
        box = QRectF(left, area.bottom() + 2, width, AXIS_HEIGHT - 2)
        if not any(box.adjusted(-4, 0, 4, 0).intersects(other) for other in taken):
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            taken.append(box)

    def _place(self, area: QRectF, value: float) -> float:
        low, high = self._range
        share = (value - low) / (high - low) if high > low else 0.5
        return area.left() + float(np.clip(share, 0.0, 1.0)) * area.width()

    def _colour(self, series: Series) -> QColor:
        theme = self._appearance.theme
        return QColor(channel_colour(series.label, theme.text, is_dark=theme.is_dark))


def channel_colour(label: str, otherwise: str, *, is_dark: bool) -> str:
    """Return a channel's colour; a grey picture and luminance have the text's."""
    return (DARK_CHANNEL_COLOURS if is_dark else CHANNEL_COLOURS).get(label, otherwise)
