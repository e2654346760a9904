"""A drop-down whose choices change with the network."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from kernelview.ui.editor.choice_box import ChoiceBox


class ChangingBox(ChoiceBox):
    """A ChoiceBox that can be given other choices."""

    def show_choices(self, choices: Sequence[tuple[str, str, str]]) -> None:
        """Offer (value, text, explanation); the first is shown, nothing is said."""
        self._explanations = {value: explanation for value, _, explanation in choices}
        self.clear()
        for place, (value, text, explanation) in enumerate(choices):
            self.addItem(text, value)
            self.setItemData(place, explanation, Qt.ItemDataRole.ToolTipRole)
        if choices:
            self.show_choice(choices[0][0])
