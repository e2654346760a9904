"""The kept runs as a table for Qt."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from kernelview.learn.run_record import RunRecord
from kernelview.ui.runs.run_words import HEADINGS, NUMBERS, Cell, cells_of

SORT_ROLE = int(Qt.ItemDataRole.UserRole)
ID_ROLE = SORT_ROLE + 1

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RunsModel(QAbstractTableModel):
    """One row a run; the first column is the name, to edit, with a tick for its curves."""

    # id, name
    rename_asked = Signal(str, str)
    # ids whose curves are wanted
    ticked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ids: list[str] = []
        self._rows: list[tuple[Cell, ...]] = []
        self._ticked: set[str] = set()

    def show_runs(self, runs: tuple[tuple[str, RunRecord], ...]) -> None:
        """Show other runs; those that are still there stay ticked."""
        self.beginResetModel()
        self._ids = [run_id for run_id, _ in runs]
        self._rows = [cells_of(record) for _, record in runs]
        kept = self._ticked & set(self._ids)
        lost = kept != self._ticked
        self._ticked = kept
        self.endResetModel()
        if lost:
            self._tell()

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a run."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """One column a heading."""
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Role.TextAlignmentRole and HEADINGS[section] in NUMBERS:
            return RIGHT
        return HEADINGS[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows."""
        run_id, cell = self._ids[index.row()], self._rows[index.row()][index.column()]
        match role:
            case Role.DisplayRole | Role.EditRole | Role.ToolTipRole:
                return cell.text
            case Role.TextAlignmentRole if HEADINGS[index.column()] in NUMBERS:
                return RIGHT
            case Role.CheckStateRole if index.column() == 0:
                on = run_id in self._ticked
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            case _ if role == SORT_ROLE:
                return cell.key
            case _ if role == ID_ROLE:
                return run_id
        return None

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Rename a run, or tick it."""
        run_id = self._ids[index.row()]
        if role == Role.CheckStateRole:
            self._ticked ^= {run_id}
            self.dataChanged.emit(index, index)
            self._tell()
            return True
        if role == Role.EditRole and str(value).strip():
            if str(value).strip() != self._rows[index.row()][0].text:
                self.rename_asked.emit(run_id, str(value).strip())
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The name can be edited and ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _tell(self) -> None:
        self.ticked.emit(tuple(one for one in self._ids if one in self._ticked))
