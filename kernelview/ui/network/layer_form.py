"""The options of one layer as fields, and what the layer is for."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kernelview.learn.blueprint import LayerSpec, Value
from kernelview.learn.layer_kinds import Option, layer_kind
from kernelview.ui.data.fields import Field
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.theme import SPACING


class LayerForm(QWidget):
    """Fields made from the options of the layer's kind."""

    # LayerSpec, name of the step, merge key
    edited = Signal(object, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: LayerSpec | None = None
        self._shows: dict[str, Callable[[Value], None]] = {}
        self._fields: QWidget | None = None
        self.help = QLabel(self)
        self.help.setObjectName("explanation")
        self.help.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACING)
        self._column.addWidget(self.help)

    def show_layer(self, layer: LayerSpec | None) -> None:
        """Show a layer's options; None clears the form."""
        before, self._layer = self._layer, layer
        if layer is None or before is None or before.kind != layer.kind:
            self._make_fields(layer)
        if layer is not None:
            for option in layer_kind(layer.kind).options:
                self._shows[option.name](layer.get(option.name, option.default))

    def _make_fields(self, layer: LayerSpec | None) -> None:
        if self._fields is not None:
            self._column.removeWidget(self._fields)
            self._fields.hide()
            self._fields.deleteLater()
        self._fields, self._shows = None, {}
        self.help.setText(layer_kind(layer.kind).help if layer else "")
        if layer is None:
            return
        self._fields = QWidget(self)
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACING)
        for place, option in enumerate(layer_kind(layer.kind).options):
            grid.addWidget(self._field(option), *divmod(place, 2))
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._column.addWidget(self._fields)

    def _field(self, option: Option) -> QWidget:
        match option.type:
            case "switch":
                return self._switch(option)
            case "choice":
                return Field(option.label, self._choice(option), self)
            case "pair":
                return Field(option.label, self._pair(option), self)
            case _:
                return Field(option.label, self._number(option), self)

    def _switch(self, option: Option) -> QWidget:
        box = QCheckBox(option.label, self)
        box.setAccessibleName(option.label)
        box.setToolTip(option.label)
        box.clicked.connect(lambda checked: self._say(option, bool(checked), None))
        self._shows[option.name] = lambda value: box.setChecked(bool(value))
        return box

    def _choice(self, option: Option) -> QWidget:
        box = ChoiceBox(option.label, [(one, one, one) for one in option.choices], self)
        box.chosen.connect(lambda value: self._say(option, value, None))
        self._shows[option.name] = lambda value: box.show_choice(str(value))
        return box

    def _number(self, option: Option) -> QWidget:
        is_whole = option.type == "whole"
        box = NumberBox(
            option.label,
            self,
            minimum=option.minimum,
            maximum=option.maximum,
            step=1 if is_whole else 0.05,
        )

        def show(value: Value) -> None:
            if isinstance(value, int | float):
                box.show_value(float(value))
            else:
                box.lineEdit().clear()
                box.lineEdit().setPlaceholderText(_left_alone(option))

        box.lineEdit().textEdited.connect(
            lambda text: None if text.strip() or option.default is not None
            else self._say(option, None, None)
        )  # fmt: skip
        box.value_edited.connect(
            lambda value, key: self._say(option, round(value) if is_whole else value, key)
        )
        self._shows[option.name] = show
        return box

    def _pair(self, option: Option) -> QWidget:
        boxes = [
            NumberBox(f"{option.label}: {side}", self, minimum=1, maximum=option.maximum, step=1)
            for side in ("rows", "columns")
        ]
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)

        def say(key: object) -> None:
            sides = [round(box.value) for box in boxes]
            # Of a pair that was left alone, the first side typed is both.
            self._say(option, tuple(side or max(sides) for side in sides), key)

        for box in boxes:
            box.setMinimumWidth(56)
            box.value_edited.connect(lambda _value, key: say(key))
            row.addWidget(box, 1)

        def show(value: Value) -> None:
            sides = value if isinstance(value, tuple) else (value, value)
            for box, side in zip(boxes, sides, strict=True):
                if isinstance(side, int):
                    box.show_value(side)
                else:
                    box.show_value(0)
                    box.lineEdit().clear()
                    box.lineEdit().setPlaceholderText("auto")

        self._shows[option.name] = show
        return holder

    def _say(self, option: Option, value: Value, key: object) -> None:
        if self._layer is not None:
            changed = self._layer.with_options(**{option.name: value})
            self.edited.emit(changed, f"{option.label} of {layer_kind(changed.kind).label}", key)


def _left_alone(option: Option) -> str:
    return "one a class" if option.name == "units" else "auto"
