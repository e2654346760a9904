"""Loss and accuracy as they come, and those of earlier runs beside them."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.learn.run_record import RunRecord
from kernelview.ui.appearance import Appearance
from kernelview.ui.curves.curve_data import METRICS, RunCurves, Step
from kernelview.ui.curves.curve_plot import Overlay
from kernelview.ui.curves.curve_words import summary
from kernelview.ui.curves.curves_picture import PictureKind, curves_picture, legend_entries
from kernelview.ui.curves.extents import extent_of
from kernelview.ui.curves.legend import Legend
from kernelview.ui.curves.metric_view import MetricView
from kernelview.ui.series import ColourSlots, run_colours
from kernelview.ui.theme import SPACING

REDRAW_MILLISECONDS = 100
EMPTY = "Loss and accuracy are drawn here, batch by batch, while the network trains."
EXPORTS = (
    ("png", "Picture (PNG)…", "The curves as a picture"),
    ("svg", "Drawing (SVG)…", "The curves as lines that can be edited"),
    ("csv", "Table (CSV)…", "The values of each epoch, with the settings"),
)


class CurvesPanel(QWidget):
    """Takes steps as fast as they come; draws at most ten times a second, and only when seen."""

    # "png", "svg" or "csv"; see `picture` for what the first two hold.
    export_asked = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Curves")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._appearance = appearance
        self._run = RunCurves()
        self._records: tuple[RunRecord, ...] = ()
        self._slots = ColourSlots()
        self._overlays: tuple[Overlay, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MILLISECONDS)
        self._timer.timeout.connect(self._redraw_if_asked)
        self._is_stale = False
        self.legend = Legend(self)
        self.logarithmic = QCheckBox("Log loss", self)
        self.logarithmic.setAccessibleName("Logarithmic scale for the loss")
        self.logarithmic.setToolTip("Logarithmic scale: small losses are told apart, too")
        self.logarithmic.toggled.connect(self._redraw)
        self.export = self._make_export()
        self.views = tuple(MetricView(metric, appearance, self) for metric in METRICS)
        for view in self.views:
            view.pointed.connect(self._point)
        self._empty = QLabel(EMPTY, self)
        self._lay_out()
        appearance.changed.connect(self._restyle)
        self._restyle()

    def begin(
        self,
        epochs: int,
        batches_an_epoch: int,  # noqa: ARG002 - a step says it, too
        *,
        history: Mapping[str, tuple[float, ...]] | None = None,
    ) -> None:
        """Start a run of `epochs` in all; `history` is that of the epochs it goes on after."""
        if history and dict(history) == self._run.history:
            self._run.epochs = epochs
        else:
            self._run = RunCurves(epochs, history)
        self._redraw()

    def add_step(self, step: Step) -> None:
        """Take a training's step; steps may be left out between two."""
        self._run.add(step)
        if self._timer.isActive():
            self._is_stale = True
        else:
            self._redraw()
            self._timer.start()

    def show_history(self, history: Mapping[str, tuple[float, ...]]) -> None:
        """Show a finished run; its batches stay where they are those of the run in hand."""
        if dict(history) != self._run.history:
            self._run = RunCurves(0, history)
        self._run.epochs = self._run.finished
        self._run.running = None
        self._redraw()

    def show_overlays(self, records: tuple[RunRecord, ...]) -> None:
        """Lay earlier runs over the one in hand."""
        self._records = records
        self._colour_overlays()
        self._redraw()

    def clear(self) -> None:
        """Show no run but those laid over it."""
        self._run = RunCurves()
        self._redraw()

    def picture(self, kind: PictureKind) -> bytes:
        """Return the curves as the bytes of a PNG or SVG file, on white."""
        return curves_picture(
            self._run, self._records, kind, logarithmic=self.logarithmic.isChecked()
        )

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(860, 300)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows both plots."""
        return QSize(360, 140)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while nobody looked."""
        super().showEvent(event)
        self._redraw()

    def _redraw_if_asked(self) -> None:
        if self._is_stale:
            self._redraw()
            self._timer.start()

    def _redraw(self) -> None:
        self._is_stale = False
        is_empty = self._run.is_empty and not self._overlays
        self.setAccessibleDescription(EMPTY if is_empty else summary(self._run))
        self._stack.setCurrentIndex(0 if is_empty else 1)
        self.legend.setVisible(not is_empty)
        self.logarithmic.setEnabled(not is_empty)
        self.export.setEnabled(not is_empty)
        if is_empty or not self.isVisible():
            return
        theme = self._appearance.theme
        self.legend.show_entries(legend_entries(self._run, self._overlays, theme))
        for view in self.views:
            log = self.logarithmic.isChecked() and view.measured == "loss"
            extent = extent_of(view.measured, self._run, self._overlays, logarithmic=log)
            view.draw(self._run, self._overlays, extent)

    def _point(self, place: float | None) -> None:
        for view in self.views:
            view.show_place(place)

    def _colour_overlays(self) -> None:
        colours = run_colours(self._appearance.theme)
        slots = self._slots.assign(record.started for record in self._records)
        self._overlays = tuple(
            Overlay(record.name, record.history, colours[slots[record.started]])
            for record in self._records
        )

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self._colour_overlays()
        for view in self.views:
            view.restyle()
        self.export.setIcon(self._appearance.icon("share"))
        self.setStyleSheet(f"CurvesPanel {{ background: {theme.panel}; }}")
        self._empty.setStyleSheet(f"color: {theme.muted};")
        self._redraw()

    def _make_export(self) -> QToolButton:
        button = QToolButton(self)
        button.setText("Export")
        button.setAccessibleName("Export the curves")
        button.setToolTip("Export the curves as a picture or a table")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(button)
        menu.setAccessibleName("Export the curves")
        for kind, text, tip in EXPORTS:
            menu.addAction(self._export_action(menu, kind, text, tip))
        button.setMenu(menu)
        return button

    def _export_action(self, menu: QMenu, kind: str, text: str, tip: str) -> QAction:
        action = QAction(text, menu)
        action.setToolTip(tip)
        action.triggered.connect(lambda: self.export_asked.emit(kind))
        return action

    def _lay_out(self) -> None:
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        plots = QWidget(self)
        row = QHBoxLayout(plots)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING * 2)
        for view in self.views:
            row.addWidget(view, 1)
        top = QHBoxLayout()
        top.setContentsMargins(SPACING, 0, 0, 0)
        top.setSpacing(SPACING)
        top.addWidget(self.legend, 1)
        top.addWidget(self.logarithmic)
        top.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING, SPACING // 2, SPACING, SPACING // 2)
        column.setSpacing(SPACING // 2)
        column.addLayout(top)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(plots)
        column.addLayout(self._stack, 1)
