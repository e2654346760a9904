"""What there is to know of the set: its facts, how far it is loaded, or why it cannot be."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.shell.long_words import breakable
from kernelview.ui.theme import SPACING

EMPTY_WORDS = "Choose a set of pictures to see it here."
STEPS = 1000
_READABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


class LoadingView(QWidget):
    """One line, with a thin bar while pictures are read."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.icon = QLabel(self)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setMinimumWidth(1)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(4)
        self.bar.setAccessibleName("Loading the pictures")
        self.bar.setRange(0, STEPS)
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addWidget(self.icon, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addLayout(row)
        layout.addWidget(self.bar)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.show_facts(EMPTY_WORDS)

    def show_facts(self, text: str) -> None:
        """Show what there is."""
        self._show(text, name="explanation")

    def show_progress(self, text: str, fraction: float) -> None:
        """Show how far it is."""
        self._show(text, name="explanation", loading=True)
        self.bar.setValue(round(min(max(fraction, 0.0), 1.0) * STEPS))

    def show_error(self, text: str) -> None:
        """Show what is wrong; it can be marked and copied."""
        self._show(breakable(text), name="wrong", error=True)

    def _show(self, text: str, *, name: str, loading: bool = False, error: bool = False) -> None:
        self.text.setTextInteractionFlags(
            _READABLE if error else Qt.TextInteractionFlag.NoTextInteraction
        )
        self.text.setText(text)
        self.text.setAccessibleName("What is wrong with the pictures" if error else "")
        if self.text.objectName() != name:
            self.text.setObjectName(name)
            self.text.style().unpolish(self.text)
            self.text.style().polish(self.text)
        self.icon.setVisible(error)
        self.bar.setVisible(loading)

    def _restyle(self) -> None:
        self.icon.setPixmap(self._appearance.icon("triangle-alert").pixmap(16, 16))
