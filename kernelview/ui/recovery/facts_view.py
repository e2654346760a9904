"""What is known about a recovered kernel: facts, and the spectrum of its picture."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kernelview.learn.recovery import Recovery
from kernelview.ui.appearance import Appearance
from kernelview.ui.recovery.spectrum_picture import SpectrumPicture
from kernelview.ui.recovery.words import facts_of, spectrum_words
from kernelview.ui.theme import SPACING

MOST_FACTS = 9
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class FactsView(QWidget):
    """Names and values in two columns, beside them a small picture with a sentence."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [QLabel(self) for _ in range(MOST_FACTS)]
        self._values = [QLabel(self) for _ in range(MOST_FACTS)]
        self.spectrum = SpectrumPicture(appearance, self)
        self.meaning = QLabel(self)
        self.meaning.setObjectName("remark")
        self.meaning.setWordWrap(True)
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._lay_out()

    @property
    def lines(self) -> list[str]:
        """The facts as they are shown."""
        pairs = zip(self._names, self._values, strict=True)
        return [f"{name.text()}: {value.text()}" for name, value in pairs if name.text()]

    def show_recovery(self, recovery: Recovery) -> None:
        """Show what is known."""
        facts = facts_of(recovery)
        for place, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            fact = facts[place] if place < len(facts) else None
            name.setText(fact.name if fact else "")
            value.setText(fact.value if fact else "")
            for label in (name, value):
                label.setToolTip(fact.help if fact else "")
                label.setVisible(fact is not None)
        self.spectrum.show_power(recovery.spectrum)
        self.meaning.setText(spectrum_words(recovery))
        self.spectrum.setAccessibleDescription(self.meaning.text())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * SPACING)
        grid.setVerticalSpacing(SPACING // 2)
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            name.setObjectName("fact-name")
            value.setTextInteractionFlags(SELECTABLE)
            grid.addWidget(name, row, 0)
            grid.addWidget(value, row, 1)
        grid.setRowStretch(MOST_FACTS, 1)
        grid.setColumnStretch(1, 1)
        picture = QHBoxLayout()
        picture.setSpacing(SPACING)
        picture.addWidget(self.spectrum, 0, Qt.AlignmentFlag.AlignTop)
        picture.addWidget(self.meaning, 1)
        heading = QLabel("What the picture can tell", self)
        heading.setObjectName("section-heading")
        beside = QVBoxLayout()
        beside.setSpacing(SPACING // 2)
        beside.addWidget(heading)
        beside.addLayout(picture)
        beside.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * SPACING)
        layout.addLayout(grid, 1)
        layout.addLayout(beside, 1)
