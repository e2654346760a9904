"""Bytes out of a file that may be packed: never more than were asked for, part by part."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from kernelview.disk.errors import ContentError
from kernelview.disk.opening import open_regular
from kernelview.files.datasets.limits import LARGEST_BYTES, check_unpacked
from kernelview.jobs import Job, Progress

_GZIP = b"\x1f\x8b"
PART_BYTES = 4_000_000


@contextmanager
def open_unpacked(path: Path) -> Iterator[tuple[IO[bytes], int, bool]]:
    """Give a stream of a file's bytes, unpacked where it is a gzip file.

    Beside it: the length of the file itself, and whether it is packed.
    """
    with open_regular(path, largest_bytes=LARGEST_BYTES) as stream:
        packed = stream.peek(2)[:2] == _GZIP if hasattr(stream, "peek") else False
        stream.seek(0, 2)
        length = stream.tell()
        stream.seek(0)
        if packed:
            with gzip.GzipFile(fileobj=stream) as unpacked:
                yield cast(IO[bytes], unpacked), length, True
        else:
            yield stream, length, False


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
