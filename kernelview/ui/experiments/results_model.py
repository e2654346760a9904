"""The kept experiments as a table for Qt."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kernelview.files.results_folder import KeptResult
from kernelview.learn.experiments import RECORD_LABELS, ExperimentRecord
from kernelview.ui.experiments.result_words import headline_of, settings_words, when_words

SORT_ROLE = int(Qt.ItemDataRole.UserRole)
RESULT_ROLE = SORT_ROLE + 1
HEADINGS = ("", "When", "Experiment", "Result", "Settings")
TICK_TIP = "Lay it over the result shown (Space)"

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class ResultsModel(QAbstractTableModel):
    """One row a result; the first column has a tick that lays its plot over the one shown.

    Only results of the same kind as the one shown can be ticked.
    """

    ticked_changed = Signal(object)  # tuple[KeptResult, ...]

    def __init__(self) -> None:
        super().__init__()
        self.results: tuple[KeptResult, ...] = ()
        self._cells: list[tuple[tuple[str, float | str], ...]] = []
        self._shown: ExperimentRecord | None = None
        self._ticked: set[object] = set()

    @property
    def ticked(self) -> tuple[KeptResult, ...]:
        """The results laid over the one shown."""
        return tuple(one for one in self.results if self._is_ticked(one))

    def show_results(self, results: tuple[KeptResult, ...]) -> None:
        """Show other results; those that are still there stay ticked."""
        before = self.ticked
        self.beginResetModel()
        self.results = results
        self._cells = [_cells(one.record) for one in results]
        self.endResetModel()
        self._tell(before)

    def show_shown(self, record: ExperimentRecord | None) -> None:
        """Take which result is looked at: others of its kind can be laid over it."""
        before, last_shown = self.ticked, self._shown
        self._shown = record
        is_same = record is not None and last_shown is not None and record.made == last_shown.made
        if self.results and not is_same:
            last = self.index(len(self.results) - 1, len(HEADINGS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self._tell(before)

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a result."""
        return 0 if parent is not None and parent.isValid() else len(self.results)

    def columnCount(self, parent: Index | None = None) -> int:
        """One column a heading."""
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's heading."""
        if section == 0 and role in {Role.ToolTipRole, Role.AccessibleTextRole}:
            return "Compare: laid over the result shown"
        is_shown = orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole
        return HEADINGS[section] if is_shown else None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows."""
        result = self.results[index.row()]
        text, key = self._cells[index.row()][index.column()]
        match role:
            case Role.ToolTipRole | Role.AccessibleTextRole if index.column() == 0:
                return TICK_TIP if self._can_tick(result) else ""
            case Role.DisplayRole | Role.ToolTipRole:
                return text
            case Role.CheckStateRole if index.column() == 0 and self._can_tick(result):
                return Qt.CheckState.Checked if self._is_ticked(result) else Qt.CheckState.Unchecked
            case _ if role == SORT_ROLE:
                return key
            case _ if role == RESULT_ROLE:
                return result
        return None

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:  # noqa: ARG002 - Qt's
        """Tick a result, or take the tick away."""
        if role != Role.CheckStateRole or not self._can_tick(self.results[index.row()]):
            return False
        before = self.ticked
        self._ticked ^= {self.results[index.row()].record.made}
        self.dataChanged.emit(index, index)
        self._tell(before)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A result of the kind shown can be ticked."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == 0 and self._can_tick(self.results[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _can_tick(self, result: KeptResult) -> bool:
        shown = self._shown
        return (
            shown is not None
            and result.record.kind == shown.kind
            and result.record.made != shown.made
        )

    def _is_ticked(self, result: KeptResult) -> bool:
        return result.record.made in self._ticked and self._can_tick(result)

    def _tell(self, before: tuple[KeptResult, ...]) -> None:
        if self.ticked != before:
            self.ticked_changed.emit(self.ticked)


def _cells(record: ExperimentRecord) -> tuple[tuple[str, float | str], ...]:
    texts = (RECORD_LABELS[record.kind], headline_of(record), settings_words(record))
    return (
        ("", 0.0),
        (when_words(record.made), record.made.timestamp()),
        *((text, text.lower()) for text in texts),
    )
