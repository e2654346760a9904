"""Beside the pictures: the match, profiles, frequency responses and numbers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.frequency_plot import FrequencyPlot
from kernelview.ui.pair.pair_table import MatchLines, PairTable
from kernelview.ui.pair.profile_plot import ProfilePlot
from kernelview.ui.theme import SPACING
from kernelview.usecases.compare_pair import PairFacts
from kernelview.usecases.pair_words import number_words


class PairDetails(QWidget):
    """All of a pair but the kernels themselves and what they make of a picture."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pair-details")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._appearance = appearance
        self._facts: PairFacts | None = None
        self.match = MatchLines(self)
        self.profiles = ProfilePlot(appearance, self)
        self.responses = tuple(
            FrequencyPlot(appearance.theme, self, compact=True) for _ in range(2)
        )
        self.table = PairTable(appearance, self)
        self.profile_heading, self.response_heading = (_heading(self) for _ in range(2))
        for plot, side in zip(self.responses, ("hand-made", "learned"), strict=True):
            plot.setAccessibleName(f"Frequency response of the {side} kernel")
        self._lay_out()
        self.profiles.read.connect(self._read_profile)
        appearance.changed.connect(self._restyle)

    def show_facts(self, facts: PairFacts) -> None:
        """Show another pair."""
        self._facts = facts
        hand_made = facts.hand_made
        self.match.show_facts(facts)
        self.table.show_facts(facts)
        self.profiles.show_profiles(
            None if hand_made is None else hand_made.profile, facts.learned.profile
        )
        self.responses[0].setVisible(hand_made is not None)
        for plot, side in zip(self.responses, (hand_made, facts.learned), strict=True):
            if side is not None:
                plot.show_kernel(side.kernel, largest=facts.largest_response)
        self.response_heading.setText(
            f"Frequency responses, 0 (dark) to {number_words(facts.largest_response)}"
        )

    def _read_profile(self, reading: str) -> None:
        if self._facts is not None:
            self.profile_heading.setText(reading or f"Profiles at {self._facts.angle:.0f}°")

    def arrange(self, *, is_wide: bool) -> None:
        """Stand in one column beside the pictures, or in two below them."""
        grid = self._grid
        for part in (self.match, self._plots, self.table):
            grid.removeWidget(part)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.match, 0, 0, top)
        if is_wide:
            grid.addWidget(self._plots, 1, 0)
            grid.addWidget(self.table, 2, 0, top)
        else:
            grid.addWidget(self.table, 1, 0, top)
            grid.addWidget(self._plots, 0, 1, 2, 1, top)
        grid.setRowStretch(1, 0 if is_wide else 1)
        grid.setRowStretch(2, 1 if is_wide else 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 0 if is_wide else 1)

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, SPACING, SPACING)
        self._grid.setHorizontalSpacing(3 * SPACING)
        self._grid.setVerticalSpacing(2 * SPACING)
        responses = QHBoxLayout()
        responses.setSpacing(SPACING)
        for plot in self.responses:
            responses.addWidget(plot, 1)
        self._plots = QWidget(self)
        layout = QVBoxLayout(self._plots)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.profile_heading)
        layout.addWidget(self.profiles)
        layout.addWidget(self.response_heading)
        layout.addLayout(responses)
        self.arrange(is_wide=True)

    def _restyle(self) -> None:
        for plot in self.responses:
            plot.show_theme(self._appearance.theme)


def _heading(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName("heading")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setMinimumWidth(20)
    return label
