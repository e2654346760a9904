"""The panel of the network on paper."""

from typing import cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from kernelview.learn.blueprint import MOST_LAYERS, Blueprint, LayerName, LayerSpec
from kernelview.learn.layer_kinds import layer_kind
from kernelview.learn.network_names import template_of
from kernelview.learn.sizing import LayerRow
from kernelview.learn.templates import TEMPLATES, template
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.network import network_edits
from kernelview.ui.network.add_menu import AddMenu
from kernelview.ui.network.layer_list import LayerList
from kernelview.ui.network.words import count_words, input_words, total_words
from kernelview.ui.theme import SPACING
from kernelview.ui.training.greyed import show_waiting
from kernelview.ui.training.style import style_sheet

ICON_SIDE = 16
NARROWEST = 260
MARGIN = SPACING * 3 // 2
CHANGED = "changed"
CHOICES = (
    *((one.id, one.blueprint.name, one.help) for one in TEMPLATES),
    (CHANGED, "Changed", "a network of your own, as the list below has it"),
)
WAIT = "It is training: stop it first to change the network"
FULL = f"A network has at most {MOST_LAYERS} layers"
LAST = "A network needs at least one layer"


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
        self._wait = ""
        self.open = self._button("folder-open", "Open a network", "Open a network from a file")
        self.save = self._button("save", "Save the network", "Save this network as a file")
        self.template = ChoiceBox("Network to start from", CHOICES, self)
        self.add = self._button(
            "plus", "Add a layer", "Add a layer after the chosen one; the last one stays the last"
        )
        self.copy = self._button("copy", "Duplicate the layer", "Add the chosen layer once more")
        self.up = self._button("chevron-up", "Move up", "Move the chosen layer up (Alt+Up)")
        self.down = self._button(
            "chevron-down", "Move down", "Move the chosen layer down (Alt+Down)"
        )
        self.remove = self._button(
            "trash-2", "Remove the layer", "Remove the chosen layer (Delete)"
        )
        self.layers = LayerList(appearance, self)
        self.form = self.layers.form
        self.input, self.count, self.total = QLabel(self), QLabel(self), QLabel(self)
        self.menu = AddMenu(self)
        self._lay_out()
        self._connect()
        self._restyle()

    def show_network(
        self, network: Blueprint, rows: tuple[LayerRow, ...], input_shape: tuple[int, ...],
        classes: int,
    ) -> None:  # fmt: skip
        """Show a network and what it comes to for this input; says nothing."""
        self._network = network
        found = template_of(network.layers)
        self._show_template(found.id if found else CHANGED)
        self._show_form()
        self.layers.show_network(network, rows, classes)
        self.input.setText(input_words(input_shape))
        self.count.setText(count_words(network))
        self.total.setText(total_words(rows))
        self._show_chosen()

    def show_enabled(self, is_enabled: bool) -> None:  # noqa: FBT001 - one state, shown
        """Let the network be looked at, but not changed, while it learns."""
        self._wait = "" if is_enabled else WAIT
        show_waiting(self.template, self._wait)
        if is_enabled:
            self._show_template(self.template.choice)
        show_waiting(self.open, self._wait)
        self.layers.show_editable(is_enabled)
        self._show_chosen()

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(320, 480)

    # Edits

    def add_layer(self, kind: LayerName) -> None:
        """Ask for a new layer after the chosen one; never after the last, which decides."""
        place = network_edits.place_for_new(self._network, self.layers.currentRow())
        network = network_edits.with_new(self._network, kind, place)
        self.network_edited.emit(network, f"Add {layer_kind(kind).label}", None)
        self._choose(place)
        self.layers.unfold()

    def _remove(self, place: int) -> None:
        layers = self._network.layers
        if 0 <= place < len(layers) and len(layers) > 1:
            name = f"Remove {layer_kind(layers[place].kind).label}"
            self.network_edited.emit(network_edits.without(self._network, place), name, None)
            self._choose(place)

    def _move(self, place: int, to: int) -> None:
        count = len(self._network.layers)
        if 0 <= place < count and 0 <= to < count:
            network = network_edits.with_moved(self._network, place, to)
            self.network_edited.emit(network, "Move a layer", None)
            self._choose(to)

    def _duplicate(self) -> None:
        place, count = self.layers.currentRow(), len(self._network.layers)
        if 0 <= place < count < MOST_LAYERS:
            network = network_edits.with_copy(self._network, place)
            self.network_edited.emit(network, "Duplicate a layer", None)
            self._choose(place + 1)

    def _edit(self, layer: LayerSpec, name: str, key: object) -> None:
        place = self.layers.currentRow()
        if 0 <= place < len(self._network.layers):
            network = network_edits.with_changed(self._network, place, layer)
            self.network_edited.emit(network, name, key)

    def _take_template(self, known: str) -> None:
        if known != CHANGED:
            blueprint = template(known).blueprint
            self.network_edited.emit(blueprint, f"Choose {blueprint.name}", None)

    def _choose(self, place: int) -> None:
        self.layers.setCurrentRow(min(place, self.layers.count() - 1))
        self.layers.bring_into_sight()

    # Showing

    def _show_template(self, known: str) -> None:
        # "Changed" says what is; it is nothing to choose.
        model = cast(QStandardItemModel, self.template.model())
        model.item(self.template.findData(CHANGED)).setEnabled(known == CHANGED)
        self.template.show_choice(known)
        if self._wait:
            show_waiting(self.template, self._wait)

    def _show_form(self) -> None:
        place, layers = max(self.layers.currentRow(), 0), self._network.layers
        self.form.show_layer(layers[min(place, len(layers) - 1)] if layers else None)

    def _show_chosen(self) -> None:
        """Show the chosen layer's options, and what can be done with it."""
        place, count = self.layers.currentRow(), len(self._network.layers)
        self._show_form()
        self.form.show_waiting(self._wait)
        self.layers.rows_changed()
        is_chosen, full = 0 <= place < count, FULL if count >= MOST_LAYERS else ""
        show_waiting(self.add, self._wait or full)
        show_waiting(self.copy, self._wait or full)
        show_waiting(self.remove, self._wait or (LAST if count <= 1 else ""))
        for button, can_move in ((self.up, place > 0), (self.down, place < count - 1)):
            show_waiting(button, self._wait)
            button.setEnabled(not self._wait and is_chosen and can_move)

    # Building

    def _connect(self) -> None:
        self.template.chosen.connect(self._take_template)
        self.layers.currentRowChanged.connect(lambda _: self._show_chosen())
        self.layers.move_asked.connect(self._move)
        self.layers.remove_asked.connect(self._remove)
        self.form.edited.connect(self._edit)
        self.menu.chosen.connect(self.add_layer)
        self.remove.clicked.connect(lambda: self._remove(self.layers.currentRow()))
        self.up.clicked.connect(lambda: self._move_by(-1))
        self.down.clicked.connect(lambda: self._move_by(1))
        self.copy.clicked.connect(self._duplicate)
        self.open.clicked.connect(self.open_asked)
        self.save.clicked.connect(self.save_asked)
        self._appearance.changed.connect(self._restyle)

    def _move_by(self, step: int) -> None:
        self._move(self.layers.currentRow(), self.layers.currentRow() + step)

    def _lay_out(self) -> None:
        heading = QLabel("Network", self)
        heading.setObjectName("panel-heading")
        into = QLabel("Input", self)
        for label, name in (
            (self.input, "Shape of the input"), (self.count, "Number of layers"),
            (self.total, "Parameters in all"), (into, ""),
        ):  # fmt: skip
            label.setObjectName("explanation")
            label.setAccessibleName(name)
        self.add.setText("Add layer")
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setMenu(self.menu)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        rows = (
            _row(heading, None, self.open, self.save),
            _row(self.template),
            _row(self.add, None, self.copy, self.up, self.down, self.remove),
            _row(into, None, self.input),
            self.layers,
            _row(self.count, None, self.total),
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, SPACING, 0, SPACING)
        outer.setSpacing(SPACING)
        for row in rows:
            if isinstance(row, QWidget):
                outer.addWidget(row, 1)
            else:
                outer.addLayout(row)

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
        self.setStyleSheet(style_sheet(self._appearance.theme) + LIST_STYLE)


# The list goes from edge to edge: lines above and below, none at the sides.
LIST_STYLE = "#layers { border-left: none; border-right: none; }"


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Return a row of widgets; None stretches."""
    row = QHBoxLayout()
    row.setContentsMargins(MARGIN, 0, MARGIN, 0)
    row.setSpacing(SPACING // 2)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
