"""The window, the kernel, their products and what they add up to, laid out together."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kernelview.document.inspection import Inspection
from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.ledger import Ledger
from kernelview.ui.canvas.sum_text import border_text, cell_text, sum_text
from kernelview.ui.canvas.value_grid import ValueGrid
from kernelview.ui.canvas.value_painting import MOST_NUMBERED, GridContent
from kernelview.ui.theme import SPACING

# Up to here numbers are readable in grids half as wide as the panel.
MOST_BESIDE = 3


class Arithmetic(QWidget):
    """Shows one inspection; a cell under the mouse is marked in all three grids."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.window_grid = ValueGrid(appearance, "Window of the picture", self)
        self.kernel_grid = ValueGrid(appearance, "Kernel", self)
        self.product_grid = ValueGrid(appearance, "Products", self)
        self.grids = (self.window_grid, self.kernel_grid, self.product_grid)
        self.ledger = Ledger(self)
        self.border = _words(self)
        self.sum = _words(self)
        self.shown = _words(self)
        self._stacked: bool | None = None
        self._grid_layout = QGridLayout()
        self._grid_layout.setHorizontalSpacing(SPACING)
        self._grid_layout.setVerticalSpacing(SPACING // 2)
        self._headings = [
            QLabel(text, self) for text in ("Window", "× Kernel", "= Products", "Adds up")
        ]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, SPACING // 2, 0)
        layout.setSpacing(SPACING)
        layout.addLayout(self._grid_layout)
        for label in (self.border, self.sum, self.shown):
            layout.addWidget(label)
        layout.addStretch(1)
        for grid in self.grids:
            grid.cell_hovered.connect(self._mark)

    def show_inspection(self, inspection: Inspection, *, white: float, shown: str) -> None:
        """Show the arithmetic; `white` is the picture's, `shown` what becomes of the value."""
        rows, columns = inspection.weights.shape
        self._lay_out(stacked=columns > MOST_BESIDE and max(rows, columns) <= MOST_NUMBERED)
        outside = ~inspection.inside
        anchor = inspection.anchor
        self.window_grid.set_content(
            GridContent(inspection.window, "light", white, outside, anchor)
        )
        self.kernel_grid.set_content(
            GridContent(inspection.weights, "signed", _largest(inspection.weights), None, anchor)
        )
        self.product_grid.set_content(
            GridContent(
                inspection.products, "signed", _largest(inspection.products), outside, anchor
            )
        )
        for grid in self.grids:
            grid.set_explanation(lambda row, column: cell_text(inspection, row, column))
        self.ledger.show_inspection(inspection)
        for label, text in (
            (self.border, border_text(inspection)),
            (self.sum, sum_text(inspection)),
            (self.shown, shown),
        ):
            label.setText(text)
            label.setVisible(bool(text))

    def _lay_out(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        blocks = zip(self._headings, (*self.grids, self.ledger), strict=True)
        for place, (heading, widget) in enumerate(blocks):
            row, column = (place, 0) if stacked else divmod(place, 2)
            span = 2 if stacked else 1
            top = Qt.AlignmentFlag.AlignTop
            self._grid_layout.addWidget(heading, 2 * row, column, 1, span)
            self._grid_layout.addWidget(widget, 2 * row + 1, column, 1, span)
            self._grid_layout.setAlignment(self.ledger, top)
        self._grid_layout.setColumnStretch(0, 1)
        self._grid_layout.setColumnStretch(1, 1)

    def _mark(self, cell: tuple[int, int] | None) -> None:
        for grid in self.grids:
            grid.set_marked(cell)


def _largest(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 1.0


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
