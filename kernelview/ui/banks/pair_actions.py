"""What can be done with the chosen pair."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from kernelview.ui.appearance import Appearance

ActionName = Literal["open", "hand-made", "replace", "save"]
ICON = 16
STYLE = Qt.ToolButtonStyle


@dataclass(frozen=True)
class PairAction:
    """An action by name; `short` is its text on a button."""

    name: ActionName
    text: str
    short: str
    icon: str
    help: str
    needs_match: bool = False


ACTIONS = (
    PairAction(
        "open", "Open the learned kernel in the editor", "Edit learned", "square-pen",
        "Open the learned kernel in the editor",
    ),
    PairAction(
        "hand-made", "Open the hand-made kernel in the editor", "Edit hand-made", "pencil",
        "Open the hand-made kernel in the editor", needs_match=True,
    ),
    PairAction(
        "replace", "Put the hand-made kernel into the network", "Replace", "import",
        "Put the hand-made kernel, moved to fit, into the network in the learned one's place; "
        "the accuracy before and after is told", needs_match=True,
    ),
    PairAction(
        "save", "Save the learned kernel to Mine", "Save", "bookmark-plus",
        "Keep the learned kernel among your own",
    ),
)  # fmt: skip


class PairActions(QWidget):
    """A button for each action; says by name what was asked for."""

    asked = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._has_pair = self._has_match = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.buttons = {action.name: self._button(action) for action in ACTIONS}
        for button in self.buttons.values():
            layout.addWidget(button)
        layout.addStretch(1)
        appearance.changed.connect(self._show_icons)
        self._show_icons()
        self._enable()

    def show_pair(self, *, has_pair: bool, has_match: bool) -> None:
        """Say whether a pair is chosen, and whether a hand-made kernel is in it."""
        self._has_pair, self._has_match = has_pair, has_match
        self._enable()

    def open_menu(self, place: QPoint) -> None:
        """Show the actions as a menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in ACTIONS:
            entry = menu.addAction(self._appearance.icon(action.icon), action.text)
            entry.setEnabled(self._is_enabled(action))
            entry.triggered.connect(lambda _=False, name=action.name: self.asked.emit(name))
        menu.popup(place)

    def minimumSizeHint(self) -> QSize:
        """Return room for the icons."""
        return QSize(len(ACTIONS) * (ICON + 20), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out icons, then words, where there is little room."""
        super().resizeEvent(event)
        style = next(
            (
                one
                for one in (STYLE.ToolButtonTextBesideIcon, STYLE.ToolButtonTextOnly)
                if self._width(one) <= event.size().width()
            ),
            STYLE.ToolButtonIconOnly,
        )
        has_icon = style != STYLE.ToolButtonTextOnly
        for action in ACTIONS:
            button = self.buttons[action.name]
            button.setToolButtonStyle(style)
            button.setText(_text(action.short) if has_icon else action.short)

    def _width(self, style: Qt.ToolButtonStyle) -> int:
        """Return how wide the buttons are in a style."""
        advance = self.fontMetrics().horizontalAdvance
        icon = ICON + 6 if style == STYLE.ToolButtonTextBesideIcon else 0
        return sum(advance(_text(action.short)) + icon + 18 for action in ACTIONS)

    def _button(self, action: PairAction) -> QToolButton:
        button = QToolButton(self)
        button.setText(_text(action.short))
        button.setAccessibleName(action.text)
        button.setToolTip(action.help)
        button.setIconSize(QSize(ICON, ICON))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.asked.emit(action.name))
        return button

    def _is_enabled(self, action: PairAction) -> bool:
        return self._has_pair and (self._has_match or not action.needs_match)

    def _enable(self) -> None:
        for action in ACTIONS:
            self.buttons[action.name].setEnabled(self._is_enabled(action))

    def _show_icons(self) -> None:
        for action in ACTIONS:
            self.buttons[action.name].setIcon(self._appearance.icon(action.icon))


def _text(words: str) -> str:
    # Styled buttons set text right beside their icon.
    return f" {words}"
