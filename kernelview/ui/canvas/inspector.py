"""The pixel inspector: one result pixel taken apart, and the walk over the picture."""

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kernelview.document.inspection import Inspection
from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.arithmetic import Arithmetic
from kernelview.ui.canvas.number_text import number_text
from kernelview.ui.canvas.step_controls import StepControls
from kernelview.ui.canvas.stepper import Stepper
from kernelview.ui.theme import SPACING

EMPTY_TEXT = (
    "Point at the picture to see how a pixel of the result comes about: "
    "the window, the kernel, their products and the sum.\n\nClick to pin a pixel."
)


class InspectorPanel(QWidget):
    """Shows an inspection. Says when it is to be pinned or let go, and where it steps to."""

    pin_toggled = Signal(bool)
    stepped = Signal(int, int)
    playing_changed = Signal(bool)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._stepper = Stepper(self)
        self.title = QLabel(self)
        self.subtitle = QLabel(self)
        self.pin = QPushButton("Pin", self)
        self.pin.setCheckable(True)
        self.pin.setAccessibleName("Pin the inspected pixel")
        self.pin.setToolTip("Keep this pixel while the mouse moves on (click in the picture)")
        self.arithmetic = Arithmetic(appearance, self)
        self.controls = StepControls(appearance, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._empty_page())
        self._pages.addWidget(self._arithmetic_page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
        layout.setSpacing(SPACING)
        layout.addLayout(self._header())
        layout.addWidget(self._pages, stretch=1)
        layout.addWidget(self.controls)
        self.setMinimumWidth(280)
        self._connect()
        self.show_inspection(None, pinned=False, channel="")
        self.set_step_range(0, 0, 0, 0)
        self._show_icons()

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(320, 480)

    @property
    def is_playing(self) -> bool:
        """Whether the window slides over the picture."""
        return self._stepper.is_playing

    def show_inspection(
        self,
        inspection: Inspection | None,
        *,
        pinned: bool,
        channel: str,
        white: float | None = None,
        shown: str = "",
    ) -> None:
        """Show the arithmetic of one channel ("red", "" for grey), or the invitation to point.

        `white` colours the window (None: guessed from its values); `shown` says in words how
        the value becomes what is seen, see `sum_text.shown_text`.
        """
        self.pin.setEnabled(inspection is not None)
        self._show_pinned(pinned=pinned and inspection is not None)
        self._pages.setCurrentIndex(0 if inspection is None else 1)
        self.title.setText("Inspector" if inspection is None else _place(inspection))
        self.subtitle.setVisible(inspection is not None)
        if inspection is None:
            return
        value = f"value {number_text(inspection.value)}"
        self.subtitle.setText(f"{channel}, {value}" if channel else value)
        self._stepper.move_to(inspection.row, inspection.column)
        self.arithmetic.show_inspection(
            inspection, white=white if white is not None else _likely_white(inspection), shown=shown
        )

    def set_step_range(self, top: int, left: int, bottom: int, right: int) -> None:
        """Step over these rows and columns of the picture, the ends excluded."""
        self._stepper.set_range(top, left, bottom, right)
        self.controls.setEnabled(self._stepper.can_step)

    def play(self) -> None:
        """Start the walk."""
        self._stepper.play()

    def stop(self) -> None:
        """Stop the walk."""
        self._stepper.pause()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the walk: nobody sees it."""
        self.stop()
        super().hideEvent(event)

    def _connect(self) -> None:
        self.pin.toggled.connect(self._toggle_pin)
        self.controls.play_toggled.connect(self._toggle_play)
        self.controls.step_clicked.connect(self._step)
        self.controls.speed_changed.connect(self._stepper.set_speed)
        self._stepper.stepped.connect(self.stepped)
        self._stepper.playing_changed.connect(self._show_playing)
        self._appearance.changed.connect(self._show_icons)

    def _header(self) -> QHBoxLayout:
        font = self.title.font()
        font.setWeight(font.Weight.DemiBold)
        self.title.setFont(font)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        header = QHBoxLayout()
        header.setSpacing(SPACING)
        header.addLayout(words, stretch=1)
        header.addWidget(self.pin, alignment=Qt.AlignmentFlag.AlignTop)
        return header

    def _empty_page(self) -> QWidget:
        page = QWidget(self)
        self.empty = QLabel(EMPTY_TEXT, page)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(page)
        layout.addWidget(self.empty)
        return page

    def _arithmetic_page(self) -> QWidget:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Arithmetic of the inspected pixel")
        area.setToolTip("")
        area.setWidget(self.arithmetic)
        # The panel is one surface: Qt would fill these in the window's colour.
        self.arithmetic.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        return area

    def _toggle_pin(self, pinned: bool) -> None:  # noqa: FBT001 - Qt's signature
        self._show_pinned(pinned=pinned)
        self.pin_toggled.emit(pinned)

    def _toggle_play(self, playing: bool) -> None:  # noqa: FBT001 - Qt's signature
        if playing:
            self._stepper.play()
        else:
            self._stepper.pause()

    def _step(self) -> None:
        self._stepper.pause()
        self._stepper.step()

    def _show_playing(self, playing: bool) -> None:  # noqa: FBT001 - Qt's signature
        self.controls.show_playing(playing=playing)
        self.playing_changed.emit(playing)

    def _show_pinned(self, *, pinned: bool) -> None:
        if pinned != self.pin.isChecked():
            with QSignalBlocker(self.pin):
                self.pin.setChecked(pinned)
        self.pin.setText("Unpin" if pinned else "Pin")
        self._show_icons()

    def _show_icons(self) -> None:
        self.pin.setIcon(self._appearance.icon("pin-off" if self.pin.isChecked() else "pin"))


def _place(inspection: Inspection) -> str:
    return f"Pixel x {inspection.column}, y {inspection.row}"


def _likely_white(inspection: Inspection) -> float:
    largest = float(np.nanmax(np.append(inspection.window.ravel(), 0.0)))
    return 1.0 if largest <= 1 else 255.0 if largest <= 255 else 65535.0
