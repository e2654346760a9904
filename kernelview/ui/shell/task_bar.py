"""Progress of long tasks, with a button that cancels them."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

DELAY_MILLISECONDS = 500
STEPS = 1000


class TaskBar(QWidget):
    """Appears when a task takes longer than half a second; shows the newest of several."""

    cancel_asked = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._tasks: dict[str, tuple[str, float | None]] = {}
        self.label = QLabel(self)
        self.progress = QProgressBar(self)
        self.progress.setFixedSize(120, 8)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.cancel = QToolButton(self)
        self.cancel.setAutoRaise(True)
        self.cancel.setAccessibleName("Cancel the task")
        self.cancel.setToolTip("Cancel")
        self.cancel.clicked.connect(self._ask_to_cancel)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MILLISECONDS)
        self._delay.timeout.connect(self._appear)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACING, 0, SPACING, 0)
        row.setSpacing(SPACING)
        for widget in (self.label, self.progress, self.cancel):
            row.addWidget(widget)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_task(self, key: str, text: str, fraction: float | None) -> None:
        """Show how far a task is (0 to 1); None while that is unknown."""
        self._tasks[key] = (text, fraction)
        if self.isVisible():
            self._refresh()
        elif not self._delay.isActive():
            self._delay.start()

    def end_task(self, key: str) -> None:
        """Forget a task."""
        self._tasks.pop(key, None)
        if self._tasks:
            self._refresh()
        else:
            self._delay.stop()
            self.hide()

    def _appear(self) -> None:
        if self._tasks:
            self._refresh()
            self.show()

    def _refresh(self) -> None:
        text, fraction = self._tasks[next(reversed(self._tasks))]
        others = len(self._tasks) - 1
        self.label.setText(f"{text} (+{others})" if others else text)
        self.progress.setRange(0, 0 if fraction is None else STEPS)
        if fraction is not None:
            self.progress.setValue(round(fraction * STEPS))

    def _ask_to_cancel(self) -> None:
        if self._tasks:
            self.cancel_asked.emit(next(reversed(self._tasks)))

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.cancel.setIcon(self._appearance.icon("x"))
        self.progress.setStyleSheet(
            f"QProgressBar {{ background: {theme.line}; border: none; border-radius: 4px; }}"
            f"QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}"
        )
