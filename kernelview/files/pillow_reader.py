"""PNG, JPEG, BMP, GIF and WebP (and TIFF of 8 bits) through Pillow, limits first."""

import re
import struct
import warnings
from typing import BinaryIO

import cv2
import numpy as np
from PIL import Image as Pillow

from kernelview.disk.errors import ContentError
from kernelview.files.decoded import (
    FURTHER_FRAMES,
    FURTHER_PAGES,
    INKS_TURNED,
    PROFILE_LEFT_OUT,
    Decoded,
    Pixels,
)
from kernelview.files.formats import FormatName
from kernelview.files.limits import Limits
from kernelview.files.orientation import orientation_in

# Pillow's own bound is a warning up to twice its size, and fixed for the whole process; Limits
# is asked about every picture here, from its header, instead.
Pillow.MAX_IMAGE_PIXELS = None
# Freed blocks of Pillow's own 16 MB stay with the process: glibc gives back those above 32 MB
# (mallopt(3)), so that of a large picture nothing is held twice.
Pillow.core.set_block_size(2**26)  # type: ignore[attr-defined] # its documented name

# A progressive JPEG of many nearly empty scans takes minutes to decode; cameras write about ten.
LARGEST_SCANS = 500
_START_OF_SCAN = b"\xff\xda"
_ARITHMETIC = re.compile(b"\xff[\xc9-\xcb\xcd-\xcf]")

_STRIP_ROWS = 512
_PNG_DEPTH_AT = 24
_PNG_GREY_ALPHA = 4

_PLAIN_MODES = {"L", "LA", "RGB", "RGBA"}
_MODES_BY_CONVERSION = {
    "1": "L",
    "La": "LA",
    "PA": "RGBA",
    "RGBa": "RGBA",
    "RGBX": "RGB",
    "CMYK": "RGB",
    "YCbCr": "RGB",
}


def read_with_pillow(stream: BinaryIO, kind: FormatName, limits: Limits) -> Decoded:
    """Decode the first picture of a stream whose content is of the format `kind`.

    Raises ContentError for what is refused from the header, and whatever the decoder raises.
    """
    _quiet()
    _check_before_opening(stream, kind, limits)
    stream.seek(0)
    with Pillow.open(stream, formats=[kind.upper()]) as picture:
        limits.check_size(*picture.size, bytes_a_pixel=4)
        if kind == "JPEG":
            _check_jpeg_data(stream, *picture.size)
        deep = _deep_colour_type(stream, kind)
        # Also where OpenCV decodes: it takes cut-short data without a word.
        picture.load()
        pixels = _pixels(picture) if deep is None else _deep_png_pixels(stream, deep)
        # The orientation is read after load: a PNG may hold its EXIF block behind the pixels.
        exif = picture.info.get("exif")
        orientation = orientation_in(exif) if isinstance(exif, bytes) else 1
        return Decoded(pixels, orientation, _notes(picture, kind))


def _quiet() -> None:
    # Damaged metadata makes Pillow warn; the pixels are what is asked for. A filter for one
    # module is used because catch_warnings is not safe in threads.
    warnings.filterwarnings("ignore", module=r"PIL\.")


def _check_before_opening(stream: BinaryIO, kind: FormatName, limits: Limits) -> None:
    stream.seek(0)
    if kind == "WebP":
        limits.check_size(*webp_size(stream.read(30)), bytes_a_pixel=4)


def _check_jpeg_data(stream: BinaryIO, width: int, height: int) -> None:
    """Refuse what would keep the decoder busy for long without being a picture."""
    place = stream.tell()
    stream.seek(0)
    data = stream.read()
    stream.seek(place)
    if data.count(_START_OF_SCAN) > LARGEST_SCANS:
        raise ContentError(f"it has more than {LARGEST_SCANS} scans, which no camera writes")
    # Huffman codes take at least a bit for each block of 8 × 8.
    if len(data) * 8 * 64 < width * height and not _ARITHMETIC.search(data):
        raise ContentError(f"{len(data)} bytes are too few for its {width} × {height} pixels")


def webp_size(head: bytes) -> tuple[int, int]:
    """Return (width, height) from the first 30 bytes of a WebP file.

    RFC 9649: Pillow's decoder reserves the whole canvas before its size can be asked.
    """
    if len(head) < 30:
        raise ContentError("the WebP file is cut short")
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
        return width + 1, height + 1
    if head[12:16] == b"VP8L":
        (bits,) = struct.unpack_from("<I", head, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF


def _deep_colour_type(stream: BinaryIO, kind: FormatName) -> int | None:
    """Return the PNG colour type (2, 4 or 6) of 16-bit pixels that Pillow would cut to 8."""
    if kind != "PNG":
        return None
    place = stream.tell()
    stream.seek(_PNG_DEPTH_AT)
    depth, colour_type = stream.read(2)
    stream.seek(place)
    return int(colour_type) if depth == 16 and colour_type != 0 else None


def _deep_png_pixels(stream: BinaryIO, colour_type: int) -> Pixels:
    stream.seek(0)
    data = np.frombuffer(stream.read(), np.uint8)
    pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.dtype != np.uint16 or pixels.ndim != 3:
        raise ContentError("the 16-bit PNG data is damaged")
    if colour_type == _PNG_GREY_ALPHA:
        return np.ascontiguousarray(pixels[..., [0, -1]])
    order = cv2.COLOR_BGRA2RGBA if pixels.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(pixels, order))


def _pixels(picture: Pillow.Image) -> Pixels:
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return _sixteen_bit_grey(picture)
    target = _target_mode(picture)
    if target not in _PLAIN_MODES:
        raise ContentError(f"its colours ({picture.mode}) cannot be turned into RGB or grey")
    return _in_strips(picture, target)


def _in_strips(picture: Pillow.Image, target: str) -> Pixels:
    """Return a picture of bytes as an array; as a whole, Pillow copies it twice on the way."""
    height = picture.height
    first = _strip(picture, target, 0, min(_STRIP_ROWS, height))
    if height <= _STRIP_ROWS:
        return first
    pixels = np.empty((height, *first.shape[1:]), first.dtype)
    pixels[:_STRIP_ROWS] = first
    for top in range(_STRIP_ROWS, height, _STRIP_ROWS):
        bottom = min(top + _STRIP_ROWS, height)
        pixels[top:bottom] = _strip(picture, target, top, bottom)
    return pixels


def _strip(picture: Pillow.Image, target: str, top: int, bottom: int) -> Pixels:
    width, height = picture.size
    part = picture if bottom - top == height else picture.crop((0, top, width, bottom))
    return np.asarray(part if target == part.mode else part.convert(target))


def _sixteen_bit_grey(picture: Pillow.Image) -> Pixels:
    grey = np.asarray(picture).astype(np.uint16)
    transparent = picture.info.get("transparency")
    if not isinstance(transparent, int):
        return grey
    alpha = np.where(grey == transparent, 0, 65535).astype(np.uint16)
    return np.dstack([grey, alpha])


def _target_mode(picture: Pillow.Image) -> str:
    transparent = "transparency" in picture.info
    if picture.mode == "P":
        return "RGBA" if transparent else "RGB"
    mode = _MODES_BY_CONVERSION.get(picture.mode, picture.mode)
    return mode + "A" if transparent and mode in ("L", "RGB") else mode


def _notes(picture: Pillow.Image, kind: FormatName) -> tuple[str, ...]:
    notes = []
    if _has_more_frames(picture):
        notes.append(FURTHER_PAGES if kind == "TIFF" else FURTHER_FRAMES)
    if picture.info.get("icc_profile"):
        notes.append(PROFILE_LEFT_OUT)
    if picture.mode == "CMYK":
        notes.append(INKS_TURNED)
    return tuple(notes)


def _has_more_frames(picture: Pillow.Image) -> bool:
    try:
        return bool(getattr(picture, "is_animated", False))
    except (OSError, EOFError, SyntaxError, ValueError, struct.error):
        # What follows the first picture is damaged, so there is no second one to speak of.
        return False
