"""The list of layers: chosen, moved and removed by mouse and keyboard."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from kernelview.learn.blueprint import Blueprint
from kernelview.learn.sizing import LayerRow
from kernelview.ui.appearance import Appearance
from kernelview.ui.network.row_delegate import ROW_ROLE, ListRow, RowDelegate
from kernelview.ui.network.words import settings_words, shape_words


class LayerList(QListWidget):
    """One row a layer. Alt+Up and Alt+Down move it, Delete removes it, a drag moves it, too."""

    # from, to: the place it has afterwards
    move_asked = Signal(int, int)
    remove_asked = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Layers")
        self.setObjectName("layers")
        self.setItemDelegate(RowDelegate(appearance, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(False)

    def show_network(self, network: Blueprint, rows: tuple[LayerRow, ...], classes: int) -> None:
        """Show the layers; the row chosen stays chosen."""
        chosen = max(self.currentRow(), 0)
        blocked = QSignalBlocker(self)
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for place, (layer, row) in enumerate(zip(network.layers, rows, strict=True)):
            content = ListRow(
                row.name,
                settings_words(layer, classes),
                shape_words(row),
                f"{row.parameters:,}" if row.parameters else "",
                row.error,
            )
            item = self.item(place)
            item.setData(ROW_ROLE, content)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, content.spoken)
            item.setToolTip(row.error or content.spoken)
        self.setCurrentRow(min(chosen, self.count() - 1))
        blocked.unblock()
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move or remove the row chosen."""
        place = self.currentRow()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if 0 <= place + step < self.count():
                self.move_asked.emit(place, place + step)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and place >= 0:
            self.remove_asked.emit(place)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move instead of making it: the document decides."""
        source = self.currentRow()
        target = self.indexAt(event.position().toPoint()).row()
        place = self.count() if target < 0 else target
        if self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem:
            place += 1
        place -= place > source
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if place != source:
            self.move_asked.emit(source, min(place, self.count() - 1))

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(300, 240)
