"""How the kernel is applied: border, direction, channels, showing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from kernelview.document.document import Document
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.theme import SPACING

BORDERS = (
    ("reflect", "Reflect", "mirrored about the edge pixel: c b | a b c"),
    ("symmetric", "Symmetric", "mirrored with the edge pixel repeated: b a | a b c"),
    ("edge", "Edge", "the edge pixel goes on: a a | a b c"),
    ("wrap", "Wrap", "the other side comes round, as in a tile: y z | a b c"),
    ("constant", "Constant", "one value all around, chosen below"),
)
DIRECTIONS = (
    (
        "correlation",
        "Cross-correlation",
        "the kernel as drawn, as CNNs, OpenCV, GIMP and ImageJ do it",
    ),
    (
        "convolution",
        "True convolution",
        "the kernel turned by 180° first, as in mathematics and SciPy's convolve",
    ),
)
CHANNELS = (
    ("all", "All channels", "each colour channel is filtered on its own"),
    ("luminance", "Luminance", "the brightness alone; the result is grey"),
    ("red", "Red", "the red channel alone; the result is grey"),
    ("green", "Green", "the green channel alone; the result is grey"),
    ("blue", "Blue", "the blue channel alone; the result is grey"),
)
SHOW_CHOICES = (
    ("clamp", "Clamp", "below 0 is black, above white is white"),
    ("absolute", "Absolute", "the sign is dropped: strong responses are bright"),
    ("signed", "Signed, around mid-grey", "0 is mid-grey, negative darker, positive brighter"),
    ("stretch", "Stretch 0.5 to 99.5 %", "these percentiles become black and white"),
    ("false-colour", "False colour", "negative blue, 0 neutral, positive orange"),
)


class ApplicationSettings(QWidget):
    """Each choice has a line below it that says what it means."""

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
        self.constant.setEnabled(pipeline.border == "constant")
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
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(SPACING * 2)
        form.setVerticalSpacing(SPACING // 4)
        self._add(form, "Showing", self.show_mode)
        self._add(form, "Border", self.border)
        form.addRow("Constant", self.constant)
        self._add(form, "Direction", self.direction)
        self._add(form, "Channels", self.channels)

    def _add(self, form: QFormLayout, text: str, box: ChoiceBox) -> None:
        explanation = QLabel(self)
        explanation.setObjectName("explanation")
        explanation.setWordWrap(True)
        self._explanations[box] = explanation
        form.addRow(text, box)
        form.addRow("", explanation)

    def _explain(self) -> None:
        for box, label in self._explanations.items():
            label.setText(box.explanation)
