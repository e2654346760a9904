"""A few choices as buttons in a row, one of them pressed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget


class Segments(QWidget):
    """Choices are (value, text, explanation); `chosen` carries a value.

    Tab leads to the one that is pressed, arrows to the others.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for value, text, explanation in choices:
            self.buttons[value] = self._button(text, f"{name}: {text}", explanation)
            layout.addWidget(self.buttons[value])
        self._group.buttonClicked.connect(lambda _: self.chosen.emit(self.choice))
        next(iter(self.buttons.values())).setChecked(True)

    @property
    def choice(self) -> str:
        """The value chosen."""
        return next(value for value, button in self.buttons.items() if button.isChecked())

    def show_choice(self, value: str) -> None:
        """Press a button without saying so."""
        self.buttons[value].setChecked(True)

    def _button(self, text: str, name: str, explanation: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(name)
        button.setToolTip(explanation)
        button.toggled.connect(self._offer)
        self._group.addButton(button)
        return button

    def _offer(self) -> None:
        """Let Tab lead to the button that is pressed; from there arrows lead to the others."""
        policies = Qt.FocusPolicy
        for button in self.buttons.values():
            is_pressed = button.isChecked()
            button.setFocusPolicy(policies.StrongFocus if is_pressed else policies.ClickFocus)
