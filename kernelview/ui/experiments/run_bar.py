"""Run, cancel, and how far it is."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

PERMILLE = 1000
ICON_SIDE, HIGH = 16, 34


class RunBar(QWidget):
    """One button: it runs, and then it cancels; below it what there is to say."""

    run_clicked = Signal()
    cancel_clicked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._is_running = False
        self.main = QPushButton(self)
        self.main.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.main.setFixedHeight(HIGH)
        self.main.setObjectName("primary")
        self.progress = QProgressBar(self)
        self.progress.setRange(0, PERMILLE)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName("Progress of the experiment")
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.words = QLabel(self)
        self.words.setObjectName("message")
        self.words.setAccessibleName("State of the experiment")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        # What is below stays where it is, whatever is said.
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setMinimumHeight(2 * self.words.fontMetrics().lineSpacing())
        self.main.clicked.connect(self._click)
        appearance.changed.connect(self._dress)
        self._lay_out()
        self._dress()

    @property
    def is_running(self) -> bool:
        """Whether the button cancels."""
        return self._is_running

    def show_running(self, *, is_running: bool) -> None:
        """Show that an experiment runs, or none."""
        self._is_running = is_running
        self.progress.setValue(0)
        if is_running:
            self.main.setEnabled(True)
        self._dress()

    def show_fraction(self, fraction: float) -> None:
        """Show how far it is, from 0 to 1."""
        self.progress.setValue(round(fraction * PERMILLE))

    def say(self, text: str, *, is_problem: bool = False) -> None:
        """Say a sentence."""
        self.words.setText(text)
        if self.words.property("problem") != is_problem:
            self.words.setProperty("problem", is_problem)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)

    def _click(self) -> None:
        if self._is_running:
            self.cancel_clicked.emit()
        else:
            self.run_clicked.emit()

    def _dress(self) -> None:
        running = self._is_running
        self.main.setText(" Cancel" if running else " Run")
        self.main.setAccessibleName("Cancel the experiment" if running else "Run the experiment")
        self.main.setToolTip(
            "Give the experiment up; nothing of it is kept (Esc)"
            if running
            else "Run the experiment; what comes out is kept"
        )
        self.main.setIcon(self._appearance.icon_on_accent("square" if running else "play"))
        self.progress.setVisible(running)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self.main)
        column.addWidget(self.progress)
        column.addWidget(self.words)
