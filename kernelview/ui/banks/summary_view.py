"""What a learned bank is like as a whole: its rank and groups in words, its parts as pictures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.banks.principal_row import PrincipalRow
from kernelview.ui.banks.share_bars import ShareBars
from kernelview.ui.banks.summary_words import RANK_HELP, summary_words
from kernelview.ui.theme import SPACING
from kernelview.usecases.bank_summary import BankSummary

UNKNOWN = "Being worked out…"


class SummaryView(QWidget):
    """Shows a summary."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setObjectName("banks-count")
        self.words.setWordWrap(True)
        self.words.setToolTip(RANK_HELP)
        self.principal = PrincipalRow(appearance, self)
        self.shares = ShareBars(appearance, self)
        parts = QHBoxLayout()
        parts.setSpacing(2 * SPACING)
        parts.addWidget(self.principal, 1, Qt.AlignmentFlag.AlignTop)
        parts.addWidget(self.shares, 1, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.words)
        layout.addLayout(parts)
        self.show_summary(None)

    def show_summary(self, summary: BankSummary | None) -> None:
        """Show a summary; None while it is not known."""
        self.words.setText(UNKNOWN if summary is None else summary_words(summary))
        self.principal.show_kernels(None if summary is None else summary.principal)
        self.shares.show_shares(None if summary is None else summary.shares)
        self.principal.setVisible(summary is not None and summary.principal is not None)
        self.shares.setVisible(summary is not None and summary.shares is not None)
