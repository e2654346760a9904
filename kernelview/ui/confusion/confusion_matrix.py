"""The confusion matrix as a heat map to walk through, with each class's accuracy beside it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kernelview.learn.evaluation import Evaluation
from kernelview.ui.appearance import Appearance
from kernelview.ui.confusion.confusion_words import cell_words, percent_words, table_text
from kernelview.ui.confusion.matrix_geometry import Cell, MatrixGeometry, geometry_of
from kernelview.ui.confusion.matrix_painting import Shown, paint_matrix

STEPS: dict[Qt.Key, Cell] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
KEYS_IN_WORDS = "Arrows choose a cell, Home the commonest mistake, Escape none. Ctrl+C copies."


class ConfusionMatrix(QWidget):
    """Rows are what the pictures are, columns what the network says. One cell may be chosen."""

    # (truth, predicted), or None
    chosen = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._counts: NDArray[np.int64] = np.zeros((0, 0), np.int64)
        self._accuracy: NDArray[np.float64] = np.zeros(0)
        self._names: tuple[str, ...] = ()
        self._choice: Cell | None = None
        self._hovered: Cell | None = None
        self._in_shares = False
        self.setAccessibleName("Confusion matrix")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance.changed.connect(self.update)
        self._describe()

    @property
    def choice(self) -> Cell | None:
        """The (truth, predicted) chosen."""
        return self._choice

    @property
    def geometry_of_cells(self) -> MatrixGeometry:
        """Where the cells lie now."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(name) for name in self._names), default=0)
        count = max(len(self._names), 1)
        return geometry_of(count, self.width(), self.height(), names=float(longest))

    def show_evaluation(self, evaluation: Evaluation, names: tuple[str, ...]) -> None:
        """Show an evaluation; the chosen cell stays where the classes are the same."""
        if names != self._names:
            self._choice = self._hovered = None
        self._counts, self._names = evaluation.confusion, names
        self._accuracy = evaluation.class_accuracy
        self._describe()
        self.update()

    def show_shares(self, in_shares: bool) -> None:  # noqa: FBT001 - a slot
        """Show each count as a share of its row, in per cent, or as it is."""
        self._in_shares = in_shares
        self.update()

    def choose(self, cell: Cell | None) -> None:
        """Choose a cell, or none."""
        if cell != self._choice:
            self._choice = cell
            self._describe()
            self.update()
            self.chosen.emit(cell)

    def copy(self) -> None:
        """Put the counts on the clipboard, for a spreadsheet."""
        if self._names:
            QGuiApplication.clipboard().setText(table_text(self._counts, self._names))

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(400, 250)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows the heat map."""
        return QSize(180, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the matrix."""
        if not self._names:
            return
        painter = QPainter(self)
        shown = Shown(
            self._counts, self._accuracy, self._names, self._choice, self._hovered,
            in_shares=self._in_shares, has_focus=self.hasFocus(),
        )  # fmt: skip
        paint_matrix(painter, self.geometry_of_cells, shown, self._appearance.theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from cell to cell, copy, choose none."""
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif not self._names:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape and self._choice is not None:
            self.choose(None)
        elif key == Qt.Key.Key_Home or (key in STEPS and self._choice is None):
            self.choose(self._commonest())
        elif key in STEPS and self._choice is not None:
            last = len(self._names) - 1
            row, column = (
                min(max(place + step, 0), last)
                for place, step in zip(self._choice, STEPS[key], strict=True)
            )
            self.choose((row, column))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the mouse; the chosen one again, or none, to choose none."""
        if event.button() == Qt.MouseButton.LeftButton and self._names:
            cell = self.geometry_of_cells.cell_at(event.position())
            self.choose(None if cell == self._choice else cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point out the row and the column under the mouse."""
        self._hover(self.geometry_of_cells.cell_at(event.position()) if self._names else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Point out nothing."""
        super().leaveEvent(event)
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys act here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say in a tooltip what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _words_at(self, point: QPointF) -> str:
        if not self._names:
            return ""
        geometry = self.geometry_of_cells
        cell = geometry.cell_at(point)
        if cell is not None:
            return cell_words(self._counts, self._names, *cell)
        row = int((point.y() - geometry.cells.top()) // geometry.height)
        column = int((point.x() - geometry.cells.left()) // geometry.width)
        if 0 <= row < len(self._names):
            total = int(self._counts[row].sum())
            share = percent_words(float(self._accuracy[row]))
            return f"{self._names[row]}: {share} of {total:,} right"
        if 0 <= column < len(self._names):
            return f"Taken for {self._names[column]}: {int(self._counts[:, column].sum()):,}"
        return ""

    def _commonest(self) -> Cell:
        mistakes = self._counts * ~np.eye(len(self._counts), dtype=bool)
        row, column = np.unravel_index(int(mistakes.argmax()), mistakes.shape)
        return int(row), int(column)

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.update()

    def _describe(self) -> None:
        said = ""
        if self._choice is not None and self._names:
            said = cell_words(self._counts, self._names, *self._choice) + ". "
        self.setAccessibleDescription(said + KEYS_IN_WORDS)
