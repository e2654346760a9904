"""Where each map stands: two walls beside each other, a pair at the same place of both."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from kernelview.ui.pair.swatch import Side

USUAL_WIDTH, GAP, BETWEEN, CAPTION = 104.0, 8.0, 24.0, 18.0
MARGIN = 3.0


@dataclass(frozen=True)
class MapsLayout:
    """Geometry alone; `shape` is (rows, columns) of a map."""

    count: int
    shape: tuple[int, int]
    width: float

    @property
    def wall_width(self) -> float:
        """How wide each wall is."""
        return max(1.0, (self.width - BETWEEN - 2 * MARGIN) / 2)

    @property
    def across(self) -> int:
        """How many maps stand in a row of a wall."""
        fitting = round((self.wall_width + GAP) / (USUAL_WIDTH + GAP))
        return min(max(1, fitting), max(1, self.count))

    @property
    def tile(self) -> tuple[float, float]:
        """Width and height of a map."""
        usual = max(1.0, (self.wall_width - (self.across - 1) * GAP) / self.across)
        width = float(int(min(usual, 2 * USUAL_WIDTH)))
        return width, max(1.0, round(width * self.shape[0] / self.shape[1]))

    @property
    def pitch(self) -> tuple[float, float]:
        """From a map to the next, across and down."""
        width, height = self.tile
        return width + GAP, height + CAPTION + GAP

    @property
    def height(self) -> float:
        """How high the walls are."""
        rows = -(-self.count // self.across)
        return max(0.0, rows * self.pitch[1] - GAP) + 2 * MARGIN

    def left(self, side: Side) -> float:
        """Return where a wall begins."""
        return MARGIN if side == "hand-made" else MARGIN + self.wall_width + BETWEEN

    def box(self, side: Side, place: int) -> QRectF:
        """Return where a map is."""
        row, column = divmod(place, self.across)
        across, down = self.pitch
        return QRectF(self.left(side) + column * across, MARGIN + row * down, *self.tile)

    def caption(self, side: Side, place: int) -> QRectF:
        """Return where a map's name is."""
        box = self.box(side, place)
        return QRectF(box.left(), box.bottom() + 2, box.width(), CAPTION - 2)

    def place_at(self, position: QPointF) -> int | None:
        """Return which pair a position belongs to, on either wall."""
        for side in ("hand-made", "learned"):
            inside = position - QPointF(self.left(side), MARGIN)
            across, down = self.pitch
            column, row = int(inside.x() // across), int(inside.y() // down)
            if not (0 <= column < self.across and row >= 0):
                continue
            place = row * self.across + column
            around = self.box(side, place).adjusted(0, 0, 0, CAPTION)
            if place < self.count and around.contains(position):
                return place
        return None

    def between(self, top: float, bottom: float) -> range:
        """Return the places that are at least partly between two heights."""
        first = max(0, int((top - MARGIN) // self.pitch[1]))
        last = max(0, int((bottom - MARGIN) // self.pitch[1]) + 1)
        return range(min(first * self.across, self.count), min(last * self.across, self.count))
