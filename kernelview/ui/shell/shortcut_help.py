"""The list of keyboard shortcuts."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import SPACING

Rows = Sequence[tuple[str, str]]

# What the widgets answer themselves, beyond the commands.
IN_PLACE: tuple[tuple[str, Rows], ...] = (
    (
        "In the kernel",
        (
            ("Type a number, 1/9 or sqrt(2)", "Any digit"),
            ("Next cell below, to the right", "Enter, Tab"),
            ("Select a block", "Shift+Arrows"),
            ("Set to zero", "Delete"),
            ("Step the value", "Wheel"),
            ("Scrub the value", "Drag up or down"),
            ("Paste into the cells", "Ctrl+Shift+V"),
        ),
    ),
    (
        "In the picture",
        (
            ("Show the original while held", "Space"),
            ("Pan", "Arrows"),
            ("Move the wipe", "Shift+Left, Shift+Right"),
            ("Move the pixel cursor", "Ctrl+Arrows"),
            ("Pin the pixel", "Enter"),
        ),
    ),
)


class ShortcutHelp(QDialog):
    """Shows groups of shortcuts in two columns; does not block the window."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setWindowTitle("Keyboard shortcuts")
        self.setAccessibleName("Keyboard shortcuts")
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName("Shortcuts by menu")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.area)
        column.addWidget(buttons)
        self.resize(760, 560)

    def open_with(self, groups: Iterable[tuple[str, Rows]]) -> None:
        """Show these groups, then what the picture and the kernel answer themselves."""
        content = QWidget()
        grid = QGridLayout(content)
        grid.setHorizontalSpacing(SPACING * 4)
        grid.setVerticalSpacing(SPACING * 2)
        grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        for place, (title, rows) in enumerate((*groups, *IN_PLACE)):
            grid.addWidget(
                self._group(title, rows), place // 2, place % 2, Qt.AlignmentFlag.AlignTop
            )
        self.area.setWidget(content)
        self.open()

    def _group(self, title: str, rows: Rows) -> QWidget:
        theme = self._appearance.theme
        group = QWidget()
        grid = QGridLayout(group)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        heading = QLabel(title)
        heading.setStyleSheet("font-weight: 600; font-size: 15px;")
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, (text, shortcut) in enumerate(rows, start=1):
            keys = QLabel(shortcut)
            keys.setStyleSheet(
                f"border: 1px solid {theme.line}; border-radius: 4px; padding: 1px 6px;"
            )
            grid.addWidget(QLabel(text), row, 0)
            grid.addWidget(keys, row, 1, Qt.AlignmentFlag.AlignRight)
        return group
