"""The kernel as a grid of cells that are typed, scrubbed, stepped and painted."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.kernels import Kernel, format_number
from kernelview.ui.editor.brush import Brush, GridMode
from kernelview.ui.editor.cell_editor import CellEditor, Move
from kernelview.ui.editor.cell_text import readable
from kernelview.ui.editor.drag import Drag
from kernelview.ui.editor.grid_geometry import GridGeometry
from kernelview.ui.editor.grid_keys import claims_shortcut, handle_key
from kernelview.ui.editor.grid_painting import GridLook, HeatMap, paint_grid
from kernelview.ui.editor.grid_pointer import GridPointer
from kernelview.ui.editor.selection import Cell, Selection
from kernelview.ui.theme import Theme

READING_DIGITS = 9

_HELP = (
    "Type a number, a fraction (1/9) or an expression (sqrt(2)/2)\n"
    "Drag up or down to change a value, sideways or with Shift to select\n"
    "Wheel: ± 0.1, with Shift 0.01, with Ctrl 1\n"
    "Ctrl+C and Ctrl+V copy and paste the matrix, Ctrl+Shift+V pastes into the cells"
)


class KernelGrid(QWidget):
    """Shows a kernel and says what the person wants done to it; never changes it itself."""

    # {(row, column): value}, name of the step, merge key or None
    cells_edited = Signal(object, str, object)
    drag_ended = Signal()
    # the cell as a pair: row, column
    anchor_moved = Signal(object)
    copy_asked = Signal()
    paste_asked = Signal()
    paste_into_cells_asked = Signal()
    # a global position
    menu_asked = Signal(QPoint)
    # what is wrong with the entry, "" when nothing is
    complained = Signal(str)
    selection_changed = Signal()
    mode_left = Signal()

    def __init__(self, kernel: Kernel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kernel = kernel
        self.selection = Selection.at(kernel.anchor)
        self.brush = Brush()
        self.mode: GridMode = "edit"
        self.drag = Drag(self)
        self.hovered: Cell | None = None
        self._theme = theme
        self._heat: HeatMap | None = None
        self._pointer = GridPointer(self)
        self._editor = CellEditor(self)
        self._prepare()

    @property
    def geometry_of_cells(self) -> GridGeometry:
        """Where the cells lie at the present size."""
        return GridGeometry.fitted(self.kernel.shape, self.width())

    @property
    def is_editing(self) -> bool:
        """Whether a value is being typed."""
        return self._editor.is_open

    def show_kernel(self, kernel: Kernel) -> None:
        """Show another kernel; the selection stays at the anchor, or where the new shape allows."""
        if kernel == self.kernel:
            return
        if self.is_editing and kernel.shape != self.kernel.shape:
            self._editor.cancel()
        at_anchor = self.selection == Selection.at(self.kernel.anchor)
        follows = at_anchor and kernel.shape != self.kernel.shape
        self.kernel = kernel
        self._fit()
        self.select(
            Selection.at(kernel.anchor) if follows else self.selection.clipped(kernel.shape)
        )

    def show_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self._heat = None
        self.update()

    def set_mode(self, mode: GridMode) -> None:
        """Choose what a click does: edit, paint or move the anchor."""
        self.mode = mode
        cursor = Qt.CursorShape.ArrowCursor if mode == "edit" else Qt.CursorShape.CrossCursor
        self.setCursor(cursor)
        self.update()

    def select(self, selection: Selection) -> None:
        """Select a block; the screen reader hears the cell in hand."""
        self.selection = selection
        self.setAccessibleDescription(self.description())
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)
        self.selection_changed.emit()
        self.update()

    def description(self) -> str:
        """Return the cell in hand in words: "row 2, column 3: −1"."""
        row, column = self.selection.current
        value = readable(float(f"{self.kernel.weights[row, column]:.{READING_DIGITS}g}"))
        anchor = ", anchor" if self.selection.current == self.kernel.anchor else ""
        rows, columns = self.selection.shape
        block = f", {rows} × {columns} selected" if self.selection.is_block else ""
        return f"row {row + 1}, column {column + 1}: {value}{anchor}{block}"

    def fill(self, value: float, name: str) -> None:
        """Ask for every selected cell to be `value`."""
        self.edit_cells(dict.fromkeys(self.selection.cells(), value), name)

    def edit_cells(
        self, cells: dict[Cell, float], name: str, *, merge_key: Hashable = None
    ) -> None:
        """Ask for cells to be set, unless they are so already."""
        if any(self.kernel.weights[cell] != value for cell, value in cells.items()):
            self.cells_edited.emit(cells, name, merge_key)

    def change_cells(self, change: Callable[[float], float], name: str) -> None:
        """Ask for a step of the running gesture on every selected cell."""
        cells = {cell: change(float(self.kernel.weights[cell])) for cell in self.selection.cells()}
        self.edit_cells(cells, name, merge_key=self.drag.key())

    def apply_mode_at(self, cell: Cell) -> None:
        """Paint or put the anchor at `cell`, whichever mode is on."""
        if self.mode == "paint":
            self.edit_cells(self.brush.cells(self.kernel.shape, cell), "Paint cells")
        elif self.mode == "anchor":
            self.anchor_moved.emit(cell)

    def begin_typing(self, text: str | None = None) -> None:
        """Open the entry line with `text`, or with the cell's value selected."""
        row, column = self.selection.current
        value = format_number(float(self.kernel.weights[row, column]))
        rect = self.geometry_of_cells.cell_rect((row, column))
        self._editor.begin(value if text is None else text, rect, select=text is None)

    def hover(self, cell: Cell | None) -> None:
        """Mark the cell under the pointer."""
        if cell != self.hovered:
            self.hovered = cell
            self.update()

    def leave_by_tab(self, *, forward: bool) -> None:
        """Hand the focus on, whatever cell is in hand."""
        super().focusNextPrevChild(forward)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab goes from cell to cell while they show numbers, and out at the end."""
        step = 1 if following else -1
        neighbour = self.selection.neighbour(step, self.kernel.shape)
        if neighbour is None or not self.geometry_of_cells.shows_numbers:
            return super().focusNextPrevChild(following)
        self.select(neighbour)
        return True

    def event(self, event: QEvent) -> bool:
        """Keep the window's shortcuts from taking the keys that edit cells."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and claims_shortcut(self, event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, type, clear, copy, paste."""
        if event.key() == Qt.Key.Key_Escape and self._pointer.cancel():
            return
        if not handle_key(self, event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select, or begin a stroke."""
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub, select or paint."""
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture."""
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type over the cell's value."""
        cell = self.geometry_of_cells.cell_at(event.position().toPoint())
        if self.mode == "edit" and cell is not None:
            self.select(Selection.at(cell))
            self.begin_typing()
        else:
            self._pointer.press(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step the selected cells when the pointer is on them; otherwise the panel scrolls."""
        self._pointer.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the cell under the pointer."""
        super().leaveEvent(event)
        self.hover(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done here; erasing uses the same button in paint mode."""
        if self.mode != "paint" or event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the selection in the accent."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw the selection quietly; a run of wheel steps is over."""
        super().focusOutEvent(event)
        self.drag.end()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the cells to the new width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the heat map, its numbers, the anchor and the selection."""
        del event
        if self._heat is None:
            self._heat = HeatMap(self.kernel, self.geometry_of_cells, self._theme, self.font())
        look = GridLook(
            self.selection,
            hovered=self.hovered,
            has_focus=self.hasFocus() or self.is_editing,
            marks_anchor=self.mode == "anchor",
        )
        painter = QPainter(self)
        paint_grid(painter, self._heat, look)
        painter.end()

    def _prepare(self) -> None:
        self.setObjectName("kernel-grid")
        self.setAccessibleName("Kernel weights")
        self.setToolTip(_HELP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.drag.ended.connect(self.drag_ended)
        self._editor.committed.connect(self._take)
        self._editor.committed_with_tab.connect(self._take_with_tab)
        self._editor.complained.connect(self.complained)
        self.select(self.selection)

    def _fit(self) -> None:
        self._heat = None
        self.setFixedHeight(self.geometry_of_cells.height)
        self.update()

    def _take(self, value: float, move: Move) -> None:
        self.fill(value, "Set cells" if self.selection.is_block else "Set cell")
        if move != (0, 0):
            self.select(self.selection.moved(*move, self.kernel.shape))

    def _take_with_tab(self, value: float, step: int) -> None:
        self._take(value, (0, 0))
        neighbour = self.selection.neighbour(step, self.kernel.shape)
        if neighbour is None:
            super().focusNextPrevChild(step > 0)
        else:
            self.select(neighbour)
