"""One value of a layer taken apart: window x kernel = products, their sum, bias, activation."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.learn.perceiving import UnitArithmetic
from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.value_grid import ValueGrid
from kernelview.ui.canvas.value_painting import MOST_NUMBERED, Colouring, GridContent
from kernelview.ui.digit.enlarged_map import EnlargedMap
from kernelview.ui.digit.layer_picture import LayerPicture
from kernelview.ui.digit.maps_layout import Cell
from kernelview.ui.digit.sum_lines import SumLines
from kernelview.ui.digit.unit_content import (
    UnitContent,
    cell_words,
    rounded,
    unit_content,
)
from kernelview.ui.theme import SPACING

INVITATION = "Point at a map to see how one of its values comes about. Click to pin it."
# Up to here numbers are readable in grids a third as wide as the view.
MOST_BESIDE = 3


class UnitView(QWidget):
    """Shows the arithmetic it is given; says when it is to be pinned or let go."""

    pin_toggled = Signal(bool)
    cell_chosen = Signal(object)  # Cell

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("How a value comes about")
        self._appearance = appearance
        self._arithmetic: UnitArithmetic | None = None
        self._content: UnitContent | None = None
        self._stacked: bool | None = None
        self.title, self.place = QLabel(self), QLabel(self)
        self.pin = self._tool("Pin the value", "Keep this value while the mouse moves on (click)")
        self.pin.setCheckable(True)
        self.map = EnlargedMap(appearance, self)
        self.lines = SumLines(self)
        self.words = QLabel(self)
        self.window_grid = ValueGrid(appearance, "Window of the layer below", self)
        self.weight_grid = ValueGrid(appearance, "Kernel", self)
        self.product_grid = ValueGrid(appearance, "Products", self)
        self.grids = (self.window_grid, self.weight_grid, self.product_grid)
        self._headings = [QLabel(text, self) for text in ("Window", "× Kernel", "= Products")]
        for part in (*self.grids, *self._headings):
            part.hide()  # they have no place before there is something to show
        self.earlier = self._tool("Previous input map", "Show the previous input map")
        self.later = self._tool("Next input map", "Show the next input map")
        self._lay_out()
        self._connect()
        self._restyle()
        self.show_cell(None, None)
        self.show_unit(None)

    def show_cell(self, layer: LayerPicture | None, cell: Cell | None) -> None:
        """Say which value is shown."""
        self.map.show_cell(layer, cell)
        if layer is None or cell is None:
            self.title.setText("")
            self.place.setText("")
            return
        self.title.setText(f"{layer.name}/{cell.unit}")
        has_place = layer.rows * layer.columns > 1
        self.place.setText(f"row {cell.row}, column {cell.column}" if has_place else "")

    def show_unit(self, arithmetic: UnitArithmetic | None) -> None:
        """Show how the value comes about, None: the invitation to point."""
        self._arithmetic = arithmetic
        self._stack.setCurrentIndex(0 if arithmetic is None else 1)
        self.pin.setEnabled(arithmetic is not None)
        if arithmetic is not None:
            self._show(unit_content(arithmetic))

    def show_pinned(self, *, pinned: bool) -> None:
        """Show whether the value stays."""
        with QSignalBlocker(self.pin):
            self.pin.setChecked(pinned)
        self._restyle()

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(296, 240)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows the sum."""
        return QSize(190, 80)

    def _show(self, content: UnitContent) -> None:
        self._content = content
        self.lines.show_lines(content.lines)
        self.words.setText(content.words)
        self.words.setVisible(bool(content.words))
        shown = (content.window, content.weights, content.products)
        first = next((each for each in shown if each is not None), None)
        if first is not None:
            rows, columns = first.shape
            self._place_grids(stacked=columns > MOST_BESIDE and max(rows, columns) <= MOST_NUMBERED)
        for grid, heading, values, signed in zip(
            self.grids, self._headings, shown, (_has_negative(shown[0]), True, True), strict=True
        ):
            grid.setVisible(values is not None)
            heading.setVisible(values is not None)
            if values is not None:
                grid.set_content(_grid_content(values, content, signed=signed))
                grid.set_explanation(lambda row, column: cell_words(content, row, column))
        several = content.channels > 1
        for button, way in ((self.earlier, "previous"), (self.later, "next")):
            button.setVisible(several)
            button.setToolTip(
                f"Show the {way} input map ({content.channel} of {content.channels} is shown)"
            )

    def _step_channel(self, step: int) -> None:
        if self._arithmetic is not None and self._content is not None:
            channel = (self._content.channel + step) % self._content.channels
            self._show(unit_content(self._arithmetic, channel))

    def _mark(self, cell: tuple[int, int] | None) -> None:
        for grid in self.grids:
            grid.set_marked(cell)

    def _connect(self) -> None:
        self.pin.toggled.connect(self.pin_toggled)
        self.map.chosen.connect(self.cell_chosen)
        self.earlier.clicked.connect(lambda: self._step_channel(-1))
        self.later.clicked.connect(lambda: self._step_channel(1))
        for grid in self.grids:
            grid.cell_hovered.connect(self._mark)
        self._appearance.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.pin.setIcon(self._appearance.icon("pin-off" if self.pin.isChecked() else "pin"))
        self.earlier.setIcon(self._appearance.icon("chevron-left"))
        self.later.setIcon(self._appearance.icon("chevron-right"))

    def _tool(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _place_grids(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        for place, (heading, grid) in enumerate(zip(self._headings, self.grids, strict=True)):
            row, column = (2 * place, 0) if stacked else (0, place)
            span = 3 if stacked else 1
            self._grid_layout.addWidget(heading, row, column, 1, span)
            self._grid_layout.addWidget(grid, row + 1, column, 1, span)

    def _lay_out(self) -> None:
        self.title.setObjectName("unit-title")
        for label in (self.place, self.words, *self._headings):
            label.setObjectName("explanation")
        self.words.setWordWrap(True)
        header = QHBoxLayout()
        header.setSpacing(2)
        header.addWidget(self.title)
        header.addSpacing(SPACING)
        header.addWidget(self.place, 1)
        for button in (self.earlier, self.later, self.pin):
            header.addWidget(button)
        top = QHBoxLayout()
        top.setSpacing(SPACING * 3 // 2)
        top.addWidget(self.map, alignment=Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.lines, 1, Qt.AlignmentFlag.AlignTop)
        self._grid_layout = QGridLayout()
        self._grid_layout.setHorizontalSpacing(SPACING)
        self._grid_layout.setVerticalSpacing(2)
        for column in range(len(self.grids)):
            self._grid_layout.setColumnStretch(column, 1)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, SPACING, 0)
        layout.setSpacing(SPACING)
        layout.addLayout(header)
        layout.addLayout(top)
        layout.addWidget(self.words)
        layout.addLayout(self._grid_layout)
        layout.addStretch(1)
        self._stack_pages(page)

    def _stack_pages(self, page: QWidget) -> None:
        invitation = QLabel(INVITATION, self)
        invitation.setObjectName("explanation")
        invitation.setWordWrap(True)
        invitation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The panel is one surface: Qt would fill these in the window's colour.
        page.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(invitation)
        self._stack.addWidget(area)


def _has_negative(values: NDArray[np.float64] | None) -> bool:
    return values is not None and bool(values.size) and float(values.min()) < 0


def _grid_content(
    values: NDArray[np.float64], content: UnitContent, *, signed: bool
) -> GridContent:
    largest = float(np.abs(values).max(initial=0.0))
    limit = largest if signed else max(largest, 1.0)
    outside = None if values is content.weights else content.outside
    colouring: Colouring = "signed" if signed else "light"
    return GridContent(rounded(values), colouring, limit, outside, content.marked)
