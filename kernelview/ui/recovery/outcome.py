"""What a recovery found, from the sentence that matters most down to the numbers."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kernelview.learn.descending import DescentStep
from kernelview.learn.recovery_words import determinedness
from kernelview.ui.appearance import Appearance
from kernelview.ui.editor.section import thin_line
from kernelview.ui.recovery.actions import Actions
from kernelview.ui.recovery.descent_view import DescentView
from kernelview.ui.recovery.facts_view import FactsView
from kernelview.ui.recovery.kernel_maps import KernelMaps
from kernelview.ui.recovery.tiles import tiles_found, tiles_of
from kernelview.ui.recovery.wish import Found
from kernelview.ui.recovery.words import kept_kernel
from kernelview.ui.theme import SPACING

MARGIN, ICON_SIDE = 12, 18
DRAW_MILLISECONDS = 40
DESCENDING = "The kernel as it is being learned"


class Outcome(QWidget):
    """A verdict, the kernel beside the truth, the descent, the facts; buttons below."""

    open_wanted = Signal(object)
    save_wanted = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcome")
        self._appearance = appearance
        self._found: Found | None = None
        self._coming: list[DescentStep] = []
        self._last = 1
        self.icon = QLabel(self)
        self.verdict, self.subject, self.remarks = (self._words() for _ in range(3))
        self.maps = KernelMaps(appearance, self)
        self.descent = DescentView(appearance, self)
        self.facts = FactsView(appearance, self)
        self.buttons = Actions(appearance, self)
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(DRAW_MILLISECONDS)
        self._drawing.timeout.connect(self._draw_coming)
        self._name_words()
        self._lay_out()
        self.descent.scrubbed.connect(self._show_step)
        self.buttons.open_wanted.connect(self.open_wanted)
        self.buttons.save_wanted.connect(self.save_wanted)
        appearance.changed.connect(self._show_icon)

    @property
    def found(self) -> Found | None:
        """What is shown; None before anything was found."""
        return self._found

    def show_found(self, found: Found) -> None:
        """Show what was found."""
        self._drawing.stop()
        self._coming = []
        self._found = found
        verdict, *remarks = determinedness(found.recovery)
        self.verdict.setText(verdict)
        self.remarks.setText(" ".join([*remarks, *(f"{one}." for one in found.recovery.notes)]))
        self.remarks.setVisible(bool(self.remarks.text()))
        self.subject.setText(subject_words(found))
        self._show_icon()
        self.descent.setVisible(bool(found.steps))
        if found.steps:
            self.descent.show_steps(found.steps, found.steps[-1].step)
        self.facts.show_recovery(found.recovery)
        self.facts.show()
        self.buttons.show()
        self._show_step(None)

    def show_coming(self, step: DescentStep) -> None:
        """Show a descent under way; drawn at most every few milliseconds."""
        if step.step == 0:
            self._coming = []
        self._coming.append(step)
        # A step tells of itself as of so many more than the steps are.
        self._last = max(1, step.total // 2)
        if not self._drawing.isActive():
            self._drawing.start()

    def forget_coming(self) -> None:
        """Go back to what was found before."""
        self._drawing.stop()
        if self._coming and self._found is not None:
            self.show_found(self._found)
        self._coming = []

    def _draw_coming(self) -> None:
        if not self._coming:
            return
        self.verdict.setText(DESCENDING)
        self.icon.clear()
        self.subject.setText("")
        for widget in (self.remarks, self.facts, self.buttons):
            widget.hide()
        self.descent.show()
        self.descent.show_steps(self._coming, self._last)
        self.maps.show_tiles(tiles_of(self._coming[-1].kernel, None, None))

    def _show_step(self, step: DescentStep | None) -> None:
        """Show the kernel after a step; None: the one found, with its errors."""
        found = self._found
        if found is None or self._coming:
            return
        picture = found.record.settings["picture"]
        if step is None:
            self.maps.show_tiles(tiles_found(found.recovery, found.truth))
            self.buttons.show_kernel(kept_kernel(found.recovery, picture), "")
            return
        self.maps.show_tiles(tiles_of(step.kernel, found.truth, None))
        named = step.kernel.replace(name=f"Recovered from {picture}, step {step.step}")
        self.buttons.show_kernel(named, f"The kernel of step {step.step:,}")

    def _show_icon(self) -> None:
        if self._found is not None:
            name = "circle-check" if self._found.recovery.is_trusted else "triangle-alert"
            self.icon.setPixmap(self._appearance.icon(name).pixmap(QSize(ICON_SIDE, ICON_SIDE)))

    def _words(self) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _name_words(self) -> None:
        for label, name, words in (
            (self.verdict, "verdict", "Verdict"),
            (self.subject, "subject", "What was compared"),
            (self.remarks, "remark", "Remarks"),
        ):
            label.setObjectName(name)
            label.setAccessibleName(words)

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(SPACING)
        said.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.verdict, 1)
        inside = QWidget()
        inside.setObjectName("recovery-page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        column.setSpacing(SPACING)
        column.addLayout(said)
        for widget in (self.remarks, self.subject, self.maps, self.descent, self.facts):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(thin_line(self))
        outer.addWidget(self.buttons)


def subject_words(found: Found) -> str:
    """Return what was compared, how, and how long that took."""
    asked = found.record.settings
    parts = [f"{asked['picture']} against {asked['result']}", asked["size"], asked["method"]]
    if "steps" in asked:
        parts[-1] += f", {asked['steps']} steps"
    return " · ".join([*parts, f"{found.record.seconds:.1f} s"])
