"""The switch between the workspaces, at the end of the menu bar."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget


class WorkspaceSwitch(QWidget):
    """One button a workspace, the one in sight pressed."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], shortcuts: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("workspace-switch")
        self.setAccessibleName("Workspace")
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 2, 8, 2)
        layout.setSpacing(2)
        for place, (name, shortcut) in enumerate(zip(names, shortcuts, strict=True)):
            button = QToolButton(self)
            button.setText(name)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(f"{name} workspace")
            button.setToolTip(f"{name} ({shortcut})")
            self._group.addButton(button, place)
            layout.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    def button(self, place: int) -> QAbstractButton:
        """Return the button of a workspace."""
        return self._group.button(place)

    def show_chosen(self, place: int) -> None:
        """Press the button of the workspace in sight."""
        self._group.button(place).setChecked(True)
