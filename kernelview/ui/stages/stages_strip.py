"""The stages under the picture: chips in a row, joined by arrows."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from kernelview.document import Document, Slot
from kernelview.engine import Stage
from kernelview.ui.appearance import Appearance
from kernelview.ui.stages.add_button import AddButton
from kernelview.ui.stages.chip_state import ChipState, chip_states
from kernelview.ui.stages.connector import Connector
from kernelview.ui.stages.stage_chip import HEIGHT, StageChip
from kernelview.ui.theme import SPACING

STRIP_HEIGHT = HEIGHT + 3 * SPACING


class StagesStrip(QWidget):
    """Shows the pipeline's stages and asks for changes of them."""

    stage_added = Signal(object, object)  # Stage, index or None
    stages_replaced = Signal(object, str)  # tuple[Stage, ...], name
    stage_removed = Signal(int)
    stage_moved = Signal(int, int)
    stage_replaced = Signal(int, object, object)  # index, Stage, merge key
    slot_selected = Signal(object)  # Slot
    stage_toggled = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Stages")
        self.setFixedHeight(STRIP_HEIGHT)
        self._appearance = appearance
        self._chips: list[StageChip] = []
        self._connectors: list[Connector] = []
        self._content = QWidget(self)
        self._row = QHBoxLayout(self._content)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._scroll = SidewaysScrollArea(self)
        self._scroll.setWidget(self._content)
        # The strip is one surface: Qt would fill these in the window's colour.
        self._content.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self.add_button = AddButton(appearance, self)
        self.add_button.stage_chosen.connect(self._add)
        self.add_button.template_chosen.connect(self.stages_replaced)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACING + 4, 0, SPACING, 0)
        row.setSpacing(SPACING // 2)
        row.addWidget(self._scroll, 1)
        row.addWidget(self.add_button)
        row.addStretch(0)

    @property
    def chips(self) -> tuple[StageChip, ...]:
        """The chips in order."""
        return tuple(self._chips)

    def show_document(self, document: Document) -> None:
        """Show the stages, which kernel is in hand, and the sizes they leave."""
        self.add_button.show_document(document)
        states = chip_states(document)
        for state in states:
            self._show_state(state)
        while len(self._chips) > len(states):
            self._drop_last()
        for state, connector in zip(states, self._connectors, strict=True):
            connector.show_text(state.output)
        self._scroll.fit()

    # --- chips

    def _show_state(self, state: ChipState) -> None:
        if state.index < len(self._chips):
            chip = self._chips[state.index]
            if type(chip.state.stage) is type(state.stage):
                chip.show_state(state)
                return
            self._replace(chip, state)
            return
        self._chips.append(self._new_chip(state))
        self._connectors.append(Connector(self._appearance, self._content))
        for widget in (self._chips[-1], self._connectors[-1]):
            self._row.addWidget(widget)
            widget.show()

    def _replace(self, chip: StageChip, state: ChipState) -> None:
        had_focus = chip.hasFocus()
        self._chips[state.index] = new = self._new_chip(state)
        self._row.replaceWidget(chip, new)
        new.show()
        if had_focus:
            new.setFocus(Qt.FocusReason.OtherFocusReason)
        _discard(chip)

    def _drop_last(self) -> None:
        for widget in (self._chips.pop(), self._connectors.pop()):
            self._row.removeWidget(widget)
            _discard(widget)

    def _new_chip(self, state: ChipState) -> StageChip:
        chip, index = StageChip(self._appearance, state, self._content), state.index
        chip.toggled.connect(lambda: self.stage_toggled.emit(index))
        chip.removed.connect(lambda: self._remove(index))
        chip.moved.connect(lambda by: self._move(index, index + by))
        chip.left.connect(lambda by: self._focus(index + by))
        chip.focused.connect(self._bring_into_sight)
        chip.part_chosen.connect(lambda part: self.slot_selected.emit(Slot(index, part)))
        chip.replaced.connect(lambda stage, parameter: self._replace_stage(index, stage, parameter))
        return chip

    # --- asking

    def _add(self, stage: Stage) -> None:
        self.stage_added.emit(stage, None)
        self._focus(len(self._chips) - 1)

    def _move(self, index: int, to: int) -> None:
        self.stage_moved.emit(index, to)
        self._focus(to)

    def _remove(self, index: int) -> None:
        self.stage_removed.emit(index)
        self._focus(min(index, len(self._chips) - 1))

    def _replace_stage(self, index: int, stage: Stage, parameter: str) -> None:
        # Steps of one control in a row are one step of the history.
        merge_key = ("stage", index, parameter) if parameter else None
        self.stage_replaced.emit(index, stage, merge_key)

    def _focus(self, index: int) -> None:
        if 0 <= index < len(self._chips):
            self._chips[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_into_sight(self) -> None:
        # A new chip has its place only after the layout has been done.
        QTimer.singleShot(0, self, self._scroll_to_focus)

    def _scroll_to_focus(self) -> None:
        for chip in self._chips:
            if chip.hasFocus():
                self._scroll.ensureWidgetVisible(chip, SPACING, 0)


class SidewaysScrollArea(QScrollArea):
    """As wide as what it holds, at most; the wheel moves it sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def fit(self) -> None:
        """Grow or shrink with what it holds."""
        held = self.widget()
        if held is not None:
            self.setMaximumWidth(held.sizeHint().width() + 2)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when what it holds wants another width."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways, whichever way the wheel turns."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - turned)
        event.accept()


def _discard(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
