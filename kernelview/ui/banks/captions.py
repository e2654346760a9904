"""The headings above the two banks, where their columns are."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.banks.columns import MARGIN, Columns
from kernelview.ui.banks.painting import side_colour

HEIGHT, DOT, FONT_PIXELS = 24, 4.0, 12
FLAG = Qt.AlignmentFlag


class Captions(QWidget):
    """ "57 hand-made" over the left bank, "64 learned" over the right one."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._words = ("", "")
        self._columns = Columns(0.0)
        font = QFont(self.font())
        font.setPixelSize(FONT_PIXELS)
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("The two banks")
        appearance.changed.connect(self.update)

    @property
    def words(self) -> tuple[str, str]:
        """What is said of either bank."""
        return self._words

    @property
    def columns(self) -> Columns:
        """Where the columns below are."""
        return self._columns

    def show_banks(self, hand_made: str, learned: str, columns: Columns) -> None:
        """Show what stands below."""
        self._words, self._columns = (hand_made, learned), columns
        self.setAccessibleDescription(f"Left: {hand_made}. Right: {learned}.")
        self.update()

    def sizeHint(self) -> QSize:
        """Return one line's height."""
        return QSize(200, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dot in each bank's colour, and its words."""
        painter, theme = QPainter(self), self._appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin, end = self._columns.lines
        metrics = painter.fontMetrics()
        left_words = metrics.elidedText(
            self._words[0], Qt.TextElideMode.ElideRight, int(begin - 2 * MARGIN - 3 * DOT)
        )
        left = QRectF(MARGIN, 0, begin - 2 * MARGIN, self.height())
        right = QRectF(end + MARGIN + 3 * DOT + 1, 0, self.width() - end, self.height())
        start = left.right() - metrics.horizontalAdvance(left_words) - 2 * DOT
        painter.setPen(Qt.PenStyle.NoPen)
        for side, x in (("hand-made", start), ("learned", end + MARGIN + DOT)):
            painter.setBrush(QColor(side_colour(side, theme)))  # type: ignore[arg-type]
            painter.drawEllipse(QPointF(x, self.height() / 2), DOT, DOT)
        painter.setPen(QColor(theme.text))
        painter.drawText(left, FLAG.AlignRight | FLAG.AlignVCenter, left_words)
        painter.drawText(right, FLAG.AlignLeft | FLAG.AlignVCenter, self._words[1])
        painter.end()
