"""The command palette: any command by a few of its letters."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.matching import Match, match
from kernelview.ui.shell.palette_row import ROW_HEIGHT, PaletteRow, PaletteRowDelegate
from kernelview.ui.theme import SPACING

WIDTH, HEIGHT = 560, 400
FROM_TOP = 64
# Key: how many rows it moves; ends of the list are met by the one-row steps going round.
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}
_ENTRY = Qt.ItemDataRole.UserRole


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
        self.setObjectName("palette")
        self.setAccessibleName("Command palette")
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Type a few letters of a command")
        self.search.setAccessibleName("Search the commands")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setItemDelegate(PaletteRowDelegate(appearance, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("Matching commands")
        self.list.itemClicked.connect(self._run)
        self.list.currentItemChanged.connect(self._describe)
        self.nothing = QLabel("No command has these letters.", self)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        appearance.changed.connect(self._restyle)
        self._restyle()

    def open_with(self, entries: Iterable[PaletteEntry]) -> None:
        """Show these commands near the top of the window."""
        self._entries = tuple(entries)
        self.search.clear()
        self._fill("")
        self._place()
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list and run from the search field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _MOVES:
                self._move(_MOVES[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._run(item)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, words: str) -> None:
        self.list.clear()
        for entry, found in matches(self._entries, words):
            self.list.addItem(_item(entry, found))
        self.list.setCurrentRow(0)
        is_empty = self.list.count() == 0
        self.nothing.setVisible(is_empty)
        self.list.setVisible(not is_empty)

    def _move(self, rows: int) -> None:
        last = self.list.count() - 1
        if last < 0:
            return
        to = self.list.currentRow() + rows
        if abs(rows) == 1:
            to %= last + 1
        self.list.setCurrentRow(min(max(to, 0), last))

    def _run(self, item: QListWidgetItem) -> None:
        entry = item.data(_ENTRY)
        if isinstance(entry, PaletteEntry) and entry.enabled:
            self.close()
            entry.run()

    def _describe(self, item: QListWidgetItem | None) -> None:
        """Let a screen reader say the row, which never has the focus itself."""
        words = item.data(Qt.ItemDataRole.AccessibleTextRole) if item is not None else ""
        self.search.setAccessibleDescription(str(words))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        place = parent.mapToGlobal(QPoint((parent.width() - self.width()) // 2, FROM_TOP))
        room = parent.screen().availableGeometry()
        right, bottom = room.right() + 1 - self.width(), room.bottom() + 1 - self.height()
        self.move(max(min(place.x(), right), room.left()), max(min(place.y(), bottom), room.top()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        self.resize(WIDTH, HEIGHT)

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"#palette {{ background: {theme.panel}; border: 1px solid {theme.line}; }}"
            f"QListWidget {{ border: none; background: {theme.panel}; outline: none; }}"
            "QLineEdit { padding: 6px 8px; }"
        )


def ranked(entries: Sequence[PaletteEntry], words: str) -> tuple[PaletteEntry, ...]:
    """Return the entries that hold the letters of every word in order, the best match first."""
    return tuple(entry for entry, _ in matches(entries, words))


def matches(entries: Sequence[PaletteEntry], words: str) -> tuple[tuple[PaletteEntry, Match], ...]:
    """Return the entries that fit with how they fit; equals keep their order."""
    found = [
        (entry, fit)
        for entry in entries
        if (fit := match(entry.text, words, also=entry.group)) is not None
    ]
    return tuple(sorted(found, key=lambda pair: -pair[1].score))


def _item(entry: PaletteEntry, found: Match) -> QListWidgetItem:
    item = QListWidgetItem(entry.text)
    row = PaletteRow(entry.text, entry.group, entry.shortcut, entry.enabled, found.places)
    item.setSizeHint(QSize(0, ROW_HEIGHT))
    item.setData(_ENTRY, entry)
    item.setData(PaletteRowDelegate.ROW, row)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, row.words)
    return item
