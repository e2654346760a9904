"""Pictures of a set with their labels, as many as fit."""

from math import floor

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kernelview.learn.augmentation import augment
from kernelview.learn.choices import Augmentation
from kernelview.learn.dataset import Dataset
from kernelview.ui.appearance import Appearance
from kernelview.ui.data.sample_picture import sample_picture

GAP, CAPTION_HEIGHT, CAPTION_PIXELS = 6, 15, 12
# A tile's least side: labels of a letter or two, and longer ones.
SMALL_TILE, LARGE_TILE = 34, 60
LONGEST_SMALL = 2
FEWEST_ROWS = 2
# Varying more values than these takes too long for the window's thread.
MOST_VARIED_VALUES = 500_000
STALE_OPACITY = 0.35
KEYS_IN_WORDS = "Arrows move from picture to picture, Enter gives one to the network."
_CHOOSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SampleGrid(QWidget):
    """A click or Enter chooses a picture."""

    # float32 (H, W, C), 0 to 1
    chosen = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._dataset: Dataset | None = None
        self._augmentation = Augmentation()
        self._page = 0
        self._pixels: dict[int, NDArray[np.float32]] = {}
        self._pictures: dict[int, QImage] = {}
        self._order: NDArray[np.int64] = np.zeros(0, np.int64)
        self._current = 0
        self._chosen: int | None = None
        self._is_stale = False
        self.setAccessibleName("Samples")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        appearance.changed.connect(self.update)
        self._describe()

    @property
    def count(self) -> int:
        """How many pictures are shown."""
        return min(len(self._order), self._columns() * self._rows())

    def show_dataset(self, dataset: Dataset | None, augmentation: Augmentation) -> None:
        """Show pictures of a set, varied as they are for training."""
        if dataset is not self._dataset:
            self._page, self._current = 0, 0
        self._dataset, self._augmentation = dataset, augmentation
        self._is_stale = False
        self._deal()

    def shuffle(self) -> None:
        """Show other pictures."""
        self._page += 1
        self._deal()

    def show_stale(self) -> None:
        """Fade the pictures, which are about to be others."""
        self._is_stale = True
        self.update()

    def choose(self, place: int) -> None:
        """Give the picture at a place to whom it may concern."""
        if 0 <= place < self.count and not self._is_stale:
            self._current = self._chosen = place
            self._describe()
            self.update()
            self.chosen.emit(self._sample(place))

    def box_of(self, place: int) -> QRectF:
        """Return where the picture at a place is drawn, without its label."""
        row, column = divmod(place, self._columns())
        side = self._side()
        return QRectF(column * (side + GAP), row * (side + CAPTION_HEIGHT + GAP / 2), side, side)

    def sizeHint(self) -> QSize:
        """Return room for some rows."""
        rows = FEWEST_ROWS if self._longest_label() > LONGEST_SMALL else FEWEST_ROWS + 1
        return QSize(236, self._height_of(rows))

    def minimumSizeHint(self) -> QSize:
        """Return room for two rows."""
        return QSize(120, self._height_of(FEWEST_ROWS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that two rows take at this width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    # --- what the person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from picture to picture, choose one."""
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._columns(),
            Qt.Key.Key_Down: self._columns(),
            Qt.Key.Key_Home: -self._current,
            Qt.Key.Key_End: self.count - 1 - self._current,
        }
        if key in _CHOOSING:
            self.choose(self._current)
        elif key in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            target = self._current + steps[key]
            if 0 <= target < self.count:
                self._current = target
            self._describe()
            self.update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the picture under the mouse."""
        place = self._place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which picture the keys act on."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show none."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Name a picture in a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if place is None else self._words(place), self)
            return True
        return super().event(event)

    # --- pictures

    def _deal(self) -> None:
        """Draw the order of this page's pictures; the same page shows the same ones."""
        self._pixels.clear()
        self._pictures.clear()
        self._chosen = None
        count = 0 if self._dataset is None else len(self._dataset)
        # The same pictures come whenever the same set is shown.
        self._order = np.random.default_rng(self._page).permutation(count)
        self._describe()
        self.update()

    def _sample(self, place: int) -> NDArray[np.float32]:
        if place not in self._pixels:
            self._make(range(self.count))
        return self._pixels[place]

    def _picture(self, place: int) -> QImage:
        if place not in self._pictures:
            self._pictures[place] = sample_picture(self._sample(place))
        return self._pictures[place]

    def _make(self, places: range) -> None:
        if self._dataset is None:
            return
        wanted = [place for place in places if place not in self._pixels]
        images = self._dataset.images[self._order[wanted]]
        pixels = np.asarray(images * np.float32(1 / self._dataset.white), np.float32)
        if pixels.size <= MOST_VARIED_VALUES:
            random = np.random.default_rng((self._page, *wanted[:1]))
            pixels = np.clip(augment(pixels, self._augmentation, random), 0, 1)
        self._pixels.update(zip(wanted, pixels, strict=True))

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pictures and their labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._is_reduced())
        if self._is_stale:
            painter.setOpacity(STALE_OPACITY)
        font = QFont(self.font())
        font.setPixelSize(CAPTION_PIXELS)
        painter.setFont(font)
        for place in range(self.count):
            self._paint_sample(painter, place)
        painter.end()

    def _paint_sample(self, painter: QPainter, place: int) -> None:
        theme = self._appearance.theme
        box = self.box_of(place)
        painter.drawImage(_fitted(self._picture(place), box), self._picture(place))
        caption = QRectF(box.x(), box.bottom(), box.width(), CAPTION_HEIGHT)
        is_marked = place == self._chosen or (self.hasFocus() and place == self._current)
        painter.setPen(QColor(theme.text if is_marked else theme.muted))
        metrics = painter.fontMetrics()
        label = metrics.elidedText(
            self._label(place), Qt.TextElideMode.ElideRight, int(caption.width())
        )
        painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, label)
        pen = QPen(QColor(theme.accent if is_marked else theme.line), 2.0 if is_marked else 1.0)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = pen.widthF() / 2
        painter.drawRect(box.adjusted(half, half, -half, -half))

    def _is_reduced(self) -> bool:
        return self._dataset is not None and max(self._dataset.shape[:2]) > self._side()

    # --- places

    def _columns(self) -> int:
        least = SMALL_TILE if self._longest_label() <= LONGEST_SMALL else LARGE_TILE
        return max(1, (self.width() + GAP) // (least + GAP))

    def _rows(self) -> int:
        high = self._side() + CAPTION_HEIGHT + GAP / 2
        return max(1, int((self.height() + GAP / 2) // high))

    def _side(self) -> int:
        columns = self._columns()
        return max(1, floor((self.width() - GAP * (columns - 1)) / columns))

    def _height_of(self, rows: int) -> int:
        return int(rows * (self._side() + CAPTION_HEIGHT) + (rows - 1) * GAP / 2)

    def _place_at(self, position: QPointF) -> int | None:
        whole = QRectF(0, 0, 0, CAPTION_HEIGHT)
        for place in range(self.count):
            box = self.box_of(place)
            if box.adjusted(0, 0, 0, whole.height()).contains(position):
                return place
        return None

    # --- words

    def _label(self, place: int) -> str:
        if self._dataset is None:
            return ""
        return self._dataset.class_names[int(self._dataset.labels[self._order[place]])]

    def _longest_label(self) -> int:
        return max(map(len, self._dataset.class_names), default=0) if self._dataset else 0

    def _words(self, place: int) -> str:
        return f"{self._label(place)} (picture {self._order[place] + 1:,})"

    def _describe(self) -> None:
        if not self.count:
            self.setAccessibleDescription("No pictures")
            return
        self._current = min(self._current, self.count - 1)
        here = f"Picture {self._current + 1} of {self.count}: {self._label(self._current)}."
        self.setAccessibleDescription(f"{here} {KEYS_IN_WORDS}")


def _fitted(picture: QImage, box: QRectF) -> QRectF:
    scale = min(box.width() / picture.width(), box.height() / picture.height())
    target = QRectF(0, 0, picture.width() * scale, picture.height() * scale)
    target.moveCenter(box.center())
    return target
