"""Picture files built byte by byte, so that they can be wrong in one chosen way."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import numpy as np
import tifffile
from numpy.typing import NDArray
from PIL import Image as Pillow

Pixels = NDArray[Any]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    size: tuple[int, int],
    depth: int,
    colour_type: int,
    rows: Iterable[bytes] = (),
    *,
    extra: Sequence[tuple[bytes, bytes]] = (),
    packed: bytes | None = None,
) -> bytes:
    """A PNG of (width, height); `packed` replaces the deflated rows."""
    header = struct.pack(">IIBBBBB", *size, depth, colour_type, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows)) if packed is None else packed
    chunks = [(b"IHDR", header), *extra, (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def through_pillow(pixels: Pixels, kind: str, mode: str | None = None, **options: Any) -> bytes:
    picture = Pillow.fromarray(pixels)
    stream = BytesIO()
    (picture.convert(mode) if mode else picture).save(stream, kind, **options)
    return stream.getvalue()


def tiff(pixels: Pixels, **options: Any) -> bytes:
    stream = BytesIO()
    tifffile.imwrite(stream, pixels, metadata=None, **options)
    return stream.getvalue()


def bare_tiff(
    size: tuple[int, int],
    *,
    bits: int = 8,
    compression: int = 1,
    samples: int = 1,
    strips: int = 1,
    strip_length: int = 100,
    data: bytes = bytes(300),
    more: Sequence[tuple[int, int]] = (),
) -> bytes:
    """A little-endian TIFF of (width, height) whose data starts at byte 250."""
    width, height = size
    tags = {256: width, 257: height, 258: bits, 259: compression, 262: 1, 273: 250}
    tags |= {277: samples, 278: height, 279: strip_length, **dict(more)}
    entries = b"".join(
        struct.pack("<HHII", tag, 4, strips if tag in (273, 279) else 1, value)
        for tag, value in sorted(tags.items())
    )
    head = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)
    return head.ljust(250, b"\0") + data


def noise(dtype: str, *shape: int) -> Pixels:
    random = np.random.default_rng(7)
    kind = np.dtype(dtype)
    if kind.kind == "f":
        return random.random(shape).astype(kind)
    bounds = np.iinfo(kind)
    return random.integers(bounds.min, bounds.max, shape, dtype=kind, endpoint=True)
