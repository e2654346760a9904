"""The command palette: any command by a few of its letters."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

WIDTH, HEIGHT = 520, 380
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class PaletteEntry:
    """One command: what it says, where its menu is, and what runs it."""

    text: str
    group: str
    shortcut: str
    enabled: bool
    run: Callable[[], None]


class CommandPalette(QDialog):
    """Search field above the commands that match it, the best first."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._appearance = appearance
        self._entries: tuple[PaletteEntry, ...] = ()
        self.setAccessibleName("Command palette")
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Type a command")
        self.search.setAccessibleName("Search the commands")
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = QTreeWidget(self)
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Matching commands")
        self.list.itemClicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.resize(WIDTH, HEIGHT)

    def open_with(self, entries: Iterable[PaletteEntry]) -> None:
        """Show these commands near the top of the window."""
        self._entries = tuple(entries)
        self.search.clear()
        self._fill("")
        parent = self.parentWidget()
        if parent is not None:
            place = parent.mapToGlobal(QPoint((parent.width() - self.width()) // 2, 64))
            self.move(place)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list and run from the search field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._run(item)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, words: str) -> None:
        self.list.clear()
        for entry in ranked(self._entries, words):
            item = QTreeWidgetItem([entry.text, entry.group, entry.shortcut])
            item.setData(0, Qt.ItemDataRole.UserRole, entry)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setDisabled(not entry.enabled)
            self.list.addTopLevelItem(item)
        self.list.setColumnWidth(0, WIDTH * 5 // 9)
        self.list.setColumnWidth(1, WIDTH // 8)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    def _run(self, item: QTreeWidgetItem) -> None:
        entry = item.data(0, Qt.ItemDataRole.UserRole)
        if isinstance(entry, PaletteEntry) and entry.enabled:
            self.close()
            entry.run()


def ranked(entries: Sequence[PaletteEntry], words: str) -> tuple[PaletteEntry, ...]:
    """Return the entries that hold the letters of `words` in order, the best match first.

    Whole words at the start of the text come first, then anywhere, then scattered letters.
    """
    wanted = words.casefold().strip()
    scored = [(_score(entry, wanted), place, entry) for place, entry in enumerate(entries)]
    return tuple(entry for score, _, entry in sorted(scored, key=lambda row: row[:2]) if score < 4)


def _score(entry: PaletteEntry, wanted: str) -> int:
    text = entry.text.casefold()
    if not wanted or text.startswith(wanted):
        return 0
    if f" {wanted}" in text:
        return 1
    if wanted in text:
        return 2
    letters = iter(f"{text} {entry.group.casefold()}")
    return 3 if all(letter in letters for letter in wanted.replace(" ", "")) else 4
