"""Kernel files: .txt (rows, as ImageJ), .csv, .npy and .json (ours, which keeps everything)."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kernelview.disk.atomic import write_atomically
from kernelview.disk.errors import ContentError, plain_reason
from kernelview.disk.opening import read_regular
from kernelview.files.errors import KernelFileError
from kernelview.files.kernel_json import kernel_from_json, kernel_to_json, laid_out, parse_json
from kernelview.files.kernel_npy import npy_from_weights, weights_from_npy
from kernelview.files.kernel_text import (
    decode_text,
    kernel_from_csv,
    kernel_from_text,
    rows_of_text,
)
from kernelview.kernels import Kernel, KernelError

__all__ = ["KERNEL_SUFFIXES", "kernel_from_json", "kernel_to_json", "load_kernel", "save_kernel"]

KERNEL_SUFFIXES: tuple[str, ...] = (".json", ".txt", ".csv", ".npy")

# 99 rows of 99 numbers of 24 characters are 240 kB.
LARGEST_BYTES = 1_000_000

Action = TypeVar("Action")


def load_kernel(path: Path | str) -> Kernel:
    """Read a kernel file, told by its suffix; a file that holds no name lends its own.

    Raises KernelFileError and nothing else. Nothing in a file is run or unpickled.
    """
    path = Path(path)
    try:
        read = _for_suffix(_READERS, path)
        kernel = read(read_regular(path, largest_bytes=LARGEST_BYTES))
        return kernel if kernel.name else kernel.replace(name=path.stem)
    except (OSError, KernelError, ContentError, ValueError, MemoryError) as error:
        raise KernelFileError(path, plain_reason(error)) from error


def save_kernel(kernel: Kernel, path: Path | str) -> None:
    """Write a kernel in the format of the path's suffix, whole or not at all.

    .json keeps everything. The others hold a bare matrix: the divisor is divided into the
    weights, the name is left to the file's name, and an offset or a moved anchor is refused.
    Raises KernelFileError.
    """
    path = Path(path)
    try:
        write = _for_suffix(_WRITERS, path)
        write_atomically(path, write(kernel))
    except (OSError, KernelError, ContentError) as error:
        raise KernelFileError(path, plain_reason(error)) from error


def _for_suffix(actions: dict[str, Action], path: Path) -> Action:
    suffix = path.suffix.lower()
    if suffix not in actions:
        raise ContentError(
            f"kernels are kept as {' '.join(KERNEL_SUFFIXES)}, not as "
            f"{suffix or 'a name without suffix'!r}"
        )
    return actions[suffix]


def _read_json(data: bytes) -> Kernel:
    return kernel_from_json(parse_json(data))


def _read_npy(data: bytes) -> Kernel:
    return Kernel(weights_from_npy(data))


def _read_txt(data: bytes) -> Kernel:
    return kernel_from_text(decode_text(data))


def _read_csv(data: bytes) -> Kernel:
    return kernel_from_csv(decode_text(data))


def _write_json(kernel: Kernel) -> bytes:
    return (laid_out(kernel_to_json(kernel)) + "\n").encode()


def _write_npy(kernel: Kernel) -> bytes:
    return npy_from_weights(_bare_weights(kernel))


def _write_txt(kernel: Kernel) -> bytes:
    return rows_of_text(_bare_weights(kernel), " ").encode()


def _write_csv(kernel: Kernel) -> bytes:
    return rows_of_text(_bare_weights(kernel), ",").encode()


def _bare_weights(kernel: Kernel) -> NDArray[np.float64]:
    rows, columns = kernel.shape
    if kernel.offset != 0:
        raise KernelError(f"a bare matrix would lose the offset {kernel.offset:g}; .json keeps it")
    if kernel.anchor != (rows // 2, columns // 2):
        row, column = kernel.anchor
        raise KernelError(
            f"a bare matrix would lose the anchor (row {row + 1}, column {column + 1}); "
            ".json keeps it"
        )
    return kernel.effective_weights


_READERS: dict[str, Callable[[bytes], Kernel]] = {
    ".json": _read_json,
    ".npy": _read_npy,
    ".txt": _read_txt,
    ".csv": _read_csv,
}
_WRITERS: dict[str, Callable[[Kernel], bytes]] = {
    ".json": _write_json,
    ".npy": _write_npy,
    ".txt": _write_txt,
    ".csv": _write_csv,
}
