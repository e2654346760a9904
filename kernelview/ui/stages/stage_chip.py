"""One stage as a chip: what it is, its kernels or parameters, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from kernelview.document import kernels_of
from kernelview.engine import Convolve, Magnitude, Stage
from kernelview.ui.appearance import Appearance
from kernelview.ui.stages.chip_button import ChipButton
from kernelview.ui.stages.chip_state import (
    LAST_KERNEL,
    ChipState,
    magnitude_of,
    title,
    words,
)
from kernelview.ui.stages.kernel_button import KernelButton
from kernelview.ui.stages.parameter_controls import controls_for
from kernelview.ui.theme import SPACING

HEIGHT = 72
CORNER = 6
KEYS = "Space switches it on or off, Ctrl+Left and Ctrl+Right move it, Delete removes it"


class StageChip(QWidget):
    """Asks for changes of its stage; `show_state` is the only way to change what it shows."""

    toggled = Signal()
    moved = Signal(int)  # by how many places
    removed = Signal()
    left = Signal(int)  # the focus, towards a neighbour
    focused = Signal()
    replaced = Signal(object, str)  # Stage, which parameter
    part_chosen = Signal(int)

    def __init__(
        self, appearance: Appearance, state: ChipState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._state = state
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = QLabel(title(state.stage), self)
        self._toggle = self._button(self.toggled.emit)
        self._earlier = self._button(lambda: self.moved.emit(-1))
        self._later = self._button(lambda: self.moved.emit(1))
        self._remove = self._button(self.removed.emit)
        self._kernels = [self._kernel_button(part) for part in range(len(kernels_of(state.stage)))]
        self._controls = controls_for(state.stage, self)
        if self._controls is not None:
            self._controls.changed.connect(self.replaced)
        self._lay_out()
        self.show_state(state)
        self._restyle()
        appearance.changed.connect(self._restyle)

    @property
    def state(self) -> ChipState:
        """What the chip shows."""
        return self._state

    def show_state(self, state: ChipState) -> None:
        """Show another state of a stage of the same kind."""
        self._state = state
        stage = state.stage
        self.setAccessibleName(state.spoken)
        self.setAccessibleDescription(KEYS)
        self.setToolTip(f"<p>{words(stage)}</p><p>{KEYS}</p>")
        for part, (button, kernel) in enumerate(zip(self._kernels, kernels_of(stage), strict=True)):
            button.show_kernel(kernel, in_hand=part == state.part_in_hand)
        if self._controls is not None:
            self._controls.show_stage(stage, white=state.white)
        self._show_buttons(state)
        self.update()

    def focus_controls(self) -> None:
        """Put the kernel in hand, or the focus into the first control."""
        if self._kernels:
            self.part_chosen.emit(0)
        elif self._controls is not None:
            self._controls.focus_first()

    def menu(self) -> QMenu:
        """Return the chip's context menu."""
        menu = QMenu(self)
        state, stage = self._state, self._state.stage
        verb = "Switch off" if stage.enabled else "Switch on"
        _add(menu, verb).triggered.connect(self.toggled)
        for text, by in (("Move left", -1), ("Move right", 1)):
            action = _add(menu, text, enabled=0 <= state.index + by < state.count)
            action.triggered.connect(lambda _=False, by=by: self.moved.emit(by))
        match stage:
            case Convolve(kernel=kernel, enabled=enabled):
                other: Stage = magnitude_of(kernel, enabled=enabled)
                self._offer(menu, "Turn into a magnitude with itself turned 90°", other)
            case Magnitude(first=first, enabled=enabled):
                self._offer(menu, "Keep only the first kernel", Convolve(first, enabled=enabled))
        menu.addSeparator()
        _add(menu, "Remove", enabled=state.removable).triggered.connect(self.removed)
        return menu

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the chip's buttons do, and move the focus along the strip."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if step and control:
            self._move(step)
        elif step:
            self.left.emit(step)
        elif event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._state.removable:
                self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focus_controls()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the kernel in hand by a click anywhere on its chip."""
        if event.button() == Qt.MouseButton.LeftButton and self._kernels:
            in_hand = self._state.part_in_hand
            if in_hand is None:
                self.part_chosen.emit(0)
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Pop up the chip's menu."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the focus, and come into sight."""
        self.update()
        self.focused.emit()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw without the focus."""
        self.update()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the outline: accent when in hand, dashed when switched off."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        in_hand = self._state.part_in_hand is not None
        pen = QPen(QColor(theme.accent if in_hand else theme.line), 2.0 if in_hand else 1.0)
        if not self._state.stage.enabled:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CORNER, CORNER)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 3, 3)

    # --- parts

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._title)
        top.addSpacing(SPACING)
        top.addStretch(1)
        for button in (self._toggle, self._earlier, self._later, self._remove):
            top.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(SPACING // 2)
        for part, kernel in enumerate(self._kernels):
            if part:
                below.addWidget(QLabel("+", self))
            below.addWidget(kernel)
        if self._controls is not None:
            below.addWidget(self._controls)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING + 2, 5, SPACING - 2, 5)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(below, 1)

    def _button(self, clicked: Callable[[], None]) -> ChipButton:
        button = ChipButton(self)
        button.clicked.connect(clicked)
        return button

    def _kernel_button(self, part: int) -> KernelButton:
        button = KernelButton(self._appearance, self)
        button.clicked.connect(lambda: self.part_chosen.emit(part))
        return button

    def _show_buttons(self, state: ChipState) -> None:
        on, icon = state.stage.enabled, self._appearance.icon
        verb, eye = ("off", "eye") if on else ("on", "eye-off")
        self._toggle.show_action(f"Switch this stage {verb}", icon(eye), keys="Space")
        self._earlier.show_action("Move this stage left", icon("chevron-left"), keys="Ctrl+Left")
        self._later.show_action("Move this stage right", icon("chevron-right"), keys="Ctrl+Right")
        self._remove.show_action("Remove this stage", icon("x"), keys="Delete")
        if not state.removable:
            self._remove.setToolTip(LAST_KERNEL)
        self._remove.setEnabled(state.removable)
        self._earlier.setVisible(state.count > 1)
        self._later.setVisible(state.count > 1)
        self._earlier.setEnabled(state.index > 0)
        self._later.setEnabled(state.index < state.count - 1)

    def _move(self, step: int) -> None:
        if 0 <= self._state.index + step < self._state.count:
            self.moved.emit(step)

    def _offer(self, menu: QMenu, text: str, stage: Stage) -> None:
        _add(menu, text).triggered.connect(lambda: self.replaced.emit(stage, ""))

    def _restyle(self) -> None:
        muted = self._appearance.theme.muted
        for label in self.findChildren(QLabel):
            label.setStyleSheet(f"color: {muted};")
        self._show_buttons(self._state)
        self.update()


def _add(menu: QMenu, text: str, *, enabled: bool = True) -> QAction:
    action = QAction(text, menu)
    action.setEnabled(enabled)
    menu.addAction(action)
    return action
