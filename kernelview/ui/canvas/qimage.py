"""The one way from an array of pixels to a QImage."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

Bytes = NDArray[np.uint8]


def to_bytes(pixels: NDArray[Any]) -> Bytes:
    """Return pixels as contiguous uint8 of the same shape, black 0 and white 255.

    uint8 stays, uint16 is divided by 257, floats are taken as 0 to 1 and clipped; NaN is
    black. Raises ValueError for anything that is not (H, W) or (H, W, 1 to 4) of those.
    """
    if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and not 1 <= pixels.shape[2] <= 4):
        raise ValueError(f"a picture is (H, W) or (H, W, 1 to 4), not {pixels.shape}")
    if pixels.size == 0:
        raise ValueError("a picture has at least one pixel")
    if pixels.dtype == np.uint8:
        return np.ascontiguousarray(pixels)
    if pixels.dtype == np.uint16:
        scaled = cv2.convertScaleAbs(np.ascontiguousarray(pixels), alpha=1 / 257)
    elif pixels.dtype.kind == "f":
        # Clipped first: a large float64 would overflow in float32, and convertScaleAbs takes
        # the magnitude of what is below black.
        units = np.clip(pixels, 0.0, 1.0).astype(np.float32)
        scaled = cv2.convertScaleAbs(np.nan_to_num(units, copy=False), alpha=255.0)
    else:
        raise ValueError(f"pixels are uint8, uint16 or float, not {pixels.dtype}")
    return np.ascontiguousarray(scaled, dtype=np.uint8).reshape(pixels.shape)


def to_qimage(pixels: NDArray[Any]) -> QImage:
    """Return a QImage that owns its bytes, from (H, W), (H, W, 1 to 4); see `to_bytes`.

    Grey gives Grayscale8, RGB gives RGB888 and pictures with alpha give RGBA8888, with colours
    that are not multiplied by alpha.
    """
    data = to_bytes(pixels)
    if data.ndim == 3 and data.shape[2] == 1:
        data = np.ascontiguousarray(data[:, :, 0])
    if data.ndim == 2:
        return _copied(data, QImage.Format.Format_Grayscale8)
    if data.shape[2] == 3:
        return _copied(data, QImage.Format.Format_RGB888)
    if data.shape[2] == 2:
        data = np.ascontiguousarray(data[:, :, [0, 0, 0, 1]])
    return _copied(data, QImage.Format.Format_RGBA8888)


def from_qimage(picture: QImage) -> Bytes:
    """Return a QImage's pixels as 8-bit RGB (H, W, 3), or (H, W, 4) when it has alpha."""
    channels = 4 if picture.hasAlphaChannel() else 3
    kind = QImage.Format.Format_RGBA8888 if channels == 4 else QImage.Format.Format_RGB888
    converted = picture.convertToFormat(kind)
    height, width = converted.height(), converted.width()
    rows = np.frombuffer(converted.constBits(), np.uint8).reshape(height, -1)
    return rows[:, : width * channels].reshape(height, width, channels).copy()


def premultiplied(data: Bytes) -> Bytes:
    """Return bytes (H, W, 2 or 4) as (H, W, 4) with the colours multiplied by alpha."""
    if data.shape[2] == 2:
        grey, alpha = cv2.split(data)
        data = np.asarray(cv2.merge([grey, grey, grey, alpha]), np.uint8)
    return np.asarray(cv2.cvtColor(data, cv2.COLOR_RGBA2mRGBA), np.uint8)


def premultiplied_qimage(data: Bytes) -> QImage:
    """Return what paints fastest, from bytes grey, RGB, or RGBA with premultiplied colours."""
    if data.ndim == 3 and data.shape[2] == 4:
        seen = _aliased(np.ascontiguousarray(data), QImage.Format.Format_RGBA8888_Premultiplied)
        return _own(seen, QImage.Format.Format_ARGB32_Premultiplied)
    if data.ndim == 3 and data.shape[2] == 3:
        seen = _aliased(np.ascontiguousarray(data), QImage.Format.Format_RGB888)
    else:
        grey = np.ascontiguousarray(data if data.ndim == 2 else data[:, :, 0])
        seen = _aliased(grey, QImage.Format.Format_Grayscale8)
    return _own(seen, QImage.Format.Format_RGB32)


def words_qimage(words: NDArray[np.uint32]) -> QImage:
    """Return a QImage that owns its bytes, from opaque colours 0xffrrggbb (H, W)."""
    data = np.ascontiguousarray(words).view(np.uint8).reshape(*words.shape, 4)
    return _copied(data, QImage.Format.Format_RGB32)


def _aliased(data: Bytes, format_: QImage.Format) -> QImage:
    """Return a QImage that reads the array, which must outlive it."""
    height, width = data.shape[:2]
    return QImage(data.data, width, height, data.strides[0], format_)


def _own(seen: QImage, format_: QImage.Format) -> QImage:
    """Return a QImage in another format that needs no array."""
    return seen.convertToFormat(format_)


def _copied(data: Bytes, format_: QImage.Format) -> QImage:
    # A QImage aliases the array it is made of and outlives it: the copy is what we return.
    return _aliased(data, format_).copy()
