"""Play, pause, step and the pace of the walk over the picture."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.stepper import FASTEST, SLOWEST, USUAL
from kernelview.ui.theme import SPACING


class StepControls(QWidget):
    """Two buttons and a slider."""

    play_toggled = Signal(bool)
    step_clicked = Signal()
    speed_changed = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.play = QPushButton("Play", self)
        self.play.setCheckable(True)
        self.play.setAccessibleName("Play the window sliding over the picture")
        self.play.setToolTip("Slide the window over the visible part of the picture")
        self.step = QPushButton("Step", self)
        self.step.setAccessibleName("Step to the next pixel")
        self.step.setToolTip("Move the window to the next pixel")
        self.speed = QSlider(Qt.Orientation.Horizontal, self)
        self.speed.setRange(SLOWEST, FASTEST)
        self.speed.setValue(USUAL)
        self.speed.setMinimumWidth(48)
        self.speed.setAccessibleName("Speed in pixels a second")
        self.pace = QLabel(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for widget in (self.play, self.step, self.speed, self.pace):
            layout.addWidget(widget, stretch=1 if widget is self.speed else 0)
        self.play.toggled.connect(self.play_toggled)
        self.step.clicked.connect(self._step)
        self.speed.valueChanged.connect(self._change_speed)
        appearance.changed.connect(self._show_icons)
        self._change_speed(USUAL)
        self._show_icons()

    def show_playing(self, *, playing: bool) -> None:
        """Show whether the window slides now."""
        with QSignalBlocker(self.play):
            self.play.setChecked(playing)
        self.play.setText("Pause" if playing else "Play")
        self._show_icons()

    def _step(self) -> None:
        self.step_clicked.emit()

    def _change_speed(self, pixels_a_second: int) -> None:
        self.pace.setText(f"{pixels_a_second}/s")
        self.pace.setFixedWidth(self.pace.fontMetrics().horizontalAdvance("60/s") + 2)
        self.speed.setToolTip(f"{pixels_a_second} pixels a second")
        self.speed_changed.emit(pixels_a_second)

    def _show_icons(self) -> None:
        playing = self.play.isChecked()
        self.play.setIcon(self._appearance.icon("pause" if playing else "play"))
        self.step.setIcon(self._appearance.icon("step-forward"))
