"""The one way a file is written: the old one stays whole until the new one is."""

import contextlib
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from kernelview.disk.errors import ContentError

Write = Callable[[int, memoryview], int]
Replace = Callable[[Path, Path], object]


def write_atomically(
    path: Path, data: bytes, *, write: Write = os.write, replace: Replace = os.replace
) -> None:
    """Write `data` to `path`, or leave what was there and raise OSError or ContentError.

    The bytes go to a temporary file in the same folder, are forced to the disk, and then
    replace the old file, whose permissions stay. A link is followed: its target is replaced.
    """
    target = path.resolve()
    mode = _mode_of(target)
    temporary = target.parent / f".kernelview-{secrets.token_hex(8)}.part"
    try:
        _write_new(temporary, data, mode, write)
        replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _mode_of(target: Path) -> int | None:
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise ContentError("it is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise ContentError("it is a pipe, socket or device, not a file")
    if not os.access(target, os.W_OK):
        raise ContentError("the file is write-protected")
    return stat.S_IMODE(status.st_mode)


def _write_new(path: Path, data: bytes, mode: int | None, write: Write) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # 0o666 less the person's umask, as any other program would make a new file.
    descriptor = os.open(path, flags, 0o666)
    try:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        _write_all(descriptor, memoryview(data), write)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, rest: memoryview, write: Write) -> None:
    # A nearly full disk takes a part and says so only in the count.
    while rest:
        written = write(descriptor, rest)
        if written <= 0:
            raise OSError("the disk took no more bytes")
        rest = rest[written:]


def _sync_folder(folder: Path) -> None:
    # The new file is in place; some systems and file systems cannot sync a folder.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
