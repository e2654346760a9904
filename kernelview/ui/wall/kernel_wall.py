"""The wall itself: every kernel a tile, all of them one picture."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.qimage import words_qimage
from kernelview.ui.wall.colours import level_words, word_of
from kernelview.ui.wall.content import WallContent
from kernelview.ui.wall.tile_steps import step_to
from kernelview.ui.wall.words import layer_words
from kernelview.usecases.wall_picture import WallLayout, WallRaster, fit_wall

KEYS_IN_WORDS = "Arrows move from kernel to kernel, Enter opens one in the editor."
# Room for the ring around a tile at the edge.
MARGIN = 3
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KernelWall(QAbstractScrollArea):
    """A click or the arrow keys choose a kernel, a double click or Enter opens it.

    `chosen` and `hovered` carry a unit or None, `walked` the unit that a key led to.
    """

    chosen = Signal(object)
    hovered = Signal(object)
    walked = Signal(object)
    opened = Signal(int)
    menu_asked = Signal(QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._content: WallContent | None = None
        self._layout: WallLayout | None = None
        self._raster: WallRaster | None = None
        self._picture: QImage | None = None
        self._unit: int | None = None
        self._hovered: int | None = None
        self.setAccessibleName("Kernels")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setAccessibleName("Scroll the kernels")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        appearance.changed.connect(self._repaint)
        self._describe()

    @property
    def content(self) -> WallContent | None:
        """What is shown."""
        return self._content

    @property
    def unit(self) -> int | None:
        """The unit chosen."""
        return self._unit

    def show_content(self, content: WallContent | None) -> None:
        """Show kernels; the chosen unit stays while it is the same layer's."""
        before, self._content = self._content, content
        if before is None or content is None or not _is_alike(before, content):
            self._lay_out()
        if before is not None and (content is None or not _is_alike(before, content)):
            self.choose(None)
            self._hover(None)
        self._repaint()
        if self.hasFocus() or before is None or content is None:
            self._describe()

    def choose(self, unit: int | None) -> None:
        """Choose a unit of those shown, or none."""
        is_there = unit is None or (self._content is not None and 0 <= unit < self._content.count)
        if unit != self._unit and is_there:
            self._unit = unit
            self._describe()
            self.viewport().update()
            self.chosen.emit(unit)

    def box_of(self, unit: int) -> QRect:
        """Return where a unit's tile is in the viewport."""
        content, layout = self._content, self._layout
        if content is None or layout is None or not 0 <= unit < content.count:
            return QRect()
        left, top, width, height = layout.box_of(content.place_of(unit))
        ratio, origin = self.devicePixelRatioF(), self._origin()
        return QRectF(
            origin.x() + left / ratio, origin.y() + top / ratio, width / ratio, height / ratio
        ).toRect()

    # --- what the person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from kernel to kernel, open one."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._content is None:
            super().keyPressEvent(event)
        elif key in _OPENING and self._unit is not None:
            self.opened.emit(self._unit)
        elif key == Qt.Key.Key_Escape and self._unit is not None:
            self.choose(None)
            self.walked.emit(None)
        elif not self._walk(key):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the kernel under the mouse."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self.choose(self._unit_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the kernel under the mouse."""
        unit = self._unit_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and unit is not None:
            self.choose(unit)
            self.opened.emit(unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which kernel the mouse is over."""
        self._hover(self._unit_at(event.position()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen kernel."""
        if self._unit is None:
            return
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = (
            self.viewport().mapToGlobal(self.box_of(self._unit).center())
            if is_by_key
            else event.globalPos()
        )
        self.menu_asked.emit(place)

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys act."""
        super().focusInEvent(event)
        self._describe()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys act elsewhere."""
        super().focusOutEvent(event)
        self.walked.emit(None)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the kernels out anew."""
        super().resizeEvent(event)
        self._lay_out()
        self._repaint()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint other rows."""
        self._hover(None)
        self.viewport().update()

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the wall, then the rings on it."""
        theme = self._appearance.theme
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.panel))
        picture = self._drawn()
        if picture is not None:
            painter.drawImage(self._origin(), picture)
        if self._hovered is not None and self._hovered != self._unit:
            self._paint_ring(painter, self._hovered, QColor(theme.text), 1.0)
        if self._unit is not None:
            width = 3.0 if self.hasFocus() else 2.0
            self._paint_ring(painter, self._unit, QColor(theme.accent), width)
        painter.end()

    def _paint_ring(self, painter: QPainter, unit: int, colour: QColor, width: float) -> None:
        pen = QPen(colour, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        outside = (width - 1) / 2
        box = QRectF(self.box_of(unit)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRect(box.adjusted(-outside, -outside, outside, outside))

    def _drawn(self) -> QImage | None:
        """Return the picture of all kernels, drawn once for each change."""
        if self._picture is None and self._content is not None and self._raster is not None:
            theme = self._appearance.theme
            words = self._raster.draw(
                self._content.levels(),
                level_words(theme),
                background=word_of(theme.panel),
                line=word_of(theme.line),
            )
            self._picture = words_qimage(words)
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
        return self._picture

    def _repaint(self) -> None:
        self._picture = None
        self.viewport().update()

    # --- places

    def _lay_out(self) -> None:
        if self._content is None:
            self._layout = self._raster = None
            self.verticalScrollBar().setRange(0, 0)
            return
        ratio = self.devicePixelRatioF()
        whole = self.maximumViewportSize()
        layout = self._fitted(whole.width())
        if layout.size[1] / ratio > whole.height():
            layout = self._fitted(whole.width() - self.verticalScrollBar().sizeHint().width())
        if layout != self._layout:
            self._layout, self._raster = layout, WallRaster(layout)
        high = round(layout.size[1] / ratio) + 2 * MARGIN
        page = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, high - whole.height()))
        bar.setPageStep(page)
        bar.setSingleStep(max(8, round((layout.tile[1] + layout.gap) / ratio)))

    def _fitted(self, width: int) -> WallLayout:
        content, ratio = self._content, self.devicePixelRatioF()
        count, shape = (content.count, content.shape) if content else (1, (1, 1))
        height = self.maximumViewportSize().height()
        return fit_wall(
            count,
            shape,
            width=max(1, int((width - 2 * MARGIN) * ratio)),
            height=max(1, int((height - 2 * MARGIN) * ratio)),
            ratio=max(1, round(ratio)),
        )

    def _origin(self) -> QPointF:
        """Return where the wall's top left corner is in the viewport, on whole pixels."""
        if self._layout is None:
            return QPointF()
        ratio = self.devicePixelRatioF()
        width, height = (side / ratio for side in self._layout.size)
        left = max(MARGIN, int((self.viewport().width() - width) / 2))
        top = max(MARGIN, int((self.viewport().height() - height) / 2))
        return QPointF(left, top - self.verticalScrollBar().value())

    def _unit_at(self, position: QPointF) -> int | None:
        if self._content is None or self._layout is None:
            return None
        ratio, inside = self.devicePixelRatioF(), position - self._origin()
        place = self._layout.place_at(inside.x() * ratio, inside.y() * ratio)
        return None if place is None else self._content.unit_at(place)

    def _walk(self, key: Qt.Key) -> bool:
        """Choose the kernel that a key leads to; return whether the key leads anywhere."""
        content, layout = self._content, self._layout
        if content is None or layout is None:
            return False
        row = (layout.tile[1] + layout.gap) / self.devicePixelRatioF()
        page = max(1, int(self.viewport().height() // row))
        here = None if self._unit is None else content.place_of(self._unit)
        place = step_to(key, here, count=content.count, columns=layout.columns, page=page)
        if place is None:
            return False
        self.choose(content.unit_at(place))
        self._show_place(place)
        self.walked.emit(self._unit)
        return True

    def _show_place(self, place: int) -> None:
        """Scroll to a place."""
        if self._content is None:
            return
        box = self.box_of(self._content.unit_at(place)).adjusted(0, -MARGIN, 0, MARGIN)
        bar = self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + box.top())
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + box.bottom() - self.viewport().height())

    # --- words

    def _hover(self, unit: int | None) -> None:
        if unit != self._hovered:
            self._hovered = unit
            self.viewport().update()
            self.hovered.emit(unit)

    def _describe(self) -> None:
        content = self._content
        if content is None:
            self.setAccessibleDescription("No kernels")
            return
        what = f"{layer_words(content.layer)} of {content.layer.name}."
        if self._unit is not None:
            place = content.place_of(self._unit) + 1
            what = f"{content.address(self._unit)}, {place} of {content.count}."
        self.setAccessibleDescription(f"{what} {KEYS_IN_WORDS}")


def _is_alike(one: WallContent, other: WallContent) -> bool:
    return (one.layer.name, one.count, one.shape) == (other.layer.name, other.count, other.shape)
