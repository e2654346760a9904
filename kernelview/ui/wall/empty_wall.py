"""What stands where the kernels will be."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kernelview.ui.lab_state import LabState
from kernelview.ui.theme import SPACING

WIDTH = 400
WAITING = (
    "The kernels appear here",
    "Choose data and a network, train, and watch them find edges and strokes by themselves.",
)
LOADING = ("The data are being read", "The kernels appear here as soon as they are.")
WITHOUT = (
    "This network has no kernels",
    "Every pixel is an input of every neuron. Add a convolution, or choose The course's network.",
)


class EmptyWall(QWidget):
    """A heading and a sentence in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.text = QLabel(self), QLabel(self)
        self.heading.setObjectName("empty-heading")
        self.text.setObjectName("empty-text")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        layout.setSpacing(SPACING)
        layout.addStretch(1)
        for label in (self.heading, self.text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setFixedWidth(WIDTH)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.show_reason("no-data", is_known=False)

    def show_reason(self, state: LabState | None, *, is_known: bool) -> None:
        """Say why there are no kernels; `is_known`: of a network without convolution."""
        if is_known:
            heading, text = WITHOUT
        else:
            heading, text = LOADING if state == "loading" else WAITING
        self.heading.setText(heading)
        self.text.setText(text)
