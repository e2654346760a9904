"""A field for one number that also reads fractions and expressions."""

from math import inf

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from kernelview.kernels import KernelError, format_number, parse_number
from kernelview.ui.editor.drag import Drag
from kernelview.ui.editor.steps import step_size, tidy


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
        self._minimum, self._maximum, self._step = minimum, maximum, step
        self._unit, self._refuses_zero = unit, refuses_zero
        self._help = help_text or name
        self._drag = Drag(self)
        self._drag.ended.connect(self.drag_ended)
        self.setAccessibleName(name)
        self.setToolTip(self._help)
        self.lineEdit().setAccessibleName(name)
        self.lineEdit().textEdited.connect(lambda _: self._mark(""))
        self.editingFinished.connect(self.take)
        self.setKeyboardTracking(False)
        self.show_value(0.0)

    @property
    def value(self) -> float:
        """The number in hand; a bad text in the field does not change it."""
        return self._value

    def show_value(self, value: float) -> None:
        """Show a number without saying that it was edited; an entry under way stays."""
        if value == self._value and self.lineEdit().isModified():
            return
        self._value = value
        text = self._text_of(value)
        if self.lineEdit().text() != text:
            self.lineEdit().setText(text)
        self.lineEdit().setModified(False)
        self._mark("")

    def take(self) -> None:
        """Read the text; say the new value, or mark the text and explain."""
        if not self.lineEdit().isModified():
            return
        try:
            value = self._checked(parse_number(self._bare_text()))
        except KernelError as error:
            self._mark(str(error))
            return
        self.lineEdit().setModified(False)
        changed = value != self._value
        self.show_value(value)
        if changed:
            self.value_edited.emit(value, None)

    def stepBy(self, steps: int) -> None:
        """Step the value within its bounds."""
        fine_or_coarse = step_size(self._modifiers_held()) / 0.1
        value = tidy(self._value + steps * self._step * fine_or_coarse)
        value = min(max(value, self._minimum), self._maximum)
        if value == 0 and self._refuses_zero:
            value = tidy(value + (self._step if steps > 0 else -self._step))
        if value == self._value:
            return
        self.lineEdit().setModified(False)
        self.show_value(value)
        self.value_edited.emit(value, self._drag.key())
        self._drag.end_after_pause()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Up and down as far as the bounds allow."""
        flags = QAbstractSpinBox.StepEnabledFlag.StepNone
        if self._value < self._maximum:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if self._value > self._minimum:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    def validate(self, text: str, position: int) -> object:
        """Let everything be typed; `take` judges it."""
        return QValidator.State.Acceptable, text, position

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings the number back."""
        if event.key() == Qt.Key.Key_Escape and self.lineEdit().isModified():
            self.lineEdit().setModified(False)
            self.show_value(self._value)
            self.selectAll()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step only with the focus, so that scrolling the panel changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the run of steps of a held button."""
        super().mouseReleaseEvent(event)
        self._drag.end()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End a run of steps."""
        super().focusOutEvent(event)
        self._drag.end()

    def _modifiers_held(self) -> Qt.KeyboardModifier:
        return QApplication.keyboardModifiers()

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
        self.setToolTip(reason or self._help)
        self.style().unpolish(self)
        self.style().polish(self)
        self.complained.emit(reason)
