"""Pixels into the bytes of a file, or a refusal that says what the format can hold."""

from collections.abc import Callable
from io import BytesIO

import cv2
import numpy as np
from PIL import Image as Pillow
from tifffile import imwrite

from kernelview.disk.errors import ContentError
from kernelview.files.decoded import Pixels
from kernelview.files.deep_png import grey_alpha_png
from kernelview.files.formats import WRITABLE, ImageFormat, writable_format

# From here on people ask for fidelity: keep the colours as sharp as the brightness.
_FULL_COLOUR_FROM = 90
_LOSSLESS = 100
# Half the time of the usual 6, and a twenty-fifth more bytes on a photo of 12 megapixels.
_PNG_LEVEL = 4


def encode(pixels: Pixels, suffix: str, quality: int) -> bytes:
    """Return the file's bytes; ContentError for what the format cannot hold."""
    entry = writable_format(suffix)
    if entry is None:
        known = " ".join(suffix for entry in WRITABLE for suffix in entry.suffixes)
        raise ContentError(
            f"pictures are not written as {suffix or 'a name without suffix'!r}; use {known}"
        )
    if not 1 <= quality <= 100:
        raise ContentError(f"the quality is {quality}; it goes from 1 to 100")
    _check_fits(pixels, entry)
    return _ENCODERS[entry.label](np.ascontiguousarray(pixels), quality)


def _check_fits(pixels: Pixels, entry: ImageFormat) -> None:
    if pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] not in (2, 3, 4)):
        raise ContentError(f"a picture is (H, W) or (H, W, 2 to 4), not {pixels.shape}")
    if pixels.size == 0:
        raise ContentError("a picture has at least one pixel")
    if pixels.dtype.name not in entry.dtypes:
        raise ContentError(f"{entry.holds}; this picture is {pixels.dtype.name}")
    if pixels.ndim == 3 and pixels.shape[2] in (2, 4) and not entry.alpha:
        raise ContentError(f"{entry.holds}; this picture has alpha. PNG and WebP keep it")
    if max(pixels.shape[:2]) > entry.longest_side:
        height, width = pixels.shape[:2]
        raise ContentError(
            f"{entry.label} holds sides up to {entry.longest_side} pixels; "
            f"this picture is {width} × {height}"
        )


def _encode_png(pixels: Pixels, _: int) -> bytes:
    if pixels.dtype == np.uint8 or pixels.ndim == 2:
        return _through_pillow(pixels, "PNG", compress_level=_PNG_LEVEL)
    if pixels.shape[2] == 2:
        return grey_alpha_png(pixels)
    order = [2, 1, 0, 3][: pixels.shape[2]]
    encoded, data = cv2.imencode(".png", np.asarray(pixels[..., order], np.uint16))
    if not encoded:
        raise ContentError("the PNG could not be made")
    return bytes(data)


def _encode_tiff(pixels: Pixels, _: int) -> bytes:
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    stream = BytesIO()
    imwrite(
        stream,
        pixels,
        photometric="rgb" if channels >= 3 else "minisblack",
        planarconfig="contig" if channels > 1 else None,
        extrasamples=["unassalpha"] if channels in (2, 4) else None,
        metadata=None,
        software="KernelView",
    )
    return stream.getvalue()


def _encode_jpeg(pixels: Pixels, quality: int) -> bytes:
    subsampling = "4:4:4" if quality >= _FULL_COLOUR_FROM else "4:2:0"
    return _through_pillow(pixels, "JPEG", quality=quality, subsampling=subsampling)


def _encode_webp(pixels: Pixels, quality: int) -> bytes:
    lossless = quality == _LOSSLESS
    return _through_pillow(pixels, "WEBP", quality=quality, lossless=lossless, exact=lossless)


def _encode_bmp(pixels: Pixels, _: int) -> bytes:
    return _through_pillow(pixels, "BMP")


def _through_pillow(pixels: Pixels, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    Pillow.fromarray(pixels).save(stream, kind, **options)
    return stream.getvalue()


_ENCODERS: dict[str, Callable[[Pixels, int], bytes]] = {
    "PNG": _encode_png,
    "TIFF": _encode_tiff,
    "JPEG": _encode_jpeg,
    "WebP": _encode_webp,
    "BMP": _encode_bmp,
}
