"""What a recovery needs: two pictures, a size, a method, and the button that starts it."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.recovery.method_row import MethodRow
from kernelview.ui.recovery.source_row import SourceRow
from kernelview.ui.recovery.wish import Wish
from kernelview.ui.theme import SPACING

PERMILLE, MARGIN, BUTTON_HEIGHT, ICON_SIDE = 1000, 12, 30, 16
RUN, CANCEL = "Find kernel", "Cancel"


class Controls(QWidget):
    """Says what is wanted; while it runs its button cancels."""

    # Wish
    run_wanted = Signal(object)
    cancel_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._is_busy = False
        self.before = SourceRow("Picture", ("hand",), appearance, self)
        self.after = SourceRow("Result", ("shown", "exact"), appearance, self)
        self.method = MethodRow(appearance, self)
        self.run = QPushButton(RUN, self)
        self.run.setObjectName("primary")
        self.run.setFixedHeight(BUTTON_HEIGHT)
        self.run.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.progress = QProgressBar(self)
        self.progress.setRange(0, PERMILLE)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName("Progress of the recovery")
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.message = QLabel(self)
        self.message.setObjectName("message")
        self.message.setAccessibleName("State of the recovery")
        self.message.setWordWrap(True)
        self._lay_out()
        self.run.clicked.connect(self._press)
        appearance.changed.connect(self._show_button)
        self.show_idle()

    @property
    def wish(self) -> Wish:
        """What is asked for now."""
        return Wish(
            self.before.source, self.after.source, self.method.kernel_size, self.method.descent
        )

    def show_busy(self) -> None:
        """Show that it runs."""
        self._is_busy = True
        self.progress.setValue(0)
        self.progress.show()
        self.say("")
        self._show_button()

    def show_progress(self, done: int, total: int, message: str) -> None:
        """Show how far it is; what it does now is the bar's tooltip."""
        self.progress.setToolTip(message)
        self.progress.setAccessibleDescription(message)
        if self._is_busy and total > 0:
            self.progress.setValue(max(self.progress.value(), round(PERMILLE * done / total)))

    def show_idle(self, problem: str = "") -> None:
        """Show that nothing runs, and what went wrong."""
        self._is_busy = False
        self.progress.hide()
        self.say(problem, is_problem=bool(problem))
        self._show_button()

    def say(self, words: str, *, is_problem: bool = False) -> None:
        """Say a sentence below the buttons; "" takes it away."""
        self.message.setText(words)
        self.message.setVisible(bool(words))
        self.message.setProperty("problem", is_problem)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)

    def _press(self) -> None:
        if self._is_busy:
            self.cancel_wanted.emit()
        else:
            self.run_wanted.emit(self.wish)

    def _show_button(self) -> None:
        words = CANCEL if self._is_busy else RUN
        self.run.setText(f" {words}")
        self.run.setAccessibleName(words)
        self.run.setIcon(self._appearance.icon_on_accent("square" if self._is_busy else "scan"))
        self.run.setToolTip(
            "Give up; what was found before stays" if self._is_busy
            else "Find the kernel that makes the result of the picture"
        )  # fmt: skip

    def _lay_out(self) -> None:
        sources = QHBoxLayout()
        sources.setSpacing(2 * SPACING)
        sources.addWidget(self.before, 1)
        sources.addWidget(self.after, 1)
        method = QHBoxLayout()
        method.setSpacing(SPACING)
        method.addWidget(self.method, 1)
        method.addWidget(self.run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        layout.setSpacing(SPACING)
        layout.addLayout(sources)
        layout.addLayout(method)
        layout.addWidget(self.progress)
        layout.addWidget(self.message)
