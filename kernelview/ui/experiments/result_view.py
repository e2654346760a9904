"""A result: its plot, what it says, its tables, and those made before."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.files.results_folder import KeptResult
from kernelview.learn.experiments import RECORD_LABELS, ExperimentRecord, Plot
from kernelview.ui.appearance import Appearance
from kernelview.ui.experiments.conclusions import Conclusions
from kernelview.ui.experiments.result_table import ResultTable
from kernelview.ui.experiments.result_words import overlay_name, when_words
from kernelview.ui.experiments.results_list import ResultsList
from kernelview.ui.theme import SPACING
from kernelview.usecases.plot_layout import Overlay

if TYPE_CHECKING:
    from kernelview.ui.experiments.plot_view import PlotView

EMPTY = (
    "Choose an experiment at the left and press Run.\n\n"
    "The networks are trained here, one after the other; what comes out is drawn as it comes, "
    "and kept."
)
NO_PLOT = "The first training is under way; its result is drawn here as soon as it is done."
ICON_SIDE = 16


class ResultView(QWidget):
    """Shows one result, with others of its kind laid over its plot."""

    export_plot_wanted = Signal(object, object)  # Plot, ExperimentRecord
    export_tables_wanted = Signal(object)  # ExperimentRecord
    report_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._record: ExperimentRecord | None = None
        self._is_partial = False
        self._over: tuple[KeptResult, ...] = ()
        # It loads pyqtgraph, and is made for the first plot.
        self.plot: PlotView | None = None
        self.title = QLabel(self)
        self.title.setObjectName("panel-heading")
        self.when = QLabel(self)
        self.when.setObjectName("when")
        self.when.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.plots = QComboBox(self)
        self.export = self._make_export()
        self.conclusions = Conclusions(appearance, self)
        self.table = ResultTable(appearance, self)
        self.results = ResultsList(appearance, self)
        self.tabs = QTabWidget(self)
        self._empty = QLabel(EMPTY, self)
        self._pages, self._upper = QStackedWidget(self), QStackedWidget(self)
        self._lay_out()
        self.plots.activated.connect(lambda _: self._show_plot())
        self.tabs.currentChanged.connect(lambda _: self._show_tab())
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_record(None)

    @property
    def record(self) -> ExperimentRecord | None:
        """The result shown."""
        return self._record

    @property
    def shown_plot(self) -> Plot | None:
        """The plot shown, of those that the result has."""
        place = max(0, self.plots.currentIndex())
        record = self._record
        return record.plots[place] if record and place < len(record.plots) else None

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """The plots laid over the one shown."""
        shown = self.shown_plot
        if shown is None:
            return ()
        return tuple(
            Overlay(overlay_name(one.record), plot)
            for one in self._over
            for plot in one.record.plots
            if plot.name == shown.name
        )

    def show_record(self, record: ExperimentRecord | None, *, is_partial: bool = False) -> None:
        """Show a result, or one as far as it has come; what to do for None."""
        self._record, self._is_partial = record, is_partial
        has_results = bool(self.results.model.results)
        self._pages.setCurrentIndex(0 if record is None and not has_results else 1)
        self.export.setEnabled(record is not None and not is_partial)
        self.title.setText(RECORD_LABELS[record.kind] if record else "Nothing is shown")
        made = when_words(record.made) if record else ""
        self.when.setText("under way" if is_partial else made)
        self._name_plots()
        self._show_plot()
        self._show_tab()

    def show_over(self, results: tuple[KeptResult, ...]) -> None:
        """Lay the plots of earlier results over the one shown."""
        self._over = results
        self._show_plot()

    def show_waiting(self, *, is_waiting: bool) -> None:
        """Say that the first result is under way, or what to do to get one."""
        self._empty.setText(NO_PLOT if is_waiting else EMPTY)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while nobody looked."""
        super().showEvent(event)
        self._show_plot()
        self._show_tab()

    def _show_tab(self) -> None:
        """Fill the tab that is seen; the others are filled when they are."""
        record, tab = self._record, self.tabs.currentWidget()
        if not self.isVisible():
            return
        if tab is self.conclusions:
            self.conclusions.show_record(record, is_partial=self._is_partial)
        elif tab is self.table:
            self.table.show_tables(record.tables if record else {})

    def _name_plots(self) -> None:
        names = [plot.title for plot in self._record.plots] if self._record else []
        if names != [self.plots.itemText(place) for place in range(self.plots.count())]:
            self.plots.clear()
            self.plots.addItems(names)
        self.plots.setVisible(len(names) > 1)

    def _show_plot(self) -> None:
        plot = self.shown_plot
        if not self.isVisible():
            return
        if plot is not None and self.plot is None:
            self._make_plot()
        if self.plot is not None:
            self.plot.show_plot(plot, self.overlays)
        self._upper.setCurrentIndex(0 if plot is None else 1)

    def _make_plot(self) -> None:
        from kernelview.ui.experiments.plot_view import PlotView

        self.plot = PlotView(self._appearance, self)
        self._upper.addWidget(self.plot)

    def _say_plot(self) -> None:
        plot = self.shown_plot
        if plot is not None:
            self.export_plot_wanted.emit(plot, self._record)

    def _make_export(self) -> QToolButton:
        button = QToolButton(self)
        button.setText(" Export")
        button.setAccessibleName("Export the result")
        button.setToolTip("Export the plot, the tables, or a report of everything")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(button)
        menu.setAccessibleName("Export the result")
        menu.setToolTipsVisible(True)
        for text, tip, say in (
            ("Plot (PNG, SVG)…", "The plot as a picture or a drawing", self._say_plot),
            ("Tables (CSV)…", "All tables and the settings, a file each",
             lambda: self.export_tables_wanted.emit(self._record)),
            ("Report…", "One page with the banks, the experiments and the settings",
             self.report_wanted.emit),
        ):  # fmt: skip
            action = QAction(text, menu)
            action.setToolTip(tip)
            action.triggered.connect(lambda _=False, say=say: say())
            menu.addAction(action)
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        for label in (self._empty, QLabel(NO_PLOT, self)):
            label.setObjectName("empty")
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            (self._pages if label is self._empty else self._upper).addWidget(label)
        self.plots.setAccessibleName("Which plot")
        self.plots.setMinimumContentsLength(10)
        self.plots.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.plots.setToolTip("Which of the result's plots is shown")
        self.plots.view().setAccessibleName("Which plot")
        for part, name in (
            (self.conclusions, "Conclusion"),
            (self.table, "Table"),
            (self.results, "Earlier results"),
        ):
            self.tabs.addTab(part, name)
        self.tabs.setDocumentMode(True)
        for named in (self.tabs, self.tabs.tabBar()):
            named.setAccessibleName("Conclusion, table and earlier results")
        self._pages.addWidget(self._full_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _full_page(self) -> QWidget:
        full = QWidget(self)
        top = QHBoxLayout()
        top.setContentsMargins(SPACING, SPACING // 2, SPACING, SPACING // 2)
        top.setSpacing(SPACING)
        top.addWidget(self.title)
        top.addWidget(self.when, 1)
        top.addWidget(self.plots)
        top.addWidget(self.export)
        halves = QSplitter(Qt.Orientation.Vertical, full)
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self._upper)
        halves.addWidget(self.tabs)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 2)
        halves.setSizes([300, 200])
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(halves, 1)
        return full

    def _dress(self) -> None:
        self.export.setIcon(self._appearance.icon("share"))
        self.export.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
