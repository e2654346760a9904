"""Which network is set against which hand-made kernels, and how."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from kernelview.kernels.freedom import Freedom
from kernelview.ui.appearance import Appearance
from kernelview.ui.banks.alike_menu import AlikeButton
from kernelview.ui.banks.ordering import BankOrder
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.theme import SPACING
from kernelview.ui.wall.changing_box import ChangingBox
from kernelview.usecases.compare_banks import BANK_CHOICES, MatchChoice

MODEL = "model"
# Wide enough for the longest text of the boxes; below which width icons stand alone.
BOX, NARROW = 110, 400
NO_LAYER = ("", "No layer", "this network has no convolution")
BANKS = (
    ("everything", "Everything", "presets, families over their parameters, and your own"),
    ("presets", "Presets", "the kernels of the library"),
    ("families", "Families", "Gaussian, Gabor and the others over their parameters"),
    ("mine", "Mine", "your own kernels"),
)
ORDERS: tuple[tuple[BankOrder, str, str], ...] = (
    ("score", "By score", "the most alike first"),
    ("match", "By match", "those like the same hand-made kernel together"),
    ("likeness", "By likeness", "learned kernels that are like each other together"),
    ("place", "By place", "in the order of the network's units"),
)


class BanksHeader(QWidget):
    """Boxes for network, layer, bank and order; what may differ; the report."""

    network_chosen = Signal(int)
    model_wanted = Signal()
    choice_changed = Signal(object)  # MatchChoice
    order_changed = Signal(str)
    report_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._choice = MatchChoice()
        self._network = ""
        # In the order that Tab goes.
        none = ("", "No network", "no network has learned yet")
        self.network = ChangingBox("Network", (none,), self)
        self.layer = ChangingBox("Layer", (NO_LAYER,), self)
        self.report = self._report_button()
        self.bank = ChoiceBox("Hand-made kernels", BANKS, self)
        self.order = ChoiceBox("Order", ORDERS, self)
        self.alike = AlikeButton(self)
        self._lay_out()
        self.network.chosen.connect(self._choose_network)
        self.layer.chosen.connect(lambda name: self._choose(replace(self._choice, layer=name)))
        self.bank.chosen.connect(self._choose_bank)
        self.alike.freedom_changed.connect(self._choose_freedom)
        self.order.chosen.connect(self.order_changed)
        appearance.changed.connect(self._show_icons)
        self._show_icons()

    @property
    def choice(self) -> MatchChoice:
        """What is chosen."""
        return self._choice

    def show_networks(self, names: tuple[str, ...], chosen: int) -> None:
        """Offer networks by name, and a model file; -1 where none is chosen."""
        kept = [(str(place), name, "a kept run or model file") for place, name in enumerate(names)]
        if not 0 <= chosen < len(names):
            kept.insert(0, ("", "Choose a network", "nothing is chosen yet"))
            chosen = -1
        self.network.show_choices([*kept, (MODEL, "Open a model file…", "a network from a file")])
        self.network.insertSeparator(len(kept))
        self._network = str(chosen) if chosen >= 0 else ""
        self.network.show_choice(self._network)

    def show_layers(self, names: tuple[str, ...], chosen: int) -> None:
        """Offer a network's convolutional layers."""
        choices = [(name, name, "a convolutional layer") for name in names]
        self.layer.show_choices(choices or [NO_LAYER])
        self.layer.setEnabled(len(names) > 1)
        name = names[chosen] if 0 <= chosen < len(names) else ""
        if name:
            self.layer.show_choice(name)
        self._choice = replace(self._choice, layer=name)

    def show_choice(self, choice: MatchChoice) -> None:
        """Show what was compared, without saying that it was chosen."""
        layer = choice.layer or self._choice.layer
        self._choice = replace(choice, layer=layer)
        self.bank.show_choice(choice.bank)
        self.alike.show_freedom(choice.freedom)
        if layer and self.layer.findData(layer) >= 0:
            self.layer.show_choice(layer)

    def can_report(self, *, on: bool) -> None:
        """Say whether there is something to report."""
        self.report.setEnabled(on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less on the buttons where there is little room."""
        super().resizeEvent(event)
        width = event.size().width()
        self.alike.fit(width - 2 * (BOX + SPACING))
        self.report.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if width >= NARROW
            else Qt.ToolButtonStyle.ToolButtonIconOnly
        )

    # --- what the person does

    def _choose_network(self, value: str) -> None:
        if value == MODEL:
            # It stays what it was until a file has been read.
            self.network.show_choice(self._network)
            self.model_wanted.emit()
        elif value and value != self._network:
            self._network = value
            self.network_chosen.emit(int(value))

    def _choose_bank(self, value: str) -> None:
        bank = next(one for one in BANK_CHOICES if one == value)
        self._choose(replace(self._choice, bank=bank))

    def _choose_freedom(self, freedom: Freedom) -> None:
        self._choose(replace(self._choice, freedom=freedom))

    def _choose(self, choice: MatchChoice) -> None:
        if choice != self._choice:
            self._choice = choice
            self.choice_changed.emit(choice)

    # --- parts

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        for box in (self.network, self.layer, self.bank, self.order):
            box.setMinimumContentsLength(4)
            box.setMinimumWidth(64)
        self.layer.setMaximumWidth(104)
        rows = (
            ((self.network, 1), (self.layer, 0), (self.report, 0)),
            ((self.bank, 1), (self.order, 1), (self.alike, 0)),
        )
        for widgets in rows:
            row = QHBoxLayout()
            row.setSpacing(SPACING)
            for widget, stretch in widgets:
                row.addWidget(widget, stretch)
            layout.addLayout(row)

    def _report_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText(" Report…")
        button.setAccessibleName("Report")
        button.setToolTip("Write the comparison as one page, with its tables")
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setEnabled(False)
        button.clicked.connect(self.report_wanted)
        return button

    def _show_icons(self) -> None:
        self.report.setIcon(self._appearance.icon("download"))
        self.alike.setIcon(self._appearance.icon("sliders-horizontal"))
