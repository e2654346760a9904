"""Both banks in one drawing that scrolls, with lines between the best matches."""

from typing import Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.banks.columns import Columns
from kernelview.ui.banks.content import ROW, BanksContent, Spot
from kernelview.ui.banks.line_picking import line_at
from kernelview.ui.banks.painting import BanksPainter, Marks, Pictures
from kernelview.ui.banks.steps import step_to
from kernelview.ui.banks.words import equation, numbers

KEYS_IN_WORDS = (
    "Up and Down go from kernel to kernel, Left and Right to the other bank, Enter opens the pair."
)
FONT_PIXELS = 12
Reason = Literal["key", "mouse"]


class BankDrawing(QAbstractScrollArea):
    """A click or Enter opens a pair; the arrow keys go from kernel to kernel.

    `hovered` and `chosen` carry a Spot or None, `opened` a place in the comparison's pairings.
    """

    hovered = Signal(object)
    chosen = Signal(object)
    opened = Signal(int)
    menu_asked = Signal(QPoint)
    laid_out = Signal()  # its columns are elsewhere now

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._content: BanksContent | None = None
        self._pictures = Pictures(appearance.theme)
        self._threshold = 0.0
        self._spot: Spot | None = None
        self._pointed: Spot | None = None
        font = QFont(self.font())
        font.setPixelSize(FONT_PIXELS)
        self.setFont(font)
        self.setAccessibleName("Hand-made and learned kernels")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setAccessibleName("Scroll the kernels")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        appearance.changed.connect(self._repaint)
        self._describe()

    # --- what is shown

    @property
    def content(self) -> BanksContent | None:
        """What is shown."""
        return self._content

    @property
    def spot(self) -> Spot | None:
        """The kernel chosen."""
        return self._spot

    @property
    def pointed(self) -> Spot | None:
        """The kernel under the mouse."""
        return self._pointed

    @property
    def pair(self) -> int | None:
        """The place of the pairing that the mouse is on; else of the one chosen."""
        return self._pair_of(self._pointed or self._spot)

    @property
    def chosen_pair(self) -> int | None:
        """The place of the pairing chosen."""
        return self._pair_of(self._spot)

    @property
    def pictures(self) -> Pictures:
        """The pictures drawn so far."""
        return self._pictures

    @property
    def columns(self) -> Columns:
        """Where the columns are."""
        return Columns(float(self.viewport().width()))

    def show_content(self, content: BanksContent | None) -> None:
        """Show two banks; the kernel chosen stays while it is the same comparison's."""
        before, self._content = self._content, content
        is_same = (
            before is not None and content is not None and before.comparison is content.comparison
        )
        if not is_same:
            self._point(None)
            self.choose(None)
            self._pictures = Pictures(self._appearance.theme)
        self._lay_out()
        if not is_same:
            self.verticalScrollBar().setValue(0)
        elif self._spot is not None:
            self._scroll_to(self._spot)
        self._describe()
        self.viewport().update()

    def show_threshold(self, threshold: float) -> None:
        """Hide lines of lower scores."""
        self._threshold = threshold
        self.viewport().update()

    def choose(self, spot: Spot | None) -> None:
        """Choose a kernel of those shown, or none, and scroll to it."""
        if spot == self._spot or (
            spot is not None and (self._content is None or not self._content.has(spot))
        ):
            return
        self._spot = spot
        if spot is not None:
            self._scroll_to(spot)
        self._describe()
        self.viewport().update()
        self.chosen.emit(spot)

    def tile_of(self, spot: Spot) -> QRectF:
        """Return where a kernel's picture is in the viewport."""
        if self._content is None or not self._content.has(spot):
            return QRectF()
        return self.columns.tile(spot.side, self._content.middle(spot) - self._top)

    def sizeHint(self) -> QSize:
        """Return a calm default."""
        return QSize(420, 480)

    def minimumSizeHint(self) -> QSize:
        """Return what still shows a few kernels."""
        return QSize(280, int(2.5 * ROW))

    # --- what the person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from kernel to kernel, open a pair."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._content is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_pair is not None:
            self.opened.emit(self.chosen_pair)
        elif key == Qt.Key.Key_Escape and self._spot is not None:
            self.choose(None)
        else:
            page = max(1, int(self.viewport().height() // ROW) - 1)
            spot = step_to(key, self._content, self._spot, page=page)
            if spot is None:
                event.ignore()
            else:
                self._point(None)
                self.choose(spot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the kernel or the line under the mouse; the left button opens its pair."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        self.choose(self._spot_at(event.position()))
        pair = self.chosen_pair
        if event.button() == Qt.MouseButton.LeftButton and pair is not None:
            self.opened.emit(pair)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what the mouse is on."""
        self._point(self._spot_at(event.position()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen pair."""
        if self._spot is None or self.chosen_pair is None:
            return
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = (
            self.viewport().mapToGlobal(self.tile_of(self._spot).center().toPoint())
            if is_by_key
            else event.globalPos()
        )
        self._point(None)
        self.menu_asked.emit(place)

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._point(None)
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys act."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys act elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll as far as there is something to see."""
        super().resizeEvent(event)
        self._lay_out()
        self.laid_out.emit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint another part."""
        self._point(None)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the part that is seen."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self._appearance.theme.panel))
        if self._content is not None:
            painter.setFont(self.font())
            painter.translate(0, -self._top)
            area = QRectF(self.viewport().rect()).translated(0, self._top)
            marks = Marks(self._threshold, self._pointed, self._spot, self.hasFocus())
            BanksPainter(painter, self._content, self.columns, self._pictures).paint(area, marks)
        painter.end()

    # --- places

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _lay_out(self) -> None:
        height = 0 if self._content is None else int(self._content.height)
        page = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, height - page))
        bar.setPageStep(page)
        bar.setSingleStep(int(ROW) // 2)

    def _scroll_to(self, spot: Spot) -> None:
        if self._content is None:
            return
        middle, bar = self._content.middle(spot), self.verticalScrollBar()
        page = self.viewport().height()
        if middle - ROW / 2 < bar.value():
            bar.setValue(int(middle - ROW / 2))
        elif middle + ROW / 2 > bar.value() + page:
            bar.setValue(int(middle + ROW / 2) - page)

    def _spot_at(self, position: QPointF) -> Spot | None:
        content, columns = self._content, self.columns
        if content is None:
            return None
        height = position.y() + self._top
        side = columns.side_at(position.x())
        if side is not None:
            return content.at(side, height)
        bottom = self._top + self.viewport().height()
        shown = content.seen_lines(self._top, bottom, self._threshold)
        return line_at(QPointF(position.x(), height), shown, content, columns)

    def _pair_of(self, spot: Spot | None) -> int | None:
        pairs = () if self._content is None else self._content.pairs_of(spot)
        return pairs[0] if pairs else None

    def _point(self, spot: Spot | None) -> None:
        if spot != self._pointed:
            self._pointed = spot
            self.viewport().update()
            self.hovered.emit(spot)

    def _repaint(self) -> None:
        self._pictures = Pictures(self._appearance.theme)
        self.viewport().update()

    def _describe(self) -> None:
        content, pair = self._content, self.chosen_pair
        if content is None:
            self.setAccessibleDescription("No kernels")
        elif pair is None:
            self.setAccessibleDescription(f"{len(content.pairings)} pairs. {KEYS_IN_WORDS}")
        else:
            pairing = content.pairings[pair]
            self.setAccessibleDescription(
                f"{equation(pairing)}. {numbers(pairing)}. {KEYS_IN_WORDS}"
            )
