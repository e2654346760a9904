"""What both kernels make of the picture in hand, and how the two are compared."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.number_text import number_text
from kernelview.ui.pair.pair_canvas import PairCanvas, PairMode
from kernelview.ui.pair.segments import Segments
from kernelview.ui.theme import SPACING
from kernelview.usecases.compare_pair import PairPictures
from kernelview.usecases.pair_words import MINUS

MODES: tuple[tuple[PairMode, str, str], ...] = (
    ("hand-made", "Hand-made", "What the hand-made kernel makes of the picture"),
    ("learned", "Learned", "What the learned kernel makes of the picture"),
    ("side-by-side", "Side by side", "Both results, with linked views"),
    ("wipe", "Wipe", "Both results with a handle between"),
    ("difference", "Difference", f"Learned {MINUS} hand-made, on the same scale"),
)
LEAST_HEIGHT = 224
NO_PICTURE, BUSY = "No picture in hand", "Filtering the picture"


class ResultsView(QWidget):
    """A row of ways to compare, the canvas, and the values under the mouse."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_busy = False
        self.modes = Segments("Results", MODES, self)
        self.canvas = PairCanvas(appearance, self)
        self.canvas.setMinimumHeight(LEAST_HEIGHT)
        self.reading = QLabel(self)
        self.reading.setObjectName("small")
        self.reading.setTextFormat(Qt.TextFormat.PlainText)
        self.reading.setMinimumWidth(20)
        self.modes.show_choice(self.canvas.pair_mode)
        self.modes.chosen.connect(self._choose)
        self.canvas.pixel_hovered.connect(self._read)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        row = QHBoxLayout()
        row.addWidget(self.modes)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.reading)
        self._read(None)

    def show_pictures(self, pictures: PairPictures | None, *, busy: bool) -> None:
        """Show two results, or that they are on their way."""
        self._is_busy = busy
        self.canvas.show_pair(pictures, busy=busy)
        self._read(None)

    def _choose(self, mode: str) -> None:
        modes = {str(known): known for known, *_ in MODES}
        self.canvas.set_pair_mode(modes[mode])

    def _read(self, place: tuple[int, int] | None) -> None:
        pair = self.canvas.pair
        if self._is_busy:
            self.reading.setText(BUSY)
        elif pair is None:
            self.reading.setText(NO_PICTURE)
        elif place is None:
            self.reading.setText(_picture_words(pair))
        else:
            self.reading.setText(_reading_words(pair, *place))
        self.reading.setToolTip(self.reading.text())


def _picture_words(pair: PairPictures) -> str:
    rows, columns = pair.shape
    size = f"{pair.name}, luminance of {columns} × {rows}"
    if pair.reduced > 1:
        side = pair.reduced
        size += f", reduced: each pixel is the mean of {side} × {side} of the picture"
    return size


def _reading_words(pair: PairPictures, row: int, column: int) -> str:
    learned = float(pair.learned.level(0)[row, column])
    hand_made = float(pair.hand_made.level(0)[row, column])
    values = (hand_made, learned, learned - hand_made)
    names = ("hand-made", "learned", "difference")
    parts = [
        f"{name} {number_text(value, digits=3, longest=5)}"
        for name, value in zip(names, values, strict=True)
    ]
    return f"x {column}, y {row}: {', '.join(parts)}"
