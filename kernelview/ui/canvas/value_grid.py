"""A small matrix drawn as coloured cells with their numbers, when those fit."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.qimage import to_qimage
from kernelview.ui.canvas.value_painting import (
    MOST_NUMBERED,
    GridContent,
    cell_box,
    colours,
    paint_hatching,
    paint_lines,
    paint_numbers,
)

CELL_HEIGHT = 26.0
LARGEST_CELL_HEIGHT = 36.0
FEW_COLUMNS = 3
LARGEST_HEAT_HEIGHT = 200.0
SMALLEST_SIDE = 12.0


class ValueGrid(QWidget):
    """Shows one matrix; says which cell the mouse is on.

    With `square_side` its cells are square, and the whole is as high as that where it can.
    """

    cell_hovered = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        parent: QWidget | None = None,
        *,
        square_side: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._square_side = square_side
        self._appearance = appearance
        self._content: GridContent | None = None
        self._marked: tuple[int, int] | None = None
        self._explain: Callable[[int, int], str] | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    @property
    def content(self) -> GridContent | None:
        """What is shown."""
        return self._content

    def set_content(self, content: GridContent | None) -> None:
        """Show another matrix."""
        before = self._content
        self._content = content
        if before is None or content is None or before.values.shape != content.values.shape:
            self._marked = None
            self.setFixedHeight(self._height_at(self.width()))
        self.update()

    def set_square_side(self, side: int) -> None:
        """Be so high, with square cells, where the width allows it."""
        self._square_side = side
        self.setFixedHeight(self._height_at(self.width()))

    def set_marked(self, cell: tuple[int, int] | None) -> None:
        """Outline one cell."""
        if cell != self._marked:
            self._marked = cell
            self.update()

    def set_explanation(self, explain: Callable[[int, int], str] | None) -> None:
        """Take `explain(row, column) -> str` for the tooltips of cells."""
        self._explain = explain

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the width asks for."""
        super().resizeEvent(event)
        self.setFixedHeight(self._height_at(self.width()))

    def sizeHint(self) -> QSize:
        """Return a small width; the layout asks for the height."""
        return QSize(130, self._height_at(130))

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows something."""
        return QSize(60, 20)

    def cell_at(self, position: QPointF) -> tuple[int, int] | None:
        """Return the cell at a position of the widget."""
        if self._content is None:
            return None
        area = self._area(self._content)
        if not area.contains(position):
            return None
        rows, columns = self._content.values.shape
        row = int((position.y() - area.y()) / area.height() * rows)
        column = int((position.x() - area.x()) / area.width() * columns)
        return min(row, rows - 1), min(column, columns - 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the cells."""
        if self._content is None:
            return
        painter = QPainter(self)
        theme = self._appearance.theme
        area = self._area(self._content)
        cells = colours(self._content, theme)
        painter.drawImage(area, to_qimage(cells))
        paint_hatching(painter, self._content, area, cells)
        paint_lines(painter, self._content, area, theme)
        paint_numbers(painter, self._content, area, cells, self.font())
        for cell, colour in (
            (self._content.anchor, self.palette().color(QPalette.ColorRole.WindowText)),
            (self._marked, QColor(theme.accent)),
        ):
            if cell is not None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colour, 2.0))
                painter.drawRect(cell_box(cell, self._content, area).adjusted(1, 1, -1, -1))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which cell is under the mouse."""
        self.cell_hovered.emit(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Say that no cell is."""
        self.cell_hovered.emit(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Explain a cell in a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self.cell_at(QPointF(event.pos()))
            if cell is not None and self._explain is not None:
                QToolTip.showText(event.globalPos(), self._explain(*cell), self)
            return True
        return super().event(event)

    def _height_at(self, width: int) -> int:
        """Return rows of text height, or square cells where no numbers are shown."""
        if self._square_side is not None:
            return min(self._square_side, max(width, int(SMALLEST_SIDE)))
        if self._content is None:
            return int(CELL_HEIGHT)
        rows, columns = self._content.values.shape
        if max(rows, columns) > MOST_NUMBERED:
            high = min(LARGEST_HEAT_HEIGHT, width * rows / columns)
            return int(max(high, SMALLEST_SIDE)) + 1
        high = min(max(CELL_HEIGHT, 0.7 * width / columns), LARGEST_CELL_HEIGHT)
        return int(rows * (high if columns <= FEW_COLUMNS else CELL_HEIGHT)) + 1

    def _area(self, content: GridContent) -> QRectF:
        rows, columns = content.values.shape
        whole = QRectF(self.rect()).adjusted(0, 0, -1, -1)
        if max(rows, columns) <= MOST_NUMBERED and self._square_side is None:
            return whole
        # Cells without numbers are square, so that a round kernel looks round, unless a single
        # row or column would become too thin to see.
        side = min(whole.width() / columns, whole.height() / rows)
        wide, high = max(side * columns, SMALLEST_SIDE), max(side * rows, SMALLEST_SIDE)
        return QRectF(whole.x(), whole.y(), wide, high)
