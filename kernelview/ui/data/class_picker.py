"""The classes to tick, each with a bar of how many pictures it has."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.data.class_painting import (
    BAR_HEIGHT,
    CHIP_HEIGHT,
    GAP,
    ROW_HEIGHT,
    ClassItem,
    paint_column,
    paint_row,
)

FEWEST = 2
LONGEST_IN_COLUMNS = 2
NARROWEST_COLUMN = 18
TOO_FEW = "At least two classes are needed to tell apart."
KEYS_IN_WORDS = "Arrows move from class to class, Space ticks one."
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_TICKING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ClassPicker(QWidget):
    """Short names stand side by side under their bars, long ones below each other."""

    # tuple of indices in rising order, None for all
    picked = Signal(object)
    # what cannot be done; "" once something can
    refused = Signal(str)
    # the box of the class that is to be seen, in the picker's own places
    moved = Signal(object)
    height_changed = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._names: tuple[str, ...] = ()
        self._ticked: frozenset[int] = frozenset()
        self._train: dict[int, int] = {}
        self._test: dict[int, int] = {}
        self._current = 0
        self._hovered: int | None = None
        self.setAccessibleName("Classes")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    @property
    def names(self) -> tuple[str, ...]:
        """The classes there are."""
        return self._names

    @property
    def ticked(self) -> frozenset[int]:
        """The indices of those ticked."""
        return self._ticked

    def show_classes(self, names: Sequence[str], chosen: tuple[int, ...] | None) -> None:
        """Show the classes and which are chosen, None for all."""
        if tuple(names) != self._names:
            self._current, self._hovered = 0, None
        self._names = tuple(names)
        self._ticked = frozenset(range(len(names)) if chosen is None else chosen)
        self._take_height()
        self._describe()
        self.update()

    def show_counts(self, train: dict[int, int], test: dict[int, int]) -> None:
        """Show how many pictures of each class there are in either part."""
        self._train, self._test = dict(train), dict(test)
        self._describe()
        self.update()

    def toggle(self, index: int) -> None:
        """Tick a class or not; the last two stay ticked."""
        changed = self._ticked ^ {index}
        if len(changed) < FEWEST:
            self.refused.emit(TOO_FEW)
            return
        self.refused.emit("")
        self.picked.emit(None if len(changed) == len(self._names) else tuple(sorted(changed)))

    def box_of(self, index: int) -> QRectF:
        """Return where a class is drawn."""
        if not self._in_columns():
            return QRectF(0, index * ROW_HEIGHT, self.width(), ROW_HEIGHT)
        wide = self.width() / max(len(self._names), 1)
        return QRectF(index * wide, 0, wide, self.height())

    def sizeHint(self) -> QSize:
        """Return the height that the classes take."""
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the same height at any width."""
        return QSize(80, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the names need at this width."""
        super().resizeEvent(event)
        self._take_height()

    # --- what the person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from class to class, tick one."""
        key = Qt.Key(event.key())
        if key in _TICKING and self._names:
            self.toggle(self._current)
        elif key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go_to(self._current + _STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else len(self._names) - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick the class under the mouse."""
        index = self._index_at(event.position())
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(index)
            self.toggle(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the class under the mouse."""
        self._hover(self._index_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Light up none."""
        self._hover(None)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which class the keys act on."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show none."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say in a tooltip how many pictures a class has."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._index_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if index is None else self._words(index), self)
            return True
        return super().event(event)

    # --- inside

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the classes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._appearance.theme
        paint = paint_column if self._in_columns() else paint_row
        seen = _event.rect()
        for index in range(len(self._names)):
            box = self.box_of(index)
            if box.intersects(QRectF(seen)):
                paint(painter, box, self._item(index), theme)
        painter.end()

    def _item(self, index: int) -> ClassItem:
        totals = (self._count(each) for each in range(len(self._names)))
        return ClassItem(
            self._names[index],
            is_ticked=index in self._ticked,
            is_current=self.hasFocus() and index == self._current,
            is_hovered=index == self._hovered,
            train=self._train.get(index, 0),
            test=self._test.get(index, 0),
            largest=max(totals, default=1),
        )

    def _count(self, index: int) -> int:
        return self._train.get(index, 0) + self._test.get(index, 0)

    def _words(self, index: int) -> str:
        state = "ticked" if index in self._ticked else "not ticked"
        if not self._count(index):
            return f"{self._names[index]}: {state}"
        train, test = self._train.get(index, 0), self._test.get(index, 0)
        return f"{self._names[index]}: {state}; {train:,} to train on, {test:,} to test on"

    def _describe(self) -> None:
        words = self._words(self._current) if self._names else "no classes known yet"
        self.setAccessibleDescription(f"{words}. {KEYS_IN_WORDS}")

    def _go_to(self, index: int) -> None:
        if self._names:
            self._current = min(max(index, 0), len(self._names) - 1)
            self._describe()
            self.moved.emit(self.box_of(self._current))
            self.update()

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _index_at(self, place: QPointF) -> int | None:
        return next(
            (each for each in range(len(self._names)) if self.box_of(each).contains(place)), None
        )

    def _take_height(self) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())
            self.height_changed.emit(self._height())

    def _in_columns(self) -> bool:
        longest = max(map(len, self._names), default=0)
        narrow = self.width() < NARROWEST_COLUMN * len(self._names)
        return longest <= LONGEST_IN_COLUMNS and not narrow

    def _height(self) -> int:
        if self._in_columns():
            return int(BAR_HEIGHT + GAP + CHIP_HEIGHT)
        return int(ROW_HEIGHT * len(self._names))
