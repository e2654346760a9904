"""The status line's word on the method: a click or Enter compares it with the others."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

NAME = "Method and time"


class MethodButton(QToolButton):
    """Text that can be pressed; reads as text until the mouse or the keyboard is on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status-method")
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText("")

    def setText(self, text: str) -> None:
        """Show a text; a screen reader says what it is about, too."""
        super().setText(text)
        self.setAccessibleName(f"{NAME}: {text}" if text else NAME)
        self.setAccessibleDescription("Compares the methods")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as well as Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
