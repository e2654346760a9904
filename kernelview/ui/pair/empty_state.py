"""What stands where a comparison will be."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kernelview.ui.theme import SPACING

WIDTH = 400


class EmptyState(QWidget):
    """A heading and a sentence in the middle."""

    def __init__(self, heading: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.text = QLabel(heading, self), QLabel(text, self)
        self.heading.setObjectName("empty-heading")
        self.text.setObjectName("empty-text")
        column = QVBoxLayout()
        column.setSpacing(SPACING)
        column.addStretch(1)
        for label in (self.heading, self.text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(WIDTH)
            column.addWidget(label)
        column.addStretch(1)
        # Beside stretches the text gets the height that its own width asks for.
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        layout.addStretch(1)
        layout.addLayout(column, 1000)
        layout.addStretch(1)
