"""Progress of long tasks, with a button that cancels them."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

DELAY_MILLISECONDS = 500
STEPS = 1000
LONGEST_TEXT = 40


@dataclass
class _Task:
    """`delay` runs until the task has gone on long enough to be shown."""

    text: str
    fraction: float | None
    delay: QTimer


class TaskBar(QWidget):
    """Appears for tasks that take longer than half a second; shows the newest of several."""

    cancel_asked = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        delay_milliseconds: int = DELAY_MILLISECONDS,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._delay_milliseconds = delay_milliseconds
        self._tasks: dict[str, _Task] = {}
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAccessibleName("Task")
        self.progress = QProgressBar(self)
        self.progress.setFixedSize(120, 8)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.cancel = QToolButton(self)
        self.cancel.setAutoRaise(True)
        self.cancel.setAccessibleName("Cancel the task")
        self.cancel.clicked.connect(self._ask_to_cancel)
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
        task = self._tasks.get(key)
        if task is None:
            self._tasks[key] = _Task(text, fraction, self._start_delay())
        else:
            task.text, task.fraction = text, fraction
        self._refresh()

    def end_task(self, key: str) -> None:
        """Forget a task."""
        task = self._tasks.pop(key, None)
        if task is not None:
            task.delay.stop()
            task.delay.deleteLater()
            self._refresh()

    def _start_delay(self) -> QTimer:
        delay = QTimer(self)
        delay.setSingleShot(True)
        delay.timeout.connect(self._refresh)
        delay.start(self._delay_milliseconds)
        return delay

    def _long_ones(self) -> list[str]:
        return [key for key, task in self._tasks.items() if not task.delay.isActive()]

    def _refresh(self) -> None:
        shown = self._long_ones()
        if shown:
            self._show(self._tasks[shown[-1]], others=len(shown) - 1)
        self.setVisible(bool(shown))

    def _show(self, task: _Task, *, others: int) -> None:
        is_long = len(task.text) > LONGEST_TEXT
        text = f"{task.text[: LONGEST_TEXT - 1]}…" if is_long else task.text
        self.label.setText(f"{text} (+{others})" if others else text)
        self.cancel.setToolTip(f"Cancel: {text}")
        self.progress.setRange(0, 0 if task.fraction is None else STEPS)
        if task.fraction is not None:
            self.progress.setValue(round(min(max(task.fraction, 0.0), 1.0) * STEPS))

    def _ask_to_cancel(self) -> None:
        shown = self._long_ones()
        if shown:
            self.cancel_asked.emit(shown[-1])

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.cancel.setIcon(self._appearance.icon("x"))
        self.progress.setStyleSheet(
            f"QProgressBar {{ background: {theme.line}; border: none; border-radius: 4px; }}"
            f"QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}"
        )
