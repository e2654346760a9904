"""The small box with the values under the mouse."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kernelview.ui.theme import SPACING, Theme


class HasHtml(Protocol):
    """What is read off a plot at a place."""

    def html(self) -> str: ...  # noqa: D102


class Readout(QLabel):
    """Floats beside the place it speaks of; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.hide()

    def show_reading(self, reading: HasHtml | None, across: float) -> None:
        """Show a reading beside `across`, in the parent's pixels; hide for None."""
        if reading is None:
            self.hide()
            return
        self.setText(reading.html())
        self.adjustSize()
        left = across + SPACING * 1.5
        if left + self.width() > self._around.width():
            left = across - SPACING * 1.5 - self.width()
        self.move(round(max(left, 0)), 2)
        self.raise_()
        self.show()

    def restyle(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.setStyleSheet(
            f"background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.line};"
            " border-radius: 4px; padding: 3px 6px; font-size: 12px;"
        )
