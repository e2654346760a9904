"""What can be done with the chosen kernel."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING
from kernelview.ui.wall.one_line import OneLine
from kernelview.ui.wall.words import PARTED

ROOMY = 720
HINT = "No kernel chosen"


@dataclass(frozen=True)
class KernelAction:
    """An action by `name`; `short` is its text where there is little room."""

    name: str
    text: str
    short: str
    icon: str
    help: str


ACTIONS = (
    KernelAction(
        "open", "Open in the editor", "Open", "square-pen",
        "Open in the editor, where it can be changed (Enter)",
    ),
    KernelAction(
        "apply", "Apply to the picture", "Apply", "image",
        "Apply to the picture in hand what this unit computes, with its bias and activation",
    ),
    KernelAction("save", "Save to Mine", "Save", "bookmark-plus", "Keep it among your own kernels"),
    KernelAction(
        "put-back", "Put back", "Put back", "import",
        "Put the kernel of the editor back into the network in this one's place; the accuracy "
        "before and after is told",
    ),
)  # fmt: skip


class ActionBar(QWidget):
    """The chosen kernel's name and a button for each action; says by name what was asked for.

    From a width of `roomy` on the buttons have their whole texts, below one of `cramped` none.
    """

    asked = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        actions: tuple[KernelAction, ...] = ACTIONS,
        roomy: int = ROOMY,
        cramped: int = 0,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._actions, self._roomy, self._cramped = actions, roomy, cramped
        self._has_kernel = False
        self._withheld = {"put-back"}
        self._name = self._details = ""
        self.title = OneLine(self)
        self.title.setObjectName("wall-title")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addWidget(self.title, 1)
        self.buttons = {action.name: self._button(action) for action in actions}
        for button in self.buttons.values():
            layout.addWidget(button)
        appearance.changed.connect(self._show_icons)
        self._show_icons()
        self._enable()
        self._show_title()

    def show_kernel(self, name: str, details: str = "") -> None:
        """Show which kernel is chosen, "" for none; `details` where there is room for them."""
        self._name, self._details = name, details
        self._show_title()
        if bool(name) != self._has_kernel:
            self._has_kernel = bool(name)
            self._enable()

    def can_put_back(self, *, on: bool) -> None:
        """Say whether the editor has a kernel for the network."""
        self.allow("put-back", on=on)

    def allow(self, name: str, *, on: bool) -> None:
        """Say whether an action is possible with the kernel there is."""
        self._withheld = self._withheld - {name} if on else self._withheld | {name}
        self._enable()

    def open_menu(self, place: QPoint) -> None:
        """Show the actions as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._actions:
            entry = menu.addAction(self._appearance.icon(action.icon), action.text)
            entry.setEnabled(self._is_enabled(action.name))
            entry.triggered.connect(lambda _=False, name=action.name: self.asked.emit(name))
        menu.popup(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use short texts where there is little room."""
        super().resizeEvent(event)
        is_roomy, is_cramped = self.width() >= self._roomy, self.width() < self._cramped
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonIconOnly if is_cramped else styles.ToolButtonTextBesideIcon
        for action in self._actions:
            button = self.buttons[action.name]
            button.setText(_text(action.text if is_roomy else action.short))
            button.setToolButtonStyle(style)
        self._show_title()

    def _show_title(self) -> None:
        parts = [self._name, self._details if self.width() >= self._roomy else ""]
        self.title.show_words(PARTED.join(part for part in parts if part) or HINT)

    def _button(self, action: KernelAction) -> QToolButton:
        button = QToolButton(self)
        button.setText(_text(action.short))
        button.setAccessibleName(action.text)
        button.setToolTip(action.help)
        button.setIconSize(QSize(16, 16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.asked.emit(action.name))
        return button

    def _is_enabled(self, name: str) -> bool:
        return self._has_kernel and name not in self._withheld

    def _enable(self) -> None:
        for name, button in self.buttons.items():
            button.setEnabled(self._is_enabled(name))

    def _show_icons(self) -> None:
        for action in self._actions:
            self.buttons[action.name].setIcon(self._appearance.icon(action.icon))


def _text(words: str) -> str:
    # Styled buttons set text right beside their icon.
    return f" {words}"
