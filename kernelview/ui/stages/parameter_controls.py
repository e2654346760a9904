"""The controls of a stage's parameters, shown in its chip."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from kernelview.engine import (
    ACTIVATIONS,
    POOLING_KINDS,
    Activate,
    ActivationName,
    Pool,
    Stage,
    Threshold,
)
from kernelview.kernels import format_number
from kernelview.ui.theme import SPACING

LARGEST_POOL = 64
LARGEST_LEVEL = 1e9

ACTIVATION_HELP: dict[ActivationName, str] = {
    "relu": "relu: negative values become 0",
    "absolute": "absolute: negative values lose their sign",
    "tanh": "tanh: large values of either sign level off",
    "sigmoid": "sigmoid: every value is squeezed between black and white",
}


class ParameterControls(QWidget):
    """A row of controls; `changed` carries the new stage and which parameter it was."""

    changed = Signal(object, str)  # Stage

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACING // 2)
        self._stage: Stage | None = None
        self._controls: list[QWidget] = []

    def show_stage(self, stage: Stage, *, white: float) -> None:
        """Show the parameters of a stage of the kind these controls are for."""
        self._stage = stage
        blockers = [QSignalBlocker(control) for control in self._controls]
        self._show(stage, white)
        del blockers

    def focus_first(self) -> None:
        """Put the focus into the first control."""
        self._controls[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, stage: Stage, white: float) -> None:
        raise NotImplementedError

    def _add(self, label: str, control: QWidget, *, name: str) -> None:
        if label:
            self._row.addWidget(QLabel(label, self))
        # A screen reader stops at the field inside a spin box, which has no name of its own.
        for widget in (control, *control.findChildren(QLineEdit)):
            widget.setAccessibleName(name)
            widget.setToolTip(control.toolTip())
        self._controls.append(control)
        self._row.addWidget(control)

    def _change(self, parameter: str) -> Callable[[object], None]:
        def change(value: object) -> None:
            if self._stage is not None:
                self._stage = replace(self._stage, **{parameter: value})  # type: ignore[arg-type]
                self.changed.emit(self._stage, parameter)

        return change


class ActivationControls(ParameterControls):
    """Which activation function."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.function = QuietComboBox(self)
        self.function.addItems(ACTIVATIONS)
        self.function.setToolTip("What the function does with every value")
        self._add("", self.function, name="Activation function")
        self.function.currentTextChanged.connect(self._change("function"))

    def _show(self, stage: Stage, _white: float) -> None:
        if isinstance(stage, Activate):
            self.function.setCurrentText(stage.function)
            self.function.setToolTip(ACTIVATION_HELP[stage.function])


class PoolControls(ParameterControls):
    """Maximum or average, of windows how large and how far apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = QuietComboBox(self)
        self.kind.addItems(POOLING_KINDS)
        self.kind.setToolTip("What is kept of each window: its largest value or its average")
        self.size_of_window = QuietSpinBox(self)
        self.size_of_window.setToolTip("Side of the square window, in pixels")
        self.stride = QuietSpinBox(self)
        self.stride.setToolTip("How many pixels the windows are apart; 2 halves the picture")
        for box in (self.size_of_window, self.stride):
            box.setRange(1, LARGEST_POOL)
        self._add("", self.kind, name="Kind of pooling")
        self._add("size", self.size_of_window, name="Size of the pooling window")
        self._add("stride", self.stride, name="Stride of the pooling")
        self.kind.currentTextChanged.connect(self._change("kind"))
        self.size_of_window.valueChanged.connect(self._change("size"))
        self.stride.valueChanged.connect(self._change("stride"))

    def _show(self, stage: Stage, _white: float) -> None:
        if isinstance(stage, Pool):
            self.kind.setCurrentText(stage.kind)
            self.size_of_window.setValue(stage.size)
            self.stride.setValue(stage.stride)


class ThresholdControls(ParameterControls):
    """From which level on a pixel is white."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = QuietDoubleSpinBox(self)
        self.level.setDecimals(4)
        self.level.setRange(-LARGEST_LEVEL, LARGEST_LEVEL)
        self.level.setToolTip("White where the value is at least this, black elsewhere")
        self._add("level", self.level, name="Threshold level")
        self.level.valueChanged.connect(self._change("level"))

    def _show(self, stage: Stage, white: float) -> None:
        self.level.setSingleStep(1.0 if white == 255 else white / 256)
        if isinstance(stage, Threshold):
            self.level.setValue(stage.level)


def controls_for(stage: Stage, parent: QWidget) -> ParameterControls | None:
    """Return new controls for a stage's kind; None for one that is all kernels."""
    match stage:
        case Activate():
            return ActivationControls(parent)
        case Pool():
            return PoolControls(parent)
        case Threshold():
            return ThresholdControls(parent)
        case _:
            return None


class QuietComboBox(QComboBox):
    """A combo box that the wheel passes over unless it has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class QuietSpinBox(QSpinBox):
    """A spin box that the wheel passes over unless it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class QuietDoubleSpinBox(QDoubleSpinBox):
    """A spin box for numbers of any kind, without idle zeros, quiet under the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)

    def textFromValue(self, value: float) -> str:
        """Return the shortest text."""
        return format_number(round(value, self.decimals()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change only with the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
