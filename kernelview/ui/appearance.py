"""Light or dark, as the system or the person has it, and the icons in its colours."""

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kernelview.files.assets import icon_path
from kernelview.ui.theme import DARK, LIGHT, Theme

ThemeChoice = Literal["system", "light", "dark"]

ICON_PIXELS = (16, 18, 32, 36)
DISABLED_OPACITY = 0.35


class Appearance(QObject):
    """The theme in force; says `changed` when it is another one."""

    changed = Signal()

    def __init__(self, theme: Theme = LIGHT, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choice: ThemeChoice | None = None

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice | None:
        """What the person chose; None until something is chosen."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Use the light theme, the dark one, or follow the system from now on."""
        hints = QGuiApplication.styleHints()
        if self._choice is None:
            hints.colorSchemeChanged.connect(self._follow_system)
        self._choice = choice
        dark = choice == "dark" or (
            choice == "system" and hints.colorScheme() == Qt.ColorScheme.Dark
        )
        self.set_theme(DARK if dark else LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Put a theme in force."""
        if theme != self._theme:
            self._theme = theme
            self.changed.emit()

    def icon(self, name: str) -> QIcon:
        """Return an icon of the kept set in the colour of text, fainter when disabled."""
        return _icon(name, self._theme.text)

    def icon_on_accent(self, name: str) -> QIcon:
        """Return an icon in the colour of text on the accent."""
        return _icon(name, self._theme.on_accent)

    def _follow_system(self) -> None:
        if self._choice == "system":
            self.choose("system")


@lru_cache(maxsize=256)
def _icon(name: str, colour: str) -> QIcon:
    svg = icon_path(name).read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    icon = QIcon()
    for side in ICON_PIXELS:
        icon.addPixmap(_drawn(renderer, side, 1.0), QIcon.Mode.Normal)
        icon.addPixmap(_drawn(renderer, side, DISABLED_OPACITY), QIcon.Mode.Disabled)
    return icon


def _drawn(renderer: QSvgRenderer, side: int, opacity: float) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
