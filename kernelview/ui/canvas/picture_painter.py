"""Paints the panes of a canvas: layers, values, and what belongs to a single pane."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from kernelview.ui.canvas import overlays
from kernelview.ui.canvas.cell_values import CellValues
from kernelview.ui.canvas.layer import DifferenceLayer, Layer, PartCache, PictureLayer, paint_layer
from kernelview.ui.canvas.panes import Content, Pane
from kernelview.ui.canvas.pyramid import Pyramid, Rectangle
from kernelview.ui.canvas.viewport import Viewport
from kernelview.ui.theme import Theme

STALE_OPACITY = 0.3


@dataclass(frozen=True)
class Patch:
    """A result for a part (top, left, bottom, right) of the source only."""

    layer: Layer
    rectangle: Rectangle


@dataclass(frozen=True)
class Highlight:
    """The kernel's window at a pixel: `kernel_shape` and `anchor` are (row, column)."""

    row: int
    column: int
    kernel_shape: tuple[int, int]
    anchor: tuple[int, int]


@dataclass(frozen=True)
class Pictures:
    """The layers there are. `patch` stands for the result while only a part is ready."""

    source: PictureLayer | None = None
    result: PictureLayer | None = None
    difference: DifferenceLayer | None = None
    patch: Patch | None = None

    @property
    def has_result(self) -> bool:
        """Whether there is anything but the source to show."""
        return self.result is not None or self.patch is not None

    @property
    def sizes_differ(self) -> bool:
        """Whether the result has not the source's size, as after pooling."""
        if self.source is None or self.result is None:
            return False
        return self.source.shape != self.result.shape

    def layers(self) -> list[Layer]:
        """Return all layers."""
        patch = self.patch.layer if self.patch is not None else None
        return [one for one in (self.source, self.result, self.difference, patch) if one]


def with_difference(pictures: Pictures, theme: Theme) -> Pictures:
    """Return the pictures with their difference in the theme's signed scale, if there is one."""
    if pictures.source is None or pictures.result is None or pictures.sizes_differ:
        return replace(pictures, difference=None)
    colours = np.ascontiguousarray(theme.diverging(np.linspace(-1, 1, 511)), np.uint8)
    layer = DifferenceLayer(pictures.source.pyramid, pictures.result.pyramid, colours)
    return replace(pictures, difference=layer)


def picture_layer(pixels: NDArray[Any]) -> PictureLayer:
    """Return a layer that shows pixels."""
    return PictureLayer(Pyramid(pixels))


class PicturePainter:
    """Paints panes; holds what was converted and laid out for the last painting."""

    def __init__(self) -> None:
        self._parts = PartCache()
        self._values = CellValues()

    def forget(self, pictures: Pictures) -> None:
        """Drop what was made for pictures that are gone."""
        self._parts.keep_only(pictures.layers())

    def paint_pane(
        self,
        painter: QPainter,
        pane: Pane,
        pictures: Pictures,
        viewport: Viewport,
        *,
        theme: Theme,
        font: QFont,
    ) -> None:
        """Paint one pane's picture with its grid and values."""
        clip = pane_rectangle(pane, viewport)
        if clip.isEmpty():
            return
        painter.save()
        painter.setClipRect(clip)
        whole = picture_rectangle(pane, viewport)
        if pane.content == "result" and pictures.patch is not None:
            self._paint_patch(painter, pictures, pictures.patch, whole, clip, theme, font)
        elif pane.content == "difference" and pictures.difference is None:
            overlays.paint_message(painter, clip, *_no_difference(pictures), theme, font)
        else:
            layer = _layer_of(pictures, pane.content)
            if layer is not None:
                self._paint_layer(painter, layer, whole, clip, theme, font)
        painter.restore()

    def _paint_patch(
        self,
        painter: QPainter,
        pictures: Pictures,
        patch: Patch,
        whole: QRectF,
        clip: QRectF,
        theme: Theme,
        font: QFont,
    ) -> None:
        if pictures.source is None:
            return
        painter.setOpacity(STALE_OPACITY)
        paint_layer(painter, pictures.source, whole, clip, self._parts)
        painter.setOpacity(1.0)
        rows, columns = pictures.source.shape
        part = part_rectangle(whole, patch.rectangle, (rows, columns))
        painter.fillRect(part, QColor(backdrop(theme)))
        self._paint_layer(painter, patch.layer, part, clip, theme, font)

    def _paint_layer(
        self,
        painter: QPainter,
        layer: Layer,
        target: QRectF,
        clip: QRectF,
        theme: Theme,
        font: QFont,
    ) -> None:
        if layer.has_alpha:
            painter.fillRect(target.intersected(clip), overlays.checkerboard(dark=theme.is_dark))
        paint_layer(painter, layer, target, clip, self._parts)
        behind = overlays.behind_transparent(dark=theme.is_dark)
        self._values.paint(painter, layer, target, clip, font=font, behind=behind)


def backdrop(theme: Theme) -> str:
    """Return the neutral grey around a picture: no hue that would tint what is seen."""
    return "#101113" if theme.is_dark else "#e4e5e7"


def pane_rectangle(pane: Pane, viewport: Viewport) -> QRectF:
    """Return where a pane is in the canvas."""
    return QRectF(pane.left, 0.0, pane.width, viewport.view_height)


def picture_rectangle(pane: Pane, viewport: Viewport) -> QRectF:
    """Return where the whole picture would be in the canvas."""
    x, y = viewport.to_view(0, 0)
    return QRectF(
        x + pane.view_left, y, viewport.width * viewport.scale, viewport.height * viewport.scale
    )


def part_rectangle(whole: QRectF, part: Rectangle, shape: tuple[int, int]) -> QRectF:
    """Return where a part (top, left, bottom, right) of a picture of `shape` is."""
    top, left, bottom, right = part
    down, across = whole.height() / shape[0], whole.width() / shape[1]
    corner = QPointF(whole.x() + left * across, whole.y() + top * down)
    return QRectF(corner.x(), corner.y(), (right - left) * across, (bottom - top) * down)


def paint_highlight(
    painter: QPainter, pane: Pane, viewport: Viewport, highlight: Highlight, theme: Theme
) -> None:
    """Outline the kernel's window in one pane."""
    painter.save()
    painter.setClipRect(pane_rectangle(pane, viewport))
    whole = picture_rectangle(pane, viewport)
    shape = viewport.height, viewport.width
    top = highlight.row - highlight.anchor[0]
    left = highlight.column - highlight.anchor[1]
    rows, columns = highlight.kernel_shape
    window = part_rectangle(whole, (top, left, top + rows, left + columns), shape)
    row, column = highlight.row, highlight.column
    pixel = part_rectangle(whole, (row, column, row + 1, column + 1), shape)
    overlays.paint_window(painter, window, pixel, theme)
    painter.restore()


def _layer_of(pictures: Pictures, content: Content) -> Layer | None:
    match content:
        case "source":
            return pictures.source
        case "result":
            return pictures.result
        case "difference":
            return pictures.difference


def _no_difference(pictures: Pictures) -> tuple[str, str]:
    if not pictures.sizes_differ or pictures.source is None or pictures.result is None:
        return "No difference yet", "It appears when the whole result is ready."
    (rows, columns), (high, wide) = pictures.source.shape, pictures.result.shape
    sizes = f"The picture has {columns} × {rows} pixels, the result {wide} × {high}"
    return "Sizes differ", f"{sizes}. Only pictures of one size can be subtracted."
