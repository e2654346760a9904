"""How the kernel is applied: border, direction, channels, showing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kernelview.document.document import Document
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.theme import SPACING

BORDERS = (
    ("reflect", "Reflect", "mirrored at the edge pixel: c b | a b c"),
    ("symmetric", "Symmetric", "mirrored edge and all: b a | a b c"),
    ("edge", "Edge", "the edge pixel goes on: a a | a b c"),
    ("wrap", "Wrap", "the far side comes round: y z | a b c"),
    ("constant", "Constant", "one value all around"),
)
DIRECTIONS = (
    ("correlation", "Cross-correlation", "as drawn; so do CNNs, OpenCV, ImageJ"),
    ("convolution", "True convolution", "turned 180° first, as in mathematics"),
)
CHANNELS = (
    ("all", "All channels", "each colour channel by itself"),
    ("luminance", "Luminance", "the brightness alone; gives grey"),
    ("red", "Red", "the red channel alone; gives grey"),
    ("green", "Green", "the green channel alone; gives grey"),
    ("blue", "Blue", "the blue channel alone; gives grey"),
)
SHOW_CHOICES = (
    ("clamp", "Clamp", "cut off below black and above white"),
    ("absolute", "Absolute", "without the sign: strong is bright"),
    ("signed", "Signed, around mid-grey", "0 is mid-grey, negative is darker"),
    ("stretch", "Stretch 0.5 to 99.5 %", "these percentiles: black and white"),
    ("false-colour", "False colour", "negative blue, positive orange"),
)


class ApplicationSettings(QWidget):
    """A line below each choice says what it means; the constant shows where it applies."""

    border_changed = Signal(str)
    # the value, the merge key
    constant_changed = Signal(float, object)
    turned_changed = Signal(bool)
    channels_changed = Signal(str)
    show_changed = Signal(str)
    drag_ended = Signal()
    complained = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_mode = ChoiceBox("Showing", SHOW_CHOICES, self)
        self.border = ChoiceBox("Border", BORDERS, self)
        self.constant = NumberBox(
            "Constant border value",
            self,
            help_text="What lies beyond the edge, in the picture's own units",
            step=1.0,
        )
        self.direction = ChoiceBox("Direction", DIRECTIONS, self)
        self.channels = ChoiceBox("Channels", CHANNELS, self)
        self._explanations: dict[ChoiceBox, QLabel] = {}
        self._lay_out()
        self._connect()

    def show_document(self, document: Document) -> None:
        """Show the document's settings."""
        pipeline = document.pipeline
        self.show_mode.show_choice(document.show)
        self.border.show_choice(pipeline.border)
        self.constant.show_value(pipeline.constant)
        self.constant.setVisible(pipeline.border == "constant")
        self.direction.show_choice("convolution" if pipeline.turned else "correlation")
        self.channels.show_choice(pipeline.channels)
        self.channels.setEnabled(not document.image.is_grey)
        self._explain()

    def _connect(self) -> None:
        self.show_mode.chosen.connect(self.show_changed)
        self.border.chosen.connect(self.border_changed)
        self.constant.value_edited.connect(self.constant_changed)
        self.constant.drag_ended.connect(self.drag_ended)
        self.constant.complained.connect(self.complained)
        self.direction.chosen.connect(
            lambda direction: self.turned_changed.emit(direction == "convolution")
        )
        self.channels.chosen.connect(self.channels_changed)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACING)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self._add(grid, "Showing", self.show_mode)
        self._add(grid, "Border", self.border)
        grid.addWidget(self.constant, grid.rowCount(), 1)
        self._add(grid, "Direction", self.direction)
        self._add(grid, "Channels", self.channels)

    def _add(self, grid: QGridLayout, text: str, box: ChoiceBox) -> None:
        row = grid.rowCount()
        label = QLabel(text, self)
        label.setBuddy(box)
        explanation = QLabel(self)
        explanation.setObjectName("explanation")
        explanation.setWordWrap(True)
        explanation.setContentsMargins(2, 2, 0, SPACING)
        self._explanations[box] = explanation
        grid.addWidget(label, row, 0)
        grid.addWidget(box, row, 1)
        grid.addWidget(explanation, row + 1, 1)

    def _explain(self) -> None:
        for box, label in self._explanations.items():
            label.setText(box.explanation)
