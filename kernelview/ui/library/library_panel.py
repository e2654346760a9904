"""The library: every kernel there is, searched, seen and chosen."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.document import Document, Image
from kernelview.kernels import Kernel, Recipe
from kernelview.ui.appearance import Appearance
from kernelview.ui.library.entries import Entry
from kernelview.ui.library.library_model import ENTRY_ROLE, LibraryFilter, LibraryModel
from kernelview.ui.library.library_view import LibraryView
from kernelview.ui.library.row_delegate import THUMBNAIL_SIDE, RowDelegate
from kernelview.ui.library.search_field import SearchField
from kernelview.ui.library.thumbnail_queue import ThumbnailQueue
from kernelview.ui.library.thumbnails import thumbnail_source
from kernelview.ui.theme import SPACING

NARROWEST, WIDEST = 220, 280
FOLDED_AT_FIRST = ("Compass", "Learned", "Texture")


class LibraryPanel(QWidget):
    """Search field above the folding groups of kernels."""

    preset_chosen = Signal(str)
    recipe_chosen = Signal(object)  # Recipe
    kernel_chosen = Signal(object)  # Kernel
    rename_asked = Signal(int, str)
    remove_asked = Signal(int)
    export_asked = Signal(object)  # Kernel
    save_to_mine_asked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kernel library")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self._appearance = appearance
        self._document: Document | None = None
        self._image: Image | None = None
        self._in_hand: tuple[tuple[int, int], ...] = ()
        self._folded: set[str] = set(FOLDED_AT_FIRST)
        self.model = LibraryModel(self)
        self.model.rename_asked.connect(self.rename_asked)
        self._filter = LibraryFilter(self)
        self._filter.setSourceModel(self.model)
        self.thumbnails = ThumbnailQueue(self)
        self.search = SearchField(self)
        self.view = LibraryView(self)
        self._save = QToolButton(self)
        self._nothing = QLabel(self)
        self._set_up_view()
        self._set_up_search()
        self._lay_out()
        self._restyle()
        appearance.changed.connect(self._restyle)

    def show_document(self, document: Document) -> None:
        """Show the document's own kernels, its picture in the thumbnails, its kernel in hand."""
        self._document = document
        self.model.set_mine(document.mine)
        if document.image is not self._image:
            self._image = document.image
            side = round(THUMBNAIL_SIDE * self.devicePixelRatioF())
            self.thumbnails.set_source(thumbnail_source(document.image.pixels, side))
        self._follow_hand(document)

    def show_learned(self, kernels: tuple[Kernel, ...], network: str) -> None:
        """List the kernels that a network learned."""
        self.model.set_learned(kernels, network)
        if self._document is not None:
            self._follow_hand(self._document)

    def focus_search(self) -> None:
        """Put the cursor into the search field, what is there selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def folded_groups(self) -> tuple[str, ...]:
        """Return the titles of the groups that are folded, to be remembered."""
        return tuple(sorted(self._folded))

    def set_folded_groups(self, titles: tuple[str, ...]) -> None:
        """Fold these groups and unfold all others."""
        self._folded = set(titles)
        self._unfold()

    # --- set-up

    def _set_up_view(self) -> None:
        self.view.setModel(self._filter)
        delegate = RowDelegate(
            self._appearance,
            self.view,
            thumbnail=self.thumbnails.picture,
            is_in_hand=self._is_in_hand,
            is_expanded=self.view.isExpanded,
        )
        self.view.setItemDelegate(delegate)
        self.view.setToolTip("Click or Enter puts a kernel in hand; arrows try one after another")
        self.thumbnails.made.connect(self.view.viewport().update)
        self.view.chosen.connect(self._choose)
        self.view.remove_wanted.connect(self._ask_to_remove)
        self.view.menu_wanted.connect(self._pop_up_menu)
        self.view.collapsed.connect(self._remember_folding)
        self.view.expanded.connect(self._remember_folding)
        self._unfold()

    def _set_up_search(self) -> None:
        self.search.textChanged.connect(self._search_for)
        self.search.left_downwards.connect(self._enter_list)
        self.search.returnPressed.connect(self._choose_first)
        self._save.setAccessibleName("Save the kernel in hand to Mine")
        self._save.setToolTip("Save the kernel in hand to Mine (Ctrl+D)")
        self._save.setAutoRaise(True)
        self._save.clicked.connect(self.save_to_mine_asked)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._nothing.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACING, SPACING, SPACING, 0)
        top.setSpacing(SPACING // 2)
        top.addWidget(self.search, 1)
        top.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(top)
        column.addWidget(self._nothing)
        column.addWidget(self.view, 1)
        column.addStretch(0)

    def _restyle(self) -> None:
        self._save.setIcon(self._appearance.icon("bookmark-plus"))
        self.search.set_icon(self._appearance.icon("search"))
        self._nothing.setStyleSheet(f"color: {self._appearance.theme.muted}; padding: 24px 16px;")
        self.view.viewport().update()

    # --- choosing

    def _choose(self, index: QModelIndex) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        match entry.kind:
            case "preset":
                self.preset_chosen.emit(entry.name)
            case "family":
                self.recipe_chosen.emit(Recipe(entry.name))
            case "learned" | "mine":
                self.kernel_chosen.emit(entry.kernel)

    def _is_in_hand(self, entry: Entry | None) -> bool:
        return entry is not None and self._document is not None and entry.is_in_hand(self._document)

    def _follow_hand(self, document: Document) -> None:
        before, self._in_hand = self._in_hand, self.model.places_in_hand(document)
        if self._in_hand == before:
            return
        self.view.viewport().update()
        current = self._filter.mapToSource(self.view.currentIndex())
        if self.view.is_choosing or self._is_in_hand(current.data(ENTRY_ROLE)):
            return
        for group, row in self._in_hand:
            index = self._filter.mapFromSource(self.model.row_index(group, row))
            if index.isValid() and self.view.isExpanded(index.parent()):
                self.view.setCurrentIndex(index)
                return

    def _shown_rows(self) -> list[QModelIndex]:
        model = self._filter
        groups = (model.index(row, 0) for row in range(model.rowCount()))
        rows = (
            model.index(row, 0, group) for group in groups for row in range(model.rowCount(group))
        )
        return [row for row in rows if row.data(ENTRY_ROLE).kernel is not None]

    # --- searching and folding

    def _search_for(self, words: str) -> None:
        self._filter.set_words(words)
        self._unfold()
        found = bool(self._shown_rows())
        self.view.setVisible(found)
        self._nothing.setVisible(not found)
        self._nothing.setText(f"No kernel matches “{words.strip()}”.")

    def _enter_list(self) -> None:
        rows = self._shown_rows()
        visible = [row for row in rows if self.view.isExpanded(row.parent())]
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        if visible and self.search.text().strip():
            self.view.walk_to(visible[0])

    def _choose_first(self) -> None:
        rows = self._shown_rows()
        if rows and self.search.text().strip():
            self.view.setCurrentIndex(rows[0])
            self.view.choose(rows[0])

    def _unfold(self) -> None:
        searching = bool(self.search.text().strip())
        for row in range(self._filter.rowCount()):
            index = self._filter.index(row, 0)
            with QSignalBlocker(self.view):
                self.view.setExpanded(index, searching or index.data() not in self._folded)

    def _remember_folding(self, index: QModelIndex) -> None:
        if self.search.text().strip():
            return
        if self.view.isExpanded(index):
            self._folded.discard(index.data())
        else:
            self._folded.add(index.data())

    # --- Mine

    def _ask_to_remove(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, Entry) and entry.kind == "mine":
            self.remove_asked.emit(self._filter.mapToSource(index).row())

    def _pop_up_menu(self, index: QModelIndex, place: QPoint) -> None:
        menu = self.menu_for(index)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu_for(self, index: QModelIndex) -> QMenu:
        """Return the context menu of a row; below the rows it only offers to save."""
        menu = QMenu(self)
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, Entry) and entry.kernel is not None:
            self._offer_row(menu, QPersistentModelIndex(index), entry)
            menu.addSeparator()
        save = _action(menu, "Save the kernel in hand to Mine", keys="Ctrl+D")
        save.triggered.connect(self.save_to_mine_asked)
        return menu

    def _present(self, row: QPersistentModelIndex) -> QModelIndex:
        return self._filter.index(row.row(), row.column(), row.parent())

    def _offer_row(self, menu: QMenu, row: QPersistentModelIndex, entry: Entry) -> None:
        put = _action(menu, "Use this kernel", keys="Return")
        put.triggered.connect(lambda: self.view.choose(self._present(row)))
        if entry.kind == "mine":
            rename = _action(menu, "Rename", keys="F2")
            rename.triggered.connect(lambda: self.view.edit(self._present(row)))
            remove = _action(menu, "Delete", keys="Delete")
            remove.triggered.connect(lambda: self._ask_to_remove(self._present(row)))
        export = _action(menu, "Export this kernel…")
        export.triggered.connect(lambda: self.export_asked.emit(entry.kernel))


def _action(menu: QMenu, text: str, *, keys: str = "") -> QAction:
    action = QAction(text, menu)
    action.setShortcut(QKeySequence(keys))
    # Only shown: the view itself acts on these keys.
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    menu.addAction(action)
    return action
