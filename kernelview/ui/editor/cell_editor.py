"""The line in which a cell's new value is typed."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kernelview.kernels import KernelError, parse_number

SMALLEST_WIDTH = 88
SMALLEST_HEIGHT = 26

Move = tuple[int, int]
STAY: Move = (0, 0)
DOWN: Move = (1, 0)
UP: Move = (-1, 0)

_MOVES = {
    Qt.Key.Key_Return: DOWN,
    Qt.Key.Key_Enter: DOWN,
    Qt.Key.Key_Down: DOWN,
    Qt.Key.Key_Up: UP,
}


class CellEditor(QLineEdit):
    """Reads a number, a fraction or an expression; a bad entry stays and is explained."""

    # value, the direction to move on to
    committed = Signal(float, object)
    # value, 1 for the next cell in reading order, -1 for the previous
    committed_with_tab = Signal(float, int)
    cancelled = Signal()
    # what is wrong with the text, "" once it reads as a number
    complained = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = parent
        self.setObjectName("cell-editor")
        self.setAccessibleName("New value of the cell")
        self.setToolTip("A number, a fraction (1/9) or an expression (sqrt(2)/2)")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.textEdited.connect(lambda _: self._complain(""))
        self.is_open = False
        self.hide()

    def begin(self, text: str, rect: QRect, *, select: bool) -> None:
        """Open over `rect` with `text`; `select` lets the next key replace it."""
        self._complain("")
        self.setText(text)
        self.setGeometry(_roomy(rect, self._grid.rect()))
        self.is_open = True
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if select:
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the vertical arrows take the value and move on; Escape cancels."""
        move = _MOVES.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif move is not None:
            self._commit(move)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Take the value on Tab instead of leaving."""
        value = self._value()
        if value is not None:
            self._close()
            self.committed_with_tab.emit(value, 1 if following else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take a good value when the focus goes elsewhere; keep a bad one open."""
        super().focusOutEvent(event)
        leaves = event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if leaves and self.is_open:
            self._commit(STAY)

    def cancel(self) -> None:
        """Close and leave the cell as it is."""
        self._close()
        self.cancelled.emit()

    def _commit(self, move: Move) -> None:
        if not self.text().strip():
            self.cancel()
            return
        value = self._value()
        if value is not None:
            self._close()
            self.committed.emit(value, move)

    def _value(self) -> float | None:
        try:
            return parse_number(self.text())
        except KernelError as error:
            self._complain(str(error))
            return None

    def _complain(self, reason: str) -> None:
        self.setProperty("invalid", bool(reason))
        self.style().unpolish(self)
        self.style().polish(self)
        self.complained.emit(reason)

    def _close(self) -> None:
        # Hiding a widget that has the focus would hand it on as if Tab were pressed.
        self.is_open = False
        if self.hasFocus():
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self._complain("")


def _roomy(rect: QRect, outer: QRect) -> QRect:
    width = max(rect.width() + 1, SMALLEST_WIDTH)
    height = max(rect.height() + 1, SMALLEST_HEIGHT)
    room = QRect(0, 0, min(width, outer.width()), min(height, outer.height()))
    room.moveCenter(rect.center())
    room.moveLeft(min(max(room.left(), 0), outer.width() - room.width()))
    room.moveTop(min(max(room.top(), 0), outer.height() - room.height()))
    return room
