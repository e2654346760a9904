"""Paints two banks of kernels and the lines between them."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from kernelview.kernels.matching import fitted
from kernelview.ui.banks.columns import Columns
from kernelview.ui.banks.content import ROW, BanksContent, Side, Spot
from kernelview.ui.banks.spacing import cut_line, part_within
from kernelview.ui.banks.words import recipe_figures, score_words
from kernelview.ui.library.kernel_picture import heat_map, paint_heat_map
from kernelview.ui.series import training_colour, validation_colour
from kernelview.ui.theme import Theme

SIDES: tuple[Side, ...] = ("hand-made", "learned")
# What is not lit, while the mouse points at something and while something is chosen.
DIMMED, RESTING = 0.35, 0.55
PORT = 2.5
# Of a line: the least and the largest width, and of opacity.
WIDTHS, OPACITIES = (1.0, 3.0), (0.55, 1.0)
FAINT, DASHES = 0.55, [4.0, 4.0]
FLAG = Qt.AlignmentFlag
# Lines are painted so much further than is seen.
BEYOND = 24.0
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

    @property
    def dimming(self) -> float:
        """The opacity of what is not lit."""
        return RESTING if self.hovered is None and self.chosen is not None else DIMMED


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
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(area, marks, lit)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._paint_groups(area)
        for side in SIDES:
            for place in self._content.order_of(side):
                spot = Spot(side, place)
                middle = self._content.middle(spot)
                if area.top() - ROW <= middle <= area.bottom() + ROW:
                    self._paint_kernel(spot, middle, marks, lit)

    # --- lines

    def _paint_lines(self, area: QRectF, marks: Marks, lit: frozenset[int]) -> None:
        shown = seen_lines(self._content, area.top(), area.bottom(), marks.threshold)
        for place in (one for one in shown if one not in lit):
            self._paint_line(place, area, opacity=marks.dimming if lit else 1.0)
        for place in sorted(lit):
            if self._content.pairings[place].match is not None:
                self._paint_line(place, area, opacity=1.0, is_lit=True)

    def _paint_line(
        self, place: int, area: QRectF, *, opacity: float, is_lit: bool = False
    ) -> None:
        pairing = self._content.pairings[place]
        strength = line_strength(float(self._content.scores[place]))
        if pairing.is_significant:
            colour, width = self._theme.accent, _between(WIDTHS, strength)
            opacity *= 1.0 if is_lit else _between(OPACITIES, strength)
        else:
            colour, width = self._theme.muted, WIDTHS[0]
            opacity *= 1.0 if is_lit else FAINT
        # Mixed beforehand: lines that are seen through take the painter many times as long.
        pen = QPen(mixed(colour, self._theme.panel, opacity), width + 0.75 * is_lit)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if not pairing.is_significant:
            pen.setDashPattern(DASHES)
        self._painter.setPen(pen)
        self._painter.drawPath(self._path(place, area))

    def _path(self, place: int, area: QRectF) -> QPainterPath:
        """Return a line's part that is seen: dashes along all of a long one would take long."""
        begin, end = self._columns.lines
        content = self._content
        made = content.pairings[place].place
        start = float(content.made_middles[made if made is not None else 0])
        stop = float(content.learned_middles[place])
        first, last = part_within(start, stop, area.top() - BEYOND, area.bottom() + BEYOND)
        points = cut_line(begin, end, start, stop, first, last)
        path = QPainterPath(QPointF(*points[0]))
        path.cubicTo(*(number for point in points[1:] for number in point))
        return path

    # --- kernels

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
        is_dim = (bool(lit) and not is_lit) or (
            not is_lit and self._content.dimmed(spot, marks.threshold)
        )
        if spot in (marks.chosen, marks.hovered):
            self._paint_row(spot, middle, is_chosen=spot == marks.chosen)
        self._painter.setOpacity(marks.dimming if is_dim else 1.0)
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


def seen_lines(
    content: BanksContent, top: float, bottom: float, threshold: float
) -> tuple[int, ...]:
    """Return the pairings whose lines are seen between two heights, the weakest first."""
    places = np.array([-1 if one.place is None else one.place for one in content.pairings], np.intp)
    living = places >= 0
    starts = np.where(living, content.made_middles[places] if len(content.made_middles) else 0, 0)
    stops = content.learned_middles
    with np.errstate(invalid="ignore"):
        is_seen = (
            living
            & (np.minimum(starts, stops) <= bottom)
            & (np.maximum(starts, stops) >= top)
            & (content.scores >= threshold)
        )
    found = [int(one) for one in np.flatnonzero(is_seen)]
    return tuple(
        sorted(found, key=lambda one: (content.pairings[one].is_significant, content.scores[one]))
    )


def line_strength(score: float) -> float:
    """Return 0 to 1: what differs among scores lies between 0.6 and 1."""
    return float(np.clip((score - 0.6) / 0.4, 0.0, 1.0))


def mixed(colour: str, ground: str, share: float) -> QColor:
    """Return the colour that `colour` at an opacity has on a ground."""
    above, below = QColor(colour), QColor(ground)
    red, green, blue = (
        _between((below_one, above_one), share)
        for above_one, below_one in zip(above.getRgb()[:3], below.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(round(red), round(green), round(blue))


def _between(ends: tuple[float, float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share
