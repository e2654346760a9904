"""What the sum is divided by, and what is added to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from kernelview.kernels import Kernel
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.theme import SPACING


class DivisorRow(QWidget):
    """Result = sum of window × kernel / divisor + offset."""

    # the divisor, None for automatic
    divisor_changed = Signal(object)
    # the offset, the merge key
    offset_changed = Signal(float, object)
    drag_ended = Signal()
    complained = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.divisor = NumberBox(
            "Divisor", self, help_text="The sum is divided by this", step=1.0, refuses_zero=True
        )
        self.automatic = QCheckBox("Auto", self)
        self.automatic.setAccessibleName("Automatic divisor")
        self.automatic.setToolTip("Divide by the sum of the weights, or by 1 when the sum is 0")
        self.offset = NumberBox(
            "Offset",
            self,
            help_text="Added to the result, in the picture's own units",
            step=1.0,
        )
        self._lay_out()
        self.divisor.value_edited.connect(lambda value, _: self.divisor_changed.emit(value))
        self.automatic.clicked.connect(self._switch)
        self.offset.value_edited.connect(self.offset_changed)
        for box in (self.divisor, self.offset):
            box.drag_ended.connect(self.drag_ended)
            box.complained.connect(self.complained)

    def show_kernel(self, kernel: Kernel, *, automatic: bool) -> None:
        """Show the divisor and the offset."""
        self.divisor.show_value(kernel.divisor)
        self.divisor.setEnabled(not automatic)
        self.automatic.setChecked(automatic)
        self.offset.show_value(kernel.offset)

    def _switch(self, automatic: bool) -> None:  # noqa: FBT001 - a slot
        self.divisor_changed.emit(None if automatic else self.divisor.value)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(SPACING)
        layout.setVerticalSpacing(SPACING // 2)
        for column, text, box in ((0, "Divisor", self.divisor), (2, "Offset", self.offset)):
            label = QLabel(text, self)
            label.setObjectName("field-label")
            label.setBuddy(box)
            layout.addWidget(label, 0, column)
            layout.addWidget(box, 1, column)
        layout.addWidget(self.automatic, 1, 1)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(2, 1)
