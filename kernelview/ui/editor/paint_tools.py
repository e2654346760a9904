"""The brush: what it paints and which symmetry repeats it."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kernelview.kernels import SYMMETRIES, Symmetry
from kernelview.ui.editor.brush import Brush
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.theme import SPACING

SYMMETRY_TEXTS: dict[Symmetry, tuple[str, str]] = {
    "none": ("No symmetry", "the brush sets one cell"),
    "mirror": ("Mirror", "left and right alike"),
    "both": ("Mirror both", "left and right, top and bottom alike"),
    "turn": ("Quarter turns", "alike after every quarter turn"),
    "antisymmetric": ("Antisymmetric", "the opposite cell gets the opposite sign"),
}


def symmetry_choices() -> list[tuple[str, str, str]]:
    """Return every symmetry with its text and explanation."""
    return [(symmetry, *SYMMETRY_TEXTS[symmetry]) for symmetry in SYMMETRIES]


class PaintTools(QWidget):
    """Shown while the paint mode is on."""

    brush_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value = NumberBox(
            "Brush value", self, help_text="The weight that the left button paints; right erases"
        )
        self.value.show_value(1.0)
        self.symmetry = ChoiceBox("Symmetry", symmetry_choices(), self)
        label = QLabel("Brush", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(label)
        layout.addWidget(self.value, 1)
        layout.addWidget(self.symmetry, 2)
        self.value.value_edited.connect(lambda *_: self.brush_changed.emit(self.brush))
        self.symmetry.chosen.connect(lambda _: self.brush_changed.emit(self.brush))

    @property
    def brush(self) -> Brush:
        """The brush in hand."""
        return Brush(self.value.value, cast("Symmetry", self.symmetry.choice))
