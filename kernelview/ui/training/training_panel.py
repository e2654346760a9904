"""The panel of a training: buttons, how far it is, settings."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from kernelview.learn.choices import TrainingSettings
from kernelview.ui.appearance import Appearance
from kernelview.ui.lab_state import LabState
from kernelview.ui.theme import SPACING
from kernelview.ui.training.settings_fields import SettingsFields
from kernelview.ui.training.style import style_sheet
from kernelview.ui.training.transport import Transport

PERMILLE = 1000
NARROWEST = 260
MARGIN = SPACING * 3 // 2
# A row of the settings is in sight in the lowest window, too.
FEWEST_SETTINGS = 56


class TrainingPanel(QWidget):
    """Says what a person asks for; what it shows is told to it."""

    # settings, name of the step, merge key
    settings_changed = Signal(object, str, object)
    # rate, merge key
    dropout_changed = Signal(float, object)
    learning_rate_changed = Signal(float)
    train_asked = Signal()
    step_asked = Signal()
    stop_asked = Signal()
    reset_asked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Training")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(NARROWEST)
        self._appearance = appearance
        self._rate = TrainingSettings().learning_rate
        self.transport = Transport(appearance, self)
        self.progress = QProgressBar(self)
        self.speed = QLabel(self)
        self.message = QLabel(self)
        self.settings = SettingsFields(self)
        self._lay_out()
        self._connect()
        self._restyle()
        self.show_state("no-data")

    def show_settings(self, settings: TrainingSettings, dropout: float | None) -> None:
        """Show the settings; says nothing."""
        self._rate = settings.learning_rate
        self.settings.show_settings(settings, dropout)

    def show_state(self, state: LabState) -> None:
        """Show what can be done."""
        self.transport.show_state(state)
        is_running = state in {"training", "paused"}
        self.settings.show_running(is_running)
        if not is_running:
            self.progress.setValue(PERMILLE if state == "finished" else 0)
            self._say_speed("")

    def show_message(self, text: str, *, is_problem: bool = False) -> None:
        """Say in a sentence where the training stands."""
        self.message.setText(text)
        self.message.setProperty("problem", is_problem)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)

    def show_speed(
        self,
        images_a_second: float,
        seconds_left: float,
        epoch: int,
        epochs: int,
        fraction: float,
    ) -> None:
        """Show how far it is and how fast it goes."""
        self.progress.setValue(round(fraction * PERMILLE))
        parts = [f"epoch {epoch} of {epochs}"]
        if images_a_second:
            parts += [f"{images_a_second:,.0f} images/s", f"{_clock(seconds_left)} left"]
        self._say_speed(" · ".join(parts))

    def show_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """Name the shortcuts of "train", "step", "stop" and "reset" in the tooltips."""
        self.transport.show_shortcuts(shortcuts)

    def sizeHint(self) -> QSize:
        """Return what shows all of it."""
        return QSize(320, 350)

    def _take_settings(self, settings: TrainingSettings, name: str, key: object) -> None:
        before, self._rate = self._rate, settings.learning_rate
        self.settings_changed.emit(settings, name, key)
        if settings.learning_rate != before:
            self.learning_rate_changed.emit(settings.learning_rate)

    def _say_speed(self, text: str) -> None:
        self.speed.setText(text)
        self.speed.setVisible(bool(text))

    def _connect(self) -> None:
        self.transport.main_clicked.connect(self.train_asked)
        self.transport.step_clicked.connect(self.step_asked)
        self.transport.stop_clicked.connect(self.stop_asked)
        self.transport.reset_clicked.connect(self.reset_asked)
        self.settings.settings_changed.connect(self._take_settings)
        self.settings.dropout_changed.connect(self.dropout_changed)
        self._appearance.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        heading = QLabel("Training", self)
        heading.setObjectName("panel-heading")
        self.progress.setRange(0, PERMILLE)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setAccessibleName("Progress of the training")
        self.speed.setObjectName("explanation")
        self.speed.setAccessibleName("Speed")
        self.message.setObjectName("message")
        self.message.setAccessibleName("State of the training")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        # What starts and ends a training stays in sight; only the settings scroll.
        upper = QVBoxLayout()
        upper.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        upper.setSpacing(SPACING)
        for widget in (heading, self.transport, self.progress, self.speed, self.message):
            upper.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(upper)
        outer.addWidget(self._scrolled(), 1)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 0, MARGIN, SPACING)
        column.addWidget(self.settings)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(FEWEST_SETTINGS)
        scroll.setWidget(inside)
        return scroll

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._appearance.theme))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
