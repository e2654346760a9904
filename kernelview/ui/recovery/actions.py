"""What can be done with a recovered kernel."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from kernelview.kernels import Kernel
from kernelview.ui.appearance import Appearance
from kernelview.ui.recovery.words import copied_text
from kernelview.ui.theme import SPACING

ICON_SIDE, MARGIN = 16, 12
COPIED = "Copied"


class Actions(QWidget):
    """Buttons for the kernel shown."""

    # Kernel
    open_wanted = Signal(object)
    save_wanted = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._kernel: Kernel | None = None
        self.said = QLabel(self)
        self.said.setObjectName("remark")
        self.open = self._button(
            "square-pen", "Open in the editor", "Put this kernel in hand, where it can be changed"
        )
        self.save = self._button("bookmark-plus", "Save to Mine", "Keep it among your own kernels")
        self.copy = self._button(
            "copy", "Copy as text", "Copy its weights, as spreadsheets and this program read them"
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, SPACING // 2, MARGIN, SPACING // 2)
        layout.setSpacing(SPACING // 2)
        layout.addWidget(self.said, 1)
        for button in (self.open, self.save, self.copy):
            layout.addWidget(button)
        self.open.clicked.connect(lambda: self.open_wanted.emit(self._kernel))
        self.save.clicked.connect(lambda: self.save_wanted.emit(self._kernel))
        self.copy.clicked.connect(self._copy)
        appearance.changed.connect(self._show_icons)
        self._show_icons()

    def show_kernel(self, kernel: Kernel, words: str) -> None:
        """Take the kernel that is shown, and say in `words` which one it is."""
        self._kernel = kernel
        self.said.setText(words)

    def _copy(self) -> None:
        if self._kernel is not None:
            QGuiApplication.clipboard().setText(copied_text(self._kernel))
            self.said.setText(COPIED)

    def _button(self, icon: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon-name", icon)
        button.setText(f" {text}")
        button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _show_icons(self) -> None:
        for button in (self.open, self.save, self.copy):
            button.setIcon(self._appearance.icon(str(button.property("icon-name"))))
