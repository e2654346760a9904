"""A view of a picture and of its result, which comes in parts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from kernelview.engine.levels import Levels
from kernelview.engine.spans import Rectangle
from kernelview.jobs import Job, completed
from kernelview.ui.appearance import Appearance
from kernelview.ui.canvas.canvas_painter import CanvasPainter
from kernelview.ui.canvas.layer import PictureLayer
from kernelview.ui.canvas.panes import Pane
from kernelview.ui.canvas.picture_painter import Pictures, part_rectangle, picture_rectangle
from kernelview.ui.canvas.pyramid import Pyramid, level_at
from kernelview.ui.canvas.qimage import Bytes
from kernelview.ui.canvas.reduced import Reduced
from kernelview.ui.canvas.result_store import APPROXIMATE, ResultStore
from kernelview.ui.canvas.zoom_view import ZoomView
from kernelview.ui.theme import Theme
from kernelview.usecases.live_parts import LivePart, View

# A part comes sooner than this as a rule: until then nothing is painted, so nothing flickers.
PATIENCE_MILLISECONDS = 100
# Tiles beside what was painted first are painted together, so many milliseconds apart.
TOGETHER_MILLISECONDS = 40


class ResultView(ZoomView):
    """Holds the picture and what is known of its result; rectangles are (top, left, bottom, right).

    A result begins with `begin_result`, comes by `add_part` and ends with `finish_result`.
    `expect_result` says that the one shown is no longer that of the document in hand.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._painter = CanvasPainter()
        self._pictures = Pictures()
        self._source: Pyramid | None = None
        self._reduced: Reduced | None = None
        self._scale_colours = _scale_colours(appearance.theme)
        self._shown_exact = False
        self._dirty = QRegion()
        self._patience = _single_shot(self, PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self.update)
        self._together = _single_shot(self, TOGETHER_MILLISECONDS)
        self._together.timeout.connect(self._paint_dirty)
        appearance.changed.connect(self._change_colours)

    def panes(self) -> tuple[Pane, ...]:
        """Return what is shown where."""
        raise NotImplementedError

    @property
    def result(self) -> ResultStore | None:
        """What is known of the result; None where there is none to come."""
        return self._pictures.result

    def shows_exact(self) -> bool:
        """Whether all of the result that is in view is exact."""
        result = self._pictures.result
        return result is not None and result.exact.covers(self._in_result(result))

    def shows_approximate(self) -> bool:
        """Whether the result that is in view is the right one, but not all of it exact."""
        result = self._pictures.result
        return result is not None and result.mark(self._in_result(result)) == APPROXIMATE

    def view(self) -> View | None:
        """Return what is looked at, None where that is nothing of the picture."""
        top, left, bottom, right = self.visible_rect()
        if self._source is None or top >= bottom or left >= right:
            return None
        return View((top, left, bottom, right), level_at(self.zoom, self._source.highest))

    # The picture

    def show_source(self, pixels: NDArray[Any] | None, levels: Levels | None) -> None:
        """Hold another picture; its result is gone."""
        self._source = Pyramid(pixels, levels) if pixels is not None else None
        layer = PictureLayer(self._source) if self._source is not None else None
        self._change_pictures(Pictures(source=layer))

    def build_levels(self) -> Job[None]:
        """Make the picture's smaller levels, on any thread."""
        return self._source.build() if self._source is not None else completed(None)

    def show_levels(self) -> None:
        """Paint from the levels that are there now."""
        self._painter.forget()
        self.update()

    # Its result

    def expect_result(self) -> None:
        """Take what is shown as that of an earlier document; the next is under way."""
        result = self._pictures.result
        if result is not None:
            self._begin(result.shape, result)

    def begin_result(self, shape: tuple[int, int]) -> None:
        """Begin a result of (rows, columns); it covers the picture's area whatever its size."""
        self._begin(shape, self._pictures.result)

    def add_part(self, part: LivePart, reduced: Reduced | None = None) -> None:
        """Show a part of the result; `reduced` holds an exact one's smaller levels already."""
        result = self._pictures.result
        if result is None:
            return
        if part.level:
            result.add_approximation(part.pixels, part.region, part.level)
        else:
            if reduced is None:
                reduced = self._reduced_for(part.pixels, result.shape)
                reduced.add(part.pixels, part.region)
            result.add_exact(part.pixels, part.region, reduced)
            self._painter.renew(result, part.region)
        self._show_change(part, result.shape)

    def add_late_part(self, part: LivePart, shape: tuple[int, int]) -> None:
        """Show a part of an earlier document's result, of `shape`, while there is no newer one."""
        result = self._pictures.result
        if result is not None and not result.has_own_parts:
            result.add_late(part.pixels, part.region, part.level, shape)
            self._show_change(part, shape)

    def finish_result(self, pixels: NDArray[Any], reduced: Reduced | None = None) -> None:
        """Show the whole result, all of it exact; `reduced` holds its smaller levels already."""
        result = self._pictures.result
        if result is None:
            return
        result.finish(pixels, Reduced.of(pixels) if reduced is None else reduced)
        self._painter.forget()
        self._patience.stop()
        self._shown_exact = True
        self.update()

    def abandon_result(self) -> None:
        """Show what there is of the result, and nothing older: no more of it will come."""
        if self._pictures.result is not None:
            self._pictures.result.abandon()
            self._change_pictures(self._pictures)

    def clear_result(self) -> None:
        """Show that there is no result."""
        self._change_pictures(Pictures(source=self._pictures.source))

    # Inner workings

    def _begin(self, shape: tuple[int, int], before: ResultStore | None) -> None:
        if self._source is None:
            return
        result = ResultStore(self._source, self._scale_colours, shape, before)
        self._reduced = None
        self._shown_exact = False
        self._pictures = Pictures(self._pictures.source, result)
        self._painter.keep_only(self._pictures)
        self._dirty = QRegion()
        self._together.stop()
        self._patience.start()

    def _reduced_for(self, pixels: NDArray[Any], shape: tuple[int, int]) -> Reduced:
        if self._reduced is None:
            self._reduced = Reduced(shape, 1 if pixels.ndim == 2 else pixels.shape[2])
        return self._reduced

    def _show_change(self, part: LivePart, shape: tuple[int, int]) -> None:
        """Paint soon what has come: at once if it is the first, or all in view is exact now."""
        is_exact = self.shows_exact()
        if self._patience.isActive() or is_exact != self._shown_exact:
            self._patience.stop()
            self._shown_exact = is_exact
            self.update()
            return
        top, left, bottom, right = part.region
        side = 2**part.level
        region = (top * side, left * side, bottom * side, right * side)
        for pane in self.panes():
            if pane.content != "source":
                at = part_rectangle(picture_rectangle(pane, self._viewport), region, shape)
                self._add_dirty(at.intersected(QRectF(self.rect())))
        if not self._dirty.isEmpty() and not self._together.isActive():
            self._together.start()

    def _add_dirty(self, area: QRectF) -> None:
        if not area.isEmpty():
            self._dirty = self._dirty.united(area.toAlignedRect().adjusted(-1, -1, 1, 1))

    def _paint_dirty(self) -> None:
        self.update(self._dirty)
        self._dirty = QRegion()

    def _in_result(self, result: ResultStore) -> Rectangle:
        """Return the pixels of the result that are in view."""
        top, left, bottom, right = self.visible_rect()
        rows, columns = result.shape
        height, width = self._viewport.height, self._viewport.width
        return (
            top * rows // height,
            left * columns // width,
            -(-bottom * rows // height),
            -(-right * columns // width),
        )

    def _change_pictures(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._painter.keep_only(pictures)
        self._patience.stop()
        self.update()

    def _change_colours(self) -> None:
        self._scale_colours = _scale_colours(self._appearance.theme)
        if self._pictures.result is not None:
            self._pictures.result.recolour(self._scale_colours)
        self._painter.forget()
        self.update()


def _scale_colours(theme: Theme) -> Bytes:
    return np.ascontiguousarray(theme.diverging(np.linspace(-1, 1, 511)), np.uint8)


def _single_shot(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
