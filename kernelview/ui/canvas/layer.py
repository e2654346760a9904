"""What a pane of the canvas shows: the picture, the result, or how the two differ."""

from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from kernelview.engine.spans import Rectangle
from kernelview.ui.canvas.pyramid import Sheet, level_at, shape_of_level, touched
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

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return the true values, (rows, columns[, channels]), of a part of level 0."""


class PictureLayer:
    """A picture as it is."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the picture."""
        return self.sheet.shape

    @property
    def has_alpha(self) -> bool:
        """Whether the last channel is alpha."""
        return self.sheet.has_alpha

    def image(self, level: int, rectangle: Rectangle) -> QImage:
        """Return one part of a level, ready to paint."""
        return premultiplied_qimage(self.sheet.part(level, rectangle))

    def level_for(self, scale: float) -> int:
        """Return the level to paint at `scale`."""
        return level_at(scale, self.sheet.highest)

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return the pixels of a part, alpha left out."""
        return colours_of(self.sheet.values(rectangle))


class DifferenceLayer:
    """Result minus picture in the signed scale, from the channel that differs most.

    `scale_colours` holds 511 RGB colours, for differences from -255 to 255. Nothing is computed
    for a whole picture at once: a level's difference is the difference of the levels.
    """

    has_alpha = False

    def __init__(self, source: Sheet, result: Sheet, scale_colours: Bytes) -> None:
        self._source = source
        self._result = result
        self._words = _words(scale_colours)

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of both pictures."""
        return self._source.shape

    def recolour(self, scale_colours: Bytes) -> None:
        """Use other colours from now on."""
        self._words = _words(scale_colours)

    def image(self, level: int, rectangle: Rectangle) -> QImage:
        """Return one part of a level in the colours of the signed scale."""
        source = _bytes_of(self._source, level, rectangle)
        result = _bytes_of(self._result, level, rectangle)
        return words_qimage(self._words.take(strongest_difference(result, source) + 255))

    def level_for(self, scale: float) -> int:
        """Return the level to paint at `scale`."""
        return level_at(scale, min(self._source.highest, self._result.highest))

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return signed differences (rows, columns) in the picture's own units."""
        source = colours_of(self._source.values(rectangle))
        return strongest_difference(colours_of(self._result.values(rectangle)), source)


class LevelPart:
    """One part of one level of a sheet as a sheet of its own."""

    has_alpha = False
    highest = 0

    def __init__(self, sheet: Sheet, level: int, region: Rectangle) -> None:
        self._sheet, self._level, self._region = sheet, level, region

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the part."""
        top, left, bottom, right = self._region
        return bottom - top, right - left

    def part(self, level: int, rectangle: Rectangle) -> Bytes:  # noqa: ARG002 - there is one
        """Return the bytes of a part of the part."""
        top, left = self._region[:2]
        rectangle = (
            rectangle[0] + top,
            rectangle[1] + left,
            rectangle[2] + top,
            rectangle[3] + left,
        )
        data = self._sheet.part(self._level, rectangle)
        return data[:, :, :3] if data.ndim == 3 and data.shape[2] == 4 else data

    def values(self, rectangle: Rectangle) -> NDArray[Any]:
        """Return what `part` does."""
        return self.part(0, rectangle)


def colours_of(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return pixels without their alpha: (H, W) or (H, W, 3)."""
    if pixels.ndim == 3 and pixels.shape[2] in (1, 2):
        return pixels[:, :, 0]
    return pixels[:, :, :3] if pixels.ndim == 3 else pixels


def strongest_difference(result: NDArray[Any], source: NDArray[Any]) -> NDArray[Any]:
    """Return result - source (H, W), of several channels the one furthest from 0.

    A grey picture is compared with each channel of a coloured one.
    """
    # Plane by plane: reducing over the last axis is many times slower.
    ours, theirs = _planes(result), _planes(source)
    pairs = [
        (ours[place % len(ours)], theirs[place % len(theirs)])
        for place in range(max(len(ours), len(theirs)))
    ]
    if source.dtype == result.dtype == np.uint8:
        return _strongest_of_bytes(pairs)
    integers = source.dtype.kind in "ui" and result.dtype.kind in "ui"
    wide: np.dtype[Any] = np.dtype(np.int32 if integers else np.float64)
    differences = [np.subtract(one, other, dtype=wide) for one, other in pairs]
    lowest = np.minimum.reduce(differences)
    highest = np.maximum.reduce(differences)
    return np.asarray(np.where(-lowest > highest, lowest, highest))


def _strongest_of_bytes(pairs: list[tuple[NDArray[Any], NDArray[Any]]]) -> NDArray[np.int16]:
    """Return the strongest of the differences; in OpenCV, six times as fast as in NumPy."""
    differences = [cv2.subtract(one, other, dtype=cv2.CV_16S) for one, other in pairs]
    lowest, highest = differences[0], differences[0].copy()
    for difference in differences[1:]:
        lowest, highest = cv2.min(lowest, difference), cv2.max(highest, difference)
    is_lower = np.less(cv2.add(lowest, highest), 0).view(np.uint8)
    return np.asarray(cv2.copyTo(lowest, is_lower, highest), np.int16)


def paint_layer(
    painter: QPainter,
    layer: Layer,
    target: QRectF,
    visible: QRectF,
    cache: "PartCache",
    *,
    smooth: bool = False,
) -> None:
    """Paint the part of a layer that lies in `visible`; `target` is where the whole would be.

    Reduced pixels are smoothed; magnified ones stay sharp squares unless `smooth`.
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
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=smooth or scale < 1)
    painter.drawImage(seen, image, wanted.translated(-left, -top))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)


class PartCache:
    """The last part made of each layer: panning within it converts nothing."""

    def __init__(self) -> None:
        self._parts: dict[int, tuple[Layer, int, Rectangle, QImage]] = {}

    def part(self, layer: Layer, level: int, wanted: QRectF) -> tuple[QImage, int, int]:
        """Return an image that covers `wanted` (pixels of the level), and its top and left."""
        kept = self._parts.get(id(layer))
        rectangle = blocks_around(wanted, shape_of_level(layer.shape, level))
        if kept is None or kept[1] != level or not covers(kept[2], rectangle):
            kept = (layer, level, rectangle, layer.image(level, rectangle))
            self._parts[id(layer)] = kept
        return kept[3], kept[2][0], kept[2][1]

    def renew(self, layer: Layer, rectangle: Rectangle) -> None:
        """Put what has come into a layer's rectangle of level 0 into the part that is kept."""
        kept = self._parts.get(id(layer))
        if kept is None:
            return
        _, level, (top, left, bottom, right), image = kept
        new = touched(rectangle, level, layer.shape)
        new = (max(top, new[0]), max(left, new[1]), min(bottom, new[2]), min(right, new[3]))
        if new[0] >= new[2] or new[1] >= new[3]:
            return
        painter = QPainter(image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(new[1] - left, new[0] - top, layer.image(level, new))
        painter.end()

    def keep_only(self, layers: list[Layer]) -> None:
        """Forget the parts of layers that are no longer shown."""
        kept = {id(layer) for layer in layers}
        self._parts = {key: part for key, part in self._parts.items() if key in kept}

    def forget(self) -> None:
        """Forget all parts."""
        self._parts = {}


def blocks_around(wanted: QRectF, shape: tuple[int, int]) -> Rectangle:
    """Return the whole blocks (top, left, bottom, right) that cover `wanted`, inside `shape`."""
    rows, columns = shape
    top = min(max(0, int(wanted.top()) // BLOCK * BLOCK), rows - 1)
    left = min(max(0, int(wanted.left()) // BLOCK * BLOCK), columns - 1)
    # One more than the last pixel touched: smoothing looks at its neighbour.
    bottom = min(rows, (int(wanted.bottom()) + 1) // BLOCK * BLOCK + BLOCK)
    right = min(columns, (int(wanted.right()) + 1) // BLOCK * BLOCK + BLOCK)
    return top, left, max(bottom, top + 1), max(right, left + 1)


def covers(outer: Rectangle, inner: Rectangle) -> bool:
    """Return whether one rectangle holds the other."""
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


def _words(scale_colours: Bytes) -> NDArray[np.uint32]:
    red, green, blue = scale_colours.astype(np.uint32).T
    return np.asarray(np.uint32(0xFF000000) | red << 16 | green << 8 | blue)


def _bytes_of(sheet: Sheet, level: int, rectangle: Rectangle) -> Bytes:
    data = sheet.part(level, rectangle)
    return data[:, :, :3] if data.ndim == 3 and data.shape[2] == 4 else data


def _planes(pixels: NDArray[Any]) -> list[NDArray[Any]]:
    if pixels.ndim == 2:
        return [np.ascontiguousarray(pixels)]
    return [np.asarray(plane) for plane in cv2.split(pixels)]
