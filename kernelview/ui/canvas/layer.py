"""What a pane of the canvas shows: the picture, the result, or how the two differ."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from kernelview.ui.canvas.pyramid import Pyramid, Rectangle
from kernelview.ui.canvas.qimage import Bytes, premultiplied_qimage, words_qimage

# Parts are converted in blocks of this many pixels, so that a small pan reuses the last one.
BLOCK = 256


class Layer(Protocol):
    """Something with pixels on several levels that can be painted."""

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of level 0."""

    @property
    def has_alpha(self) -> bool:
        """Whether something may shine through."""

    def image(self, level: int, rectangle: Rectangle) -> QImage:
        """Return one part of a level, ready to paint."""

    def level_for(self, scale: float) -> int:
        """Return the level to paint when a pixel is `scale` screen pixels large."""

    def shape_at(self, level: int) -> tuple[int, int]:
        """Return (rows, columns) of a level."""

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return the true values, (rows, columns[, channels]), of a part of level 0."""


class PictureLayer:
    """A picture as it is."""

    def __init__(self, pyramid: Pyramid) -> None:
        self.pyramid = pyramid

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the picture."""
        return self.pyramid.height, self.pyramid.width

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel is alpha."""
        return self.pyramid.has_alpha

    def image(self, level: int, rectangle: Rectangle) -> QImage:
        """Return one part of a level, ready to paint."""
        return premultiplied_qimage(self.pyramid.part(level, rectangle))

    def level_for(self, scale: float) -> int:
        """Return the level to paint at `scale`."""
        return self.pyramid.level_for(scale)

    def shape_at(self, level: int) -> tuple[int, int]:
        """Return (rows, columns) of a level."""
        return self.pyramid.shape_at(level)

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return the pixels of a part, alpha left out."""
        top, left, bottom, right = rectangle
        return colours_of(self.pyramid.pixels[top:bottom, left:right])


class DifferenceLayer:
    """Result minus picture in the signed scale, from the channel that differs most.

    `scale_colours` holds 511 RGB colours, for differences from -255 to 255. Nothing is computed
    for a whole picture at once: a level's difference is the difference of the levels.
    """

    has_alpha = False

    def __init__(self, source: Pyramid, result: Pyramid, scale_colours: Bytes) -> None:
        self._source = source
        self._result = result
        red, green, blue = scale_colours.astype(np.uint32).T
        self._words = np.uint32(0xFF000000) | red << 16 | green << 8 | blue

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of both pictures."""
        return self._source.height, self._source.width

    def image(self, level: int, rectangle: Rectangle) -> QImage:
        """Return one part of a level in the colours of the signed scale."""
        source = _bytes_of(self._source, level, rectangle)
        result = _bytes_of(self._result, level, rectangle)
        return words_qimage(self._words.take(strongest_difference(result, source) + 255))

    def level_for(self, scale: float) -> int:
        """Return the level to paint at `scale`."""
        return self._source.level_for(scale)

    def shape_at(self, level: int) -> tuple[int, int]:
        """Return (rows, columns) of a level."""
        return self._source.shape_at(level)

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return signed differences (rows, columns) in the picture's own units."""
        top, left, bottom, right = rectangle
        source = colours_of(self._source.pixels[top:bottom, left:right])
        result = colours_of(self._result.pixels[top:bottom, left:right])
        return strongest_difference(result, source)


def colours_of(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return pixels without their alpha: (H, W) or (H, W, 3)."""
    if pixels.ndim == 3 and pixels.shape[2] in (1, 2):
        return pixels[:, :, 0]
    return pixels[:, :, :3] if pixels.ndim == 3 else pixels


def strongest_difference(result: NDArray[Any], source: NDArray[Any]) -> NDArray[Any]:
    """Return result - source (H, W), of several channels the one furthest from 0.

    A grey picture is compared with each channel of a coloured one.
    """
    wide: np.dtype[Any] = np.dtype(np.float64)
    if source.dtype == result.dtype == np.uint8:
        wide = np.dtype(np.int16)
    elif source.dtype.kind in "ui" and result.dtype.kind in "ui":
        wide = np.dtype(np.int32)
    # Plane by plane: reducing over the last axis is many times slower.
    ours, theirs = _planes(result), _planes(source)
    count = max(len(ours), len(theirs))
    differences = [
        np.subtract(ours[place % len(ours)], theirs[place % len(theirs)], dtype=wide)
        for place in range(count)
    ]
    if count == 1:
        return np.asarray(differences[0])
    lowest = np.minimum.reduce(differences)
    highest = np.maximum.reduce(differences)
    return np.asarray(np.where(-lowest > highest, lowest, highest))


def paint_layer(
    painter: QPainter, layer: Layer, target: QRectF, visible: QRectF, cache: "PartCache"
) -> None:
    """Paint the part of a layer that lies in `visible`; `target` is where the whole would be.

    Magnified pixels stay sharp squares; reduced ones are smoothed.
    """
    seen = target.intersected(visible)
    if seen.isEmpty():
        return
    ratio = painter.device().devicePixelRatioF()
    rows, columns = layer.shape
    scale = min(target.width() / columns, target.height() / rows) * ratio
    level = layer.level_for(scale)
    # A level may reach past the picture by part of a pixel: its pixels are 2ⁿ of the picture's.
    across = target.width() / columns * 2**level
    down = target.height() / rows * 2**level
    wanted = QRectF(
        (seen.x() - target.x()) / across,
        (seen.y() - target.y()) / down,
        seen.width() / across,
        seen.height() / down,
    )
    image, top, left = cache.part(layer, level, wanted)
    smooth = QPainter.RenderHint.SmoothPixmapTransform
    painter.setRenderHint(smooth, on=scale < 1)
    painter.drawImage(seen, image, wanted.translated(-left, -top))
    painter.setRenderHint(smooth, on=False)


class PartCache:
    """The last part made of each layer: panning within it converts nothing."""

    def __init__(self) -> None:
        self._parts: dict[int, tuple[Layer, int, Rectangle, QImage]] = {}

    def part(self, layer: Layer, level: int, wanted: QRectF) -> tuple[QImage, int, int]:
        """Return an image that covers `wanted` (pixels of the level), and its top and left."""
        kept = self._parts.get(id(layer))
        rectangle = blocks_around(wanted, layer.shape_at(level))
        if kept is None or kept[1] != level or not _covers(kept[2], rectangle):
            kept = (layer, level, rectangle, layer.image(level, rectangle))
            self._parts[id(layer)] = kept
        return kept[3], kept[2][0], kept[2][1]

    def keep_only(self, layers: list[Layer]) -> None:
        """Forget the parts of layers that are no longer shown."""
        kept = {id(layer) for layer in layers}
        self._parts = {key: part for key, part in self._parts.items() if key in kept}


def blocks_around(wanted: QRectF, shape: tuple[int, int]) -> Rectangle:
    """Return the whole blocks (top, left, bottom, right) that cover `wanted`, inside `shape`."""
    rows, columns = shape
    top = min(max(0, int(wanted.top()) // BLOCK * BLOCK), rows - 1)
    left = min(max(0, int(wanted.left()) // BLOCK * BLOCK), columns - 1)
    # One more than the last pixel touched: smoothing looks at its neighbour.
    bottom = min(rows, (int(wanted.bottom()) + 1) // BLOCK * BLOCK + BLOCK)
    right = min(columns, (int(wanted.right()) + 1) // BLOCK * BLOCK + BLOCK)
    return top, left, max(bottom, top + 1), max(right, left + 1)


def _covers(outer: Rectangle, inner: Rectangle) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


def _bytes_of(pyramid: Pyramid, level: int, rectangle: Rectangle) -> Bytes:
    data = pyramid.part(level, rectangle)
    return data[:, :, :3] if data.ndim == 3 and data.shape[2] == 4 else data


def _planes(pixels: NDArray[Any]) -> list[NDArray[Any]]:
    if pixels.ndim == 2:
        return [pixels]
    return [np.ascontiguousarray(pixels[:, :, channel]) for channel in range(pixels.shape[2])]
