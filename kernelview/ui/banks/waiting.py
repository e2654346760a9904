"""How far a long task is, with a button that cancels it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kernelview.ui.theme import SPACING
from kernelview.ui.wall.one_line import OneLine

STEPS = 1000


class Waiting(QWidget):
    """A bar, what is being done (above it where stacked), and Cancel."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, is_stacked: bool = False) -> None:
        super().__init__(parent)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName("Progress")
        self.words = OneLine(self)
        self.words.setObjectName("banks-count")
        self.cancel = QPushButton("Cancel", self)
        self.cancel.setAccessibleName("Cancel")
        self.cancel.setToolTip("Stop this")
        self.cancel.clicked.connect(self.cancel_wanted)
        self._lay_out(is_stacked=is_stacked)

    def show_progress(self, done: int, total: int, message: str) -> None:
        """Show how far it is; a total of 0 where that is unknown."""
        self.bar.setRange(0, STEPS if total > 0 else 0)
        if total > 0:
            self.bar.setValue(round(STEPS * min(max(done / total, 0.0), 1.0)))
        self.show_message(message)

    def show_message(self, message: str) -> None:
        """Show what is being done; the bar stays as it is."""
        words = message[:1].upper() + message[1:]
        self.words.show_words(words)
        self.bar.setAccessibleDescription(words)

    def _lay_out(self, *, is_stacked: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        if is_stacked:
            self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(self.words)
            row.addWidget(self.bar, 1)
        else:
            self.bar.setFixedWidth(96)
            row.addWidget(self.bar)
            row.addWidget(self.words, 1)
        row.addWidget(self.cancel)
        layout.addLayout(row)
