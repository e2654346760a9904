"""The panel of the network on paper."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.learn.blueprint import Blueprint, LayerName, LayerSpec
from kernelview.learn.blueprint import layer as spec
from kernelview.learn.layer_kinds import LAYER_KINDS, layer_kind
from kernelview.learn.sizing import LayerRow
from kernelview.learn.templates import TEMPLATES
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.network.layer_form import LayerForm
from kernelview.ui.network.layer_list import LayerList
from kernelview.ui.theme import SPACING
from kernelview.ui.training.style import style_sheet

ICON_SIDE = 16
NARROWEST = 260
CHANGED = "changed"
CHOICES = (
    *((one.id, one.blueprint.name, one.help) for one in TEMPLATES),
    (CHANGED, "Changed", "a network of your own"),
)
# What a new layer starts with, where Keras' defaults are of little use.
FRESH: dict[LayerName, LayerSpec] = {
    "Conv2D": spec("Conv2D", filters=32, kernel_size=(3, 3), activation="relu"),
    "Conv1D": spec("Conv1D", filters=32, kernel_size=3, activation="relu"),
    "Dense": spec("Dense", units=64, activation="relu"),
    "Dropout": spec("Dropout", rate=0.5),
    "Activation": spec("Activation", activation="relu"),
}


class NetworkPanel(QWidget):
    """Says what another network is asked for; the document makes it."""

    # Blueprint, name of the step, merge key
    network_edited = Signal(object, str, object)
    save_asked = Signal()
    open_asked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Network")
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setMinimumWidth(NARROWEST)
        self._appearance = appearance
        self._network = Blueprint("")
        self.template = ChoiceBox("Network to start from", CHOICES, self)
        self.layers = LayerList(appearance, self)
        self.form = LayerForm(self)
        self.total = QLabel(self)
        self.add = self._button("plus", "Add a layer", "Add a layer after the chosen one")
        self.remove = self._button("x", "Remove the layer", "Remove the chosen layer (Delete)")
        self.up = self._button("chevron-up", "Move up", "Move the chosen layer up (Alt+Up)")
        self.down = self._button("chevron-down", "Move down", "Move it down (Alt+Down)")
        self.copy = self._button("copy", "Duplicate the layer", "Add the chosen layer again")
        self.open = self._button("folder-open", "Open a network", "Open a network from a file")
        self.save = self._button("save", "Save the network", "Save this network as a file")
        self._add_menu = QMenu(self)
        self._fill_menu()
        self._lay_out()
        self._connect()
        self._restyle()

    def show_network(
        self, network: Blueprint, rows: tuple[LayerRow, ...], input_shape: tuple[int, ...],
        classes: int,
    ) -> None:  # fmt: skip
        """Show a network and what it comes to for this input; says nothing."""
        self._network = network
        known = (one.id for one in TEMPLATES if one.blueprint.layers == network.layers)
        self.template.show_choice(next(known, CHANGED))
        self.layers.show_network(network, rows, classes)
        shape = " × ".join(str(side) for side in input_shape)
        total = sum(row.parameters for row in rows)
        self.total.setText(f"{shape} in · {total:,} parameters")
        self._show_chosen()

    def show_enabled(self, is_enabled: bool) -> None:  # noqa: FBT001 - one state, shown
        """Grey everything while the network is learning."""
        for part in (self.template, self.layers, self.form, self.add, self.remove, self.up,
                     self.down, self.copy, self.open):  # fmt: skip
            part.setEnabled(is_enabled)
        if is_enabled:
            self._show_chosen()

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(320, 480)

    # Edits

    def add_layer(self, kind: LayerName) -> None:
        """Ask for a new layer after the chosen one; never after the last, which decides."""
        layers = self._network.layers
        place = min(self.layers.currentRow() + 1, max(len(layers) - 1, 0))
        self._say_layers(
            (*layers[:place], FRESH.get(kind, LayerSpec(kind)), *layers[place:]),
            f"Add {layer_kind(kind).label}",
            chosen=place,
        )

    def _remove(self, place: int) -> None:
        layers = self._network.layers
        if 0 <= place < len(layers) and len(layers) > 1:
            name = layer_kind(layers[place].kind).label
            self._say_layers(layers[:place] + layers[place + 1 :], f"Remove {name}", chosen=place)

    def _move(self, place: int, to: int) -> None:
        layers = list(self._network.layers)
        if 0 <= place < len(layers) and 0 <= to < len(layers):
            layers.insert(to, layers.pop(place))
            self._say_layers(tuple(layers), "Move a layer", chosen=to)

    def _duplicate(self) -> None:
        layers, place = self._network.layers, self.layers.currentRow()
        if 0 <= place < len(layers):
            self._say_layers(
                (*layers[: place + 1], layers[place], *layers[place + 1 :]),
                "Duplicate a layer",
                chosen=place + 1,
            )

    def _edit(self, layer: LayerSpec, name: str, key: object) -> None:
        layers, place = self._network.layers, self.layers.currentRow()
        if 0 <= place < len(layers):
            self._say((*layers[:place], layer, *layers[place + 1 :]), name, key)

    def _take_template(self, known: str) -> None:
        for one in TEMPLATES:
            if one.id == known:
                self.network_edited.emit(one.blueprint, f"Choose {one.blueprint.name}", None)

    def _say_layers(self, layers: tuple[LayerSpec, ...], name: str, *, chosen: int) -> None:
        self._say(layers, name, None)
        self.layers.setCurrentRow(min(chosen, self.layers.count() - 1))

    def _say(self, layers: tuple[LayerSpec, ...], name: str, key: object) -> None:
        network = replace(self._network, name=_name_of(layers), layers=layers)
        self.network_edited.emit(network, name, key)

    # Building

    def _show_chosen(self) -> None:
        place, count = self.layers.currentRow(), len(self._network.layers)
        self.form.show_layer(self._network.layers[place] if 0 <= place < count else None)
        self.remove.setEnabled(count > 1)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < count - 1)

    def _connect(self) -> None:
        self.template.chosen.connect(self._take_template)
        self.layers.currentRowChanged.connect(lambda _: self._show_chosen())
        self.layers.move_asked.connect(self._move)
        self.layers.remove_asked.connect(self._remove)
        self.form.edited.connect(self._edit)
        self.remove.clicked.connect(lambda: self._remove(self.layers.currentRow()))
        for button, step in ((self.up, -1), (self.down, 1)):
            button.clicked.connect(
                lambda _=False, step=step: self._move(
                    self.layers.currentRow(), self.layers.currentRow() + step
                )
            )
        self.copy.clicked.connect(self._duplicate)
        self.open.clicked.connect(self.open_asked)
        self.save.clicked.connect(self.save_asked)
        self._appearance.changed.connect(self._restyle)

    def _fill_menu(self) -> None:
        self._add_menu.setToolTipsVisible(True)
        for kind in LAYER_KINDS:
            action = self._add_menu.addAction(kind.label)
            action.setToolTip(kind.help)
            action.triggered.connect(lambda _=False, name=kind.name: self.add_layer(name))
        self.add.setMenu(self._add_menu)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        heading = QLabel("Network", self)
        heading.setObjectName("panel-heading")
        self.total.setObjectName("explanation")
        self.total.setAccessibleName("Parameters in all")
        top = _row(heading, None, self.open, self.save)
        tools = _row(self.add, self.copy, self.up, self.down, self.remove, None)
        inside = QWidget()
        inside.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACING * 3 // 2, 0, SPACING * 3 // 2, SPACING)
        column.addWidget(self.form)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        upper = QVBoxLayout()
        upper.setContentsMargins(SPACING * 3 // 2, SPACING, SPACING * 3 // 2, 0)
        upper.setSpacing(SPACING)
        upper.addLayout(top)
        upper.addWidget(self.template)
        upper.addLayout(tools)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACING * 3 // 2, 0, SPACING * 3 // 2, 0)
        foot.addWidget(self.total)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACING)
        outer.addLayout(upper)
        outer.addWidget(self.layers, 3)
        outer.addLayout(foot)
        outer.addWidget(scroll, 2)

    def _button(self, icon: str, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon-name", icon)
        button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _restyle(self) -> None:
        for button in (self.add, self.remove, self.up, self.down, self.copy, self.open, self.save):
            button.setIcon(self._appearance.icon(str(button.property("icon-name"))))
        self.setStyleSheet(style_sheet(self._appearance.theme))


def _name_of(layers: tuple[LayerSpec, ...]) -> str:
    known = (one.blueprint for one in TEMPLATES)
    return next((one.name for one in known if one.layers == layers), "A network of your own")


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Return a row of widgets; None stretches."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
