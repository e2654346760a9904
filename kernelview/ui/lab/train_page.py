"""The Train workspace: its panels in their places."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.confusion import ConfusionPanel
from kernelview.ui.curves import CurvesPanel
from kernelview.ui.data import DataPanel
from kernelview.ui.digit import DigitPanel
from kernelview.ui.network import NetworkPanel
from kernelview.ui.pad import DrawingPad
from kernelview.ui.runs import RunsPanel
from kernelview.ui.training import TrainingPanel
from kernelview.ui.wall import WallPanel

DATA_WIDTH, NETWORK_WIDTH = 260, 320
PLENTY = 10_000


class TrainPage(QSplitter):
    """Data and pad, the wall over curves and findings, network and settings."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.data = DataPanel(appearance, self)
        self.pad = DrawingPad(appearance, self)
        self.wall = WallPanel(appearance, self)
        self.curves = CurvesPanel(appearance, self)
        self.confusion = ConfusionPanel(appearance, self)
        self.digit = DigitPanel(appearance, self)
        self.runs = RunsPanel(appearance, self)
        self.network = NetworkPanel(appearance, self)
        self.training = TrainingPanel(appearance, self)
        self.findings = self._make_findings()
        self._lay_out()

    def show_findings(self, panel: QWidget) -> None:
        """Bring one of the tabs below the wall to the front."""
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
        tabs.setAccessibleName("Curves, confusion, digit and runs")
        for panel, name in (
            (self.curves, "Curves"),
            (self.confusion, "Confusion"),
            (self.digit, "Digit"),
            (self.runs, "Runs"),
        ):
            tabs.addTab(panel, name)
        return tabs

    def _lay_out(self) -> None:
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        columns = (
            _stacked(self.data, self.pad, tall=self.data),
            _split(self.wall, self.findings, shares=(3, 2)),
            _split(self.network, self.training, shares=(3, 2)),
        )
        for place, column in enumerate(columns):
            self.addWidget(column)
            self.setStretchFactor(place, 1 if place == 1 else 0)
        self.setSizes([DATA_WIDTH, PLENTY, NETWORK_WIDTH])


def _split(above: QWidget, below: QWidget, *, shares: tuple[int, int]) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for place, (widget, share) in enumerate(zip((above, below), shares, strict=True)):
        splitter.addWidget(widget)
        splitter.setStretchFactor(place, share)
    splitter.setSizes([PLENTY * share for share in shares])
    return splitter


def _stacked(above: QWidget, below: QWidget, *, tall: QWidget) -> QWidget:
    column = QWidget()
    column.setObjectName("train-column")
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in (above, below):
        layout.addWidget(widget, 1 if widget is tall else 0)
    return column
