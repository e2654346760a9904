"""The panel of the experiments: ask, run, cancel, look, compare, export."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kernelview.files.results_folder import KeptResult
from kernelview.learn.experiments import ExperimentRecord
from kernelview.ui.appearance import Appearance
from kernelview.ui.experiments.result_view import ResultView
from kernelview.ui.experiments.run_bar import RunBar
from kernelview.ui.experiments.setting_words import estimate_words, progress_words
from kernelview.ui.experiments.settings_form import SettingsForm
from kernelview.ui.experiments.style import style_sheet
from kernelview.ui.theme import SPACING
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.experiment_request import ExperimentRequest
from kernelview.usecases.follow_experiment import ExperimentNews
from kernelview.usecases.plot_layout import Overlay

COLUMN_WIDTH = 280
MARGIN = SPACING * 3 // 2
STARTING = "Reading the pictures…"
CANCELLED = "Given up; nothing of it was kept."


class ExperimentsPanel(QWidget):
    """Says what a person asks for; what it shows is told to it."""

    run_wanted = Signal(object)  # ExperimentRequest
    cancel_wanted = Signal()
    remove_wanted = Signal(object)  # KeptResult
    restore_wanted = Signal(object)  # ExperimentRecord
    export_plot_wanted = Signal(object, object)  # Plot, ExperimentRecord; see `overlays`
    export_tables_wanted = Signal(object)  # ExperimentRecord
    report_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Experiments")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._appearance = appearance
        self._results: tuple[KeptResult, ...] = ()
        # Who looks at an earlier result while an experiment runs goes on looking at it.
        self._is_following = True
        self.settings = SettingsForm(self)
        self.run = RunBar(appearance, self)
        self.result = ResultView(appearance, self)
        self._lay_out()
        self._connect()
        self._restyle()
        self._show_estimate()

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """The plots laid over the one shown, to export with it."""
        return self.result.overlays

    # What is told to it

    def show_settings(self, request: ExperimentRequest) -> None:
        """Show what is asked for; says nothing."""
        self.settings.show_request(request)
        self._show_estimate()

    def show_network(self, name: str) -> None:
        """Name the network that an ablation takes; "" while there is none."""
        self.settings.show_network(name)
        self._show_estimate()

    def show_results(self, results: tuple[KeptResult, ...]) -> None:
        """Show the kept results, the latest first; look at the latest where none is looked at."""
        self._results = results
        self.result.results.show_results(results)
        if not self.run.is_running:
            kept = {one.record.made: one.record for one in results}
            shown = self.result.record
            latest = results[0].record if results else None
            self._look_at(kept.get(shown.made, latest) if shown else latest)
            self._show_estimate()

    def show_running(
        self, news: ExperimentNews | None = None, partial: ExperimentRecord | None = None
    ) -> None:
        """Show that an experiment runs, how far it is, and what came out so far."""
        if not self.run.is_running:
            self.run.show_running(is_running=True)
            self.settings.show_running(is_running=True)
            self.run.say(STARTING)
            self._is_following = True
            self.result.show_waiting(is_waiting=True)
        if news is not None:
            self.run.show_fraction(news.fraction)
            self.run.say(progress_words(news))
            partial = partial or news.record
        if partial is not None and self._is_following:
            self.result.results.show_under_way(partial)
            self.result.show_record(partial, is_partial=True)

    def show_finished(self, record: ExperimentRecord) -> None:
        """Show what an experiment found."""
        self._end_running()
        self._look_at(record)

    def show_idle(self) -> None:
        """Show that none runs any more; one given up is gone."""
        if not self.run.is_running:
            return
        self._end_running()
        self.show_results(self._results)
        self.run.say(CANCELLED)

    def show_error(self, text: str) -> None:
        """Say what went wrong."""
        if self.run.is_running:
            self.show_idle()
        self.run.say(text, is_problem=True)

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(980, 640)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows the settings beside a plot."""
        return QSize(560, 320)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give up what runs with Escape."""
        if event.key() == Qt.Key.Key_Escape and self.run.is_running:
            self.cancel_wanted.emit()
        else:
            super().keyPressEvent(event)

    # What a person does

    def _ask(self) -> None:
        try:
            request = self.settings.request
        except UseCaseError as error:
            self.run.say(str(error), is_problem=True)
            return
        self.show_running()
        self.run_wanted.emit(request)

    def _end_running(self) -> None:
        self.run.show_running(is_running=False)
        self.settings.show_running(is_running=False)
        self.result.show_waiting(is_waiting=False)
        self._show_estimate()

    def _show_estimate(self) -> None:
        if self.run.is_running:
            return
        problem = self.settings.problem
        self.run.main.setEnabled(not problem)
        if problem:
            self.run.say(problem)
        else:
            earlier = [one.record for one in self._results]
            self.run.say(estimate_words(self.settings.request, earlier))

    def _choose(self, kept: KeptResult) -> None:
        self._is_following = False
        self._look_at(kept.record)

    def _look_at(self, record: ExperimentRecord | None) -> None:
        self.result.results.choose(record)
        self.result.show_record(record)
        self.result.show_over(self.result.results.ticked)

    def _connect(self) -> None:
        results = self.result.results
        self.settings.changed.connect(self._show_estimate)
        self.run.run_clicked.connect(self._ask)
        self.run.cancel_clicked.connect(self.cancel_wanted)
        results.chosen.connect(self._choose)
        results.ticked_changed.connect(self.result.show_over)
        results.remove_wanted.connect(self.remove_wanted)
        results.restore_wanted.connect(self.restore_wanted)
        self.result.export_plot_wanted.connect(self.export_plot_wanted)
        self.result.export_tables_wanted.connect(self.export_tables_wanted)
        self.result.report_wanted.connect(self.report_wanted)
        self._appearance.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        heading = QLabel("Experiments", self)
        heading.setObjectName("panel-heading")
        upper = QVBoxLayout()
        upper.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        upper.setSpacing(SPACING)
        upper.addWidget(heading)
        upper.addWidget(self.run)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addWidget(self._scrolled(), 1)
        line = QFrame(self)
        line.setObjectName("column-line")
        line.setFixedWidth(1)
        left = QWidget(self)
        left.setFixedWidth(COLUMN_WIDTH)
        left.setLayout(column)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(line)
        row.addWidget(self.result, 1)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 0, SPACING, SPACING)
        column.addWidget(self.settings)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._appearance.theme))
