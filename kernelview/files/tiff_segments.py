"""Strips and tiles of a TIFF page: inside the file, and no larger unpacked than they should be."""

import zlib
from typing import BinaryIO

from tifffile import TiffPage

from kernelview.disk.errors import ContentError

DEFLATE = frozenset({8, 32946})

_PLAIN, _OLD_JPEG = 1, 6
_YCBCR = 6
_SEPARATE_PLANES = 2
_STEP = 1 << 20


def check_segments(stream: BinaryIO, page: TiffPage) -> None:
    """Raise ContentError for parts that are missing, cut short or unpack to too much."""
    if page.compression == _OLD_JPEG:
        # It keeps its data elsewhere, and its decoder minds the end of the file.
        return
    length = stream.seek(0, 2)
    segments = list(zip(page.dataoffsets, page.databytecounts, strict=False))
    if len(segments) < _expected_count(page):
        raise ContentError("parts of the picture are missing from the TIFF file")
    for start, count in segments:
        if count < 1 or start + count > length:
            raise ContentError("the TIFF file is cut short or parts of the picture are missing")
    if page.compression == _PLAIN and page.photometric != _YCBCR:
        _check_plain(page, sum(count for _, count in segments))
    elif page.compression in DEFLATE:
        largest = _largest_segment(page)
        for start, count in segments:
            _check_deflated(stream, start, count, largest)


def _rows_and_columns(page: TiffPage) -> tuple[int, int]:
    if page.is_tiled:
        return page.tilelength, page.tilewidth
    return max(1, min(page.rowsperstrip or page.imagelength, page.imagelength)), page.imagewidth


def _expected_count(page: TiffPage) -> int:
    rows, columns = _rows_and_columns(page)
    if min(rows, columns) < 1:
        raise ContentError(f"its header claims tiles of {columns} × {rows} pixels")
    planes = page.samplesperpixel if page.planarconfig == _SEPARATE_PLANES else 1
    return planes * -(-page.imagelength // rows) * -(-page.imagewidth // columns)


def _largest_segment(page: TiffPage) -> int:
    rows, columns = _rows_and_columns(page)
    samples = 1 if page.planarconfig == _SEPARATE_PLANES else page.samplesperpixel
    return rows * columns * samples * max(1, page.bitspersample // 8)


def _check_plain(page: TiffPage, stored: int) -> None:
    bits_a_row = page.imagewidth * page.samplesperpixel * page.bitspersample
    if stored < -(-bits_a_row // 8) * page.imagelength:
        raise ContentError("the TIFF file holds fewer pixels than its header promises")


def _check_deflated(stream: BinaryIO, start: int, count: int, largest: int) -> None:
    # tifffile unpacks a segment in one go, however large it grows; so it is measured first.
    stream.seek(start)
    unpacker = zlib.decompressobj()
    data, unpacked = stream.read(count), 0
    while data and not unpacker.eof:
        unpacked += len(unpacker.decompress(data, _STEP))
        data = unpacker.unconsumed_tail
        if unpacked > largest:
            raise ContentError("a part of the picture unpacks to more than its header promises")
