"""Which cells of the grid are selected: a block, and in it the cell in hand."""

from collections.abc import Iterator
from dataclasses import dataclass

Cell = tuple[int, int]
Shape = tuple[int, int]


@dataclass(frozen=True)
class Selection:
    """The block between the cell where it was `started` and the `current` cell."""

    started: Cell = (0, 0)
    current: Cell = (0, 0)

    @classmethod
    def at(cls, cell: Cell) -> "Selection":
        """Select one cell."""
        return cls(cell, cell)

    @classmethod
    def whole(cls, shape: Shape) -> "Selection":
        """Select every cell."""
        return cls((shape[0] - 1, shape[1] - 1), (0, 0))

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """(top, left, bottom, right), all inside the block."""
        (row, column), (other_row, other_column) = self.started, self.current
        return (
            min(row, other_row),
            min(column, other_column),
            max(row, other_row),
            max(column, other_column),
        )

    @property
    def shape(self) -> Shape:
        """Rows and columns of the block."""
        top, left, bottom, right = self.bounds
        return bottom - top + 1, right - left + 1

    @property
    def is_block(self) -> bool:
        """Whether more than one cell is selected."""
        return self.started != self.current

    def cells(self) -> Iterator[Cell]:
        """Yield the cells in reading order."""
        top, left, bottom, right = self.bounds
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield row, column

    def __contains__(self, cell: object) -> bool:
        if not isinstance(cell, tuple):
            return False
        top, left, bottom, right = self.bounds
        return bool(top <= cell[0] <= bottom and left <= cell[1] <= right)

    def extended(self, cell: Cell) -> "Selection":
        """Stretch the block to `cell`."""
        return Selection(self.started, cell)

    def moved(self, rows: int, columns: int, shape: Shape, *, extend: bool = False) -> "Selection":
        """Move the cell in hand, staying inside `shape`; `extend` keeps the block's start."""
        row, column = self.current
        cell = _inside((row + rows, column + columns), shape)
        return self.extended(cell) if extend else Selection.at(cell)

    def clipped(self, shape: Shape) -> "Selection":
        """Return the part that a kernel of `shape` has."""
        return Selection(_inside(self.started, shape), _inside(self.current, shape))

    def neighbour(self, step: int, shape: Shape) -> "Selection | None":
        """Return the next (1) or previous (-1) cell in reading order, None past the end."""
        row, column = self.current
        place = row * shape[1] + column + step
        if not 0 <= place < shape[0] * shape[1]:
            return None
        return Selection.at(divmod(place, shape[1]))


def _inside(cell: Cell, shape: Shape) -> Cell:
    row, column = cell
    return min(max(row, 0), shape[0] - 1), min(max(column, 0), shape[1] - 1)
