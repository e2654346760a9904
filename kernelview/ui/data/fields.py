"""Number fields under small labels, two beside each other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from kernelview.ui.theme import SPACING


class Field(QWidget):
    """A label, perhaps a small button at its end, and a control below."""

    def __init__(
        self,
        text: str,
        control: QWidget,
        parent: QWidget | None = None,
        *,
        beside: QToolButton | None = None,
    ) -> None:
        super().__init__(parent)
        label = QLabel(text, self)
        label.setObjectName("field-label")
        label.setBuddy(control)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(label, 1)
        if beside is not None:
            top.addWidget(beside)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(SPACING // 2)
        layout.addLayout(top, 0, 0)
        layout.addWidget(control, 1, 0)


def two_columns(parent: QWidget, fields: Sequence[QWidget]) -> QGridLayout:
    """Lay fields out in two columns of one width; hidden ones leave their place empty."""
    layout = QGridLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setHorizontalSpacing(SPACING)
    layout.setVerticalSpacing(SPACING)
    for place, field in enumerate(fields):
        layout.addWidget(field, *divmod(place, 2), Qt.AlignmentFlag.AlignBottom)
    for column in (0, 1):
        layout.setColumnStretch(column, 1)
    return layout


def link(text: str, name: str, tip: str, parent: QWidget) -> QToolButton:
    """Return a button that looks like a link."""
    button = QToolButton(parent)
    button.setObjectName("link")
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
