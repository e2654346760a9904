"""The arrow from one stage to the next."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from kernelview.ui.appearance import Appearance

LENGTH = 28
HEAD = 4.0


class Connector(QWidget):
    """An arrow, with the picture's size above it where a stage changes that."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._text = ""
        appearance.changed.connect(self.update)

    def show_text(self, text: str) -> None:
        """Show the size, or only the arrow."""
        if text == self._text:
            return
        self._text = text
        self.setAccessibleName(f"Size {text}" if text else "")
        self.setToolTip(f"The picture is {text} from here on" if text else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the text or the bare arrow."""
        text = self.fontMetrics().horizontalAdvance(self._text)
        return QSize(max(LENGTH, text + 14 if text else 0), 40)

    def minimumSizeHint(self) -> QSize:
        """Return the same: an arrow is not squeezed."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a thin arrow and the text above it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._appearance.theme.muted)
        middle, end = self.height() / 2, self.width() - 6.0
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(6, middle), QPointF(end - HEAD, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        tip = [
            QPointF(end, middle),
            QPointF(end - 6, middle - HEAD),
            QPointF(end - 6, middle + HEAD),
        ]
        painter.drawPolygon(QPolygonF(tip))
        painter.setPen(colour)
        above = QRectF(0, 0, self.width(), middle - 4)
        painter.drawText(
            above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, self._text
        )
