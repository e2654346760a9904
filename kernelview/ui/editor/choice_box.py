"""A drop-down of named choices that scrolling the panel does not change."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget


class ChoiceBox(QComboBox):
    """Choices are (value, text, explanation); the chosen one's explanation is the tooltip."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._explanations = {value: explanation for value, _, explanation in choices}
        self._name = name
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.view().setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        for place, (value, text, explanation) in enumerate(choices):
            self.addItem(text, value)
            self.setItemData(place, explanation, Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(lambda _: self._say())
        self._explain()

    @property
    def choice(self) -> str:
        """The value chosen."""
        return str(self.currentData())

    @property
    def explanation(self) -> str:
        """What the choice means, in one line."""
        return self._explanations[self.choice]

    def show_choice(self, value: str) -> None:
        """Show a choice without saying that it was made."""
        if value != self.choice:
            self.setCurrentIndex(self.findData(value))
        self._explain()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel."""
        event.ignore()

    def _say(self) -> None:
        self._explain()
        self.chosen.emit(self.choice)

    def _explain(self) -> None:
        self.setToolTip(f"{self._name}: {self.explanation}")
        self.setAccessibleDescription(self.explanation)
