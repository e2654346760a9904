"""The list of kernels: chosen by click, Enter or Space at once, by arrows after a moment."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from kernelview.ui.library.entries import Entry
from kernelview.ui.library.library_model import ENTRY_ROLE

# Long enough to run down the list without a stop at every row, short enough to feel live.
ARROW_DELAY_MS = 120

_CHOOSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LibraryView(QTreeView):
    """A tree without indentation whose headings fold on a click."""

    chosen = Signal(object)  # QModelIndex
    remove_wanted = Signal(object)  # QModelIndex
    menu_wanted = Signal(object, QPoint)  # QModelIndex, place on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kernels")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self._by_key = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(ARROW_DELAY_MS)
        self._delay.timeout.connect(self._choose_current)
        self.clicked.connect(self._choose_clicked)

    @property
    def is_choosing(self) -> bool:
        """Whether arrows moved a moment ago and the row is about to be chosen."""
        return self._delay.isActive()

    def walk_to(self, index: QModelIndex) -> None:
        """Make a row current as if arrows had gone there: chosen after a moment."""
        self.setCurrentIndex(index)
        self._delay.start()

    def choose(self, index: QModelIndex) -> None:
        """Choose a row now, or fold a group."""
        self._delay.stop()
        if isinstance(index.data(ENTRY_ROLE), Entry):
            self.chosen.emit(index)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, remove, or let Qt move about."""
        if event.key() in _CHOOSING_KEYS and not event.modifiers():
            self.choose(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit(self.currentIndex())
        else:
            self._by_key = True
            super().keyPressEvent(event)
            self._by_key = False

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Start the moment after which a row that arrows reached is chosen."""
        super().currentChanged(current, previous)
        if self._by_key:
            self._delay.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the mouse, or of the current one by key."""
        index, place = self.indexAt(event.pos()), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
        self.menu_wanted.emit(index, place)

    def drawBranches(self, _painter: QPainter, _rect: Any, _index: Any) -> None:
        """Draw no branches: the headings carry their own arrow."""

    def _choose_current(self) -> None:
        if isinstance(self.currentIndex().data(ENTRY_ROLE), Entry):
            self.chosen.emit(self.currentIndex())

    def _choose_clicked(self, index: QModelIndex) -> None:
        self.choose(index)
