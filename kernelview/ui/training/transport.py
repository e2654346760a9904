"""The buttons that train, pause, step, stop and reset."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.lab_state import LabState

ICON_SIDE = 16
# From this width on the small buttons have room for their words.
WIDE = 280
LOW, HIGH = 34, 44
# What the large button does and shows, by state.
MAIN: dict[LabState, tuple[str, str]] = {
    "training": ("Pause", "pause"),
    "paused": ("Continue", "play"),
    "finished": ("Train on", "play"),
}
SMALL = (
    ("step", "Step", "step-forward", "train on one batch and stand still"),
    ("stop", "Stop", "square", "end this training and keep what it learned"),
    ("reset", "Reset", "rotate-ccw", "forget what was learned; random kernels again"),
)
TIPS = {"Train": "Start training", "Pause": "Stand still after this batch",
        "Continue": "Go on training", "Train on": "Go on for as many epochs more"}  # fmt: skip


class Transport(QWidget):
    """One large button for what comes next, small ones for the rest."""

    main_clicked = Signal()
    step_clicked = Signal()
    stop_clicked = Signal()
    reset_clicked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._shortcuts: Mapping[str, str] = {}
        self._state: LabState = "no-data"
        self.main = QPushButton(self)
        self.main.setObjectName("primary")
        self.main.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.main.clicked.connect(self.main_clicked)
        self.step, self.stop, self.reset = (self._button(name) for name, *_ in SMALL)
        self.step.clicked.connect(self.step_clicked)
        self.stop.clicked.connect(self.stop_clicked)
        self.reset.clicked.connect(self.reset_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.main, 1)
        for button in (self.step, self.stop, self.reset):
            layout.addWidget(button)
        appearance.changed.connect(self._dress)
        self.show_state("no-data")

    def show_state(self, state: LabState) -> None:
        """Show what can be done."""
        self._state = state
        had_focus = next((one for one in self.buttons if one.hasFocus()), None)
        is_running = state in {"training", "paused"}
        can_train = is_running or state in {"ready", "finished"}
        self.main.setEnabled(can_train)
        self.step.setEnabled(can_train)
        self.stop.setEnabled(is_running)
        self.reset.setEnabled(is_running or state == "finished")
        self._dress()
        if had_focus is not None and not had_focus.isEnabled():
            # Qt would hand the focus to whatever comes next.
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def buttons(self) -> tuple[QPushButton | QToolButton, ...]:
        """The buttons in order."""
        return self.main, self.step, self.stop, self.reset

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the small buttons their words where there is room."""
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE
        style = Qt.ToolButtonStyle
        for button in (self.step, self.stop, self.reset):
            button.setToolButtonStyle(
                style.ToolButtonTextUnderIcon if is_wide else style.ToolButtonIconOnly
            )
        for one in self.buttons:
            one.setFixedHeight(HIGH if is_wide else LOW)

    def show_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """Name the shortcuts of "train", "step", "stop" and "reset" in the tooltips."""
        self._shortcuts = shortcuts
        self._dress()

    def _dress(self) -> None:
        words, icon = MAIN.get(self._state, ("Train", "play"))
        self.main.setText(f" {words}")  # the space parts icon and text
        self.main.setAccessibleName(words)
        self.main.setToolTip(self._tip("train", TIPS[words]))
        self.main.setIcon(self._appearance.icon_on_accent(icon))
        for button, (name, text, picture, help_text) in zip(
            (self.step, self.stop, self.reset), SMALL, strict=True
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setIcon(self._appearance.icon(picture))
            button.setToolTip(self._tip(name, f"{text}: {help_text}"))

    def _tip(self, name: str, words: str) -> str:
        shortcut = self._shortcuts.get(name, "")
        return f"{words} ({shortcut})" if shortcut else words

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setProperty("kind", "small")
        button.setMinimumWidth(34)
        button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
