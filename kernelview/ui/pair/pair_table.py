"""The numbers of a pair: lines about the match, and a table of both kernels."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.pair.swatch import Swatch
from kernelview.ui.theme import SPACING
from kernelview.usecases.compare_pair import PairFacts
from kernelview.usecases.pair_words import match_rows, pair_rows

MOST_LINES = 8
MOST_ROWS = 8
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MatchLines(QWidget):
    """How the match was found: a name and a value a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = [(_label("muted", self), _label("", self)) for _ in range(MOST_LINES)]
        grid = _grid(self)
        for row, (name, value) in enumerate(self._lines):
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, row, 0, LEFT)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        self.setAccessibleName("The match")

    def show_facts(self, facts: PairFacts) -> None:
        """Show another pair's match."""
        rows = match_rows(facts.pairing)
        for place, (name, value) in enumerate(self._lines):
            is_used = place < len(rows)
            name.setVisible(is_used)
            value.setVisible(is_used)
            if is_used:
                row = rows[place]
                _say(name, row.label, row.meaning)
                _say(value, row.text, row.meaning)
        self.setAccessibleDescription(". ".join(f"{row.label}: {row.text}" for row in rows))


class PairTable(QWidget):
    """A number of each kernel side by side."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = [
            (_label("muted", self), _number(self), _number(self)) for _ in range(MOST_ROWS)
        ]
        grid = _grid(self)
        for column, side in enumerate(("hand-made", "learned"), start=1):
            heading = _label("small", self)
            heading.setText("Hand-made" if side == "hand-made" else "Learned")
            holder = QGridLayout()
            holder.setHorizontalSpacing(SPACING // 2 + 2)
            holder.setColumnStretch(0, 1)
            holder.addWidget(
                Swatch("hand-made" if side == "hand-made" else "learned", appearance, self), 0, 1
            )
            holder.addWidget(heading, 0, 2)
            grid.addLayout(holder, 0, column)
            grid.setColumnStretch(column, 1)
        for place, cells in enumerate(self._rows, start=1):
            for column, cell in enumerate(cells):
                grid.addWidget(cell, place, column)
        self.setAccessibleName("Numbers of both kernels")

    def show_facts(self, facts: PairFacts) -> None:
        """Show another pair's numbers."""
        rows = pair_rows(facts)
        for place, cells in enumerate(self._rows):
            is_used = place < len(rows)
            for cell in cells:
                cell.setVisible(is_used)
            if is_used:
                row = rows[place]
                for cell, text in zip(cells, (row.label, row.hand_made, row.learned), strict=True):
                    _say(cell, text, row.meaning)
        self.setAccessibleDescription(
            ". ".join(
                f"{row.label}: hand-made {row.hand_made}, learned {row.learned}" for row in rows
            )
        )


def _grid(parent: QWidget) -> QGridLayout:
    grid = QGridLayout(parent)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(2 * SPACING)
    grid.setVerticalSpacing(SPACING // 4)
    return grid


def _label(name: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    font = label.font()
    font.setFeature(QFont.Tag("tnum"), 1)
    label.setFont(font)
    return label


def _number(parent: QWidget) -> QLabel:
    label = _label("", parent)
    label.setAlignment(RIGHT)
    return label


def _say(label: QLabel, text: str, meaning: str) -> None:
    label.setText(text)
    label.setToolTip(meaning)
