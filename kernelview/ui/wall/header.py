"""What of the network the wall shows, and how."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from kernelview.learn.learned import KernelLayer
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.theme import SPACING
from kernelview.ui.wall.changing_box import ChangingBox
from kernelview.ui.wall.words import layer_words
from kernelview.usecases.wall_picture import WallView

MEAN = "mean"
NARROW = 560
SCALES = (
    ("common", "Common scale", "all kernels on one scale: strong ones stand out"),
    ("own", "Own scale", "each kernel by its own largest weight: weak ones are seen too"),
)
ORDERS = (
    ("learned", "As learned", "in the order of the network's units"),
    ("norm", "By norm", "the strongest first; sorted anew when an epoch ends"),
    (
        "likeness",
        "By likeness",
        "similar kernels beside each other, the dead last; sorted anew when an epoch ends",
    ),
)
EXPORTS = (("gif", "Animation (GIF)…"), ("png", "Strip of moments (PNG)…"))


class WallHeader(QWidget):
    """Boxes for layer, input channel, scale and order; the export menu."""

    changed = Signal(object)  # WallView
    export_asked = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._view = WallView()
        self._structure: tuple[tuple[str, tuple[int, ...]], ...] = ()
        self.layer = ChangingBox("Layer", (("", "", "no layer yet"),))
        self.channel = ChangingBox("Input channel", ((MEAN, "Mean", "of all input channels"),))
        self.scale = ChoiceBox("Colour scale", SCALES)
        self.order = ChoiceBox("Order", ORDERS)
        self.export = self._export_button()
        self._lay_out()
        self.layer.chosen.connect(lambda name: self._choose(layer=name, channel=None))
        self.channel.chosen.connect(
            lambda value: self._choose(channel=None if value == MEAN else int(value))
        )
        self.scale.chosen.connect(lambda scale: self._choose(scale=scale))
        self.order.chosen.connect(lambda order: self._choose(order=order))
        appearance.changed.connect(self._show_icon)
        self._show_icon()

    @property
    def view(self) -> WallView:
        """What is chosen."""
        return self._view

    def show_layers(self, layers: Sequence[KernelLayer]) -> None:
        """Offer the layers of a network; the choice stays where there is such a layer."""
        structure = tuple((layer.name, layer.kernels.shape) for layer in layers)
        if structure == self._structure:
            return
        self._structure = structure
        names = [layer.name for layer in layers]
        name = self._view.layer if self._view.layer in names else (names or [""])[0]
        if not layers:
            return
        self.layer.show_choices([(one.name, one.name, layer_words(one)) for one in layers])
        self._view = replace(self._view, layer=name)
        self.layer.show_choice(name)
        self._show_channels()

    def show_exportable(self, *, on: bool) -> None:
        """Enable the export when there is something to export."""
        self.export.setEnabled(on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the export its icon alone where there is little room."""
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        is_narrow = event.size().width() < NARROW
        self.export.setToolButtonStyle(
            style.ToolButtonIconOnly if is_narrow else style.ToolButtonTextBesideIcon
        )

    def _choose(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type] # of the boxes
        if "layer" in changes:
            self._show_channels()
        self.changed.emit(self._view)

    def _show_channels(self) -> None:
        """Offer the chosen layer's input channels, where it has more than one."""
        shapes = dict(self._structure)
        channels = shapes[self._view.layer][2] if self._view.layer in shapes else 1
        if self._view.channel is not None and self._view.channel >= channels:
            self._view = replace(self._view, channel=None)
        mean = (MEAN, f"Mean of {channels}", "the kernels' mean over all input channels")
        single = [
            (str(one), f"Input {one}", f"the kernels' part on input channel {one}")
            for one in range(channels)
        ]
        self.channel.show_choices([mean, *single])
        self.channel.show_choice(MEAN if self._view.channel is None else str(self._view.channel))
        self.channel.setVisible(channels > 1)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        for box, width in (
            (self.layer, 80),
            (self.channel, 106),
            (self.scale, 134),
            (self.order, 118),
        ):
            box.setMinimumContentsLength(4)
            box.setMinimumWidth(64)
            box.setMaximumWidth(width)
            layout.addWidget(box, width)
        layout.addStretch(1)
        layout.addWidget(self.export)
        self.channel.hide()

    def _export_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText(" Export")
        button.setAccessibleName("Export the wall")
        button.setToolTip("Export the wall as it learned: an animation or a strip of moments")
        button.setIconSize(QSize(16, 16))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        menu = QMenu(button)
        for kind, text in EXPORTS:
            menu.addAction(text).triggered.connect(
                lambda _=False, kind=kind: self.export_asked.emit(kind)
            )
        button.setMenu(menu)
        button.setEnabled(False)
        return button

    def _show_icon(self) -> None:
        self.export.setIcon(self._appearance.icon("download"))
