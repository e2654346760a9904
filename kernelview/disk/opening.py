"""Opening a stranger's file: regular files only, no larger than asked for."""

import io
import os
import stat
from pathlib import Path
from typing import BinaryIO

from kernelview.disk.errors import ContentError


def open_regular(path: Path, *, largest_bytes: int) -> BinaryIO:
    """Open a file for reading; the caller closes it.

    Raises OSError when it cannot be opened, ContentError for a folder, a pipe or a device
    (reading those could wait for ever) and for an empty or too large file.
    """
    if "\0" in str(path):
        raise ContentError("a file name cannot hold a null character")
    _refuse_irregular(path.stat())
    stream = io.BufferedReader(io.FileIO(path, "rb", opener=_open_without_waiting))
    try:
        status = os.fstat(stream.fileno())
        _refuse_irregular(status)
        refuse_length(status.st_size, largest_bytes)
    except BaseException:
        stream.close()
        raise
    return stream


def read_regular(path: Path, *, largest_bytes: int) -> bytes:
    """Return the bytes of a regular file; errors as open_regular."""
    with open_regular(path, largest_bytes=largest_bytes) as stream:
        data = stream.read(largest_bytes + 1)
    refuse_length(len(data), largest_bytes)
    return data


def refuse_length(length: int, largest_bytes: int) -> None:
    """Raise ContentError for no bytes at all, or too many."""
    if length == 0:
        raise ContentError("the file is empty")
    if length > largest_bytes:
        raise ContentError(f"the file has {length:,} bytes; at most {largest_bytes:,} are read")


def _open_without_waiting(path: str, flags: int) -> int:
    # The file may have been swapped for a pipe since it was looked at.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _refuse_irregular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise ContentError("it is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise ContentError("it is a pipe, socket or device, not a file")
