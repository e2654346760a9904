"""What the pointer does in the grid, and the brush of the paint mode."""

from dataclasses import dataclass
from typing import Literal

from kernelview.kernels import Symmetry, symmetric_cells
from kernelview.ui.editor.selection import Cell, Shape

GridMode = Literal["edit", "paint", "anchor"]


@dataclass(frozen=True)
class Brush:
    """The weight that is painted and the symmetry that repeats it."""

    value: float = 1.0
    symmetry: Symmetry = "none"

    def cells(self, shape: Shape, cell: Cell) -> dict[Cell, float]:
        """Return what painting `cell` sets."""
        return {
            place: sign * self.value + 0.0
            for place, sign in symmetric_cells(shape, cell, self.symmetry).items()
        }

    def erased_cells(self, shape: Shape, cell: Cell) -> dict[Cell, float]:
        """Return what erasing `cell` sets."""
        return dict.fromkeys(symmetric_cells(shape, cell, self.symmetry), 0.0)


def cells_between(start: Cell, end: Cell) -> tuple[Cell, ...]:
    """Return the cells of a straight stroke, so that a fast one leaves no gaps."""
    (row, column), (end_row, end_column) = start, end
    steps = max(abs(end_row - row), abs(end_column - column))
    if steps == 0:
        return (end,)
    return tuple(
        (
            round(row + (end_row - row) * step / steps),
            round(column + (end_column - column) * step / steps),
        )
        for step in range(steps + 1)
    )
