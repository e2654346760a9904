"""The Frei-Chen shares as a thin bar with a legend."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from kernelview.kernels import FreiChenShares
from kernelview.ui.theme import SERIES, SPACING, Theme

BAR_HEIGHT = 8
_PARTS = (("edge", "Edge"), ("line", "Line"), ("laplacian", "Laplacian"), ("average", "Average"))


class ShareBar(QWidget):
    """How a 3×3 kernel's energy divides into edge, line, Laplacian and average."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = _Bar(theme, self)
        self.legend = {name: QLabel(self) for name, _ in _PARTS}
        self.setToolTip("Shares of the kernel's energy in the Frei-Chen basis")
        legend = QGridLayout()
        legend.setSpacing(SPACING // 2)
        for place, label in enumerate(self.legend.values()):
            label.setObjectName("legend")
            legend.addWidget(label, place // 2, place % 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        layout.addWidget(self.bar)
        layout.addLayout(legend)

    def show_shares(self, shares: FreiChenShares | None) -> None:
        """Show the shares; None hides the bar."""
        self.setVisible(shares is not None)
        if shares is None:
            return
        values = [float(getattr(shares, name)) for name, _ in _PARTS]
        self.bar.show_values(values)
        for (name, text), value, colour in zip(_PARTS, values, SERIES, strict=False):
            self.legend[name].setText(
                f'<span style="color:{colour}">■</span> {text} {value * 100:.0f} %'
            )

    def show_theme(self, theme: Theme) -> None:
        """Draw the bar's ground in other colours."""
        self.bar.show_theme(theme)


class _Bar(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: list[float] = []
        self.setFixedHeight(BAR_HEIGHT)

    def show_values(self, values: list[float]) -> None:
        self._values = values
        self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts one after the other."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.line))
        start = 0.0
        for value, colour in zip(self._values, SERIES, strict=False):
            width = value * self.width()
            painter.fillRect(QRectF(start, 0, width, self.height()), QColor(colour))
            start += width
        painter.end()
