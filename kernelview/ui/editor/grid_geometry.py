"""Where each cell of a kernel lies in the grid widget."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from kernelview.ui.editor.selection import Cell, Selection, Shape

LARGEST_CELL = 64
# Kernels of one row or column would be too thin to hit with square cells.
SMALLEST_THIN_SIDE = 24
SMALLEST_NUMBER_WIDTH = 26
SMALLEST_NUMBER_HEIGHT = 16
SMALLEST_RULED_CELL = 14
# Room for the frame and for a selection drawn around the outermost cells.
MARGIN = 3


@dataclass(frozen=True)
class GridGeometry:
    """Whole-pixel cells, square where both sides have room, centred in the width."""

    shape: Shape
    cell_width: int
    cell_height: int
    left: int
    top: int = MARGIN

    @classmethod
    def fitted(cls, shape: Shape, width: int) -> "GridGeometry":
        """Fit a kernel of `shape` into `width` pixels, no taller than wide."""
        rows, columns = shape
        room = max(width - 2 * MARGIN, 1)
        widest = min(LARGEST_CELL, max(room // columns, 1))
        tallest = min(LARGEST_CELL, max(room // rows, 1))
        side = min(widest, tallest)
        cell_width = min(widest, max(side, SMALLEST_THIN_SIDE))
        cell_height = min(tallest, max(side, SMALLEST_THIN_SIDE))
        return cls(shape, cell_width, cell_height, left=(width - columns * cell_width) // 2)

    @property
    def shows_numbers(self) -> bool:
        """Whether a cell has room for its value in figures."""
        return (
            self.cell_width >= SMALLEST_NUMBER_WIDTH and self.cell_height >= SMALLEST_NUMBER_HEIGHT
        )

    @property
    def shows_lines(self) -> bool:
        """Whether the lines between cells leave something of the cells."""
        return min(self.cell_width, self.cell_height) >= SMALLEST_RULED_CELL

    @property
    def height(self) -> int:
        """Height of the widget in pixels."""
        return self.shape[0] * self.cell_height + 2 * MARGIN

    @property
    def area(self) -> QRect:
        """Return the rectangle of all cells."""
        rows, columns = self.shape
        return self.cell_rect((0, 0)).united(self.cell_rect((rows - 1, columns - 1)))

    def cell_rect(self, cell: Cell) -> QRect:
        """Return the rectangle of one cell."""
        row, column = cell
        left = self.left + column * self.cell_width
        return QRect(left, self.top + row * self.cell_height, self.cell_width, self.cell_height)

    def block_rect(self, selection: Selection) -> QRect:
        """Return the rectangle of the selected cells."""
        top, left, bottom, right = selection.bounds
        return self.cell_rect((top, left)).united(self.cell_rect((bottom, right)))

    def cell_at(self, point: QPoint) -> Cell | None:
        """Return the cell under `point`, None outside."""
        return self.nearest_cell(point) if self.area.contains(point) else None

    def nearest_cell(self, point: QPoint) -> Cell:
        """Return the cell under or nearest to `point`."""
        row = (point.y() - self.top) // self.cell_height
        column = (point.x() - self.left) // self.cell_width
        return (
            min(max(row, 0), self.shape[0] - 1),
            min(max(column, 0), self.shape[1] - 1),
        )
