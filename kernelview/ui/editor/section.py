"""A part of the editor under a small heading that folds it away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from kernelview.ui.theme import SPACING


class Section(QWidget):
    """A thin line, a heading and `content`."""

    def __init__(self, heading: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = content
        self.heading = QToolButton(self)
        self.heading.setObjectName("section-heading")
        self.heading.setText(heading)
        self.heading.setAccessibleName(heading)
        self.heading.setToolTip(f"Show or hide: {heading}")
        self.heading.setCheckable(True)
        self.heading.setChecked(True)
        self.heading.setAutoRaise(True)
        self.heading.setArrowType(Qt.ArrowType.DownArrow)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.toggled.connect(self._unfold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(thin_line(self))
        layout.addWidget(self.heading)
        layout.addWidget(content)

    def _unfold(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        arrow = Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow
        self.heading.setArrowType(arrow)
        self.content.setVisible(shown)


def thin_line(parent: QWidget) -> QFrame:
    """Return a line one pixel high."""
    line = QFrame(parent)
    line.setObjectName("thin-line")
    line.setFixedHeight(1)
    return line
