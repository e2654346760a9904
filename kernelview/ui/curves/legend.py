"""What the colours of the curves mean: a line of samples with names."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kernelview.ui.theme import SPACING

SAMPLE, HEIGHT, GAP = 18, 24, 2 * SPACING
LONGEST_NAME, FEWEST_PIXELS = 150.0, 14.0


@dataclass(frozen=True)
class LegendEntry:
    """A name beside a sample of its line; `pointed` with a point on it, `faint` thin and pale.

    The names of runs are long: they give way to the others.
    """

    text: str
    colour: str
    pointed: bool = False
    faint: bool = False
    is_run: bool = False


class Legend(QWidget):
    """Samples with names from left to right; names that do not fit give way to their tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[LegendEntry, ...] = ()
        self._places: list[tuple[QRectF, LegendEntry]] = []
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Legend of the curves")

    def show_entries(self, entries: tuple[LegendEntry, ...]) -> None:
        """Show these."""
        if entries != self._entries:
            self._entries = entries
            self.setAccessibleDescription(", ".join(entry.text for entry in entries))
            self.update()

    def sizeHint(self) -> QSize:
        """Return a row's height."""
        return QSize(240, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the samples and names."""
        painter = QPainter(self)
        self._places = paint_legend(painter, QRectF(self.rect()), self._entries, self._text())
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say the whole name of what the mouse is over."""
        if isinstance(event, QHelpEvent):
            under = [entry for box, entry in self._places if box.contains(QPointF(event.pos()))]
            QToolTip.showText(event.globalPos(), under[0].text if under else "", self)
            return True
        return super().event(event)

    def _text(self) -> QColor:
        return self.palette().text().color()


def paint_legend(
    painter: QPainter, box: QRectF, entries: tuple[LegendEntry, ...], text: QColor
) -> list[tuple[QRectF, LegendEntry]]:
    """Paint a legend into a box; return where each entry is."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = painter.fontMetrics()
    left, places = box.left(), []
    for entry, width in zip(entries, _widths(entries, box.width(), metrics), strict=True):
        if width < FEWEST_PIXELS:
            break
        _paint_sample(painter, QPointF(left, box.center().y()), entry)
        name = QRectF(left + SAMPLE + 6, box.top(), width, box.height())
        painter.setPen(text)
        shown = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        places.append((QRectF(left, box.top(), SAMPLE + 6 + width, box.height()), entry))
        left = name.right() + GAP
    painter.restore()
    return places


def _widths(entries: tuple[LegendEntry, ...], room: float, metrics: QFontMetrics) -> list[float]:
    """Return the widths of the names: those of runs share what the others leave."""
    wanted = [min(metrics.horizontalAdvance(one.text) + 2.0, LONGEST_NAME) for one in entries]
    room -= len(entries) * (SAMPLE + 6 + GAP) - GAP
    shared = [width for width, one in zip(wanted, entries, strict=True) if one.is_run]
    left = max(room - (sum(wanted) - sum(shared)), 0.0)
    most = LONGEST_NAME
    # Short names stay whole; the long ones get what is left in equal parts.
    for place, width in enumerate(sorted(shared)):
        most = left / (len(shared) - place)
        if width > most:
            break
        left -= width
        most = LONGEST_NAME
    return [
        min(width, most) if one.is_run else width
        for width, one in zip(wanted, entries, strict=True)
    ]


def _paint_sample(painter: QPainter, start: QPointF, entry: LegendEntry) -> None:
    colour = QColor(entry.colour)
    if entry.faint:
        colour.setAlphaF(0.5)
    painter.setPen(QPen(colour, 1.0 if entry.faint else 2.0))
    painter.drawLine(start, start + QPointF(SAMPLE, 0))
    if entry.pointed:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(start + QPointF(SAMPLE / 2, 0), 3.0, 3.0)
