"""A button that shows a kernel: its heat map and its name."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from kernelview.kernels import Kernel
from kernelview.ui.appearance import Appearance
from kernelview.ui.library.kernel_picture import heat_map, paint_heat_map
from kernelview.ui.stages.chip_state import kernel_words

HEAT_MAP_SIDE = 32
GAP = 8
WIDEST_NAME = 150
MARGIN = 3


class KernelButton(QAbstractButton):
    """Puts its kernel's slot in hand when clicked."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._kernel: Kernel | None = None
        self._cells: QImage | None = None
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        appearance.changed.connect(self._redraw)

    def show_kernel(self, kernel: Kernel, *, in_hand: bool) -> None:
        """Show a kernel; the one in hand is checked."""
        self.setChecked(in_hand)
        if kernel == self._kernel:
            return
        self._kernel = kernel
        self.setText(kernel_words(kernel))
        self.setAccessibleName(f"Kernel {kernel_words(kernel)}")
        self.setToolTip(f"Put {kernel_words(kernel)} in hand and edit it at the right")
        self._redraw()

    def sizeHint(self) -> QSize:
        """Return room for the heat map and the name."""
        name = min(WIDEST_NAME, self.fontMetrics().horizontalAdvance(self.text()) + 2)
        return QSize(2 * MARGIN + HEAT_MAP_SIDE + GAP + name, 2 * MARGIN + HEAT_MAP_SIDE)

    def minimumSizeHint(self) -> QSize:
        """Return the same: long names are cut already."""
        return self.sizeHint()

    def nextCheckState(self) -> None:
        """Leave the check to `show_kernel`: only the document says what is in hand."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the heat map, the name beside it, and a line below the name in hand."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - HEAT_MAP_SIDE) // 2
        box = QRect(MARGIN, top, HEAT_MAP_SIDE, HEAT_MAP_SIDE)
        if self._cells is not None:
            painter.setOpacity(1.0 if self.isEnabled() else 0.4)
            paint_heat_map(painter, QRectF(box), self._cells, theme)
        painter.setOpacity(1.0)
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.muted))
        name = self.rect().adjusted(box.right() + 1 + GAP, 0, -MARGIN, 0)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.isChecked():
            painter.setPen(QPen(QColor(theme.accent), 2))
            line = name.center().y() + metrics.height() // 2 + 2
            end = name.left() + metrics.horizontalAdvance(shown)
            painter.drawLine(QPointF(name.left(), line), QPointF(end, line))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _redraw(self) -> None:
        if self._kernel is not None:
            self._cells = heat_map(self._kernel, self._appearance.theme)
        self.updateGeometry()
        self.update()
