"""The comparison as a table that views and screen readers can read."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kernelview.ui.methods.words import HEADINGS, cells, label_of
from kernelview.usecases.compare_methods import Comparison, Contestant, Entry

Index = QModelIndex | QPersistentModelIndex

NAME, TIME, MEASURED, EXPECTED, TO_PLAIN, TO_FILTER2D, DIFFERENCE = range(len(HEADINGS))
ENTRY_ROLE = Qt.ItemDataRole.UserRole
HELP = (
    "The engine's methods, and OpenCV's filter2D for comparison",
    "Measured time on a logarithmic scale",
    "Median of several runs",
    "What the engine expected before measuring",
    "How many times faster than the plain sum",
    "How many times faster than OpenCV's filter2D",
    "Largest difference to the plain sum, in units of the picture",
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class MethodModel(QAbstractTableModel):
    """One row a method; says which is chosen and which is being measured."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.comparison: Comparison | None = None
        self.measuring: Contestant | None = None

    def show_comparison(
        self, comparison: Comparison, *, measuring: Contestant | None = None
    ) -> None:
        """Show what is known now; the row in hand stays in hand."""
        before = self.rowCount()
        if before != len(comparison.entries):
            self.beginResetModel()
        self.comparison, self.measuring = comparison, measuring
        if before != len(comparison.entries):
            self.endResetModel()
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, TIME, TIME)

    def entry(self, row: int) -> Entry | None:
        """Return the entry of a row."""
        entries = self.comparison.entries if self.comparison is not None else ()
        return entries[row] if 0 <= row < len(entries) else None

    def row_of(self, name: Contestant) -> int:
        """Return the row of a method; -1 when it has none."""
        entries = self.comparison.entries if self.comparison is not None else ()
        return next((row for row, entry in enumerate(entries) if entry.name == name), -1)

    def is_chosen(self, entry: Entry) -> bool:
        """Whether the application runs this method here."""
        return self.comparison is not None and entry.name == self.comparison.chosen

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of methods."""
        return 0 if self.comparison is None or _is_row(parent) else len(self.comparison.entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if _is_row(parent) else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, alignment, what is read out, or the whole entry."""
        entry = self.entry(index.row())
        if entry is None or self.comparison is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cells(self.comparison, entry)[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(entry, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if index.column() >= MEASURED else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return entry.obstacle or entry.reason
            case _:
                return entry if role == ENTRY_ROLE else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading and what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return HEADINGS[section]
            case Qt.ItemDataRole.ToolTipRole:
                return HELP[section]
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section >= MEASURED else _LEFT
            case _:
                return None

    def _spoken(self, entry: Entry, column: int) -> str:
        assert self.comparison is not None  # noqa: S101 - data() has asked
        text = cells(self.comparison, entry)[column]
        if column != NAME:
            return f"{HEADINGS[column]}: {text}"
        if self.is_chosen(entry):
            return f"{label_of(entry.name)}, chosen"
        return f"{label_of(entry.name)}, not right here" if entry.obstacle else text


def _is_row(parent: Index | None) -> bool:
    return parent is not None and parent.isValid()
