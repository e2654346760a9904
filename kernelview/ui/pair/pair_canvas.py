"""The canvas with what two kernels make of one picture: linked, wiped, subtracted."""

from dataclasses import replace
from typing import Literal, get_args

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from kernelview.engine.spans import Rectangle
from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas import Canvas, ViewMode, overlays
from kernelview.ui.canvas.keys import LOOKING_IN_WORDS
from kernelview.ui.canvas.layer import PictureLayer
from kernelview.ui.canvas.panes import Content, Pane
from kernelview.ui.canvas.picture_painter import Pictures, backdrop
from kernelview.ui.canvas.pyramid import Pyramid
from kernelview.ui.canvas.qimage import Bytes
from kernelview.ui.canvas.result_store import UPDATING, ResultStore
from kernelview.ui.pair.signed_sheet import SignedDifference, SignedSheet
from kernelview.ui.theme import CONTROL_PIXELS, SPACING
from kernelview.usecases.compare_pair import PairPictures

PairMode = Literal["hand-made", "learned", "side-by-side", "wipe", "difference"]
PAIR_MODES: tuple[PairMode, ...] = get_args(PairMode)

_VIEWS: dict[PairMode, ViewMode] = {
    "hand-made": "result",
    "learned": "result",
    "side-by-side": "side-by-side",
    "wipe": "wipe",
    "difference": "difference",
}
TAGS: dict[Content, str] = {
    "source": "Hand-made",
    "result": "Learned",
    "difference": f"Learned {chr(0x2212)} hand-made",
}
BUSY = "Filtering the picture", "Both results appear in a moment."


class PairStore(ResultStore):
    """The learned kernel's result, all of it there, over the hand-made one's."""

    def __init__(self, hand_made: SignedSheet, learned: SignedSheet, colours: Bytes) -> None:
        whole: Rectangle = (0, 0, *learned.shape)
        super().__init__(Pyramid(hand_made.values(whole)), colours, learned.shape)
        self.exact.region = QRegion(0, 0, learned.shape[1], learned.shape[0])
        self.layer = PictureLayer(learned)
        self.difference = SignedDifference(hand_made, learned, colours)
        self.is_late = False

    def mark(self, seen: Rectangle) -> str:  # noqa: ARG002 - all of it is alike
        """Say whether another pair's results are on their way."""
        return UPDATING if self.is_late else ""


class PairCanvas(Canvas):
    """The picture is the hand-made kernel's result here, the result the learned one's."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._pair: PairPictures | None = None
        self._pair_mode: PairMode = "side-by-side"
        self._is_busy = False
        self.set_mode("side-by-side")
        self.setAccessibleName("Both results")
        self.setAccessibleDescription(
            f"{LOOKING_IN_WORDS} Hold Space to see the other kernel's result."
        )

    def sizeHint(self) -> QSize:
        """Return what both results are seen in where the panel scrolls."""
        return QSize(480, 256)

    @property
    def pair(self) -> PairPictures | None:
        """What is shown."""
        return self._pair

    @property
    def pair_mode(self) -> PairMode:
        """How the two are compared."""
        return self._pair_mode

    def show_pair(self, pictures: PairPictures | None, *, busy: bool) -> None:
        """Show two results; None with `busy`: keep the last ones, marked, until others come."""
        self._is_busy = busy
        if pictures is not None or not busy:
            self._pair = pictures
            levels = pictures.hand_made if pictures is not None else None
            self.set_source(levels.level(0) if levels is not None else None, levels)
            self._change_pictures(self._signed_pictures())
        if isinstance(self.result, PairStore):
            self.result.is_late = busy
        self.update()

    def set_pair_mode(self, mode: PairMode) -> None:
        """Compare the two in another way."""
        if mode not in PAIR_MODES:
            raise ValueError(f"a mode is one of {', '.join(PAIR_MODES)}, not {mode!r}")
        self._pair_mode = mode
        self.set_mode(_VIEWS[mode])
        self.update()

    def panes(self) -> tuple[Pane, ...]:
        """Return what is shown where, by the names of the pair."""
        if self._pair_mode == "hand-made" and self.result is not None:
            content: Content = "result" if self.is_original else "source"
            return (Pane(content, 0.0, float(self.width()), 0.0, TAGS[content]),)
        return tuple(replace(pane, tag=TAGS[pane.content]) for pane in super().panes())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both results and their common scale."""
        if self._pair is None and self._is_busy:
            self._paint_words(*BUSY)
            return
        super().paintEvent(event)
        if self._pair is not None and self.mode != "difference":
            painter = QPainter(self)
            corner = QPointF(self.width() - SPACING, self.height() - SPACING)
            overlays.paint_scale(
                painter, corner, self._white(), self._appearance.theme, self._font()
            )
            painter.end()

    def _white(self) -> float:
        return self._pair.limit if self._pair is not None else 1.0

    def _paint_words(self, title: str, text: str) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), QColor(backdrop(theme)))
        overlays.paint_message(painter, QRectF(self.rect()), title, text, theme, self._font())
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(CONTROL_PIXELS)
        return font

    def _signed_pictures(self) -> Pictures:
        pair, colours = self._pair, self._scale_colours
        if pair is None:
            return Pictures()
        hand_made = SignedSheet(pair.hand_made, pair.limit, colours)
        learned = SignedSheet(pair.learned, pair.limit, colours)
        return Pictures(PictureLayer(hand_made), PairStore(hand_made, learned, colours))

    def _change_colours(self) -> None:
        super()._change_colours()
        is_late = isinstance(self.result, PairStore) and self.result.is_late
        self._change_pictures(self._signed_pictures())
        if isinstance(self.result, PairStore):
            self.result.is_late = is_late
