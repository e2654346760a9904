"""TIFF: the header through tifffile, then the decoder that keeps the depth.

tifffile decodes what is stored plainly or deflated, Pillow what has 8 bits or fewer in any
other way, OpenCV the rest (LZW and PackBits of 16 bits and floats).
"""

import logging
import struct
from typing import Any, BinaryIO

import cv2
import numpy as np
from numpy.typing import NDArray
from tifffile import TIFF, TiffFile, TiffFileError, TiffPage

from kernelview.disk.errors import ContentError
from kernelview.files.decoded import FURTHER_PAGES, PROFILE_LEFT_OUT, Decoded, Pixels
from kernelview.files.limits import Limits
from kernelview.files.pillow_reader import read_with_pillow
from kernelview.files.tiff_pixels import arranged, held
from kernelview.files.tiff_segments import DEFLATE, check_segments

# Damaged tags are told as errors of ours, not in the log.
logging.getLogger("tifffile").addHandler(logging.NullHandler())
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

_PLAIN = 1
_NO_PREDICTOR, _HORIZONTAL = 1, 2
_SIMPLE_PHOTOMETRICS = {0, 1, 2}  # white is zero, black is zero, RGB
_DEPTHS = {8, 16, 32, 64}
_ORIENTATION, _PROFILE = 274, 34675

# Microscopes' private dialects are off: they would move or invent pages.
_NO_DIALECTS: dict[str, Any] = {f"is_{flag}": False for flag in TIFF.FILE_FLAGS}


def read_tiff(stream: BinaryIO, limits: Limits) -> Decoded:
    """Decode the first page of a TIFF stream; errors as read_with_pillow."""
    # Floats of a file may be infinite or not numbers; they are shown as such, without a warning.
    with np.errstate(all="ignore"), TiffFile(stream, **_NO_DIALECTS) as file:
        page = file.pages.first
        if not isinstance(page, TiffPage):
            raise ContentError("the TIFF file has no page")
        _check_header(page, limits)
        check_segments(stream, page)
        if not _is_read_here(page):
            return read_with_pillow(stream, "TIFF", limits)
        stored = _stored(stream, page)
        pixels, arranging = arranged(page, stored)
        pixels, holding = held(pixels)
        notes = (*_notes(file, page), *arranging, *holding)
        return Decoded(pixels, _orientation(page), notes)


def _check_header(page: TiffPage, limits: Limits) -> None:
    sample_bytes = max(1, page.bitspersample // 8)
    limits.check_size(
        page.imagewidth, page.imagelength, bytes_a_pixel=page.samplesperpixel * sample_bytes
    )
    if page.is_tiled:
        # A tile is decoded whole, however little of it the picture needs.
        limits.check_size(
            page.tilewidth, page.tilelength, bytes_a_pixel=page.samplesperpixel * sample_bytes
        )
    if page.imagedepth != 1:
        raise ContentError("it is a volume of several layers, not a picture")


def _is_read_here(page: TiffPage) -> bool:
    if page.bitspersample > 8 or page.dtype is None:
        return True
    return (
        page.bitspersample == 8
        and page.photometric in _SIMPLE_PHOTOMETRICS
        and _is_plain_or_deflated(page)
    )


def _is_plain_or_deflated(page: TiffPage) -> bool:
    return page.compression in {_PLAIN, *DEFLATE} and page.predictor in {
        _NO_PREDICTOR,
        _HORIZONTAL,
    }


def _stored(stream: BinaryIO, page: TiffPage) -> Pixels:
    if page.dtype is None or page.bitspersample not in _DEPTHS:
        raise ContentError(
            f"samples of {page.bitspersample} bits are not read; 1 to 8, 16, 32 and 64 are"
        )
    if _is_plain_or_deflated(page):
        pixels = page.asarray(squeeze=False, maxworkers=1)
        # (separate planes, depth, rows, columns, samples) to (rows, columns, channels)
        planes, _, rows, columns, samples = pixels.shape
        return np.moveaxis(pixels[:, 0], 0, -2).reshape(rows, columns, planes * samples)
    return _through_opencv(stream, page)


def _through_opencv(stream: BinaryIO, page: TiffPage) -> Pixels:
    pixels = cv2.imdecode(_without_orientation(stream, page), cv2.IMREAD_UNCHANGED)
    expected = (page.imagelength, page.imagewidth)
    if pixels is None or pixels.shape[:2] != expected or pixels.dtype != page.dtype:
        packing = getattr(page.compression, "name", page.compression)
        raise ContentError(
            f"its {page.bitspersample}-bit samples packed by {packing} cannot be read; "
            "save it without compression or with Deflate"
        )
    if pixels.ndim == 2:
        return pixels[..., np.newaxis]
    order = [2, 1, 0, 3][: pixels.shape[2]]
    return np.ascontiguousarray(pixels[..., order])


def _without_orientation(stream: BinaryIO, page: TiffPage) -> NDArray[np.uint8]:
    # OpenCV turns by the tag in some versions and not in others.
    stream.seek(0)
    data = bytearray(stream.read())
    tag = page.tags.get(_ORIENTATION)
    if tag is not None:
        struct.pack_into(page.parent.byteorder + "H", data, tag.valueoffset, 1)
    return np.frombuffer(data, np.uint8)


def _orientation(page: TiffPage) -> int:
    value = page.tags.valueof(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _notes(file: TiffFile, page: TiffPage) -> tuple[str, ...]:
    notes = []
    if _has_second_page(file):
        notes.append(FURTHER_PAGES)
    if _PROFILE in page.tags:
        notes.append(PROFILE_LEFT_OUT)
    return tuple(notes)


def _has_second_page(file: TiffFile) -> bool:
    try:
        return file.pages[1] is not None
    except (IndexError, TiffFileError):
        return False
