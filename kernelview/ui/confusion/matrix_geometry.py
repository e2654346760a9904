"""Where the parts of a confusion matrix lie in a widget."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

CAPTION, MARGIN = 16, 4
MOST_WIDTH, MOST_HEIGHT = 56.0, 34.0
# A cell is at most so many times wider than high.
WIDEST = 2.2
LEAST_LABELS, MOST_LABELS = 18.0, 92.0
WIDE_BARS, NARROW_BARS = 112.0, 62.0
ROOMY = 340

Cell = tuple[int, int]


@dataclass(frozen=True)
class MatrixGeometry:
    """`cells` is the square of counts; names left of it and above, bars at its right."""

    count: int
    cells: QRectF
    labels: float
    bars: float

    @property
    def width(self) -> float:
        """A cell's width in pixels."""
        return self.cells.width() / self.count

    @property
    def height(self) -> float:
        """A cell's height in pixels."""
        return self.cells.height() / self.count

    def box(self, row: int, column: int) -> QRectF:
        """Return where a cell lies."""
        left = self.cells.left() + column * self.width
        return QRectF(left, self.cells.top() + row * self.height, self.width, self.height)

    def row_label(self, row: int) -> QRectF:
        """Return where a row's name lies."""
        left = self.cells.left() - self.labels
        return QRectF(left, self.box(row, 0).top(), self.labels - 6, self.height)

    def column_label(self, column: int) -> QRectF:
        """Return where a column's name lies."""
        box = self.box(0, column)
        return QRectF(box.left(), self.cells.top() - CAPTION, box.width(), CAPTION)

    def bar(self, row: int) -> QRectF:
        """Return where a row's bar lies, and the share that it shows."""
        box = self.box(row, self.count - 1)
        return QRectF(box.right() + 10, box.top(), self.bars - 10, box.height())

    def cell_at(self, point: QPointF) -> Cell | None:
        """Return the (row, column) under a point."""
        if not self.cells.contains(point):
            return None
        row = int((point.y() - self.cells.top()) / self.height)
        column = int((point.x() - self.cells.left()) / self.width)
        return min(row, self.count - 1), min(column, self.count - 1)


def geometry_of(count: int, width: float, height: float, *, names: float) -> MatrixGeometry:
    """Lay out `count` classes in a widget whose longest class name is `names` pixels long."""
    labels = min(max(names + 8, LEAST_LABELS), MOST_LABELS, width * 0.24)
    bars = WIDE_BARS if width >= ROOMY else NARROW_BARS
    top = 2.0 * CAPTION
    high = min((height - top - MARGIN) / count, MOST_HEIGHT)
    left = CAPTION + labels
    wide = min((width - left - bars - MARGIN) / count, MOST_WIDTH, max(high * WIDEST, high))
    cells = QRectF(left, top, max(wide, 0.5) * count, max(high, 0.5) * count)
    return MatrixGeometry(count, cells, labels, bars)
