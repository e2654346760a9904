"""The button that adds a stage, and its menu."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from kernelview.document import Document
from kernelview.engine import ACTIVATIONS, Activate, Convolve, Pool, Stage, Threshold, white_level
from kernelview.kernels import preset
from kernelview.ui.appearance import Appearance
from kernelview.ui.stages.chip_state import (
    convolutional_layer,
    edge_strength,
    magnitude_of,
    middle_level,
)
from kernelview.ui.stages.parameter_controls import ACTIVATION_HELP

MakeStage = Callable[[Document], Stage]
MakeStages = Callable[[Document], tuple[Stage, ...]]

EDGE_STRENGTH = "Edge strength (Sobel x + Sobel y → magnitude)"
LAYER = "A convolutional layer (kernel → relu → max-pool 2)"


class AddButton(QToolButton):
    """A menu of stages to add at the end, and of templates that replace them all."""

    stage_chosen = Signal(object)  # Stage
    template_chosen = Signal(object, str)  # tuple[Stage, ...], name

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._document: Document | None = None
        self.setText("Add stage")
        self.setAccessibleName("Add stage")
        self.setToolTip("Add a stage after the last one, or start from a template")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenu(self._menu())
        self._restyle()
        appearance.changed.connect(self._restyle)

    def show_document(self, document: Document) -> None:
        """Take the kernel in hand and the picture's white from here on."""
        self._document = document

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._offer(menu, "Convolve", _constant(Convolve(preset("identity"))))
        self._offer(
            menu,
            "Magnitude of the kernel and itself turned 90°",
            lambda document: magnitude_of(document.kernel),
        )
        functions = menu.addMenu("Activation")
        for name in ACTIVATIONS:
            action = self._offer(functions, name, _constant(Activate(name)))
            action.setToolTip(ACTIVATION_HELP[name])
        self._offer(menu, "Max pooling", _constant(Pool("max")))
        self._offer(menu, "Average pooling", _constant(Pool("average")))
        self._offer(menu, "Threshold", _threshold)
        menu.addSection("Templates")
        self._offer_template(menu, EDGE_STRENGTH, lambda _: edge_strength())
        self._offer_template(menu, LAYER, lambda document: convolutional_layer(document.kernel))
        return menu

    def _offer(self, menu: QMenu, text: str, make: MakeStage) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: self._emit_stage(make))
        return action

    def _offer_template(self, menu: QMenu, text: str, make: MakeStages) -> None:
        menu.addAction(text).triggered.connect(lambda: self._emit_template(make, text))

    def _emit_stage(self, make: MakeStage) -> None:
        if self._document is not None:
            self.stage_chosen.emit(make(self._document))

    def _emit_template(self, make: MakeStages, text: str) -> None:
        if self._document is not None:
            self.template_chosen.emit(make(self._document), text.partition(" (")[0])

    def _restyle(self) -> None:
        self.setIcon(self._appearance.icon("plus"))


def _constant(stage: Stage) -> MakeStage:
    return lambda _document: stage


def _threshold(document: Document) -> Stage:
    return Threshold(middle_level(float(white_level(document.image.pixels))))
