"""A number field that may be left open."""

from math import inf, isnan, nan

from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from kernelview.ui.editor.number_box import NumberBox

OPEN = nan


class OpenNumberBox(NumberBox):
    """Empty it means what `words` say: its value is then OPEN; the first step goes from `start`."""

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        words: str,
        start: float = 0.0,
        help_text: str = "",
        minimum: float = -inf,
        maximum: float = inf,
    ) -> None:
        super().__init__(
            name, parent, help_text=help_text, minimum=minimum, maximum=maximum, step=1
        )
        self._start = start
        self.lineEdit().setPlaceholderText(words)

    @property
    def is_open(self) -> bool:
        """Whether it is left open."""
        return isnan(self._value)

    def show_value(self, value: float) -> None:
        """Show a number, or OPEN, without saying that it was edited; an entry under way stays."""
        if isnan(value) and self.is_open and self._is_typed:
            return
        super().show_value(value)

    def take(self) -> None:
        """Read the text; nothing at all leaves it open."""
        if not self._is_typed or self._bare_text():
            super().take()
            return
        was_open, self._is_typed = self.is_open, False
        self.show_value(OPEN)
        if not was_open:
            self.value_edited.emit(OPEN, None)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Up and down from an open one."""
        flags = QAbstractSpinBox.StepEnabledFlag
        if self.is_open:
            return flags.StepUpEnabled | flags.StepDownEnabled
        return super().stepEnabled()

    def _move_by(self, change: float) -> None:
        if self.is_open:
            self._value = self._start
        super()._move_by(change)

    def _text_of(self, value: float) -> str:
        return "" if isnan(value) else super()._text_of(value)
