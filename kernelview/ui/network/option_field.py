"""A layer's option as a control, made from its description."""

from abc import abstractmethod
from math import isnan

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from kernelview.learn.blueprint import Value
from kernelview.learn.layer_kinds import Option
from kernelview.ui.data.fields import Field
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.network.open_number_box import OPEN, OpenNumberBox
from kernelview.ui.network.words import AUTO, CHOICE_HELP, ONE_A_CLASS, OPTION_HELP
from kernelview.ui.theme import SPACING
from kernelview.ui.training.ladder_box import LadderBox

CONTROL_HEIGHT = 24
NARROWEST_SIDE = 48
SHORTEST_CHOICE = 5
USUAL_UNITS = 10
SMALL_RUNGS = (1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1)


class OptionField(QWidget):
    """Shows an option's value; says the one it is changed to, with a merge key."""

    edited = Signal(object, object)  # Value, merge key
    # In the order in which Tab reaches them.
    controls: tuple[QWidget, ...]

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self.help = OPTION_HELP.get(option.name, option.label)

    @abstractmethod
    def show_value(self, value: Value) -> None:
        """Show a value, or the default for one that the control cannot show; says nothing."""

    def _fill(self, control: QWidget) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(control)


class SwitchField(OptionField):
    """On or off."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.box = QCheckBox(option.label, self)
        self.box.setAccessibleName(option.label)
        self.box.setToolTip(self.help)
        self.box.clicked.connect(lambda checked: self.edited.emit(bool(checked), None))
        self.controls = (self.box,)
        self._fill(self.box)

    def show_value(self, value: Value) -> None:
        """Show whether it is on."""
        self.box.setChecked(bool(value))


class ChoiceField(OptionField):
    """One of a few words."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        choices = [(one, one, CHOICE_HELP.get(one, one)) for one in option.choices]
        self.box = ChoiceBox(option.label, choices, self)
        self.box.setFixedHeight(CONTROL_HEIGHT)
        self.box.setMinimumContentsLength(SHORTEST_CHOICE)
        self.box.chosen.connect(lambda value: self.edited.emit(value, None))
        self.controls = (self.box,)
        self._fill(Field(option.label, self.box, self))

    def show_value(self, value: Value) -> None:
        """Show the word chosen; None is Keras' way to say linear."""
        known = value if value in self.option.choices else self.option.default
        self.box.show_choice(str(known))


class NumberField(OptionField):
    """A number, whole or not, that may be left open where the default is None."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.box = _number_box(option, option.label, self.help, self)
        self.box.value_edited.connect(self._say)
        self.controls = (self.box,)
        self._fill(Field(option.label, self.box, self))

    def show_value(self, value: Value) -> None:
        """Show the number; None leaves it open."""
        self.box.show_value(_shown(value, self.option))

    def _say(self, value: float, key: object) -> None:
        if not isnan(value) and self.option.type == "whole":
            # What was typed may be no whole number; the field shows what is taken.
            value = round(value)
            self.box.show_value(value)
        self.edited.emit(None if isnan(value) else value, key)


class PairField(OptionField):
    """Two whole numbers, rows and columns, or none where the default is None."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING // 2)
        self.boxes = tuple(
            _number_box(option, f"{option.label}: {side}", f"{self.help} ({side})", holder)
            for side in ("rows", "columns")
        )
        for box in self.boxes:
            box.setMinimumWidth(NARROWEST_SIDE)
            # Arrow keys and wheel step it; buttons would leave no room for the number.
            box.setButtonSymbols(NumberBox.ButtonSymbols.NoButtons)
            row.addWidget(box, 1)
            box.value_edited.connect(lambda value, key: self._say(value, key))
        self.controls = self.boxes
        self._fill(Field(option.label, holder, self))

    def show_value(self, value: Value) -> None:
        """Show both sides; one number is both."""
        sides = value if isinstance(value, tuple) and len(value) == 2 else (value, value)
        for box, side in zip(self.boxes, sides, strict=True):
            box.show_value(_shown(side, self.option))

    def _say(self, edited: float, key: object) -> None:
        if isnan(edited):
            self.edited.emit(None, key)
            return
        # Of a pair that was left open, the first side typed is both.
        sides = (edited if isnan(box.value) else box.value for box in self.boxes)
        pair = tuple(round(side) for side in sides)
        for box, side in zip(self.boxes, pair, strict=True):
            box.show_value(side)
        self.edited.emit(pair, key)


def option_field(option: Option, parent: QWidget | None = None) -> OptionField:
    """Return the field for an option."""
    match option.type:
        case "switch":
            return SwitchField(option, parent)
        case "choice":
            return ChoiceField(option, parent)
        case "pair":
            return PairField(option, parent)
        case _:
            return NumberField(option, parent)


def _number_box(option: Option, name: str, help_text: str, parent: QWidget) -> NumberBox:
    least, most = option.minimum, option.maximum
    if option.default is None:
        is_units = option.name == "units"
        box: NumberBox = OpenNumberBox(
            name, parent, help_text=help_text, minimum=least, maximum=most,
            words=ONE_A_CLASS if is_units else AUTO, start=USUAL_UNITS if is_units else least,
        )  # fmt: skip
    elif option.name == "epsilon":
        box = LadderBox(
            name, parent, rungs=SMALL_RUNGS, help_text=help_text, minimum=least, maximum=most
        )
    else:
        step = 0.05 if option.type == "number" else 1
        box = NumberBox(name, parent, help_text=help_text, minimum=least, maximum=most, step=step)
    box.setFixedHeight(CONTROL_HEIGHT)
    return box


def _shown(value: object, option: Option) -> float:
    if isinstance(value, int | float):
        return float(value)
    default = option.default[0] if isinstance(option.default, tuple) else option.default
    return float(default) if isinstance(default, int | float) else OPEN
