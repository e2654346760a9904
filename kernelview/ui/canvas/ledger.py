"""From the sum to the value: one line for each step of the arithmetic."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from kernelview.document.inspection import Inspection
from kernelview.ui.canvas.number_text import number_text
from kernelview.ui.theme import SPACING

ROWS = ("Sum", "÷ divisor", "+ offset", "Value")


class Ledger(QWidget):
    """Shows sum, divisor, offset and value, numbers flush right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = {name: QLabel(self) for name in ROWS}
        self._names = {name: QLabel(name, self) for name in ROWS}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(SPACING)
        layout.setVerticalSpacing(SPACING // 2)
        for place, name in enumerate(ROWS):
            at = place + (name == "Value")
            layout.addWidget(self._names[name], at, 0)
            layout.addWidget(self.numbers[name], at, 1, Qt.AlignmentFlag.AlignRight)
            self.numbers[name].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.numbers[name].setFont(_tabular(self.font()))
        layout.addWidget(_line(self), len(ROWS) - 1, 0, 1, 2)
        layout.setRowStretch(len(ROWS) + 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_inspection(self, inspection: Inspection) -> None:
        """Show the numbers."""
        for name, value in zip(
            ROWS,
            (inspection.total, inspection.divisor, inspection.offset, inspection.value),
            strict=True,
        ):
            self.numbers[name].setText(number_text(value))
            self.numbers[name].setAccessibleName(f"{name} {number_text(value)}")
        for name in ("÷ divisor", "+ offset"):
            idle = inspection.divisor == 1 if name == "÷ divisor" else inspection.offset == 0
            self._names[name].setEnabled(not idle)
            self.numbers[name].setEnabled(not idle)
        large = _tabular(self.font())
        large.setWeight(QFont.Weight.DemiBold)
        self.numbers["Value"].setFont(large)


def _tabular(font: QFont) -> QFont:
    changed = QFont(font)
    changed.setFeature(QFont.Tag("tnum"), 1)
    return changed


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    return line
