"""Both walls of maps: one scroll bar, one cursor, a pair lights up in both."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
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
from kernelview.ui.pair.maps_content import MapsContent
from kernelview.ui.pair.maps_layout import MapsLayout
from kernelview.ui.pair.swatch import Side, side_colour
from kernelview.ui.theme import Theme
from kernelview.ui.wall.tile_steps import step_to
from kernelview.usecases.compare_banks import Pairing
from kernelview.usecases.pair_words import NONE, pair_sentence

KEYS_IN_WORDS = "Arrows move from pair to pair, Enter opens one."
CAPTION_PIXELS = 12
SIDES: tuple[Side, ...] = ("hand-made", "learned")
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MapsWalls(QAbstractScrollArea):
    """Signals carry places of pairings in the comparison."""

    hovered = Signal(object)  # int | None
    opened = Signal(int)
    # how far the learned wall begins to the right of the other
    arranged = Signal(float)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._content: MapsContent | None = None
        self._layout = MapsLayout(0, (1, 1), 1.0)
        self._images: dict[tuple[Side, int], QImage] = {}
        self._words = _scale_words(appearance.theme)
        self._place: int | None = None
        self._hovered: int | None = None
        self.setAccessibleName("Activation maps of both banks")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setAccessibleName("Scroll the maps")
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        appearance.changed.connect(self._recolour)
        self._describe()

    @property
    def content(self) -> MapsContent | None:
        """What is shown."""
        return self._content

    @property
    def layout_of_maps(self) -> MapsLayout:
        """Where the maps are, scrolling left out."""
        return self._layout

    @property
    def chosen(self) -> int | None:
        """The pairing the keys are on."""
        content = self._content
        return None if content is None or self._place is None else content.order[self._place]

    def show_content(self, content: MapsContent | None) -> None:
        """Show maps; the chosen pair stays while it is the same comparison's."""
        chosen, before = self.chosen, self._content
        self._content = content
        self._images = {}
        self._place = None
        comparison = None if before is None else before.comparison
        if content is not None and content.comparison is comparison and chosen is not None:
            self._place = content.order.index(chosen)
        self._hover(None)
        self._lay_out()
        self._describe()
        self.viewport().update()

    def box_of(self, side: Side, pair: int) -> QRectF:
        """Return where a pair's map is in the viewport."""
        if self._content is None:
            return QRectF()
        box = self._layout.box(side, self._content.order.index(pair))
        return box.translated(0, -self.verticalScrollBar().value())

    def sizeHint(self) -> QSize:
        """Return room for a few maps."""
        return QSize(640, 480)

    def minimumSizeHint(self) -> QSize:
        """Return the least that shows some."""
        return QSize(260, 160)

    # --- what the person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from pair to pair, open one."""
        key = Qt.Key(event.key())
        if self._content is None:
            super().keyPressEvent(event)
        elif key in _OPENING and self.chosen is not None:
            self.opened.emit(self.chosen)
        elif not self._walk(key):
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the pair under the mouse."""
        self._hover(self._place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the pair under the mouse."""
        place = self._place_at(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._put(place)
        if self.chosen is not None:
            self.opened.emit(self.chosen)

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice when the mouse leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys act here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they do not."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the maps out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint the part that came into view."""
        self._hover(None)
        self.viewport().update()

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the maps in view."""
        theme = self._appearance.theme
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.panel))
        content, top = self._content, self.verticalScrollBar().value()
        if content is not None:
            painter.translate(0, -top)
            font = QFont(self.font())
            font.setPixelSize(CAPTION_PIXELS)
            painter.setFont(font)
            for place in self._layout.between(top, top + self.viewport().height()):
                for side in SIDES:
                    self._paint_map(painter, content, side, place)
            self._paint_rings(painter, theme)
        painter.end()

    def _paint_map(self, painter: QPainter, content: MapsContent, side: Side, place: int) -> None:
        theme, pairing = self._appearance.theme, content.pairing_at(place)
        box = self._layout.box(side, place)
        if side == "learned" or pairing.match is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, self._image(content, side, content.order[place]))
        else:
            painter.setPen(QColor(theme.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, NONE)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.setPen(QColor(theme.text if pairing.is_significant else theme.muted))
        caption = self._layout.caption(side, place)
        shown = painter.fontMetrics().elidedText(
            _caption(side, pairing), Qt.TextElideMode.ElideRight, int(caption.width())
        )
        painter.drawText(caption, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_rings(self, painter: QPainter, theme: Theme) -> None:
        for place, width in ((self._place, 3.0 if self.hasFocus() else 2.0), (self._hovered, 2.0)):
            if place is None:
                continue
            for side in SIDES:
                is_hovered = place == self._hovered
                colour = side_colour(side, theme) if is_hovered else theme.accent
                pen = QPen(QColor(colour), width)
                pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
                painter.setPen(pen)
                painter.drawRect(self._layout.box(side, place).adjusted(-1, -1, 1, 1))

    def _image(self, content: MapsContent, side: Side, pair: int) -> QImage:
        if (side, pair) not in self._images:
            self._images[side, pair] = content.image(side, pair, self._words)
        return self._images[side, pair]

    def _recolour(self) -> None:
        self._words = _scale_words(self._appearance.theme)
        self._images = {}
        self.viewport().update()

    # --- inside

    def _lay_out(self) -> None:
        content = self._content
        count, shape = (content.count, content.shape) if content is not None else (0, (1, 1))
        self._layout = MapsLayout(count, shape, float(self.viewport().width()))
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, round(self._layout.height) - page))
        bar.setPageStep(max(1, page))
        bar.setSingleStep(max(8, round(self._layout.pitch[1] / 3)))
        self.arranged.emit(self._layout.left("learned") - self._layout.left("hand-made"))

    def _place_at(self, position: QPointF) -> int | None:
        if self._content is None:
            return None
        return self._layout.place_at(position + QPointF(0, self.verticalScrollBar().value()))

    def _walk(self, key: Qt.Key) -> bool:
        layout = self._layout
        page = max(1, int(self.viewport().height() // layout.pitch[1]))
        place = step_to(key, self._place, count=layout.count, columns=layout.across, page=page)
        if place is None:
            return False
        self._put(place)
        box, bar = layout.box("learned", place), self.verticalScrollBar()
        bottom = layout.caption("learned", place).bottom()
        if box.top() < bar.value():
            bar.setValue(int(box.top()) - 4)
        elif bottom > bar.value() + self.viewport().height():
            bar.setValue(int(bottom) + 4 - self.viewport().height())
        self.hovered.emit(self.chosen)
        return True

    def _put(self, place: int) -> None:
        self._place = place
        self._describe()
        self.viewport().update()

    def _hover(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.viewport().update()
            content = self._content
            pair = None if content is None or place is None else content.order[place]
            self.hovered.emit(pair)

    def _describe(self) -> None:
        words = "No maps"
        if self._content is not None:
            words = f"{self._content.count} pairs."
            if self._place is not None:
                words = pair_sentence(self._content.pairing_at(self._place))
        self.setAccessibleDescription(f"{words} {KEYS_IN_WORDS}")


def _caption(side: Side, pairing: Pairing) -> str:
    if side == "learned":
        return str(pairing.learned.address)
    return NONE if pairing.match is None else pairing.match.classical.label


def _scale_words(theme: Theme) -> NDArray[np.uint32]:
    colours = theme.diverging(np.linspace(-1, 1, 511)).astype(np.uint32)
    red, green, blue = colours.T
    return np.asarray(np.uint32(0xFF000000) | red << 16 | green << 8 | blue, np.uint32)
