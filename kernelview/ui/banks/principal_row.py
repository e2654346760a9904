"""The principal kernels of a bank as a row of small pictures."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.kernels.bank_analysis import Principal
from kernelview.ui.appearance import Appearance
from kernelview.ui.library.kernel_picture import image_of, paint_heat_map
from kernelview.ui.theme import SPACING

TILE, LINE, FONT_PIXELS = 32, 16, 12
HEADING = "Principal kernels"
HELP = (
    "The patterns that the learned kernels are made of, the strongest first, with their shares "
    "of the bank's energy"
)


class PrincipalRow(QWidget):
    """As many as there is room for, each with its share."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._principal: Principal | None = None
        self._pictures: list[QImage] = []
        font = QFont(self.font())
        font.setPixelSize(FONT_PIXELS)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(HEADING)
        self.setToolTip(HELP)
        appearance.changed.connect(self._draw)

    @property
    def count(self) -> int:
        """How many pictures are shown."""
        room = (self.width() + SPACING) // (TILE + SPACING)
        return min(len(self._pictures), max(room, 1))

    def show_kernels(self, principal: Principal | None) -> None:
        """Show principal kernels."""
        self._principal = principal
        shares = [] if principal is None else principal.shares.tolist()
        self.setAccessibleDescription(", ".join(_share(share) for share in shares[:9]))
        self._draw()

    def sizeHint(self) -> QSize:
        """Return room for four."""
        return QSize(4 * TILE + 3 * SPACING, 2 * LINE + TILE + 4)

    def minimumSizeHint(self) -> QSize:
        """Return room for three."""
        return QSize(3 * TILE + 2 * SPACING, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heading, pictures and shares."""
        if self._principal is None:
            return
        painter, theme = QPainter(self), self._appearance.theme
        painter.setPen(QColor(theme.muted))
        painter.drawText(QRectF(0, 0, self.width(), LINE), Qt.AlignmentFlag.AlignLeft, HEADING)
        for place in range(self.count):
            left = place * (TILE + SPACING)
            box = QRectF(left, LINE + 2, TILE, TILE)
            paint_heat_map(painter, box, self._pictures[place], theme)
            below = QRectF(left - SPACING / 2, box.bottom() + 2, TILE + SPACING, LINE)
            painter.setPen(QColor(theme.text))
            words = _share(float(self._principal.shares[place]))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _draw(self) -> None:
        theme, principal = self._appearance.theme, self._principal
        kernels = [] if principal is None else list(principal.kernels[:24])
        # Of norm 1: the largest weight has the full colour.
        self._pictures = [
            image_of(theme.diverging(one / (abs(one).max() or 1.0))) for one in kernels
        ]
        self.update()


def _share(share: float) -> str:
    return f"{100 * share:.0f} %"
