"""The kernel's name and size."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kernelview.kernels import LARGEST_SIDE, Kernel
from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING


class SideBox(QSpinBox):
    """Rows or columns, 1 to 99."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setRange(1, LARGEST_SIDE)
        self.setKeyboardTracking(False)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}, 1 to {LARGEST_SIDE}; the centre stays")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lineEdit().setAccessibleName(name)
        self.lineEdit().setToolTip(self.toolTip())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step only with the focus, so that scrolling the panel changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class HeaderRow(QWidget):
    """Name above, rows × columns below, with a link that keeps them alike."""

    renamed = Signal(str)
    # rows, columns
    resized = Signal(int, int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.name = QLineEdit(self)
        self.name.setObjectName("kernel-name")
        self.name.setAccessibleName("Kernel name")
        self.name.setPlaceholderText("Unnamed kernel")
        self.name.setToolTip("The kernel's name; type another one")
        self.rows = SideBox("Rows", self)
        self.columns = SideBox("Columns", self)
        self.link = QToolButton(self)
        self.link.setCheckable(True)
        self.link.setChecked(True)
        self.link.setAutoRaise(True)
        self.link.setAccessibleName("Keep rows and columns alike")
        self._lay_out()
        self.name.editingFinished.connect(self._rename)
        self.rows.valueChanged.connect(self._resize_rows)
        self.columns.valueChanged.connect(self._resize_columns)
        self.link.toggled.connect(lambda _: self.show_icons())
        self.show_icons()

    def show_kernel(self, kernel: Kernel) -> None:
        """Show name and size; a kernel that is not square opens the link."""
        if self.name.text() != kernel.name and not self.name.isModified():
            self.name.setText(kernel.name)
            self.name.setCursorPosition(0)
        for box, side in zip((self.rows, self.columns), kernel.shape, strict=True):
            with QSignalBlocker(box):
                box.setValue(side)
        if kernel.shape[0] != kernel.shape[1]:
            self.link.setChecked(False)

    def show_icons(self) -> None:
        """Draw the link in the theme's colour and state."""
        linked = self.link.isChecked()
        self.link.setIcon(self._appearance.icon("link-2" if linked else "link-2-off"))
        self.link.setToolTip(
            "Rows and columns change together" if linked else "Rows and columns change separately"
        )

    def _rename(self) -> None:
        if self.name.isModified():
            self.name.setModified(False)
            self.renamed.emit(self.name.text().strip())

    def _resize_rows(self, rows: int) -> None:
        self.resized.emit(rows, rows if self.link.isChecked() else self.columns.value())

    def _resize_columns(self, columns: int) -> None:
        self.resized.emit(columns if self.link.isChecked() else self.rows.value(), columns)

    def _lay_out(self) -> None:
        label = QLabel("Size", self)
        label.setObjectName("field-label")
        label.setBuddy(self.rows)
        sizes = QHBoxLayout()
        sizes.setSpacing(SPACING // 2)
        for widget in (label, self.rows, QLabel("×", self), self.columns, self.link):
            sizes.addWidget(widget)
        sizes.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.name)
        layout.addLayout(sizes)
