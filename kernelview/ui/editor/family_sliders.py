"""Sliders for the parameters of a kernel's family."""

from itertools import pairwise

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSlider, QWidget

from kernelview.kernels import Family, Kernel, Parameter, Recipe, family
from kernelview.ui.editor.drag import Drag
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.theme import SPACING


class ParameterSlider(QSlider):
    """A slider whose steps are the parameter's; scrolling the panel does not move it."""

    def __init__(self, parameter: Parameter, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.parameter = parameter
        steps = round((parameter.maximum - parameter.minimum) / parameter.step)
        self.setRange(0, steps)
        self.setSingleStep(1)
        self.setPageStep(max(steps // 10, 1))
        self.setAccessibleName(parameter.label)
        self.setToolTip(parameter.help or parameter.label)

    def show_number(self, number: float) -> None:
        """Move to the step nearest to `number` without saying that it was moved."""
        offset = (number - self.parameter.minimum) / self.parameter.step
        with QSignalBlocker(self):
            self.setValue(round(offset))

    @property
    def number(self) -> float:
        """The parameter's value at the slider's place."""
        return round(self.parameter.minimum + self.value() * self.parameter.step, 10)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the panel."""
        event.ignore()


class ParameterRow(QObject):
    """Label, slider and number of one parameter."""

    # name, value, merge key
    moved = Signal(str, float, object)
    drag_ended = Signal()
    complained = Signal(str)

    def __init__(self, parameter: Parameter, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = parameter.name
        self._drag = Drag(self)
        self._drag.ended.connect(self.drag_ended)
        self.label = QLabel(parameter.label, parent)
        self.slider = ParameterSlider(parameter, parent)
        self.box = NumberBox(
            parameter.label,
            parent,
            help_text=parameter.help,
            minimum=parameter.minimum,
            maximum=parameter.maximum,
            step=parameter.step,
            unit=parameter.unit,
        )
        self.label.setBuddy(self.slider)
        self.slider.valueChanged.connect(self._slide)
        self.slider.sliderReleased.connect(self._drag.end)
        self.box.value_edited.connect(self._step)
        self.box.drag_ended.connect(self.drag_ended)
        self.box.complained.connect(self.complained)

    @property
    def widgets(self) -> tuple[QWidget, QWidget, QWidget]:
        """Label, slider, number."""
        return self.label, self.slider, self.box

    def show_number(self, number: float) -> None:
        """Show the parameter's value."""
        self.slider.show_number(number)
        self.box.show_value(number)

    def _step(self, value: float, key: object) -> None:
        self.moved.emit(self._name, value, key)

    def _slide(self) -> None:
        self.moved.emit(self._name, self.slider.number, self._drag.key())
        if not self.slider.isSliderDown():
            self._drag.end_after_pause()


class FamilySliders(QWidget):
    """The parameters and the size of a family; hidden while the kernel is no family's."""

    # recipe, merge key
    recipe_changed = Signal(object, object)
    drag_ended = Signal()
    complained = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipe: Recipe | None = None
        self._side = 1
        self.rows: dict[str, ParameterRow] = {}
        self.automatic = QCheckBox("Size follows the parameters", self)
        self.automatic.setAccessibleName("Automatic size")
        self.automatic.setToolTip("Choose the number of rows and columns that the values need")
        self.automatic.clicked.connect(self._switch_size)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(SPACING)
        self._layout.setVerticalSpacing(SPACING // 2)
        self._layout.setColumnStretch(1, 1)

    def show_recipe(self, recipe: Recipe | None, kernel: Kernel) -> None:
        """Show a recipe's values; None hides the sliders."""
        self.setVisible(recipe is not None)
        before, self._recipe = self._recipe, recipe
        self._side = max(kernel.shape)
        if recipe is None:
            return
        if before is None or before.family != recipe.family or not self.rows:
            self._build_rows(family(recipe.family))
        for name, row in self.rows.items():
            row.show_number(recipe.value(name))
        self.automatic.setChecked(recipe.size is None)

    def _build_rows(self, shown: Family) -> None:
        for row in self.rows.values():
            for widget in row.widgets:
                widget.hide()
                widget.deleteLater()
            row.deleteLater()
        self.rows = {one.name: ParameterRow(one, self) for one in shown.parameters}
        for place, row in enumerate(self.rows.values()):
            for column, widget in enumerate(row.widgets):
                self._layout.addWidget(widget, place, column)
                widget.show()
            row.moved.connect(self._move)
            row.drag_ended.connect(self.drag_ended)
            row.complained.connect(self.complained)
        self._layout.addWidget(self.automatic, len(self.rows), 0, 1, 3)
        self._order_focus()

    def _order_focus(self) -> None:
        order = [widget for row in self.rows.values() for widget in row.widgets[1:]]
        for first, second in pairwise([*order, self.automatic]):
            QWidget.setTabOrder(first, second)

    def _move(self, name: str, value: float, key: object) -> None:
        if self._recipe is not None:
            self.recipe_changed.emit(self._recipe.with_value(name, value), key)

    def _switch_size(self, automatic: bool) -> None:  # noqa: FBT001 - a slot
        if self._recipe is not None:
            size = None if automatic else self._side
            self.recipe_changed.emit(self._recipe.with_size(size), None)
