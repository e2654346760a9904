"""The grid with its brush, its reading line and its context menu."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from kernelview.kernels import Kernel, KernelError, TextStyle
from kernelview.ui.editor.brush import GridMode
from kernelview.ui.editor.kernel_grid import KernelGrid
from kernelview.ui.editor.matrix_clipboard import (
    COPY_STYLES,
    cells_from,
    copy_kernel,
    pasted_kernel,
    pasted_number,
)
from kernelview.ui.editor.paint_tools import PaintTools
from kernelview.ui.editor.selection import Cell, Selection
from kernelview.ui.theme import SPACING, Theme

_MODE_HINTS: dict[GridMode, str] = {
    "edit": "",
    "paint": "left paints, right erases",
    "anchor": "click the new anchor",
}


class GridView(QWidget):
    """Everything about cells: typing, painting, copying, pasting, the anchor."""

    cells_edited = Signal(object, str, object)
    drag_ended = Signal()
    kernel_pasted = Signal(object)
    anchor_moved = Signal(object)
    mode_changed = Signal(str)
    refused = Signal(str)

    def __init__(self, kernel: Kernel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = KernelGrid(kernel, theme, self)
        self.tools = PaintTools(self)
        self.tools.hide()
        self.reading = QLabel(self)
        self.reading.setObjectName("cell-reading")
        self.reading.setWordWrap(True)
        self.reading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        for widget in (self.tools, self.grid, self.reading):
            layout.addWidget(widget)
        self._is_new = True
        self._connect()
        self._read()

    def show_kernel(self, kernel: Kernel) -> None:
        """Show another kernel; the first one is entered at its anchor."""
        self.grid.show_kernel(kernel)
        if self._is_new:
            self._is_new = False
            self.grid.select(Selection.at(kernel.anchor))

    def set_mode(self, mode: GridMode) -> None:
        """Switch between editing, painting and moving the anchor."""
        if mode != self.grid.mode:
            self.grid.set_mode(mode)
            self.tools.setVisible(mode == "paint")
            self._read()
            self.mode_changed.emit(mode)

    def copy(self, style: TextStyle = "tabs") -> None:
        """Put the selected block or the whole kernel on the clipboard."""
        copy_kernel(self.grid.kernel, self.grid.selection, style)

    def paste(self) -> None:
        """Replace the kernel by the clipboard's matrix; one number fills the selected cells."""
        number = pasted_number()
        if number is not None:
            self.grid.fill(number, "Paste into cells")
            return
        try:
            self.kernel_pasted.emit(pasted_kernel())
        except KernelError as error:
            self._refuse(error)

    def paste_into_cells(self) -> None:
        """Lay the clipboard's matrix over the cells from the block's first one on."""
        top, left, _, _ = self.grid.selection.bounds
        try:
            cells = cells_from(self.grid.kernel, pasted_kernel(), (top, left))
        except KernelError as error:
            self._refuse(error)
            return
        self.grid.edit_cells(cells, "Paste into cells")

    def _refuse(self, error: KernelError) -> None:
        reason = f"Not pasted: {error}"
        self._complain(reason)
        self.refused.emit(reason)

    def _connect(self) -> None:
        grid = self.grid
        grid.cells_edited.connect(self.cells_edited)
        grid.drag_ended.connect(self.drag_ended)
        grid.anchor_moved.connect(self._move_anchor)
        grid.copy_asked.connect(self.copy)
        grid.paste_asked.connect(self.paste)
        grid.paste_into_cells_asked.connect(self.paste_into_cells)
        grid.menu_asked.connect(self._open_menu)
        grid.selection_changed.connect(self._read)
        grid.complained.connect(self._complain)
        grid.mode_left.connect(lambda: self.set_mode("edit"))
        self.tools.brush_changed.connect(lambda brush: setattr(grid, "brush", brush))

    def _move_anchor(self, cell: Cell) -> None:
        self.anchor_moved.emit(cell)
        self.set_mode("edit")

    def _read(self) -> None:
        hint = _MODE_HINTS[self.grid.mode]
        text = self.grid.description()
        self._say(f"{text} · {hint}" if hint else text, wrong=False)

    def _complain(self, reason: str) -> None:
        if reason:
            self._say(reason, wrong=True)
        elif self.reading.property("invalid"):
            self._read()

    def _say(self, text: str, *, wrong: bool) -> None:
        self.reading.setText(text)
        if bool(self.reading.property("invalid")) != wrong:
            self.reading.setProperty("invalid", wrong)
            self.reading.style().unpolish(self.reading)
            self.reading.style().polish(self.reading)

    def _open_menu(self, place: QPoint) -> None:
        menu = self.context_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def context_menu(self) -> QMenu:
        """Return a new menu of what can be done to the cells."""
        grid = self.grid
        menu = QMenu(self)
        menu.addAction("Edit the cell\tF2").triggered.connect(lambda: grid.begin_typing())
        menu.addAction("Clear\tDel").triggered.connect(lambda: grid.fill(0.0, "Clear cells"))
        menu.addAction("Put the anchor here").triggered.connect(
            lambda: self.anchor_moved.emit(grid.selection.current)
        )
        menu.addAction("Select all\tCtrl+A").triggered.connect(
            lambda: grid.select(Selection.whole(grid.kernel.shape))
        )
        menu.addSeparator()
        copies = menu.addMenu("Copy as")
        for style, text in COPY_STYLES:
            copies.addAction(text).triggered.connect(partial(_copy_as, self, style))
        menu.addAction("Paste as the kernel\tCtrl+V").triggered.connect(lambda: self.paste())
        menu.addAction("Paste into the cells\tCtrl+Shift+V").triggered.connect(
            lambda: self.paste_into_cells()
        )
        return menu


def _copy_as(view: GridView, style: TextStyle, checked: bool = False) -> None:  # noqa: FBT001, FBT002
    del checked
    view.copy(style)
