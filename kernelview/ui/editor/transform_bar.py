"""Icon buttons for what can be done to the whole kernel."""

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QMenu, QToolButton, QWidget

from kernelview.kernels import Symmetry
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.paint_tools import symmetry_choices
from kernelview.ui.editor.scale_menu import ScaleMenu
from kernelview.ui.editor.transforms import ACTIONS, TRANSFORMS, Action

BUTTONS_A_ROW = 8
BUTTON_SIDE = 32
ICON_SIDE = 18
TOGGLES = ("paint", "anchor")


class TransformBar(QWidget):
    """Two rows of buttons; says by name what was asked for."""

    asked = Signal(str)
    # name of the toggle, whether it is on
    toggled = Signal(str, bool)
    scale_asked = Signal(float)
    symmetrise_asked = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.buttons: dict[str, QToolButton] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for place, action in enumerate((*TRANSFORMS, *ACTIONS)):
            button = self._button(action)
            layout.addWidget(button, place // BUTTONS_A_ROW, place % BUTTONS_A_ROW)
            self.buttons[action.name] = button
        layout.setColumnStretch(BUTTONS_A_ROW, 1)
        self._add_menus()
        self.show_icons()

    def show_icons(self) -> None:
        """Draw the icons in the theme's colour."""
        for action in (*TRANSFORMS, *ACTIONS):
            self.buttons[action.name].setIcon(self._appearance.icon(action.icon))

    def show_toggle(self, name: str, *, on: bool) -> None:
        """Show a mode as on or off without saying that it was switched."""
        button = self.buttons[name]
        with QSignalBlocker(button):
            button.setChecked(on)

    def open_menu(self, name: str) -> None:
        """Open the menu of "scale" or "symmetrise"."""
        self.buttons[name].showMenu()

    def _button(self, action: Action) -> QToolButton:
        button = QToolButton(self)
        button.setFixedSize(BUTTON_SIDE, BUTTON_SIDE)
        button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        button.setAutoRaise(True)
        button.setAccessibleName(action.text)
        button.setToolTip(tooltip(action))
        name = action.name
        if name in TOGGLES:
            button.setCheckable(True)
            button.toggled.connect(lambda on: self.toggled.emit(name, on))
        elif name not in ("scale", "symmetrise"):
            button.clicked.connect(lambda: self.asked.emit(name))
        return button

    def _add_menus(self) -> None:
        scale = ScaleMenu(self)
        scale.chosen.connect(self.scale_asked)
        symmetries = QMenu(self)
        for symmetry, text, explanation in symmetry_choices():
            if symmetry != "none":
                _add_symmetry(symmetries, symmetry, f"{text}: {explanation}", self)
        for name, menu in (("scale", scale), ("symmetrise", symmetries)):
            self.buttons[name].setMenu(menu)
            self.buttons[name].setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)


def tooltip(action: Action) -> str:
    """Return name, shortcut and help."""
    keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{action.text} ({keys})\n{action.help}" if keys else f"{action.text}\n{action.help}"


def _add_symmetry(menu: QMenu, symmetry: Symmetry | str, text: str, bar: TransformBar) -> None:
    menu.addAction(text).triggered.connect(lambda: bar.symmetrise_asked.emit(symmetry))
