"""The library as Qt sees it: groups, and rows below each."""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from kernelview.document import Document
from kernelview.kernels import Kernel
from kernelview.ui.library.entries import (
    LEARNED,
    MINE,
    Entry,
    Group,
    built_in_groups,
    learned_entries,
    mine_entries,
)

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole)
GROUP_ROLE = ENTRY_ROLE + 1

_GROUP_ID = 0


class LibraryModel(QAbstractItemModel):
    """Two levels: an index's internal id is 0 for a group, the group's number + 1 for a row.

    Editing the label of one of Mine asks (`rename_asked`) and changes nothing by itself.
    """

    rename_asked = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups = [
            *built_in_groups(),
            Group(LEARNED, learned_entries((), "")),
            Group(MINE, mine_entries(())),
        ]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups in order, Mine last."""
        return tuple(self._groups)

    @property
    def mine_index(self) -> QModelIndex:
        """The index of the group Mine."""
        return self._group_index(MINE)

    def set_learned(self, kernels: tuple[Kernel, ...], network: str) -> None:
        """Show the kernels that a network learned, of which it has the name."""
        self._set_rows(LEARNED, learned_entries(kernels, network))

    def set_mine(self, mine: tuple[Kernel, ...]) -> None:
        """Show these as Mine."""
        self._set_rows(MINE, mine_entries(mine))

    def _set_rows(self, title: str, new: tuple[Entry, ...]) -> None:
        """Show a group's rows; only those that changed are taken out and put in."""
        index = self._group_index(title)
        number, old = index.row(), self._groups[index.row()].entries
        start = _common_start(old, new)
        end = _common_start(old[start:][::-1], new[start:][::-1])
        kept = old[:start] + old[len(old) - end :]
        if len(old) > len(kept):
            self.beginRemoveRows(index, start, len(old) - end - 1)
            self._groups[number] = Group(title, kept)
            self.endRemoveRows()
        if len(new) > len(kept):
            self.beginInsertRows(index, start, len(new) - end - 1)
            self._groups[number] = Group(title, new)
            self.endInsertRows()

    def _group_index(self, title: str) -> QModelIndex:
        titles = [group.title for group in self._groups]
        return self.index(titles.index(title), 0)

    def entry(self, index: Index) -> Entry | None:
        """Return the entry of a row; None for a group."""
        if not index.isValid() or index.internalId() == _GROUP_ID:
            return None
        return self._groups[index.internalId() - 1].entries[index.row()]

    def places_in_hand(self, document: Document) -> tuple[tuple[int, int], ...]:
        """Return (group, row) of each entry that the document's kernel in hand comes from."""
        return tuple(
            (number, row)
            for number, group in enumerate(self._groups)
            for row, entry in enumerate(group.entries)
            if entry.is_in_hand(document)
        )

    def row_index(self, group: int, row: int) -> QModelIndex:
        """Return the index of a row of a group."""
        return self.index(row, 0, self.index(group, 0))

    # --- Qt's side

    def index(self, row: int, column: int, parent: Index = NO_PARENT) -> QModelIndex:
        """Return the index of a group, or of a row below one."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP_ID)

    def parent(self, index: Index | None = None) -> Any:
        """Return the group of a row; Qt also calls this without an index for the owner."""
        if index is None:
            return super().parent()
        if not index.isValid() or index.internalId() == _GROUP_ID:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP_ID)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many groups, or rows of a group."""
        if not parent.isValid():
            return len(self._groups)
        is_group = parent.internalId() == _GROUP_ID
        return len(self._groups[parent.row()].entries) if is_group else 0

    def columnCount(self, _parent: Index = NO_PARENT) -> int:
        """Return 1."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row: only Mine's labels are edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        entry = self.entry(index)
        if entry is not None and entry.kind == "hint":
            return Qt.ItemFlag.ItemNeverHasChildren
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if entry is None:
            return flags
        if entry.kind == "mine":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return what a role asks of a group or a row."""
        if not index.isValid():
            return None
        entry = self.entry(index)
        if entry is None:
            return _group_data(self._groups[index.row()], role)
        return _entry_data(entry, role)

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for a new name of one of Mine."""
        entry = self.entry(index)
        name = str(value).strip()
        if role != int(Qt.ItemDataRole.EditRole) or entry is None or entry.kind != "mine":
            return False
        if name and name != entry.label:
            self.rename_asked.emit(index.row(), name)
        return False


class LibraryFilter(QSortFilterProxyModel):
    """The rows that match what is typed into the search field, and their groups."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = ""

    def set_words(self, words: str) -> None:
        """Keep only the rows that match every word; no words keep all."""
        self._words = words.strip()
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Say whether a row matches, or a group has a row that does."""
        if not self._words:
            return True
        index = self.sourceModel().index(source_row, 0, source_parent)
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, Entry):
            return entry.matches(self._words)
        group = index.data(GROUP_ROLE)
        return any(row.matches(self._words) for row in group.entries)


def _group_data(group: Group, role: int) -> Any:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return group.title
        case Qt.ItemDataRole.AccessibleTextRole:
            return f"Group {group.title}"
        case _ if role == GROUP_ROLE:
            return group
        case _:
            return None


def _entry_data(entry: Entry, role: int) -> Any:
    match role:
        case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
            return entry.label
        case Qt.ItemDataRole.ToolTipRole:
            return entry.tooltip
        case Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken
        case Qt.ItemDataRole.AccessibleDescriptionRole:
            return entry.help
        case _ if role == ENTRY_ROLE:
            return entry
        case _:
            return None


def _common_start(old: tuple[Entry, ...], new: tuple[Entry, ...]) -> int:
    pairs = zip(old, new, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))
