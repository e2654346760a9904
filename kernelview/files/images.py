"""Pictures in and out: load_image, decode_image, save_image, encode_image."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import UnidentifiedImageError

from kernelview.disk.atomic import write_atomically
from kernelview.disk.errors import ContentError, plain_reason
from kernelview.disk.opening import open_regular, refuse_length
from kernelview.document.image import Image
from kernelview.files.decoded import Decoded, Pixels
from kernelview.files.encoders import encode
from kernelview.files.errors import ImageFileError
from kernelview.files.formats import HEAD_BYTES, READABLE_SUFFIXES, WRITABLE, ImageFormat, format_of
from kernelview.files.limits import DEFAULT_LIMITS, Limits
from kernelview.files.orientation import upright
from kernelview.files.pillow_reader import read_with_pillow
from kernelview.files.tiff_reader import read_tiff
from kernelview.jobs import Job, Progress, run

__all__ = [
    "READABLE_SUFFIXES",
    "WRITABLE",
    "ImageFormat",
    "decode_image",
    "encode_image",
    "load_image",
    "save_image",
    "save_in_steps",
]


# How decoders fail on a header whose numbers contradict each other.
_HEADER_FAULTS = (
    UnidentifiedImageError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    struct.error,
)


def load_image(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Image:
    """Read a PNG, JPEG, TIFF, BMP, GIF or WebP file, told by its content, not its name.

    The pixels are as deep as the file and upright; what they lack is in `notes`. Sizes beyond
    `limits` are refused from the header. Raises ImageFileError and nothing else.
    """
    path = Path(path)
    try:
        with open_regular(path, largest_bytes=limits.bytes) as stream:
            return _image(stream, limits, name=path.name, path=path)
    except Exception as error:
        # Decoders of hostile bytes raise whatever they stumble over.
        raise ImageFileError(path, _reason(error)) from error


def decode_image(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Image:
    """Read a picture from memory, such as the clipboard; as load_image, without a path."""
    try:
        refuse_length(len(data), limits.bytes)
        return _image(BytesIO(data), limits, name=name, path=None)
    except Exception as error:
        raise ImageFileError(Path(name), _reason(error)) from error


def save_image(picture: Image | Pixels, path: Path | str, *, quality: int = 92) -> None:
    """Write a picture in the format of the path's suffix, whole or not at all.

    `quality` is 1 to 100, for JPEG and WebP; WebP of quality 100 is lossless. No orientation
    tag is written. Raises ImageFileError when the format cannot hold the picture or the disk
    does not take it; the old file then is as it was.
    """
    run(save_in_steps(picture, Path(path), quality=quality))


def save_in_steps(picture: Image | Pixels, path: Path, *, quality: int = 92) -> Job[None]:
    """Write as save_image does, with a pause before the file is touched: cancel it there."""
    try:
        data = encode(_pixels_of(picture), path.suffix, quality)
        yield Progress(1, 1, "writing")
        write_atomically(path, data)
    except Exception as error:
        raise ImageFileError(path, plain_reason(error)) from error


def encode_image(picture: Image | Pixels, suffix: str, *, quality: int = 92) -> bytes:
    """Return the bytes that save_image writes under a suffix such as ".png"."""
    try:
        return encode(_pixels_of(picture), suffix, quality)
    except Exception as error:
        raise ImageFileError(Path(f"picture{suffix}"), plain_reason(error)) from error


def _image(stream: BinaryIO, limits: Limits, *, name: str, path: Path | None) -> Image:
    decoded = _decode(stream, limits)
    pixels = upright(decoded.pixels, decoded.orientation)
    return Image(pixels, name=name, path=path, notes=decoded.notes)


def _decode(stream: BinaryIO, limits: Limits) -> Decoded:
    kind = format_of(stream.read(HEAD_BYTES))
    if kind is None:
        raise ContentError("it is not a PNG, JPEG, TIFF, BMP, GIF or WebP picture")
    stream.seek(0)
    return read_tiff(stream, limits) if kind == "TIFF" else read_with_pillow(stream, kind, limits)


def _pixels_of(picture: Image | Pixels) -> Pixels:
    return picture.pixels if isinstance(picture, Image) else picture


def _reason(error: Exception) -> str:
    """Return a plain reason, also for what only a decoder says."""
    if isinstance(error, ContentError | MemoryError) or getattr(error, "errno", None) is not None:
        return plain_reason(error)
    if isinstance(error, _HEADER_FAULTS):
        return "its header is damaged or cut short"
    if "truncated" in str(error).lower():
        return "the file is cut short"
    if isinstance(error, zlib.error):
        return "its packed data is damaged"
    return f"the picture is damaged ({plain_reason(error)})"
