"""A field for one number that also reads fractions and expressions."""

from math import inf

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from kernelview.kernels import KernelError, format_number, parse_number
from kernelview.ui.editor.drag import Drag
from kernelview.ui.editor.steps import step_size, tidy

SMALLEST_WIDTH = 80

_KEY_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}


class NumberBox(QAbstractSpinBox):
    """Shows the shortest exact text; a bad entry stays, is marked and explained.

    Arrow keys, buttons and (with the focus) the wheel step by `step`, a tenth of it with
    Shift and ten times it with Ctrl; one run of steps has one merge key.
    """

    # the value, the merge key (None for a typed value)
    value_edited = Signal(float, object)
    drag_ended = Signal()
    # what is wrong with the text, "" once it reads as a number
    complained = Signal(str)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        help_text: str = "",
        minimum: float = -inf,
        maximum: float = inf,
        step: float = 0.1,
        unit: str = "",
        refuses_zero: bool = False,
    ) -> None:
        super().__init__(parent)
        self._value = 0.0
        # The line's own flag is cleared before editingFinished comes.
        self._is_typed = False
        self._minimum, self._maximum, self._step = minimum, maximum, step
        self._unit, self._refuses_zero = unit, refuses_zero
        self._help = help_text or name
        self._drag = Drag(self)
        self._drag.ended.connect(self.drag_ended)
        self.setAccessibleName(name)
        self.setToolTip(self._help)
        self.lineEdit().setAccessibleName(name)
        self.lineEdit().setToolTip(self._help)
        self.lineEdit().textEdited.connect(self._note_typing)
        self.editingFinished.connect(self.take)
        self.setKeyboardTracking(False)
        self.setMinimumWidth(SMALLEST_WIDTH)
        self.show_value(0.0)

    @property
    def value(self) -> float:
        """The number in hand; a bad text in the field does not change it."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show a number without saying that it was edited; an entry under way stays."""
        if value == self._value and self._is_typed:
            return
        self._value = value
        text = self._text_of(value)
        if self.lineEdit().text() != text:
            self.lineEdit().setText(text)
        self._is_typed = False
        self._mark("")

    def take(self) -> None:
        """Read the text; say the new value, or mark the text and explain."""
        if not self._is_typed:
            return
        try:
            value = self._checked(parse_number(self._bare_text()))
        except KernelError as error:
            self._mark(str(error))
            return
        self._is_typed = False
        changed = value != self._value
        self.show_value(value)
        if changed:
            self.value_edited.emit(value, None)

    def stepBy(self, steps: int) -> None:
        """Step the value within its bounds."""
        self._move_by(steps * self._step)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Up and down as far as the bounds allow."""
        flags = QAbstractSpinBox.StepEnabledFlag.StepNone
        if self._value < self._maximum:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if self._value > self._minimum:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Let everything be typed; `take` judges it."""
        return QValidator.State.Acceptable, text, position

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the arrow and page keys; Escape brings the number back."""
        steps = _KEY_STEPS.get(Qt.Key(event.key()))
        if steps is not None:
            self._move_by(steps * self._scaled_step(event.modifiers()))
        elif event.key() == Qt.Key.Key_Escape and self._is_typed:
            self._is_typed = False
            self.show_value(self._value)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step only with the focus, so that scrolling the panel changes nothing."""
        if not self.hasFocus():
            event.ignore()
            return
        delta = event.angleDelta().y() or event.angleDelta().x()
        self._move_by(delta / 120 * self._scaled_step(event.modifiers()))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the run of steps of a held button."""
        super().mouseReleaseEvent(event)
        self._drag.end()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End a run of steps."""
        super().focusOutEvent(event)
        self._drag.end()

    def _note_typing(self) -> None:
        self._is_typed = True
        self._mark("")

    def _scaled_step(self, modifiers: Qt.KeyboardModifier) -> float:
        return self._step * step_size(modifiers) / step_size(Qt.KeyboardModifier.NoModifier)

    def _move_by(self, change: float) -> None:
        value = tidy(self._value + change)
        value = min(max(value, self._minimum), self._maximum)
        if value == 0 and self._refuses_zero:
            value = tidy(value + change)
        if value == self._value:
            return
        self._is_typed = False
        self.show_value(value)
        self.value_edited.emit(value, self._drag.key())
        self._drag.end_after_pause()

    def _checked(self, value: float) -> float:
        if value == 0 and self._refuses_zero:
            raise KernelError("0 is not allowed here; use any other number")
        if not self._minimum <= value <= self._maximum:
            low, high = format_number(self._minimum), format_number(self._maximum)
            raise KernelError(f"{format_number(value)} is outside {low} to {high}")
        return value

    def _bare_text(self) -> str:
        return self.lineEdit().text().removesuffix(self._unit).strip()

    def _text_of(self, value: float) -> str:
        return f"{format_number(value)} {self._unit}".strip()

    def _mark(self, reason: str) -> None:
        if bool(self.property("invalid")) == bool(reason) and not reason:
            return
        self.setProperty("invalid", bool(reason))
        for widget in (self, self.lineEdit()):
            widget.setToolTip(reason or self._help)
        self.style().unpolish(self)
        self.style().polish(self)
        self.complained.emit(reason)
