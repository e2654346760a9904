"""Histograms before and after, and what is lost beyond black and white."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kernelview.engine import ShowMode
from kernelview.engine.tally import Tally
from kernelview.ui.appearance import Appearance
from kernelview.ui.histogram.clip_badge import clipped_words, span_kept
from kernelview.ui.histogram.histogram_data import Histogram, Series, histogram_of
from kernelview.ui.histogram.histogram_plot import HistogramPlot
from kernelview.ui.histogram.statistics_table import StatisticsTable
from kernelview.ui.theme import SPACING

LUMINANCE, EACH_CHANNEL = "Luminance", "Red, green, blue"


class HistogramPanel(QWidget):
    """Two plots, one above the other, each from 0 to white or as far as its values reach."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Histograms")
        self._appearance = appearance
        self._before: Histogram | None = None
        self._after: Histogram | None = None
        self._kept: tuple[float, float] | None = None
        self.channels = QComboBox(self)
        self.channels.addItems([LUMINANCE, EACH_CHANNEL])
        self.channels.setAccessibleName("Channels of the histograms")
        self.channels.setToolTip("Count the luminance, or each colour channel for itself")
        self.logarithmic = QCheckBox("Log", self)
        # A filtered picture is mostly near 0: linear heights would show one spike.
        self.logarithmic.setChecked(True)
        self.logarithmic.setAccessibleName("Logarithmic counts")
        self.logarithmic.setToolTip("Logarithmic heights: rare values are seen too")
        self.before_plot, self.after_plot = (HistogramPlot(appearance, self) for _ in range(2))
        self._before_table, self._after_table = (
            StatisticsTable(appearance, self) for _ in range(2)
        )
        self.clipped = QLabel(self)
        self.clipped.setWordWrap(True)
        self.clipped.setAccessibleName("Clipped values")
        self._lay_out()
        self._restyle()
        self.channels.currentIndexChanged.connect(self._redraw)
        self.logarithmic.toggled.connect(self._redraw)
        appearance.changed.connect(self._restyle)

    def show_before(self, before: Histogram | None) -> None:
        """Show the picture's histogram."""
        self._before = before
        self._redraw()

    def show_after(self, tally: Tally | None, *, white: float, mode: ShowMode = "clamp") -> None:
        """Show what is known of the result's values, and what its showing clips."""
        self._after = None if tally is None else histogram_of(tally.histogram, white=white)
        self._kept = None if tally is None else span_kept(tally, mode)
        self.clipped.setText("" if tally is None else clipped_words(tally, mode=mode))
        self.headings[1].setText(_heading(tally))
        self._redraw()

    def _redraw(self) -> None:
        coloured = any(each and len(each.series) > 1 for each in (self._before, self._after))
        self.channels.setEnabled(coloured)
        for histogram, plot, table, what, kept in (
            (self._before, self.before_plot, self._before_table, "before", None),
            (self._after, self.after_plot, self._after_table, "after", self._kept),
        ):
            series = self._chosen(histogram)
            log = self.logarithmic.isChecked()
            plot.show_series(histogram, series, span=_span(histogram), kept=kept, logarithmic=log)
            plot.setAccessibleName(f"Histogram {what}")
            plot.setAccessibleDescription(_spoken(series))
            table.show_series(series)

    def _chosen(self, histogram: Histogram | None) -> tuple[Series, ...]:
        if histogram is None:
            return ()
        each = self.channels.currentText() == EACH_CHANNEL
        return histogram.channels if each else histogram.series[:1]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.channels, 1)
        top.addWidget(self.logarithmic)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING + 4, SPACING, SPACING + 4, SPACING)
        column.setSpacing(SPACING)
        column.addLayout(top)
        self.headings = []
        for text, plot, table in (
            ("Before", self.before_plot, self._before_table),
            ("After", self.after_plot, self._after_table),
        ):
            heading = QLabel(text, self)
            self.headings.append(heading)
            column.addWidget(heading)
            column.addWidget(plot, 1)
            column.addWidget(table)
        column.addWidget(self.clipped)
        column.addStretch(0)

    def _restyle(self) -> None:
        theme = self._appearance.theme
        for heading in self.headings:
            heading.setStyleSheet(f"color: {theme.text}; font-weight: 600;")
        self.clipped.setStyleSheet(f"color: {theme.muted};")


def _span(histogram: Histogram | None) -> tuple[float, float]:
    """Return the values from 0 to white, and further where the histogram reaches beyond."""
    if histogram is None:
        return 0.0, 1.0
    return min(0.0, histogram.low), max(histogram.white, histogram.high)


def _heading(tally: Tally | None) -> str:
    if tally is None:
        return "After: no result"
    return "After" if tally.exact else "After, so far"


def _spoken(series: tuple[Series, ...]) -> str:
    return "; ".join(
        f"{each.label}: mean {each.mean:.4g}, from {each.minimum:.4g} to {each.maximum:.4g}"
        for each in series
    )
