"""The kernel editor: a grid, what turns it, what its numbers mean, how it is applied."""

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from kernelview.document.document import Document
from kernelview.kernels import (
    Kernel,
    KernelError,
    Symmetry,
    build,
    family,
    resize,
    scale,
    symmetrise,
)
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.application_settings import ApplicationSettings
from kernelview.ui.editor.brush import GridMode
from kernelview.ui.editor.divisor_row import DivisorRow
from kernelview.ui.editor.facts_view import FactsView
from kernelview.ui.editor.family_sliders import FamilySliders
from kernelview.ui.editor.frequency_plot import FrequencyPlot
from kernelview.ui.editor.grid_view import GridView
from kernelview.ui.editor.header_row import HeaderRow
from kernelview.ui.editor.section import Section
from kernelview.ui.editor.selection import Cell
from kernelview.ui.editor.style import style_sheet
from kernelview.ui.editor.transform_bar import TransformBar
from kernelview.ui.editor.transforms import TRANSFORMS, Edit
from kernelview.ui.theme import SPACING

MARGIN = SPACING * 2
SMALLEST_WIDTH = 320


class EditorPanel(QWidget):
    """Shows the kernel in hand and says what the person wants; never changes a document."""

    # {(row, column): value}, name of the step, merge key or None
    cells_edited = Signal(object, str, object)
    # a drag, a run of wheel steps or a stroke is over: the next edit is a step of its own
    drag_ended = Signal()
    # name of the step, Kernel -> Kernel that is known to succeed on the kernel shown
    kernel_edited = Signal(str, object)
    kernel_pasted = Signal(object)
    # recipe, merge key or None
    recipe_changed = Signal(object, object)
    # the divisor, None for automatic
    divisor_changed = Signal(object)
    # the offset, merge key or None
    offset_changed = Signal(float, object)
    renamed = Signal(str)
    border_changed = Signal(str)
    constant_changed = Signal(float)
    turned_changed = Signal(bool)
    channels_changed = Signal(str)
    show_changed = Signal(str)
    # what could not be done and why
    refused = Signal(str)
    save_to_mine_asked = Signal()
    export_kernel_asked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._document: Document | None = None
        theme = appearance.theme
        self.header = HeaderRow(appearance, self)
        self.cells = GridView(Kernel([[1.0]]), theme, self)
        self.transforms = TransformBar(appearance, self)
        self.divisor = DivisorRow(self)
        self.sliders = FamilySliders(self)
        self.settings = ApplicationSettings(self)
        self.facts = FactsView(theme, self)
        self.frequencies = FrequencyPlot(theme, self)
        self._scroll = QScrollArea(self)
        self._lay_out()
        self._connect()
        self._show_theme()
        appearance.changed.connect(self._show_theme)

    def show_document(self, document: Document) -> None:
        """Show a document's kernel and settings; says nothing, keeps selection and focus."""
        if document is self._document:
            return
        self._document = document
        kernel = document.kernel
        self.header.show_kernel(kernel)
        self.cells.show_kernel(kernel)
        self.divisor.show_kernel(kernel, automatic=document.automatic_divisor)
        self.sliders.show_recipe(document.recipe, kernel)
        self.family_section.setVisible(document.recipe is not None)
        if document.recipe is not None:
            self.family_section.heading.setText(family(document.recipe.family).label)
        self.settings.show_document(document)
        self.facts.show_kernel(kernel)
        self.frequencies.show_kernel(kernel)

    def run(self, name: str) -> None:
        """Do what the button `name` does: a transform's or an action's name."""
        transform = next((one for one in TRANSFORMS if one.name == name), None)
        if transform is not None:
            self._edit(transform.text, transform.edit)
        elif name in ("paint", "anchor"):
            self.transforms.buttons[name].toggle()
        elif name in ("scale", "symmetrise"):
            self.transforms.open_menu(name)
        else:
            self._act(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the content's width whether or not the scroll bar shows, so nothing jumps."""
        super().resizeEvent(event)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._content.setFixedWidth(max(self.width() - bar, 1))

    def _act(self, name: str) -> None:
        match name:
            case "copy":
                self.cells.copy()
            case "paste":
                self.cells.paste()
            case "save":
                self.save_to_mine_asked.emit()
            case "export":
                self.export_kernel_asked.emit()

    def _edit(self, name: str, edit: Edit) -> None:
        if self._document is None:
            return
        try:
            edit(self._document.kernel)
        except KernelError as error:
            self.refused.emit(f"{name}: {error}")
        else:
            self.kernel_edited.emit(name, edit)

    def _resize(self, rows: int, columns: int) -> None:
        if self._document is None:
            return
        recipe = self._document.recipe
        if recipe is not None and rows == columns:
            try:
                if build(recipe.with_size(rows)).shape == (rows, columns):
                    self.recipe_changed.emit(recipe.with_size(rows), None)
                    return
            except KernelError:
                # The family has no such size; its kernel can still be cropped or padded.
                pass
        self._edit("Resize", lambda kernel: resize(kernel, rows, columns))

    def _move_anchor(self, cell: Cell) -> None:
        self._edit("Move the anchor", lambda kernel: kernel.replace(anchor=cell))

    def _scale(self, factor: float) -> None:
        self._edit("Scale", lambda kernel: scale(kernel, factor))

    def _symmetrise(self, symmetry: str) -> None:
        chosen = cast("Symmetry", symmetry)
        self._edit("Symmetrise", lambda kernel: symmetrise(kernel, chosen))

    def _toggle(self, name: str, on: bool) -> None:  # noqa: FBT001 - a slot
        self.cells.set_mode(cast("GridMode", name) if on else "edit")
        self.cells.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_mode(self, mode: str) -> None:
        for name in ("paint", "anchor"):
            self.transforms.show_toggle(name, on=name == mode)

    def _show_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(style_sheet(theme))
        self.header.show_icons()
        self.transforms.show_icons()
        for view in (self.cells.grid, self.facts, self.frequencies):
            view.show_theme(theme)

    def _connect(self) -> None:
        self.header.renamed.connect(self.renamed)
        self.header.resized.connect(self._resize)
        self._connect_cells()
        self.transforms.asked.connect(self.run)
        self.transforms.toggled.connect(self._toggle)
        self.transforms.scale_asked.connect(self._scale)
        self.transforms.symmetrise_asked.connect(self._symmetrise)
        self.divisor.divisor_changed.connect(self.divisor_changed)
        self.divisor.offset_changed.connect(self.offset_changed)
        self.sliders.recipe_changed.connect(self.recipe_changed)
        self._connect_settings()
        for part in (self.divisor, self.sliders, self.settings):
            part.drag_ended.connect(self.drag_ended)
            part.complained.connect(self._pass_on_complaint)

    def _connect_cells(self) -> None:
        self.cells.cells_edited.connect(self.cells_edited)
        self.cells.drag_ended.connect(self.drag_ended)
        self.cells.kernel_pasted.connect(self.kernel_pasted)
        self.cells.anchor_moved.connect(self._move_anchor)
        self.cells.mode_changed.connect(self._show_mode)
        self.cells.refused.connect(self.refused)

    def _connect_settings(self) -> None:
        self.settings.border_changed.connect(self.border_changed)
        self.settings.constant_changed.connect(lambda value, _: self.constant_changed.emit(value))
        self.settings.turned_changed.connect(self.turned_changed)
        self.settings.channels_changed.connect(self.channels_changed)
        self.settings.show_changed.connect(self.show_changed)

    def _pass_on_complaint(self, reason: str) -> None:
        if reason:
            self.refused.emit(reason)

    def _lay_out(self) -> None:
        self._content = QWidget(self._scroll)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(MARGIN, MARGIN, SPACING, MARGIN)
        column.setSpacing(SPACING * 3 // 2)
        self.family_section = Section("Family", self.sliders, self)
        for widget in (
            self.header,
            self.cells,
            self.transforms,
            self.divisor,
            self.family_section,
            Section("How it is applied", self.settings, self),
            Section("Facts", self.facts, self),
            Section("Frequency response", self.frequencies, self),
        ):
            column.addWidget(widget)
        column.addStretch(1)
        self._scroll.setWidget(self._content)
        self._scroll.setWidgetResizable(True)
        # The panel is one surface: Qt would fill these in the window's colour.
        self._content.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.setMinimumWidth(SMALLEST_WIDTH)
