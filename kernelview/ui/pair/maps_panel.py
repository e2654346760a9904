"""Whole banks on the picture in hand: the maps of both, pair beside pair."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.pair.empty_state import EmptyState
from kernelview.ui.pair.maps_content import MapOrder, MapsContent, MapSigns
from kernelview.ui.pair.maps_layout import MARGIN
from kernelview.ui.pair.maps_walls import MapsWalls
from kernelview.ui.pair.segments import Segments
from kernelview.ui.pair.style import style_sheet
from kernelview.ui.pair.swatch import Side, Swatch
from kernelview.ui.theme import SPACING
from kernelview.ui.wall.colour_legend import ColourLegend
from kernelview.usecases.compare_banks import BankComparison
from kernelview.usecases.compare_pair import Maps
from kernelview.usecases.pair_words import pair_sentence
from kernelview.usecases.wall_picture import WallScale

EMPTY = (
    "The maps of both banks appear here",
    "Match a network with a bank of hand-made kernels, and have a picture in hand.",
)
BUSY = "Filtering the picture with both banks…"
HINT = "Each map is what a kernel makes of the picture; click a pair to open it."
SIGNS: dict[MapSigns, tuple[str, str]] = {
    "signed": ("Signed", "What the kernels answer, below and above 0"),
    "relu": ("ReLU", "What a unit passes on: with its bias, nothing below 0"),
}
SCALES: dict[WallScale, tuple[str, str]] = {
    "common": ("Common scale", "all maps on one scale: strong ones stand out"),
    "own": ("Own scale", "each pair on a scale of its own: weak ones are seen too"),
}
ORDERS: dict[MapOrder, tuple[str, str]] = {
    "score": ("By score", "the nearest matches first"),
    "learned": ("As learned", "in the order of the network's units"),
}


class MapsPanel(QWidget):
    """Passive: shows maps, and says which pair was chosen by its place in the comparison."""

    pair_chosen = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Maps")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._appearance = appearance
        self._is_busy = False
        self.signs = Segments("Maps", [(name, *words) for name, words in SIGNS.items()], self)
        self.scale = ChoiceBox("Colour scale", [(one, *words) for one, words in SCALES.items()])
        self.order = ChoiceBox("Order", [(one, *words) for one, words in ORDERS.items()])
        self.legend = ColourLegend(appearance, self)
        self.walls = MapsWalls(appearance, self)
        self.reading = QLabel(self)
        self.empty = EmptyState(*EMPTY, self)
        self._lay_out()
        self.signs.chosen.connect(lambda _: self._choose())
        self.scale.chosen.connect(lambda _: self._choose())
        self.order.chosen.connect(lambda _: self._choose())
        self.walls.hovered.connect(self._read)
        self.walls.opened.connect(self.pair_chosen)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.show_maps(None)

    def show_maps(
        self,
        comparison: BankComparison | None,
        hand_made: Maps | None = None,
        learned: Maps | None = None,
        *,
        busy: bool = False,
    ) -> None:
        """Show maps (n, h, w), one of each pairing in its order; with `busy` others will come."""
        self._is_busy = busy
        if comparison is not None and hand_made is not None and learned is not None:
            self._show(MapsContent(comparison, hand_made, learned, *self._choices()))
        elif not busy:
            self._show(None)
        is_empty = self.walls.content is None
        self._stack.setCurrentIndex(0 if is_empty else 1)
        self.empty.text.setText(BUSY if busy else EMPTY[1])
        self._read(None)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(980, 780)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows some maps."""
        return QSize(480, 320)

    def _choices(self) -> tuple[MapSigns, WallScale, MapOrder]:
        return (
            next(one for one in SIGNS if one == self.signs.choice),
            next(one for one in SCALES if one == self.scale.choice),
            next(one for one in ORDERS if one == self.order.choice),
        )

    def _choose(self) -> None:
        content = self.walls.content
        if content is not None:
            signs, scale, sorting = self._choices()
            self._show(replace(content, signs=signs, scale=scale, sorting=sorting))

    def _show(self, content: MapsContent | None) -> None:
        self.walls.show_content(content)
        if content is not None and content.count:
            self.legend.show_scale(content.scale, content.limit(0))

    def _read(self, pair: int | None) -> None:
        content = self.walls.content
        if self._is_busy:
            text = BUSY
        elif content is None or pair is None:
            text = HINT
        else:
            text = pair_sentence(content.comparison.pairings[pair])
        self.reading.setText(text)

    def _lay_out(self) -> None:
        full = QWidget(self)
        full.setObjectName("pair-full")
        layout = QVBoxLayout(full)
        layout.setContentsMargins(SPACING, SPACING, 0, SPACING)
        layout.setSpacing(SPACING)
        layout.addLayout(self._controls())
        layout.addLayout(self._headings())
        layout.addWidget(self.walls, 1)
        self.reading.setObjectName("small")
        self.reading.setTextFormat(Qt.TextFormat.PlainText)
        self.reading.setMinimumWidth(20)
        layout.addWidget(self.reading)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, SPACING, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.signs)
        for box, width in ((self.scale, 140), (self.order, 120)):
            box.setMaximumWidth(width)
            row.addWidget(box, width)
        row.addStretch(1)
        row.addWidget(self.legend)
        return row

    def _headings(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(round(MARGIN), 0, 0, 0)
        row.setSpacing(0)
        hand_made = self._heading("hand-made", "Hand-made, brought to fit")
        self.walls.arranged.connect(lambda width: hand_made.setFixedWidth(round(width)))
        row.addWidget(hand_made)
        row.addWidget(self._heading("learned", "Learned"), 1)
        return row

    def _heading(self, side: Side, text: str) -> QWidget:
        heading = QWidget(self)
        label = QLabel(text, heading)
        label.setObjectName("heading")
        label.setMinimumWidth(20)
        row = QHBoxLayout(heading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING // 2 + 2)
        row.addWidget(Swatch(side, self._appearance, heading))
        row.addWidget(label, 1)
        return heading

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._appearance.theme))
