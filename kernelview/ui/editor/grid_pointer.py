"""What the pointer does in the kernel grid: select, scrub, paint, step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from kernelview.ui.editor.brush import cells_between
from kernelview.ui.editor.selection import Cell, Selection
from kernelview.ui.editor.steps import step_size, tidy

if TYPE_CHECKING:
    from kernelview.ui.editor.kernel_grid import KernelGrid

DRAG_THRESHOLD = 4
PIXELS_A_STEP = 6
NOTCH = 120

Gesture = Literal["none", "pressed", "select", "scrub", "paint", "erase"]


class GridPointer:
    """One gesture at a time.

    The first few pixels decide: up or down scrubs the selected values, sideways or Shift
    selects a block. In paint mode the left button paints and the right one erases.
    """

    def __init__(self, grid: KernelGrid) -> None:
        self._grid = grid
        self._gesture: Gesture = "none"
        self._pressed_at = QPoint()
        self._stroke_end: Cell = (0, 0)
        self._before: dict[Cell, float] = {}
        self._steps = 0.0
        self._last_height = 0
        self._notches = 0.0

    def press(self, event: QMouseEvent) -> None:
        """Select the cell, or begin a stroke, or move the anchor."""
        grid = self._grid
        point = event.position().toPoint()
        cell = grid.geometry_of_cells.cell_at(point)
        if cell is None or self._gesture != "none":
            return
        grid.drag.end()
        left = event.button() == Qt.MouseButton.LeftButton
        if grid.mode == "paint" and event.button() in _STROKES:
            self._begin_stroke(cell, _STROKES[event.button()])
        elif grid.mode == "anchor" and left:
            grid.select(Selection.at(cell))
            grid.apply_mode_at(cell)
        elif left:
            self._begin_press(cell, point, event)
        elif cell not in grid.selection:
            grid.select(Selection.at(cell))

    def move(self, event: QMouseEvent) -> None:
        """Carry the gesture on."""
        grid = self._grid
        point = event.position().toPoint()
        grid.hover(grid.geometry_of_cells.cell_at(point) if self._gesture != "scrub" else None)
        if self._gesture == "pressed":
            self._decide(point)
        if self._gesture == "select":
            nearest = grid.geometry_of_cells.nearest_cell(point)
            grid.select(grid.selection.extended(nearest))
        elif self._gesture == "scrub":
            self._scrub(point, event.modifiers())
        elif self._gesture in ("paint", "erase"):
            self._stroke_to(grid.geometry_of_cells.nearest_cell(point))

    def release(self, event: QMouseEvent) -> None:
        """End the gesture; a plain click in a block leaves one cell selected."""
        grid = self._grid
        if self._gesture == "pressed" and event.button() == Qt.MouseButton.LeftButton:
            cell = grid.geometry_of_cells.nearest_cell(self._pressed_at)
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                grid.select(Selection.at(cell))
        self._end()

    def cancel(self) -> bool:
        """Take back a running scrub; False when there is none."""
        if self._gesture != "scrub":
            return False
        self._grid.edit_cells(self._before, "Scrub cells", merge_key=self._grid.drag.key())
        self._end()
        return True

    def wheel(self, event: QWheelEvent) -> None:
        """Step the selected cells when the grid has the focus and the pointer is on them."""
        grid = self._grid
        cell = grid.geometry_of_cells.cell_at(event.position().toPoint())
        if not grid.hasFocus() or cell not in grid.selection or self._gesture != "none":
            event.ignore()
            return
        # Some platforms turn the wheel sideways while a modifier is held.
        delta = event.angleDelta().y() or event.angleDelta().x()
        self._notches += delta / NOTCH
        whole = int(self._notches)
        self._notches -= whole
        if whole:
            step = step_size(event.modifiers())
            grid.change_cells(lambda value: tidy(value + whole * step), "Step cells")
            grid.drag.end_after_pause()
        event.accept()

    def _begin_press(self, cell: Cell, point: QPoint, event: QMouseEvent) -> None:
        grid = self._grid
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            grid.select(grid.selection.extended(cell))
            self._gesture = "select"
        else:
            self._gesture = "pressed"
            if cell not in grid.selection:
                grid.select(Selection.at(cell))
        self._pressed_at = point

    def _decide(self, point: QPoint) -> None:
        moved = point - self._pressed_at
        if max(abs(moved.x()), abs(moved.y())) < DRAG_THRESHOLD:
            return
        grid = self._grid
        if abs(moved.y()) < abs(moved.x()):
            grid.select(Selection.at(grid.geometry_of_cells.nearest_cell(self._pressed_at)))
            self._gesture = "select"
            return
        self._gesture = "scrub"
        self._before = {cell: float(grid.kernel.weights[cell]) for cell in grid.selection.cells()}
        self._steps, self._last_height = 0.0, self._pressed_at.y()
        grid.setCursor(Qt.CursorShape.SizeVerCursor)

    def _scrub(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        # Steps add up, so that changing the modifier in mid-drag never makes the value jump.
        risen = (self._last_height - point.y()) // PIXELS_A_STEP
        if risen == 0:
            return
        self._last_height -= risen * PIXELS_A_STEP
        self._steps += risen * step_size(modifiers)
        cells = {cell: tidy(value + self._steps) for cell, value in self._before.items()}
        self._grid.edit_cells(cells, "Scrub cells", merge_key=self._grid.drag.key())

    def _begin_stroke(self, cell: Cell, gesture: Literal["paint", "erase"]) -> None:
        self._gesture = gesture
        self._stroke_end = cell
        self._stroke_to(cell)

    def _stroke_to(self, cell: Cell) -> None:
        grid = self._grid
        shape = grid.kernel.shape
        paint = grid.brush.cells if self._gesture == "paint" else grid.brush.erased_cells
        cells: dict[Cell, float] = {}
        for place in cells_between(self._stroke_end, cell):
            cells |= paint(shape, place)
        self._stroke_end = cell
        grid.select(Selection.at(cell))
        name = "Paint cells" if self._gesture == "paint" else "Erase cells"
        grid.edit_cells(cells, name, merge_key=grid.drag.key())

    def _end(self) -> None:
        if self._gesture == "scrub":
            self._grid.set_mode(self._grid.mode)
        self._gesture = "none"
        self._before = {}
        self._grid.drag.end()


_STROKES: dict[Qt.MouseButton, Literal["paint", "erase"]] = {
    Qt.MouseButton.LeftButton: "paint",
    Qt.MouseButton.RightButton: "erase",
}
