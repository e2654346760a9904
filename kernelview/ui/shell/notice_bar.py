"""A slim bar that says what went wrong, or what was done, without stopping anybody."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

NOTE_MILLISECONDS = 8_000


class NoticeBar(QFrame):
    """Hidden until there is something to say; notes go by themselves, errors stay."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._is_error = False
        self.setObjectName("notice")
        self.icon = QLabel(self)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.text.setAccessibleName("Notice")
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName("Close the notice")
        self.close_button.setToolTip("Close the notice (Esc)")
        self.close_button.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACING * 3 // 2, SPACING // 2, SPACING // 2, SPACING // 2)
        row.setSpacing(SPACING)
        for widget in (self.icon, self.text, self.close_button):
            row.addWidget(widget)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_error(self, text: str) -> None:
        """Say what went wrong; stays until it is closed or something else is said."""
        self._timer.stop()
        self._say(text, is_error=True)

    def show_note(self, text: str) -> None:
        """Say what was done; goes by itself."""
        self._say(text, is_error=False)
        self._timer.start(NOTE_MILLISECONDS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _say(self, text: str, *, is_error: bool) -> None:
        self._is_error = is_error
        self.text.setText(text)
        self._restyle()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.text, QAccessible.Event.Alert))

    def _restyle(self) -> None:
        theme = self._appearance.theme
        edge = theme.positive if self._is_error else theme.accent
        self.setStyleSheet(
            f"#notice {{ background: {theme.window}; border: none;"
            f" border-left: 3px solid {edge}; border-bottom: 1px solid {theme.line}; }}"
        )
        name = "triangle-alert" if self._is_error else "info"
        self.icon.setPixmap(self._appearance.icon(name).pixmap(16, 16))
        self.close_button.setIcon(self._appearance.icon("x"))
