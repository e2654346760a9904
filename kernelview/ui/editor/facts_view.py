"""What a kernel's numbers say about it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from kernelview.kernels import Facts, Kernel, facts, frei_chen_shares, passband_words
from kernelview.ui.editor.cell_text import MINUS
from kernelview.ui.editor.share_bar import ShareBar
from kernelview.ui.theme import SPACING, Theme

_NUMBERS = (
    ("Sum", "The sum of the weights: what an even area of brightness 1 gives before dividing"),
    ("Gain", "Sum over divisor: 1 keeps brightness, 0 makes even areas black"),
    ("Norm", "Root of the sum of squares: how strongly noise passes"),
    ("Rank", "How many row-by-column products the matrix is the sum of"),
)
LONGEST_FACTOR = 9


class FactsView(QWidget):
    """Sum, gain, norm, rank, factors, passband and, for 3×3, the Frei-Chen shares."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kernel: Kernel | None = None
        self.values = {name: QLabel(self) for name, _ in _NUMBERS}
        self.passband = _sentence(self)
        self.passband.setToolTip("Which frequencies the kernel lets through")
        self.factors = _sentence(self)
        self.shares = ShareBar(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addLayout(self._numbers())
        for widget in (self.passband, self.factors, self.shares):
            layout.addWidget(widget)

    def show_kernel(self, kernel: Kernel) -> None:
        """Show another kernel's facts."""
        if kernel == self._kernel:
            return
        self._kernel = kernel
        found = facts(kernel)
        for name, value in zip(
            self.values, (found.sum, found.gain, found.norm, found.rank), strict=True
        ):
            self.values[name].setText(_short(value))
        _say(self.passband, passband_words(found.passband))
        _say(self.factors, _factors_in_words(found))
        self.factors.setToolTip(_factors_in_full(found))
        self.shares.show_shares(frei_chen_shares(kernel))

    def show_theme(self, theme: Theme) -> None:
        """Draw the bar in other colours."""
        self.shares.show_theme(theme)

    def _numbers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACING)
        grid.setVerticalSpacing(0)
        for column, (name, meaning) in enumerate(_NUMBERS):
            heading = QLabel(name, self)
            heading.setObjectName("field-label")
            for label in (heading, self.values[name]):
                label.setToolTip(meaning)
            self.values[name].setAccessibleName(name)
            self.values[name].setObjectName("fact-value")
            grid.addWidget(heading, 0, column)
            grid.addWidget(self.values[name], 1, column)
            grid.setColumnStretch(column, 1)
        return grid


def _sentence(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setAccessibleName(text)


def _factors_in_words(found: Facts) -> str:
    if found.separable is None:
        return f"Not separable: a sum of {found.rank} row-by-column products."
    column, row = found.separable
    if max(len(column), len(row)) > LONGEST_FACTOR:
        return "Separable: one column times one row."
    return f"Separable: column [{_listed(column)}] × row [{_listed(row)}]"


def _factors_in_full(found: Facts) -> str:
    if found.separable is None:
        return "A separable kernel is one column times one row, and much faster"
    column, row = found.separable
    return f"column: {_listed(column)}\nrow: {_listed(row)}"


def _listed(values: NDArray[np.float64]) -> str:
    return "  ".join(_short(float(value)) for value in values)


def _short(value: float) -> str:
    # Sums of fractions leave dust such as 1e-17, which is 0 to any reader.
    rounded = round(value, 12) + 0.0
    return f"{rounded:.4g}".replace("-", MINUS)
