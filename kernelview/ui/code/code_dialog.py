"""The dialog that shows a kernel as code for other languages and programs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.code import TARGETS, Border, code_for, target
from kernelview.ui.appearance import Appearance
from kernelview.ui.code.code_view import CodeView
from kernelview.ui.code.refusal_note import RefusalNote
from kernelview.ui.code.target_list import TargetList
from kernelview.ui.editor.application_settings import BORDERS
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.theme import HEADING_PIXELS, SPACING

SIZE = (920, 600)


class CodeDialog(QDialog):
    """Targets at the left, the code of the one in hand at the right. The window goes on.

    The border begins as the picture's; another may be chosen here, for targets that lack it.
    """

    copied = Signal(str)
    # the code, a name for its file
    save_wanted = Signal(str, str)
    target_chosen = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._kernel = Kernel([[1.0]])
        self._constant = 0.0
        self._true_convolution = False
        self.setWindowTitle("Export as code")
        self.setAccessibleName("Export as code")
        self.targets = TargetList(appearance, self)
        self.title, self.help = self._label("title"), self._label("muted")
        self.border = ChoiceBox("Border", BORDERS, self)
        self.border.setFixedWidth(136)
        self.border_label = self._label("muted")
        self.border_label.setText("Border")
        self.note = RefusalNote(appearance, self)
        self.view = CodeView(appearance, self)
        self.state = self._label("muted")
        self.copy = self._button("Copy", "Copy the code", self._copy)
        self.save = self._button("Save…", "Write the code to a file", self._save)
        self.close_button = self._button("Close", "Close (Esc)", self.reject)
        self._lay_out()
        self.setMinimumSize(560, 320)
        self.resize(*SIZE)
        self.targets.take(TARGETS[0].id)
        self.targets.chosen.connect(self._choose)
        self.border.chosen.connect(lambda _: self._show_all())
        appearance.changed.connect(self._restyle)
        self._restyle()
        self._show_all()

    def open_in_front(self) -> None:
        """Show the dialog with the keyboard in its list."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.targets.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_kernel(
        self,
        kernel: Kernel,
        border: Border = "reflect",
        constant: float = 0.0,
        true_convolution: bool = False,  # noqa: FBT001, FBT002  # the fourth of what is applied
    ) -> None:
        """Show another kernel and how it is applied; constant and offset are levels of 8 bits."""
        self._kernel, self._constant = kernel, constant
        self._true_convolution = true_convolution
        self.border.show_choice(border)
        rows, columns = kernel.shape
        direction = "convolution" if true_convolution else "cross-correlation"
        self.title.setText(f"{kernel.name or 'A kernel'}, {rows} × {columns}, {direction}")
        self._show_all()

    def take_target(self, target_id: str) -> None:
        """Take a target in hand; an unknown one leaves the first."""
        self.targets.take(target_id)

    @property
    def code(self) -> str:
        """The code shown; nothing when it is refused."""
        return self.view.toPlainText()

    def _choose(self, target_id: str) -> None:
        self._show()
        self.target_chosen.emit(target_id)

    def _show_all(self) -> None:
        reasons = {entry.id: self._written(entry.id)[1] for entry in TARGETS}
        self.targets.show_refused({id_: reason for id_, reason in reasons.items() if reason})
        self._show()

    def _show(self) -> None:
        text, reason = self._written(self.targets.target_id)
        self.help.setText(target(self.targets.target_id).help)
        self.note.show_reason(reason)
        self.view.show_code(text)
        self.view.setVisible(bool(text))
        self.view.setAccessibleName(f"Code for {target(self.targets.target_id).label}")
        for button in (self.copy, self.save):
            button.setEnabled(bool(text))
        self.state.setText("")

    def _written(self, target_id: str) -> tuple[str, str]:
        """Return the code, or nothing and the reason."""
        try:
            text = code_for(
                self._kernel,
                target_id,
                border=self.border.choice,  # type: ignore[arg-type]
                constant=self._constant,
                true_convolution=self._true_convolution,
            )
        except KernelError as error:
            return "", str(error)
        return text, ""

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code)
        self.state.setText("Copied")
        self.copied.emit(self.code)

    def _save(self) -> None:
        chosen = target(self.targets.target_id)
        self.save_wanted.emit(self.code, f"{self._kernel.name or 'kernel'}{chosen.suffix}")

    def _lay_out(self) -> None:
        head = QGridLayout()
        head.setHorizontalSpacing(SPACING)
        head.setVerticalSpacing(SPACING // 2)
        head.setColumnStretch(0, 1)
        head.addWidget(self.title, 0, 0)
        head.addWidget(self.help, 1, 0)
        head.addWidget(self.border_label, 0, 1, 2, 1)
        head.addWidget(self.border, 0, 2, 2, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACING)
        buttons.addWidget(self.state, 1)
        for button in (self.copy, self.save, self.close_button):
            buttons.addWidget(button)
        right = QVBoxLayout()
        right.setSpacing(SPACING * 3 // 2)
        right.addLayout(head)
        right.addWidget(self.note)
        right.addWidget(self.view, 1)
        # Takes the room while the code is hidden.
        right.addStretch(0)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACING, SPACING * 2, SPACING * 2, SPACING * 2)
        row.setSpacing(SPACING * 2)
        row.addWidget(self.targets)
        row.addLayout(right, 1)

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _button(self, text: str, tip: str, press: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(press)
        return button

    def _restyle(self) -> None:
        self.setStyleSheet(
            f"#title {{ font-weight: 600; font-size: {HEADING_PIXELS}px; }}"
            f"#muted {{ color: {self._appearance.theme.muted}; }}"
        )
