"""The menu of layers to add, each with what it does in a line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from kernelview.learn.layer_kinds import LAYER_KINDS
from kernelview.ui.network.words import BRIEF


class AddMenu(QMenu):
    """Says the kind chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self.setAccessibleName("Layers to add")
        for kind in LAYER_KINDS:
            # What follows the tab stands in a column of its own, where shortcuts would.
            action = self.addAction(f"{kind.label}\t{BRIEF[kind.name]}")
            action.setToolTip(kind.help)
            action.triggered.connect(lambda _=False, name=kind.name: self.chosen.emit(name))
