"""Both kernels and their difference, cell by cell on one scale."""

from collections.abc import Callable
from math import floor, log10

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kernelview.kernels import Kernel
from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.number_text import number_text
from kernelview.ui.canvas.value_grid import ValueGrid
from kernelview.ui.canvas.value_painting import GridContent
from kernelview.ui.pair.segments import Segments
from kernelview.ui.pair.swatch import Swatch
from kernelview.ui.theme import SPACING
from kernelview.ui.wall.colour_legend import ColourLegend
from kernelview.usecases.compare_pair import PairFacts
from kernelview.usecases.pair_words import MINUS

SIDE, SMALL_SIDE = 156, 112
# So many figures has the largest number; the others have as many decimals.
FIGURES = 3
FITS = (
    ("fitted", "Brought to fit", "The hand-made kernel moved, scaled and in the learned window"),
    ("found", "As found", "The hand-made kernel as its bank has it, on a scale of its own"),
)


class KernelRow(QWidget):
    """Three grids: hand-made, learned, and what the learned one has more."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: PairFacts | None = None
        self.hand_made = ValueGrid(appearance, "Hand-made kernel", self, square_side=SIDE)
        self.learned = ValueGrid(appearance, "Learned kernel", self, square_side=SIDE)
        self.difference = ValueGrid(appearance, "Difference of the kernels", self, square_side=SIDE)
        self.grids = (self.hand_made, self.learned, self.difference)
        self.captions = tuple(QLabel(self) for _ in self.grids)
        self.swatches = (Swatch("hand-made", appearance, self), Swatch("learned", appearance, self))
        self.fit = Segments("Hand-made kernel", FITS, self)
        self.legend = ColourLegend(appearance, self)
        self._lay_out()
        self.fit.chosen.connect(lambda _: self._show())
        for grid in self.grids:
            grid.cell_hovered.connect(self._mark)

    def show_facts(self, facts: PairFacts) -> None:
        """Show another pair."""
        self._facts = facts
        self.legend.show_scale("common", facts.scale)
        self._show()

    def show_small(self, *, on: bool) -> None:
        """Show smaller cells where there is little room."""
        for grid in self.grids:
            grid.set_square_side(SMALL_SIDE if on else SIDE)

    def _show(self) -> None:
        facts = self._facts
        if facts is None:
            return
        model = None if facts.hand_made is None else facts.hand_made.kernel
        is_found = self.fit.choice == "found" and facts.as_found is not None
        shown = facts.as_found if is_found else model
        scale = _largest(shown) if is_found and shown is not None else facts.scale
        self._fill(self.hand_made, shown, scale)
        self._fill(self.learned, facts.learned.kernel, facts.scale)
        has_both = model is not None
        self._fill(self.difference, Kernel(facts.difference) if has_both else None, facts.scale)
        name = "" if facts.pairing.match is None else facts.pairing.match.classical.label
        for caption, text in zip(
            self.captions,
            (name or "None", str(facts.pairing.learned.address), f"Learned {MINUS} hand-made"),
            strict=True,
        ):
            caption.setText(text)
            caption.setToolTip(text)

    def _fill(self, grid: ValueGrid, kernel: Kernel | None, scale: float) -> None:
        if kernel is None:
            grid.set_content(None)
            grid.setAccessibleDescription("There is none")
            return
        weights = kernel.effective_weights
        grid.set_content(GridContent(_rounded(weights, scale), "signed", scale))
        grid.set_explanation(_explaining(weights))
        rows, columns = weights.shape
        grid.setAccessibleDescription(f"{rows} by {columns}: {_listed(weights)}")

    def _mark(self, cell: tuple[int, int] | None) -> None:
        shapes = {grid.content.values.shape for grid in self.grids if grid.content is not None}
        for grid in self.grids:
            grid.set_marked(cell if len(shapes) == 1 else None)

    def _heading(self, column: int) -> QHBoxLayout:
        heading, caption = QHBoxLayout(), self.captions[column]
        heading.setSpacing(SPACING // 2 + 2)
        if column < len(self.swatches):
            heading.addWidget(self.swatches[column])
        caption.setObjectName("heading")
        caption.setMinimumWidth(20)
        caption.setTextFormat(Qt.TextFormat.PlainText)
        heading.addWidget(caption, 1)
        return heading

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACING)
        grid.setVerticalSpacing(SPACING // 2)
        for column, matrix in enumerate(self.grids):
            grid.addLayout(self._heading(column), 0, column)
            grid.addWidget(matrix, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        below = QHBoxLayout()
        below.setSpacing(SPACING)
        below.addWidget(self.fit)
        below.addStretch(1)
        below.addWidget(self.legend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addLayout(grid)
        layout.addLayout(below)


def _largest(kernel: Kernel) -> float:
    return float(np.abs(kernel.effective_weights).max())


def _rounded(weights: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    decimals = FIGURES - 1 - floor(log10(scale)) if scale > 0 else 0
    return np.round(weights, decimals) + 0.0


def _explaining(weights: NDArray[np.float64]) -> Callable[[int, int], str]:
    return lambda row, column: f"Row {row}, column {column}: {number_text(weights[row, column])}"


def _listed(weights: NDArray[np.float64]) -> str:
    return "; ".join(
        " ".join(number_text(value, digits=3, longest=4) for value in row)
        for row in weights.tolist()
    )
