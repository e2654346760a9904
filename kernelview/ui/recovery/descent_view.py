"""A descent step by step: curves, a slider to scrub with, and a button that plays."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from kernelview.learn.descending import DescentStep
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.recovery.stepper import SPEEDS, Stepper
from kernelview.ui.recovery.steps_plot import StepsPlot
from kernelview.ui.recovery.words import step_words
from kernelview.ui.theme import SPACING

CHOICES = (
    ("slow", "Slow", "The whole descent in 24 seconds"),
    ("normal", "Normal", "The whole descent in 8 seconds"),
    ("fast", "Fast", "The whole descent in 2.5 seconds"),
)
PAGE = 20


class DescentView(QWidget):
    """Says which step is to be shown: a DescentStep, or None for the last, with its errors."""

    scrubbed = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._steps: tuple[DescentStep, ...] = ()
        self._last = 1
        self.stepper = Stepper(self)
        self.plot = StepsPlot(appearance, self)
        self.play = QToolButton(self)
        self.play.setIconSize(QSize(16, 16))
        self.play.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName("Step of the descent")
        self.slider.setToolTip("Step of the descent: arrow keys, Page Up and Page Down, Home, End")
        self.slider.setPageStep(PAGE)
        self.speed = ChoiceBox("Play speed", CHOICES, self)
        self.speed.show_choice("normal")
        self.words = QLabel(self)
        self.words.setObjectName("subject")
        self.words.setAccessibleName("Step shown")
        self._lay_out()
        self._connect()
        self._show_play()

    @property
    def steps(self) -> tuple[DescentStep, ...]:
        """Those that can be scrubbed through."""
        return self._steps

    @property
    def shown(self) -> DescentStep | None:
        """The step looked at."""
        return self._steps[self.slider.value()] if self._steps else None

    def show_steps(self, steps: Sequence[DescentStep], last: int) -> None:
        """Show the steps there are of a descent to `last`; the newest is looked at."""
        self.stepper.stop()
        self._steps, self._last = tuple(steps), last
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(self._steps) - 1))
            self.slider.setValue(self.slider.maximum())
        self.plot.show_steps(self._steps, last)
        self._show_place()

    def toggle(self) -> None:
        """Play from the step shown, from the start when that is the last; or pause."""
        if self.stepper.is_playing:
            self.stepper.stop()
        elif len(self._steps) > 1:
            self.stepper.start(self.slider.value(), len(self._steps))

    def hideEvent(self, event: QHideEvent) -> None:
        """Play for nobody."""
        super().hideEvent(event)
        self.stepper.stop()

    def _connect(self) -> None:
        self.play.clicked.connect(self.toggle)
        self.stepper.moved.connect(self._follow)
        self.stepper.changed.connect(self._show_play)
        self.slider.valueChanged.connect(self._scrub)
        self.plot.pointed.connect(self._go_near)
        self.speed.chosen.connect(self._set_speed)
        self._appearance.changed.connect(self._show_play)

    def _set_speed(self, name: str) -> None:
        self.stepper.seconds = SPEEDS[name]

    def _follow(self, place: int) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(place)
        self._tell()

    def _scrub(self, _place: int) -> None:
        self.stepper.stop()
        self._tell()

    def _go_near(self, step: float) -> None:
        """Go to the kept step that is nearest to one pointed at."""
        if self._steps:
            places = np.array([one.step for one in self._steps])
            self.slider.setValue(int(np.abs(places - step).argmin()))
            self._show_place()

    def _tell(self) -> None:
        self._show_place()
        is_last = self.slider.value() == self.slider.maximum()
        self.scrubbed.emit(None if is_last else self.shown)

    def _show_place(self) -> None:
        shown = self.shown
        self.play.setEnabled(len(self._steps) > 1)
        if shown is not None:
            self.plot.show_step(shown.step)
            self.words.setText(step_words(shown, self._last))
            self.slider.setAccessibleDescription(self.words.text())

    def _show_play(self) -> None:
        is_playing = self.stepper.is_playing
        self.play.setIcon(self._appearance.icon("pause" if is_playing else "play"))
        name = "Pause the playing" if is_playing else "Play the descent"
        self.play.setAccessibleName(name)
        self.play.setToolTip(name)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addWidget(self.play)
        row.addWidget(self.slider, 1)
        row.addWidget(self.speed)
        self.speed.setFixedWidth(96)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addWidget(self.plot)
        layout.addLayout(row)
        layout.addWidget(self.words)
