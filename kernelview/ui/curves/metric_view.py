"""A plot under its heading, read with the mouse or the arrow keys."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.curves.curve_data import Metric, RunCurves
from kernelview.ui.curves.curve_plot import CurvePlot, Overlay
from kernelview.ui.curves.curve_words import (
    EPOCH_PIXELS,
    METRIC_WORDS,
    UNIT_WORDS,
    place_read,
    reading,
)
from kernelview.ui.curves.extents import Extent
from kernelview.ui.curves.readout import Readout
from kernelview.ui.series import training_colour, validation_colour
from kernelview.ui.theme import SPACING

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class MetricView(QWidget):
    """Says where it is pointed at; shows the reading of a place told from outside."""

    # The place in epochs, or None when the mouse or the focus leaves.
    pointed = Signal(object)

    def __init__(
        self, metric: Metric, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.measured = metric
        self._appearance = appearance
        self._run, self._overlays = RunCurves(), tuple[Overlay, ...]()
        self._place: float | None = None
        self.plot = CurvePlot(metric, appearance, self)
        self.readout = Readout(self.plot)
        self._heading, self._unit = QLabel(METRIC_WORDS[metric], self), QLabel(self)
        self._unit.setText(UNIT_WORDS[metric])
        self._epochs = QLabel("epochs", self)
        view = self.plot.view
        view.setAccessibleName(f"Curve of the {metric}")
        view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        view.setMouseTracking(True)
        view.viewport().setMouseTracking(True)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        self._lay_out()
        self.restyle()

    def draw(self, run: RunCurves, overlays: Sequence[Overlay], extent: Extent) -> None:
        """Draw the run and the overlays; keep reading the same place."""
        self._run, self._overlays = run, tuple(overlays)
        self.plot.draw(run, overlays, extent)
        self.show_place(self._place)

    def show_place(self, place: float | None) -> None:
        """Show the values at a place in epochs; none for None."""
        self._place = place
        colours = training_colour(self._appearance.theme), validation_colour()
        found = None
        if place is not None:
            found = reading(self.measured, self._run, self._overlays, place, colours)
        if found is None:
            self.plot.show_cursor(None)
        else:
            self.plot.show_cursor(found.place, [(line.value, line.colour) for line in found.lines])
        self.readout.show_reading(found, self.plot.across(found.place) if found else 0.0)
        self.plot.view.setAccessibleDescription(found.words if found else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse over the plot and the arrow keys within it."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            near = EPOCH_PIXELS / self.plot.pixels_an_epoch()
            place = self.plot.place_at(event.position())
            self.pointed.emit(place_read(self._run, self._overlays, place, min(near, 0.5)))
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.FocusOut):
            self.pointed.emit(None)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def restyle(self) -> None:
        """Take the theme's colours."""
        theme = self._appearance.theme
        self.plot.restyle()
        self.readout.restyle(theme)
        self._heading.setStyleSheet("font-weight: 600;")
        for label in (self._unit, self._epochs):
            label.setStyleSheet(f"color: {theme.muted}; font-size: 12px;")

    def _press(self, key: Qt.Key) -> bool:
        last = max(
            [self._run.finished, *(len(one.values("loss")) for one in self._overlays)], default=0
        )
        if key == Qt.Key.Key_Escape and self._place is not None:
            self.pointed.emit(None)
            return True
        if not last or key not in (*STEPS, Qt.Key.Key_Home, Qt.Key.Key_End):
            return False
        ends = {Qt.Key.Key_Home: 1, Qt.Key.Key_End: last}
        start = last if self._place is None else round(self._place) + STEPS.get(key, 0)
        self.pointed.emit(float(min(max(ends.get(key, start), 1), last)))
        return True

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(SPACING, 0, SPACING, 0)
        heading.setSpacing(SPACING)
        heading.addWidget(self._heading)
        heading.addWidget(self._unit)
        heading.addStretch(1)
        heading.addWidget(self._epochs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heading)
        column.addWidget(self.plot, 1)
