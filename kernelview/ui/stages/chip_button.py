"""A small button of a chip: only an icon, faint until the mouse is over it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

SIDE = 22
ICON_SIDE = 14
FAINT, CLEAR, DISABLED = 0.6, 1.0, 0.25


class ChipButton(QAbstractButton):
    """Takes no focus: the chip itself does by key what its buttons do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_action(self, text: str, icon: QIcon, *, keys: str) -> None:
        """Say what a click does, and by which keys the chip does it too."""
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({keys})")
        self.setIcon(icon)

    def sizeHint(self) -> QSize:
        """Return a square large enough to hit."""
        return QSize(SIDE, SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        painter.setOpacity(self._opacity())
        box = QRect(0, 0, ICON_SIDE, ICON_SIDE)
        box.moveCenter(self.rect().center())
        self.icon().paint(painter, box)

    def _opacity(self) -> float:
        if not self.isEnabled():
            return DISABLED
        return CLEAR if self.underMouse() or self.isDown() else FAINT
