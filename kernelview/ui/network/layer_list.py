"""The list of layers: chosen, unfolded, moved and removed by mouse and keyboard."""

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QWidget

from kernelview.learn.blueprint import Blueprint
from kernelview.learn.sizing import LayerRow
from kernelview.ui.appearance import Appearance
from kernelview.ui.network.layer_form import LayerForm
from kernelview.ui.network.row_delegate import INDENT, MARGIN, ROW_ROLE, ListRow, RowDelegate
from kernelview.ui.network.words import settings_words, shape_words
from kernelview.ui.theme import SPACING

KEYS = "Enter shows or hides the layer's options, Alt+Up and Alt+Down move it, Delete removes it"
LEAST_HEIGHT = 96
FLAGS = (
    Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
)  # fmt: skip


class LayerList(QListWidget):
    """One row a layer; the chosen one may be unfolded, with the form of its options below it."""

    # from, to: the place it has afterwards
    move_asked = Signal(int, int)
    remove_asked = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_editable = True
        self._is_unfolded = False
        # The row under a pressed mouse button, and whether it was the chosen one before.
        self._pressed: tuple[int, bool] | None = None
        self.form = LayerForm(self.viewport())
        self.form.set_margins(INDENT, SPACING // 2, MARGIN, MARGIN)
        self.form.hide()
        self.form.left.connect(self._leave_form)
        self.setAccessibleName("Layers")
        self.setAccessibleDescription(KEYS)
        self.setObjectName("layers")
        self.delegate = RowDelegate(appearance, self)
        self.setItemDelegate(self.delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.verticalScrollBar().setSingleStep(SPACING * 2)
        self.currentRowChanged.connect(lambda _: self._lay_out())

    @property
    def unfolded(self) -> int:
        """The row that shows its options; -1 for none."""
        return self.currentRow() if self._is_unfolded else -1

    def show_network(self, network: Blueprint, rows: tuple[LayerRow, ...], classes: int) -> None:
        """Show the layers; the row chosen stays chosen."""
        chosen = max(self.currentRow(), 0)
        blocked = QSignalBlocker(self)
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            item = QListWidgetItem()
            item.setFlags(FLAGS)
            self.addItem(item)
        for place, (layer, row) in enumerate(zip(network.layers, rows, strict=True)):
            content = ListRow.of(row, settings_words(layer, classes), shape_words(row))
            item = self.item(place)
            item.setData(ROW_ROLE, content)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, content.spoken)
            item.setToolTip(row.error or content.spoken)
        self.setCurrentRow(min(chosen, self.count() - 1))
        blocked.unblock()
        self._lay_out()

    def show_editable(self, is_editable: bool) -> None:  # noqa: FBT001 - one state, shown
        """Let rows be looked at, but not moved or removed, while the network learns."""
        self._is_editable = is_editable
        self.setDragEnabled(is_editable)

    def unfold(self) -> None:
        """Show the options of the chosen row."""
        self._is_unfolded = True
        self._lay_out()
        self.bring_into_sight()

    def fold(self) -> None:
        """Hide the options."""
        if any(control.hasFocus() for control in self.form.controls):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._is_unfolded = False
        self._lay_out()

    def toggle(self) -> None:
        """Show the options where they are hidden, else hide them."""
        if self._is_unfolded:
            self.fold()
        else:
            self.unfold()

    def bring_into_sight(self) -> None:
        """Scroll to the chosen row: to all of it, or to its head where it is too high."""
        item = self.currentItem()
        if item is not None:
            hint = QAbstractItemView.ScrollHint
            is_high = self.visualItemRect(item).height() > self.viewport().height()
            self.scrollToItem(item, hint.PositionAtTop if is_high else hint.EnsureVisible)

    def rows_changed(self) -> None:
        """Give the rows the heights that they have now."""
        self._lay_out()

    def form_height(self) -> int:
        """Return how high the form and the line below it are at the list's width."""
        return self.form.height_for(self.viewport().width()) + 1

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(300, 240)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, remove, fold or unfold the row chosen."""
        place, key = self.currentRow(), Qt.Key(event.key())
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self._is_editable and 0 <= place + step < self.count():
                self.move_asked.emit(place, place + step)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and place >= 0:
            if self._is_editable:
                self.remove_asked.emit(place)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.toggle()
        elif key == Qt.Key.Key_Left:
            self.fold()
        elif key == Qt.Key.Key_Right:
            self.unfold()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note the row under the mouse: a click on it unfolds or folds it."""
        row = self.indexAt(event.position().toPoint()).row()
        self._pressed = (row, row == self.currentRow())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Unfold the row clicked; fold the one that was unfolded."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        row = self.indexAt(event.position().toPoint()).row()
        if pressed is None or row != pressed[0] or event.button() != Qt.MouseButton.LeftButton:
            return
        if pressed[1] and self._is_unfolded:
            self.fold()
        elif row >= 0:
            self.unfold()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag a row as it is folded."""
        self._pressed = None
        self.fold()
        super().startDrag(actions)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move instead of making it: the document decides."""
        source = self.currentRow()
        place = self._gap_at(event.position().y())
        place -= place > source
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        # The list has its state back only after the drag.
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
        if self._is_editable and source >= 0 and place != source:
            self.move_asked.emit(source, place)

    def updateGeometries(self) -> None:
        """Keep the form below its row when the rows are laid out."""
        super().updateGeometries()
        self._place_form()

    def event(self, event: QEvent) -> bool:
        """Lay the rows out anew when their words change in size."""
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()
        return super().event(event)

    # Parts

    def _lay_out(self) -> None:
        self.doItemsLayout()
        self._chain_tabs()

    def _place_form(self) -> None:
        item = self.item(self.unfolded) if self.unfolded >= 0 else None
        if item is None:
            self.form.hide()
            return
        box = self.visualItemRect(item)
        height = self.form_height()
        self.form.setGeometry(box.left(), box.bottom() + 1 - height, box.width(), height - 1)
        self.form.show()

    def _chain_tabs(self) -> None:
        """Let Tab go from the list into the form, in the order that is seen."""
        before: QWidget = self
        for control in self.form.controls:
            QWidget.setTabOrder(before, control)
            before = control

    def _leave_form(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _gap_at(self, y: float) -> int:
        """Return how many rows have their middle above a height."""
        boxes = (self.visualItemRect(self.item(place)) for place in range(self.count()))
        return sum(box.center().y() < y for box in boxes)
