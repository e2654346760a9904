"""A plot under its title and legend. Loads pyqtgraph: to be imported for the first plot."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kernelview.learn.experiments import Plot
from kernelview.ui.appearance import Appearance
from kernelview.ui.experiments.plot_legend import PlotLegend
from kernelview.ui.experiments.result_plot import ResultPlot
from kernelview.ui.theme import SPACING
from kernelview.usecases.plot_layout import Overlay


class PlotView(QWidget):
    """What the legend hides is not drawn."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._plot: Plot | None = None
        self._overlays: tuple[Overlay, ...] = ()
        self.heading, self.axis = QLabel(self), QLabel(self)
        self.heading.setWordWrap(True)
        self.legend = PlotLegend(appearance, self)
        self.drawing = ResultPlot(appearance, self)
        self.legend.hidden_changed.connect(lambda _: self._draw())
        appearance.changed.connect(self._dress)
        self._lay_out()
        self._dress()

    def show_plot(self, plot: Plot | None, overlays: Sequence[Overlay] = ()) -> None:
        """Show a plot with earlier ones laid over it."""
        self._plot, self._overlays = plot, tuple(overlays)
        self.heading.setText(plot.title if plot else "")
        self.axis.setText(plot.x_label if plot else "")
        self.axis.setVisible(bool(plot and plot.x_label))
        self.legend.show_plot(plot, overlays)
        self._draw()

    def _draw(self) -> None:
        self.drawing.show_plot(self._plot, self._overlays, self.legend.hidden)

    def _lay_out(self) -> None:
        upper = QVBoxLayout()
        upper.setContentsMargins(SPACING, 0, SPACING, 0)
        upper.setSpacing(2)
        upper.addWidget(self.heading)
        upper.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addWidget(self.drawing, 1)
        lower = QVBoxLayout()
        lower.setContentsMargins(SPACING, 0, SPACING * 2, 2)
        lower.addWidget(self.axis)
        column.addLayout(lower)

    def _dress(self) -> None:
        theme = self._appearance.theme
        self.heading.setStyleSheet(f"color: {theme.muted};")
        self.axis.setStyleSheet(
            f"color: {theme.muted}; font-size: 12px; qproperty-alignment: AlignRight;"
        )
