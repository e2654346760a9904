"""A slim bar that says what went wrong, or what was done, without stopping anybody."""

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.long_words import breakable
from kernelview.ui.theme import SPACING

NOTE_MILLISECONDS = 8_000
MOST_LETTERS = 600
MOST_LINES = 6
_READABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class NoticeBar(QFrame):
    """Hidden until there is something to say; notes go by themselves, errors stay."""

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        note_milliseconds: int = NOTE_MILLISECONDS,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._is_error = False
        self._focused_before: QWidget | None = None
        self.setObjectName("notice")
        self.icon = QLabel(self)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(_READABLE)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.text.setMinimumWidth(1)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName("Close the notice")
        self.close_button.setToolTip("Close the notice (Esc)")
        self.close_button.clicked.connect(self.dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(note_milliseconds)
        self._timer.timeout.connect(self._end_note)
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
        """Say what was done; goes by itself, but not from under the mouse or the keyboard."""
        self._say(text, is_error=False)
        self._timer.start()

    def dismiss(self) -> None:
        """Go, and give the keyboard back to what had it."""
        self._timer.stop()
        before = self._focused_before if self._has_focus() else None
        self.hide()
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _end_note(self) -> None:
        if self.underMouse() or self._has_focus():
            self._timer.start()
        else:
            self.dismiss()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _say(self, text: str, *, is_error: bool) -> None:
        if not self._has_focus():
            self._focused_before = QApplication.focusWidget()
        self._is_error = is_error
        self.text.setText(_fitting(text))
        self.text.setAccessibleName(f"{'Error' if is_error else 'Note'}: {self.text.text()}")
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


def _fitting(text: str) -> str:
    """Shorten a text that would push the picture away; let long names break."""
    short = "\n".join(text.strip().splitlines()[:MOST_LINES])[:MOST_LETTERS]
    if len(short) < len(text.strip()):
        short = f"{short.rstrip()}…"
    return breakable(short)
