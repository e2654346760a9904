"""The Compare workspace: its panels in their places."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.banks import BanksPanel
from kernelview.ui.experiments import ExperimentsPanel
from kernelview.ui.pair import MapsPanel, PairPanel
from kernelview.ui.recovery import RecoveryPanel

# The banks' share of the width, as far as they use it.
BANKS_SHARE, WIDEST_BANKS = 0.33, 440


class ComparePage(QSplitter):
    """The two banks, and beside them what is known of a pair, of the picture, of many trainings."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.banks = BanksPanel(appearance, self)
        self.pair = PairPanel(appearance, self)
        self.maps = MapsPanel(appearance, self)
        self.experiments = ExperimentsPanel(appearance, self)
        self.recovery = RecoveryPanel(appearance, self)
        self._is_shared = False
        self.findings = self._make_findings()
        self._lay_out()

    def show_findings(self, panel: QWidget) -> None:
        """Bring one of the tabs to the front."""
        self.findings.setCurrentWidget(panel)

    def show_named(self, name: str) -> None:
        """Bring the tab of a name to the front."""
        for place in range(self.findings.count()):
            if self.findings.tabText(place) == name:
                self.findings.setCurrentIndex(place)

    def _make_findings(self) -> QTabWidget:
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        tabs.setObjectName("findings")
        tabs.setAccessibleName("Pair, maps, experiments and recover")
        for panel, name in (
            (self.pair, "Pair"),
            (self.maps, "Maps"),
            (self.experiments, "Experiments"),
            (self.recovery, "Recover"),
        ):
            tabs.addTab(panel, name)
        return tabs

    def _lay_out(self) -> None:
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for place, part in enumerate((self.banks, self.findings)):
            self.addWidget(part)
            self.setStretchFactor(place, place)

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width out the first time that it is known."""
        super().showEvent(event)
        if not self._is_shared:
            self._is_shared = True
            banks = min(round(self.width() * BANKS_SHARE), WIDEST_BANKS)
            self.setSizes([banks, self.width() - banks])
