"""Paints the lines between two banks."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from kernelview.ui.banks.columns import Columns
from kernelview.ui.banks.content import BanksContent
from kernelview.ui.banks.spacing import cut_line, part_within
from kernelview.ui.theme import Theme

# Of a line that is more than chance, from the weakest to the strongest.
WIDTHS, OPACITIES = (1.0, 3.0), (0.55, 1.0)
FAINT, DASHES = 0.55, [4.0, 4.0]
LIT_WIDER = 0.75
# Lines are painted so much further than is seen.
BEYOND = 24.0


class LinesPainter:
    """The stronger a match, the wider its line; what chance makes as well is thin and dashed."""

    def __init__(
        self, painter: QPainter, content: BanksContent, columns: Columns, theme: Theme
    ) -> None:
        self._painter, self._content = painter, content
        self._columns, self._theme = columns, theme

    def paint(self, area: QRectF, threshold: float, lit: frozenset[int], others: float) -> None:
        """Paint what is seen in an area, `others` than the lit ones at an opacity.

        Lines of scores below the threshold are hidden, but for the lit ones.
        """
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in self._content.seen_lines(area.top(), area.bottom(), threshold):
            if place not in lit:
                self._paint_line(place, area, opacity=others)
        for place in self._content.seen_lines(area.top(), area.bottom(), 0.0):
            if place in lit:
                self._paint_line(place, area, opacity=1.0, is_lit=True)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_line(
        self, place: int, area: QRectF, *, opacity: float, is_lit: bool = False
    ) -> None:
        strength = float(self._content.strengths[place])
        if self._content.pairings[place].is_significant:
            colour, width = self._theme.accent, between(WIDTHS, strength)
            own, dashes = between(OPACITIES, strength), None
        else:
            colour, width, own, dashes = self._theme.muted, WIDTHS[0], FAINT, DASHES
        shown = 1.0 if is_lit else own * opacity
        # Mixed beforehand: lines that are seen through take the painter many times as long.
        pen = QPen(mixed(colour, self._theme.panel, round(shown, 2)), width + LIT_WIDER * is_lit)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        path = self._path(place, area)
        if dashes is not None:
            pen.setDashPattern(dashes)
            # As if the line began where it does: dashes that stay while it is scrolled.
            left_out = abs(path.elementAt(0).y - float(self._content.line_starts[place]))
            pen.setDashOffset(left_out / pen.widthF())
        self._painter.setPen(pen)
        self._painter.drawPath(path)

    def _path(self, place: int, area: QRectF) -> QPainterPath:
        """Return a line's part that is seen: dashes along all of a long one would take long."""
        begin, end = self._columns.lines
        start = float(self._content.line_starts[place])
        stop = float(self._content.learned_middles[place])
        first, last = part_within(start, stop, area.top() - BEYOND, area.bottom() + BEYOND)
        points = cut_line(begin, end, start, stop, first, last)
        path = QPainterPath(QPointF(*points[0]))
        path.cubicTo(*(number for point in points[1:] for number in point))
        return path


@lru_cache(maxsize=512)
def mixed(colour: str, ground: str, share: float) -> QColor:
    """Return the colour that `colour` at an opacity has on a ground."""
    above, below = QColor(colour), QColor(ground)
    return QColor(
        round(between((below.red(), above.red()), share)),
        round(between((below.green(), above.green()), share)),
        round(between((below.blue(), above.blue()), share)),
    )


def between(ends: tuple[float, float], share: float) -> float:
    """Return what lies a share of the way from the first to the second."""
    return ends[0] + (ends[1] - ends[0]) * share
