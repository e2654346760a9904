"""The lines of a sum: names flush left, numbers flush right, the result under a line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from kernelview.ui.theme import SPACING


class SumLines(QWidget):
    """Shows as many lines as there are; the last is the result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._line = QFrame(self)
        self._line.setObjectName("thin-line")
        self._line.setFixedHeight(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACING)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)

    def texts(self) -> list[tuple[str, str]]:
        """Return the lines that are shown."""
        return [(name.text(), number.text()) for name, number in self._rows if not name.isHidden()]

    def show_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        """Show these lines."""
        while len(self._rows) < len(lines):
            self._add_row()
        for place, (name, number) in enumerate(self._rows):
            shown = place < len(lines)
            name.setVisible(shown)
            number.setVisible(shown)
            if shown:
                name.setText(lines[place][0])
                number.setText(lines[place][1])
                self._emphasise(number, last=place == len(lines) - 1)
        # Twice as many rows in the grid: the line goes above the last that is shown.
        self._grid.addWidget(self._line, max(2 * len(lines) - 3, 0), 0, 1, 2)
        self._line.setVisible(len(lines) > 1)

    def _add_row(self) -> None:
        name, number = QLabel(self), QLabel(self)
        name.setObjectName("sum-name")
        name.setMinimumWidth(1)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = 2 * len(self._rows)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
        self._rows.append((name, number))

    def _emphasise(self, number: QLabel, *, last: bool) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if last else QFont.Weight.Normal)
        number.setFont(font)
