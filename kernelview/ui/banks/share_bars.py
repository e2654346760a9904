"""How a bank's energy is shared out among edges, lines, Laplacian and average."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.kernels.analysis import FreiChenShares
from kernelview.ui.appearance import Appearance

LINE, BAR, FONT_PIXELS = 16, 6, 12
NAMES = ("Edge", "Line", "Laplacian", "Average")
NAMES_WIDTH, FIGURES_WIDTH = 62, 38
HEADING = "Frei-Chen shares"
HELP = (
    "How much of the 3×3 kernels' energy lies in edges, lines, the Laplacian and the average "
    "(W. Frei and C. Chen, 1977); the mean over the bank"
)
FLAG = Qt.AlignmentFlag


class ShareBars(QWidget):
    """A bar for each share."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._shares: tuple[float, ...] = ()
        font = QFont(self.font())
        font.setPixelSize(FONT_PIXELS)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(HEADING)
        self.setToolTip(HELP)
        appearance.changed.connect(self.update)

    def show_shares(self, shares: FreiChenShares | None) -> None:
        """Show how energy is shared out."""
        self._shares = (
            () if shares is None else (shares.edge, shares.line, shares.laplacian, shares.average)
        )
        self.setAccessibleDescription(
            ", ".join(
                f"{name} {100 * share:.0f} %"
                for name, share in zip(NAMES, self._shares, strict=False)
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the heading and four bars."""
        return QSize(NAMES_WIDTH + FIGURES_WIDTH + 56, LINE * (1 + len(NAMES)) + 2)

    def minimumSizeHint(self) -> QSize:
        """Return what is still told apart."""
        return QSize(NAMES_WIDTH + FIGURES_WIDTH + 32, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heading, names, bars and figures."""
        painter, theme = QPainter(self), self._appearance.theme
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(0, 0, self.width(), LINE), FLAG.AlignLeft, HEADING)
        room = self.width() - NAMES_WIDTH - FIGURES_WIDTH
        for row, (name, share) in enumerate(zip(NAMES, self._shares, strict=False)):
            box = QRectF(0, 2 + LINE * (row + 1), self.width(), LINE)
            painter.setPen(QColor(theme.text))
            painter.drawText(box, FLAG.AlignLeft | FLAG.AlignVCenter, name)
            painter.drawText(box, FLAG.AlignRight | FLAG.AlignVCenter, f"{100 * share:.0f} %")
            bar = QRectF(NAMES_WIDTH, box.center().y() - BAR / 2, room, BAR)
            painter.fillRect(bar, QColor(theme.line))
            bar.setWidth(room * share)
            painter.fillRect(bar, QColor(theme.accent))
        painter.end()
