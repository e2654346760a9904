"""A table of an experiment for Qt."""

from math import inf, isnan
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from kernelview.learn.experiments import Table
from kernelview.learn.experiments.tables import Cell
from kernelview.ui.experiments.result_words import (
    cell_words,
    column_words,
    is_number,
    plain_cell,
)

SORT_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """The cells as people read them; sorted by what they are."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._table = "", Table((), ())
        self._numbers: tuple[bool, ...] = ()

    @property
    def table(self) -> Table:
        """The table shown."""
        return self._table

    def show_table(self, name: str, table: Table) -> None:
        """Show another table."""
        if (name, table) == (self._name, self._table):
            return
        self.beginResetModel()
        self._name, self._table = name, table
        self._numbers = tuple(is_number(table, place) for place in range(len(table.columns)))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a row."""
        return 0 if parent is not None and parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """One column a column."""
        return 0 if parent is not None and parent.isValid() else len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's heading."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Role.TextAlignmentRole and self._numbers[section]:
            return RIGHT
        return column_words(self._table.columns[section]) if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows."""
        column = index.column()
        cell = self._table.rows[index.row()][column]
        match role:
            case Role.DisplayRole | Role.ToolTipRole:
                return cell_words(self._name, self._table.columns[column], cell)
            case Role.TextAlignmentRole if self._numbers[column]:
                return RIGHT
            case _ if role == SORT_ROLE:
                return _key(cell, is_number=self._numbers[column])
        return None

    def plain(self, row: int) -> str:
        """Return a row as programs read it, tabs between its cells."""
        return "\t".join(plain_cell(cell) for cell in self._table.rows[row])

    @property
    def heading(self) -> str:
        """The names of the columns as programs read them, tabs between."""
        return "\t".join(self._table.columns)


def _key(cell: Cell, *, is_number: bool) -> float | str:
    if not is_number:
        return "" if cell is None else str(cell).lower()
    # What is not known comes before all that is.
    if cell is None or isinstance(cell, str) or isnan(cell):
        return -inf
    return float(cell)
