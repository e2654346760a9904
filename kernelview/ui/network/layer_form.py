"""The options of one layer as fields, and what the layer is for."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from kernelview.learn.blueprint import LayerSpec, Value
from kernelview.learn.layer_kinds import Option, layer_kind
from kernelview.ui.network.option_field import OptionField, option_field
from kernelview.ui.theme import SPACING
from kernelview.ui.training.greyed import show_waiting

# Keys that would do something to the row around the form.
KEPT = {
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip


class LayerForm(QWidget):
    """Fields made from the options of the layer's kind."""

    # LayerSpec, name of the step, merge key
    edited = Signal(object, str, object)
    # Escape: back to the list
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer: LayerSpec | None = None
        self._fields: dict[str, OptionField] = {}
        self._grid: QWidget | None = None
        self._wait = ""
        self.help = QLabel(self)
        self.help.setObjectName("explanation")
        self.help.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(SPACING)
        self._column.addWidget(self.help)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What Tab goes through, in order."""
        return tuple(one for field in self._fields.values() for one in field.controls)

    def show_layer(self, layer: LayerSpec | None) -> None:
        """Show a layer's options; None clears the form."""
        before, self._layer = self._layer, layer
        if layer is None or before is None or before.kind != layer.kind:
            self._make_fields(layer)
        if layer is not None:
            for name, field in self._fields.items():
                field.show_value(layer.get(name, field.option.default))
        self._show_waiting()

    def show_waiting(self, reason: str) -> None:
        """Grey every field and say why; "" frees them."""
        self._wait = reason
        self._show_waiting()

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Keep the fields from the edges."""
        self._column.setContentsMargins(left, top, right, bottom)

    def height_for(self, width: int) -> int:
        """Return how high it is at a width."""
        self._column.activate()
        height = self._column.heightForWidth(width)
        return height if height > 0 else self.sizeHint().height()

    def sizeHint(self) -> QSize:
        """Return what shows all of it."""
        return self._column.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep a click between the fields from the list below."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep from the list what a field leaves over; Escape leaves the form."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif Qt.Key(event.key()) not in KEPT:
            super().keyPressEvent(event)

    def _make_fields(self, layer: LayerSpec | None) -> None:
        if self._grid is not None:
            self._column.removeWidget(self._grid)
            self._grid.hide()
            self._grid.deleteLater()
        self._grid, self._fields = None, {}
        self.help.setText(layer_kind(layer.kind).help if layer else "")
        if layer is None or not layer_kind(layer.kind).options:
            return
        self._grid = QWidget(self)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACING)
        for place, option in enumerate(layer_kind(layer.kind).options):
            field = self._fields[option.name] = self._field(option)
            grid.addWidget(field, *divmod(place, 2), Qt.AlignmentFlag.AlignBottom)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self._column.addWidget(self._grid)
        self._grid.show()

    def _field(self, option: Option) -> OptionField:
        field = option_field(option, self._grid)
        field.edited.connect(lambda value, key: self._say(option, value, key))
        return field

    def _show_waiting(self) -> None:
        for control in self.controls:
            show_waiting(control, self._wait)
        if not self._wait and self._layer is not None:
            for name, field in self._fields.items():
                field.show_value(self._layer.get(name, field.option.default))

    def _say(self, option: Option, value: Value, key: object) -> None:
        if self._layer is not None:
            changed = self._layer.with_options(**{option.name: value})
            self.edited.emit(changed, f"{option.label} of {layer_kind(changed.kind).label}", key)
