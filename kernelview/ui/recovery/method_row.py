"""The kernel's size and how it is looked for."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from kernelview.learn.descending import DescentSettings
from kernelview.learn.gathering import LARGEST_SIZE
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.header_row import SideBox
from kernelview.ui.theme import SPACING
from kernelview.ui.training.ladder_box import LadderBox

USUAL_SIDE, USUAL_STEPS, MOST_STEPS = 5, 500, 100_000
SIDE_WIDTH, METHOD_WIDTH, STEPS_WIDTH = 52, 148, 80
RUNGS = tuple(digit * 10**power for power in range(1, 5) for digit in (1, 2, 5))
METHODS = (
    ("squares", "Least squares", "The kernel that fits best, at once, with its standard errors"),
    (
        "descent",
        "Gradient descent",
        "Step by step from a random kernel, as networks learn; the steps can be looked at",
    ),
)


class MethodRow(QWidget):
    """Rows × columns with a link that keeps them alike, the method, and the steps of a descent."""

    changed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.rows, self.columns = self._side("Rows"), self._side("Columns")
        self.link = QToolButton(self)
        self.link.setCheckable(True)
        self.link.setChecked(True)
        self.link.setAccessibleName("Keep rows and columns alike")
        self.link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.method = ChoiceBox("Method", METHODS, self)
        self.method.setFixedWidth(METHOD_WIDTH)
        self.steps = LadderBox(
            "Steps", self, rungs=RUNGS, minimum=1, maximum=MOST_STEPS,
            help_text=f"Steps of the descent, 1 to {MOST_STEPS:,}",
        )  # fmt: skip
        self.steps.show_value(USUAL_STEPS)
        self.steps.setFixedWidth(STEPS_WIDTH)
        self.steps_label = self._label("Steps", self.steps)
        self._lay_out()
        self._connect()
        self._show_link()
        self._show_steps()

    @property
    def kernel_size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows.value(), self.columns.value()

    @property
    def descent(self) -> DescentSettings | None:
        """How to descend; None: not at all."""
        if self.method.choice != "descent":
            return None
        self.steps.take()
        return DescentSettings(max(1, round(self.steps.value)))

    def show_size(self, size: tuple[int, int]) -> None:
        """Show a size; one that is not square opens the link."""
        if size[0] != size[1]:
            self.link.setChecked(False)
        for box, side in zip((self.rows, self.columns), size, strict=True):
            with QSignalBlocker(box):
                box.setValue(side)

    def _side(self, name: str) -> SideBox:
        box = SideBox(name, self)
        box.setRange(1, LARGEST_SIZE)
        box.setFixedWidth(SIDE_WIDTH)
        box.setValue(USUAL_SIDE)
        words = f"{name} of the kernel to look for, 1 to {LARGEST_SIZE}"
        box.setToolTip(words)
        box.lineEdit().setToolTip(words)
        return box

    def _resize(self, side: int) -> None:
        if self.link.isChecked():
            self.show_size((side, side))
        self.changed.emit()

    def _connect(self) -> None:
        for box in (self.rows, self.columns):
            box.valueChanged.connect(self._resize)
        self.link.toggled.connect(self._show_link)
        self.method.chosen.connect(lambda _: self._show_steps())
        self.method.chosen.connect(lambda _: self.changed.emit())
        self._appearance.changed.connect(self._show_link)

    def _show_steps(self) -> None:
        for widget in (self.steps_label, self.steps):
            widget.setVisible(self.method.choice == "descent")

    def _show_link(self) -> None:
        linked = self.link.isChecked()
        self.link.setIcon(self._appearance.icon("link-2" if linked else "link-2-off"))
        self.link.setToolTip(
            "Rows and columns change together" if linked else "Rows and columns change separately"
        )

    def _label(self, text: str, buddy: QWidget) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName("field-label")
        label.setBuddy(buddy)
        return label

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        for widget in (
            self._label("Size", self.rows), self.rows, QLabel("×", self), self.columns, self.link,
        ):  # fmt: skip
            layout.addWidget(widget)
        layout.addSpacing(SPACING)
        layout.addWidget(self.method)
        layout.addSpacing(SPACING)
        layout.addWidget(self.steps_label)
        layout.addWidget(self.steps)
        layout.addStretch(1)
