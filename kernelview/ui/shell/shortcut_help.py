"""The list of keyboard shortcuts."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import HEADING_PIXELS, SPACING

Rows = Sequence[tuple[str, str]]

SIZE = (820, 600)

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
    """Shows groups of shortcuts in two columns, beside a window that goes on working."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._groups: tuple[tuple[str, Rows], ...] = ()
        self.setWindowTitle("Keyboard shortcuts")
        self.setAccessibleName("Keyboard shortcuts")
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName("Shortcuts by menu")
        self.area.setToolTip("Scroll with the arrow keys")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING * 2, SPACING * 2, SPACING * 2, SPACING * 2)
        column.setSpacing(SPACING * 2)
        column.addWidget(self.area)
        column.addWidget(buttons)
        self.resize(*SIZE)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def open_with(self, groups: Iterable[tuple[str, Rows]]) -> None:
        """Show these groups, then what the picture and the kernel answer themselves."""
        self._groups = (*groups, *IN_PLACE)
        self.area.setWidget(self._content())
        self.show()
        self.raise_()
        self.activateWindow()
        self.area.setFocus(Qt.FocusReason.PopupFocusReason)

    def _content(self) -> QWidget:
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, SPACING, 0)
        columns.setSpacing(SPACING * 5)
        half = halfway([len(rows) + 2 for _, rows in self._groups])
        for part in (self._groups[:half], self._groups[half:]):
            column = QVBoxLayout()
            column.setSpacing(SPACING * 3)
            for title, rows in part:
                column.addWidget(_group(title, rows))
            column.addStretch(1)
            columns.addLayout(column, 1)
        return content

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self.area.setStyleSheet(
            f"QScrollArea, QScrollArea > QWidget > QWidget {{ background: {theme.window}; }}"
            f"#heading {{ font-weight: 600; font-size: {HEADING_PIXELS}px; }}"
            f"#key {{ background: {theme.panel}; border: 1px solid {theme.line};"
            f" border-bottom-width: 2px; border-radius: 4px; padding: 1px 6px; }}"
            f"#between {{ color: {theme.muted}; }}"
        )


def keys_of(shortcut: str) -> tuple[tuple[str, ...], ...]:
    """Split "Ctrl++, Shift+Left" into alternatives, each a tuple of keys held together."""
    return tuple(_held(one.strip()) for one in shortcut.split(", ") if one.strip())


def halfway(heights: Sequence[int]) -> int:
    """Return how many of these, in order, make a first column about as tall as the second."""
    return min(
        range(len(heights) + 1),
        key=lambda count: max(sum(heights[:count]), sum(heights[count:])),
    )


def _held(one: str) -> tuple[str, ...]:
    plus = ("+",) if one.endswith("+") else ()
    return (*(key for key in one.split("+") if key), *plus)


def _group(title: str, rows: Rows) -> QWidget:
    group = QWidget()
    group.setAccessibleName(title)
    grid = QGridLayout(group)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(SPACING // 2)
    grid.setColumnStretch(0, 1)
    heading = QLabel(title)
    heading.setObjectName("heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for row, (text, shortcut) in enumerate(rows, start=1):
        words = QLabel(text)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setAccessibleName(f"{text}: {shortcut}")
        grid.addWidget(words, row, 0)
        grid.addWidget(_keys(shortcut), row, 1, Qt.AlignmentFlag.AlignRight)
    return group


def _keys(shortcut: str) -> QWidget:
    keys = QWidget()
    keys.setAccessibleName(shortcut)
    line = QHBoxLayout(keys)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(SPACING // 2)
    for place, held in enumerate(keys_of(shortcut)):
        if place:
            line.addWidget(_label("or", "between"))
        for key in held:
            line.addWidget(_label(key, "key"))
    return keys


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
