"""Paints two banks of kernels and the lines between them."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from kernelview.kernels.matching import fitted
from kernelview.ui.banks.columns import Columns
from kernelview.ui.banks.content import ROW, BanksContent, Side, Spot
from kernelview.ui.banks.line_painting import LinesPainter
from kernelview.ui.banks.words import recipe_figures, score_words
from kernelview.ui.library.kernel_picture import heat_map, paint_heat_map
from kernelview.ui.series import training_colour, validation_colour
from kernelview.ui.theme import Theme

SIDES: tuple[Side, ...] = ("hand-made", "learned")
# The opacity of what is not lit while the mouse points at something. While something is chosen,
# which may be all the time, lines alone are dimmed: words stay as easy to read as they are.
DIMMED, RESTING_LINES = 0.35, 0.6
FLAG = Qt.AlignmentFlag
# A group's line ends so far from the edges of its rows.
INSET = 6.0


@dataclass(frozen=True)
class Marks:
    """What the person points at and has chosen."""

    threshold: float = 0.0
    hovered: Spot | None = None
    chosen: Spot | None = None
    has_focus: bool = False

    @property
    def pair(self) -> int | None:
        """The pairing whose learned kernel is pointed at, else the one chosen."""
        spot = self.hovered or self.chosen
        return spot.place if spot is not None and spot.side == "learned" else None


@dataclass
class Pictures:
    """Small pictures of kernels, drawn when they are first seen."""

    theme: Theme
    _drawn: dict[Spot, QImage] = field(default_factory=dict)
    _fitted: dict[int, QImage] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._drawn)

    def of(self, content: BanksContent, spot: Spot) -> QImage:
        """Return a kernel's picture."""
        if spot not in self._drawn:
            self._drawn[spot] = heat_map(content.kernel(spot), self.theme)
        return self._drawn[spot]

    def fitted(self, content: BanksContent, spot: Spot, pair: int | None) -> QImage:
        """Return a kernel's picture; a hand-made one's moved as it fits, where its pair is lit."""
        match = None if pair is None else content.pairings[pair].match
        if pair is None or match is None or spot != content.partner(Spot("learned", pair)):
            return self.of(content, spot)
        if pair not in self._fitted:
            moved = fitted(match, content.pairings[pair].learned.kernel)
            self._fitted[pair] = heat_map(moved, self.theme)
        return self._fitted[pair]


def side_colour(side: Side, theme: Theme) -> str:
    """Return the colour that stands for a bank."""
    return training_colour(theme) if side == "hand-made" else validation_colour()


class BanksPainter:
    """Paints what is seen of the drawing: `area` is the part, in the drawing's own pixels."""

    def __init__(
        self, painter: QPainter, content: BanksContent, columns: Columns, pictures: Pictures
    ) -> None:
        self._painter = painter
        self._content, self._columns, self._pictures = content, columns, pictures
        self._theme = pictures.theme

    def paint(self, area: QRectF, marks: Marks) -> None:
        """Paint lines, then kernels above them."""
        lit = frozenset(self._content.pairs_of(marks.hovered or marks.chosen))
        lines = LinesPainter(self._painter, self._content, self._columns, self._theme)
        lines.paint(area, marks.threshold, lit, _opacity_of_lines(marks))
        self._paint_groups(area)
        for side in SIDES:
            for spot in self._content.seen_kernels(side, area.top(), area.bottom()):
                self._paint_kernel(spot, self._content.middle(spot), marks, lit)

    def _paint_groups(self, area: QRectF) -> None:
        """Paint a line beside learned kernels that belong together."""
        self._painter.setPen(QPen(QColor(self._theme.muted), 1))
        x = round(self._columns.width) - 1.5
        for first, last in self._content.groups:
            top, bottom = first * ROW + INSET, (last + 1) * ROW - INSET
            if top <= area.bottom() and bottom >= area.top():
                self._painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _paint_kernel(self, spot: Spot, middle: float, marks: Marks, lit: frozenset[int]) -> None:
        is_lit = bool(lit.intersection(self._content.pairs_of(spot)))
        is_dim = (marks.hovered is not None and not is_lit) or (
            not is_lit and self._content.dimmed(spot, marks.threshold)
        )
        if is_lit:
            self._paint_row(spot, middle, is_chosen=spot == marks.chosen)
        self._painter.setOpacity(DIMMED if is_dim else 1.0)
        tile = self._columns.tile(spot.side, middle)
        picture = self._pictures.fitted(self._content, spot, marks.pair)
        paint_heat_map(self._painter, tile, picture, self._theme)
        self._paint_words(spot, self._columns.words(spot.side, middle))
        self._painter.setOpacity(1.0)
        if spot == marks.chosen:
            self._paint_ring(tile, 2.0 if marks.has_focus else 1.0)

    def _paint_row(self, spot: Spot, middle: float, *, is_chosen: bool) -> None:
        colour = QColor(self._theme.accent if is_chosen else self._theme.text)
        colour.setAlpha(30 if is_chosen else 14)
        self._painter.fillRect(self._columns.row(spot.side, middle).adjusted(0, 1, 0, -1), colour)

    def _paint_ring(self, tile: QRectF, width: float) -> None:
        pen = QPen(QColor(self._theme.accent), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(tile.adjusted(-1.5, -1.5, 1.5, 1.5))

    def _paint_words(self, spot: Spot, box: QRectF) -> None:
        first, second, is_strong = words_of(self._content, spot)
        align = FLAG.AlignLeft if spot.side == "learned" else FLAG.AlignRight
        half = box.height() / 2
        if second:
            upper = QRectF(box.left(), box.top() + 1, box.width(), half)
            lower = QRectF(box.left(), box.top() + half - 1, box.width(), half)
            colour = self._theme.accent if is_strong else self._theme.muted
            self._text(lower, second, colour, align)
        else:
            upper = box
        self._text(upper, first, self._theme.text, align)

    def _text(self, box: QRectF, words: str, colour: str, align: Qt.AlignmentFlag) -> None:
        self._painter.setPen(QColor(colour))
        metrics = QFontMetricsF(self._painter.font())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        self._painter.drawText(box, align | FLAG.AlignVCenter, shown)


def _opacity_of_lines(marks: Marks) -> float:
    if marks.hovered is not None:
        return DIMMED
    return 1.0 if marks.chosen is None else RESTING_LINES


def words_of(content: BanksContent, spot: Spot) -> tuple[str, str, bool]:
    """Return the two lines beside a kernel, and whether the second is more than chance."""
    if spot.side == "learned":
        pairing = content.pairings[spot.place]
        score = "like none" if pairing.match is None else score_words(pairing.match.score)
        return str(pairing.learned.address), score, pairing.is_significant
    classical = content.comparison.hand_made[spot.place]
    count = len(content.partners[spot.place])
    several = f"{count} like it" if count > 1 else ""
    return classical.label, recipe_figures(classical) or several, False
