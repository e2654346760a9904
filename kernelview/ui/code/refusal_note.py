"""Says calmly why there is no code, and what would be right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

_READABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class RefusalNote(QFrame):
    """Hidden unless something is refused."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setObjectName("refusal")
        self.icon = QLabel(self)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(_READABLE)
        self.text.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.text.setToolTip("Why there is no code, and what would be right")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACING * 3 // 2, SPACING, SPACING * 3 // 2, SPACING)
        row.setSpacing(SPACING)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_reason(self, reason: str) -> None:
        """Show a reason; nothing hides the note."""
        words = reason[:1].upper() + reason[1:]
        self.text.setText(f"{words}." if words else "")
        self.text.setAccessibleName(f"Not possible: {words}" if words else "")
        self.setVisible(bool(words))

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"#refusal {{ background: {theme.panel}; border: 1px solid {theme.line};"
            f" border-left: 3px solid {theme.accent}; border-radius: 4px; }}"
        )
        self.icon.setPixmap(self._appearance.icon("info").pixmap(16, 16))
