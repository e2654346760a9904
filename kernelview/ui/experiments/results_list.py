"""The earlier results: look at one, lay others over it, remove what is not wanted any more."""

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.files.results_folder import KeptResult
from kernelview.learn.experiments import ExperimentRecord
from kernelview.ui.appearance import Appearance
from kernelview.ui.experiments.result_words import title_of
from kernelview.ui.experiments.results_model import RESULT_ROLE, SORT_ROLE, ResultsModel
from kernelview.ui.theme import SPACING

ROW_HEIGHT = 26
EMPTY = "What an experiment finds is kept here, to look at again and to compare with."


class ResultsList(QWidget):
    """Says which result is wanted, and which is to go; the last one removed can be brought back."""

    chosen = Signal(object)  # KeptResult
    ticked_changed = Signal(object)  # tuple[KeptResult, ...]
    remove_wanted = Signal(object)  # KeptResult
    restore_wanted = Signal(object)  # ExperimentRecord

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._removed: ExperimentRecord | None = None
        self._is_filling = False
        self.model = ResultsModel()
        self.model.setParent(self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.model)
        self.sorted.setSortRole(SORT_ROLE)
        self.table = self._make_table()
        self.remove = _button("Remove", "Remove this result and its file (Delete)", self)
        self.undo = _button("Undo", "Bring the result back that was removed last", self)
        self.note = QLabel(EMPTY, self)
        self.note.setObjectName("explanation")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self._connect()
        self._dress()
        self._show_state()

    @property
    def chosen_result(self) -> KeptResult | None:
        """The result chosen, None where there is none."""
        rows = self.table.selectionModel().selectedRows()
        return rows[0].data(RESULT_ROLE) if rows else None

    @property
    def ticked(self) -> tuple[KeptResult, ...]:
        """The results laid over the one shown."""
        return self.model.ticked

    def show_results(self, results: tuple[KeptResult, ...]) -> None:
        """Show the results; the chosen one stays chosen. Says nothing."""
        chosen = self.chosen_result
        self._is_filling = True
        self.model.show_results(results)
        self._is_filling = False
        if self._removed is not None and any(
            one.record.made == self._removed.made for one in results
        ):
            self._removed = None
        self.choose(chosen.record if chosen else None)
        self._show_state()

    def choose(self, record: ExperimentRecord | None) -> None:
        """Show which result is looked at. Says nothing."""
        self._is_filling = True
        self.table.clearSelection()
        row = None if record is None else self._row_of(record)
        if row is not None:
            self.table.selectRow(row)
        self._is_filling = False
        self.model.show_shown(record)
        self._show_state()

    def remove_chosen(self) -> None:
        """Ask for the chosen result to be removed; it can be brought back."""
        chosen = self.chosen_result
        if chosen is not None:
            self._removed = chosen.record
            self.remove_wanted.emit(chosen)
            self._show_state()

    def show_under_way(self, record: ExperimentRecord) -> None:
        """Take a result that is not kept yet as the one shown: others can be laid over it."""
        if self.chosen_result is not None:
            self.choose(None)
        self.model.show_shown(record)

    def _row_of(self, record: ExperimentRecord) -> int | None:
        rows = range(self.sorted.rowCount())
        made = (self.sorted.index(row, 0).data(RESULT_ROLE).record.made for row in rows)
        return next((row for row, one in enumerate(made) if one == record.made), None)

    def _restore(self) -> None:
        record, self._removed = self._removed, None
        if record is not None:
            self.restore_wanted.emit(record)
        self._show_state()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_choice(self) -> None:
        chosen = self.chosen_result
        self._show_state()
        if chosen is not None and not self._is_filling:
            self.model.show_shown(chosen.record)
            self.chosen.emit(chosen)

    def _show_state(self) -> None:
        self.remove.setEnabled(self.chosen_result is not None)
        self.undo.setVisible(self._removed is not None)
        if self._removed is not None:
            self.note.setText(f"Removed: {title_of(self._removed)}.")
        elif not self.model.results:
            self.note.setText(EMPTY)
        else:
            self.note.setText("Tick others of its kind to compare.")

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._take_choice())
        self.model.ticked_changed.connect(self.ticked_changed)
        self.remove.clicked.connect(self.remove_chosen)
        self.undo.clicked.connect(self._restore)
        self._appearance.changed.connect(self._dress)

    def _make_table(self) -> QTableView:
        table = _ListTable(self)
        table.setModel(self.sorted)
        table.setAccessibleName("Earlier results")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        # The rows in sight tell how wide a column is.
        header.setResizeContentsPrecision(0)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACING, SPACING // 2, SPACING, SPACING // 2)
        top.setSpacing(SPACING)
        top.addWidget(self.note, 1)
        top.addWidget(self.undo)
        top.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.table, 1)

    def _dress(self) -> None:
        self.remove.setIcon(self._appearance.icon("trash-2"))
        self.undo.setIcon(self._appearance.icon("undo-2"))


class _ListTable(QTableView):
    """Space ticks the row, Delete removes it."""

    def __init__(self, owner: ResultsList) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick or remove the row in hand."""
        key, row = event.key(), self.currentIndex()
        if key == Qt.Key.Key_Delete:
            self._owner.remove_chosen()
        elif key == Qt.Key.Key_Space and row.isValid():
            self._tick(row)
        else:
            super().keyPressEvent(event)

    def _tick(self, row: QModelIndex) -> None:
        box = row.siblingAtColumn(0)
        state = box.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            self.model().setData(box, state, Qt.ItemDataRole.CheckStateRole)


def _button(text: str, tip: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(f" {text}")
    button.setAccessibleName(text)
    button.setToolTip(tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
