"""Factors to multiply all weights by."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget, QWidgetAction

from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.theme import SPACING

FACTORS = (("× 2", 2.0), ("÷ 2", 0.5), ("× 10", 10.0), ("÷ 10", 0.1))


class ScaleMenu(QMenu):
    """The common factors and a field for any other."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Scale the weights")
        for text, factor in FACTORS:
            self._add(text, factor)
        self.addSeparator()
        self.factor = NumberBox(
            "Factor", self, help_text="A number, fraction or expression", refuses_zero=True
        )
        self.factor.show_value(1.0)
        self.factor.setMinimumWidth(96)
        self.confirm = QPushButton("Scale", self)
        self.confirm.setToolTip("Multiply every weight by the factor")
        self.confirm.setAccessibleName("Scale by the factor")
        self.confirm.clicked.connect(self._take)
        self.addAction(self._row())

    def _add(self, text: str, factor: float) -> None:
        self.addAction(text).triggered.connect(lambda: self.chosen.emit(factor))

    def _row(self) -> QWidgetAction:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(SPACING, SPACING // 2, SPACING, SPACING // 2)
        for widget in (QLabel("×", row), self.factor, self.confirm):
            layout.addWidget(widget)
        action = QWidgetAction(self)
        action.setDefaultWidget(row)
        return action

    def _take(self) -> None:
        self.factor.take()
        if not self.factor.property("invalid"):
            self.close()
            self.chosen.emit(self.factor.value)
