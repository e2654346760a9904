"""The search field of the library."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class SearchField(QLineEdit):
    """A line that Down leaves towards the list and Esc clears."""

    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Search kernels")
        self.setAccessibleName("Search kernels")
        self.setToolTip("Search by name, group or what a kernel does (Ctrl+F)")
        self.setClearButtonEnabled(True)
        self._glass = QAction("Search", self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        for button in self.findChildren(QWidget):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_icon(self, icon: QIcon) -> None:
        """Show this magnifying glass at the left end."""
        self._glass.setIcon(icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down into the list, or clear; an Esc with nothing to clear is left to the window."""
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
