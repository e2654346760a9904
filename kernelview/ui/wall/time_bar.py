"""The time line: play, scrub, and back to the present."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kernelview.learn.timeline import Moment
from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING
from kernelview.ui.wall.playback import Playback
from kernelview.ui.wall.time_track import TimeTrack

BUTTON_SIDE = 34


class TimeBar(QWidget):
    """Says which moment is to be shown: Moment, or None for the present."""

    scrubbed = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._moments: tuple[Moment, ...] = ()
        self._shown: Moment | None = None
        self.playback = Playback(self)
        self.play = self._button("Play the training")
        self.play.setFixedSize(BUTTON_SIDE, BUTTON_SIDE)
        self.track = TimeTrack(appearance, self)
        self.live = self._button("Live")
        self.live.setText("Live")
        self.live.setCheckable(True)
        self.live.setToolTip("Show the kernels as they are now (End on the time line)")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for widget in (self.play, self.track, self.live):
            layout.addWidget(widget, 1 if widget is self.track else 0)
        self.play.clicked.connect(self.toggle)
        self.live.clicked.connect(lambda: self._go_to(None))
        self.track.scrubbed.connect(self._go_to)
        self.track.play_asked.connect(self.toggle)
        self.playback.moved.connect(self._follow)
        self.playback.changed.connect(self._show_play)
        appearance.changed.connect(self._show_play)
        self.show_moments((), None)
        self._show_play()

    def show_moments(self, moments: Sequence[Moment], shown: Moment | None) -> None:
        """Show a training's moments and the one looked at, None for the present."""
        self._moments, self._shown = tuple(moments), shown
        self.track.show_moments(moments, shown)
        can_scrub = len(self._moments) > 1
        self.play.setEnabled(can_scrub)
        self.live.setEnabled(can_scrub)
        with QSignalBlocker(self.live):
            self.live.setChecked(shown is None and can_scrub)
        if not can_scrub:
            self.playback.stop()

    def toggle(self) -> None:
        """Play from the moment shown, from the start when that is the present; or pause."""
        if self.playback.is_playing:
            self.playback.stop()
        elif len(self._moments) > 1:
            start = self.track.share if self._shown is not None else 0.0
            self.playback.start(start, len(self._moments))

    def hideEvent(self, event: QHideEvent) -> None:
        """Play for nobody."""
        super().hideEvent(event)
        self.playback.stop()

    def _go_to(self, place: int | None) -> None:
        self.playback.stop()
        self._show(place)

    def _follow(self, share: float) -> None:
        self._show(self.track.place_near(share))

    def _show(self, place: int | None) -> None:
        moment = None if place is None else self._moments[place]
        if moment is not self._shown:
            self._shown = moment
            self.scrubbed.emit(moment)
        # Also where nothing changed: a click on Live must leave it pressed.
        self.show_moments(self._moments, moment)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _show_play(self) -> None:
        is_playing = self.playback.is_playing
        self.play.setIcon(self._appearance.icon("pause" if is_playing else "play"))
        name = "Pause the playing" if is_playing else "Play the training"
        self.play.setAccessibleName(name)
        self.play.setToolTip(f"{name} (Space on the time line)")
