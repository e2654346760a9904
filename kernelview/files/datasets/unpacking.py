"""Bytes out of a file that may be packed: never more than were asked for, part by part."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kernelview.disk.errors import ContentError
from kernelview.disk.opening import open_regular
from kernelview.files.datasets.limits import LARGEST_BYTES, check_unpacked
from kernelview.jobs import Job, Progress

PART_BYTES = 4_000_000
_GZIP = b"\x1f\x8b"
# Tells zlib to expect gzip's header and to check its sum at the end.
_GZIP_WINDOW = 31
_PACKED_BYTES = 65_536


@contextmanager
def open_unpacked(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Give a stream of a file's bytes, unpacked if it is a gzip file, and the file's length."""
    with open_regular(path, largest_bytes=LARGEST_BYTES) as stream:
        is_packed = stream.read(len(_GZIP)) == _GZIP
        length = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        if is_packed:
            with io.BufferedReader(_Unpacked(stream), _PACKED_BYTES) as unpacked:
                yield unpacked, length
        else:
            yield stream, length


def read_exactly(stream: IO[bytes], count: int, *, packed: int, message: str) -> Job[bytearray]:
    """Read `count` bytes; `packed` are as many as the file has for them.

    Memory is taken as the bytes come in. Raises ContentError where there are fewer.
    """
    check_unpacked(packed, count)
    data = bytearray()
    while len(data) < count:
        part = stream.read(min(PART_BYTES, count - len(data)))
        if not part:
            raise ContentError(
                f"it is cut short: it promises {count:,} bytes of values and has {len(data):,}"
            )
        data += part
        yield Progress(len(data), count, message)
    return data


class _Unpacked(io.RawIOBase):
    """The first stream packed in a gzip file.

    Python's own reader takes minutes over a header that never ends.
    """

    def __init__(self, packed: IO[bytes]) -> None:
        super().__init__()
        self._packed = packed
        self._unpacker = zlib.decompressobj(_GZIP_WINDOW)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a part of the buffer; 0 at the end. Raises ContentError, zlib.error."""
        target = memoryview(buffer)  # type: ignore[arg-type] # whatever holds bytes
        while not self._unpacker.eof:
            data = self._unpacker.unconsumed_tail or self._packed.read(_PACKED_BYTES)
            if not data:
                raise ContentError("its packed data is cut short")
            unpacked = self._unpacker.decompress(data, len(target))
            if unpacked:
                target[: len(unpacked)] = unpacked
                return len(unpacked)
        return 0
