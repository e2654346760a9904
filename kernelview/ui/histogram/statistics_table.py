"""Mean, least and largest value of each series, in figures that line up."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.histogram.histogram_data import Series
from kernelview.ui.histogram.histogram_plot import channel_colour
from kernelview.ui.histogram.numbers import number_words
from kernelview.ui.theme import SPACING

MOST_ROWS = 3
HEADINGS = ("mean", "min", "max")


class StatisticsTable(QWidget):
    """A line of headings and up to three rows; a row is named in words beside its colour."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._series: tuple[Series, ...] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACING)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        self._headings = [self._label(heading) for heading in HEADINGS]
        for column, label in enumerate(self._headings, start=1):
            grid.addWidget(label, 0, column)
        self._cells = [
            [self._label("", left=column == 0) for column in range(4)] for _ in range(MOST_ROWS)
        ]
        for row, cells in enumerate(self._cells, start=1):
            for column, cell in enumerate(cells):
                grid.addWidget(cell, row, column)
        self._restyle()
        appearance.changed.connect(self._restyle)

    def show_series(self, series: tuple[Series, ...]) -> None:
        """Show a row for each series."""
        self._series = series
        for row, cells in enumerate(self._cells):
            shown = row < len(series)
            for cell in cells:
                cell.setVisible(shown)
            if shown:
                each = series[row]
                values = (each.mean, each.minimum, each.maximum)
                for cell, value in zip(cells[1:], values, strict=True):
                    cell.setText(number_words(value))
        self._restyle()

    def _label(self, text: str, *, left: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setAlignment(
            Qt.AlignmentFlag.AlignVCenter
            | (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight)
        )
        label.setMinimumWidth(0 if left else label.fontMetrics().horizontalAdvance("−8888.8"))
        font = label.font()
        font.setFeature(QFont.Tag("tnum"), 1)
        label.setFont(font)
        return label

    def _restyle(self) -> None:
        theme = self._appearance.theme
        for heading in self._headings:
            heading.setStyleSheet(f"color: {theme.muted};")
        for cells, series in zip(self._cells, self._series, strict=False):
            colour = channel_colour(series.label, theme.text, is_dark=theme.is_dark)
            cells[0].setText(f'<span style="color:{colour}">■</span> {series.label}')
