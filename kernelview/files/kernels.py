"""Kernel files of every format: .json keeps everything, the others what their program takes."""

from collections.abc import Sequence
from pathlib import Path

from kernelview.disk.atomic import write_atomically
from kernelview.disk.errors import ContentError, plain_reason
from kernelview.disk.opening import read_regular
from kernelview.files.errors import KernelFileError
from kernelview.files.kernel_formats import (
    KERNEL_FORMATS,
    KernelFormat,
    format_of_file,
    format_of_suffix,
)
from kernelview.files.kernel_json import kernel_from_json, kernel_to_json
from kernelview.kernels import Kernel, KernelError

__all__ = [
    "KERNEL_FORMATS",
    "KERNEL_SUFFIXES",
    "SUFFIXES_OF_SEVERAL",
    "KernelFormat",
    "kernel_from_json",
    "kernel_to_json",
    "load_kernel",
    "load_kernels",
    "save_kernel",
    "save_kernels",
]

KERNEL_SUFFIXES: tuple[str, ...] = tuple(entry.suffix for entry in KERNEL_FORMATS)
SUFFIXES_OF_SEVERAL: tuple[str, ...] = tuple(
    entry.suffix for entry in KERNEL_FORMATS if entry.several
)

# 99 rows of 99 numbers of 24 characters are 240 kB.
LARGEST_BYTES = 1_000_000


def load_kernel(path: Path | str) -> Kernel:
    """Read a kernel file, told by its suffix and content; of several kernels the first.

    A file that holds no name lends its own. Raises KernelFileError and nothing else. Nothing in
    a file is run or unpickled.
    """
    return load_kernels(path)[0]


def load_kernels(path: Path | str) -> tuple[Kernel, ...]:
    """Read all the kernels of a file, one at least; names and errors as load_kernel."""
    path = Path(path)
    try:
        _refuse_unknown(path)
        data = read_regular(path, largest_bytes=LARGEST_BYTES)
        entry = format_of_file(path.suffix, data) or _refuse_unknown(path)
        kernels = entry.parse(data)
        return tuple(one if one.name else one.replace(name=path.stem) for one in kernels)
    except (OSError, KernelError, ContentError, ValueError, MemoryError) as error:
        raise KernelFileError(path, plain_reason(error)) from error


def save_kernel(kernel: Kernel, path: Path | str) -> tuple[str, ...]:
    """Write a kernel in the format of the path's suffix, whole or not at all.

    Returns what the format had to change, in words: zeros filled in, weights rounded. .json
    keeps everything; what another format would lose (an offset, an anchor) is refused.
    Raises KernelFileError.
    """
    return save_kernels([kernel], path)


def save_kernels(kernels: Sequence[Kernel], path: Path | str) -> tuple[str, ...]:
    """Write kernels to one file; KernelFileError unless its format holds so many."""
    path = Path(path)
    try:
        entry = _refuse_unknown(path)
        write_atomically(path, _written(kernels, entry))
        notes = [note for one in kernels for note in (entry.notes(one) if entry.notes else ())]
        return tuple(dict.fromkeys(notes))
    except (OSError, KernelError, ContentError) as error:
        raise KernelFileError(path, plain_reason(error)) from error


def _written(kernels: Sequence[Kernel], entry: KernelFormat) -> bytes:
    if not kernels:
        raise ContentError("there is no kernel to write")
    return entry.write(kernels)


def _refuse_unknown(path: Path) -> KernelFormat:
    """Return the format of a path's suffix; ContentError for any other suffix."""
    suffix = path.suffix.lower()
    entry = format_of_suffix(suffix)
    if entry is None:
        raise ContentError(
            f"kernels are kept as {' '.join(KERNEL_SUFFIXES)}, not as "
            f"{suffix or 'a name without suffix'!r}"
        )
    return entry
