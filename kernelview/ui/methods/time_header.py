"""The header of the comparison, with the ticks of the time scale above the bars."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.methods.bar_delegate import place_of
from kernelview.ui.methods.method_model import HELP, NAME, TIME, MethodModel
from kernelview.ui.methods.time_scale import scale_for
from kernelview.ui.methods.words import HEADINGS
from kernelview.ui.theme import SPACING

HEIGHT = 32
BETWEEN_TICKS = 6


class TimeHeader(QHeaderView):
    """Headings in the muted colour; above the bars stand the powers of ten themselves."""

    def __init__(self, appearance: Appearance, model: MethodModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._appearance = appearance
        self._methods = model
        self.setFixedHeight(HEIGHT)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setAccessibleName("Columns")
        self.setToolTip("\n".join(f"{name}: {words}" for name, words in _explained()))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint one heading, or the ticks."""
        theme = self._appearance.theme
        painter.save()
        painter.fillRect(rect, QColor(theme.window))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.line))
        painter.setPen(QColor(theme.muted))
        area = rect.adjusted(SPACING, 0, -SPACING, 0)
        if logical == TIME and self._methods.comparison is not None:
            self._paint_ticks(painter, area)
        else:
            side = Qt.AlignmentFlag.AlignLeft if logical == NAME else Qt.AlignmentFlag.AlignRight
            painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, HEADINGS[logical])
        painter.restore()

    def _paint_ticks(self, painter: QPainter, area: QRect) -> None:
        scale = scale_for(self._methods.comparison)
        taken = area.left() - BETWEEN_TICKS
        for seconds, words in scale.ticks:
            width = painter.fontMetrics().horizontalAdvance(words)
            left = int(place_of(area, scale, seconds)) - width // 2
            left = min(max(left, area.left()), area.right() - width)
            if left >= taken + BETWEEN_TICKS:
                box = QRect(left, area.top(), width + 1, area.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
                taken = left + width


def _explained() -> list[tuple[str, str]]:
    return [(name, words) for name, words in zip(HEADINGS, HELP, strict=True) if name != "Method"]
