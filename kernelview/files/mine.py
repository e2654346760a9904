"""The person's own kernels: one JSON file, in the order of the library."""

from collections.abc import Sequence
from pathlib import Path

import platformdirs

from kernelview.disk.atomic import write_atomically
from kernelview.disk.errors import ContentError, plain_reason
from kernelview.disk.opening import read_regular
from kernelview.files.errors import KernelFileError
from kernelview.files.kernel_json import (
    checked_format,
    kernel_from_json,
    kernel_to_json,
    laid_out,
    parse_json,
)
from kernelview.kernels import Kernel, KernelError

FORMAT = "kernelview-mine"
VERSION = 1
LARGEST_COUNT = 5_000
LARGEST_BYTES = 64_000_000


def mine_path() -> Path:
    """Return where the window keeps the person's own kernels."""
    return Path(platformdirs.user_data_dir("kernelview", appauthor=False)) / "mine.json"


def load_mine(path: Path) -> tuple[Kernel, ...]:
    """Return the kernels kept at `path`; none when there is no such file yet.

    Raises KernelFileError for any other content, one bad kernel included, and for a file of a
    newer version: it is left alone, so that the version that wrote it can still read it.
    """
    try:
        return _kernels_in(parse_json(read_regular(path, largest_bytes=LARGEST_BYTES)))
    except FileNotFoundError:
        return ()
    except (OSError, KernelError, ContentError) as error:
        raise KernelFileError(path, plain_reason(error)) from error


def save_mine(kernels: Sequence[Kernel], path: Path) -> None:
    """Write the kernels to `path`, whole or not at all, making its folder when it is missing.

    Raises KernelFileError.
    """
    try:
        data = _text_of(kernels).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data)
    except (OSError, KernelError, ContentError) as error:
        raise KernelFileError(path, plain_reason(error)) from error


def _kernels_in(content: object) -> tuple[Kernel, ...]:
    fields = checked_format(content, FORMAT, VERSION, {"format", "version", "kernels"})
    entries = fields.get("kernels")
    if not isinstance(entries, list) or len(entries) > LARGEST_COUNT:
        raise KernelError(f'"kernels" must be a list of at most {LARGEST_COUNT}')
    return tuple(_kernel(entry, number) for number, entry in enumerate(entries, start=1))


def _kernel(entry: object, number: int) -> Kernel:
    try:
        return kernel_from_json(entry)
    except KernelError as error:
        raise KernelError(f"kernel {number}: {error}") from error


def _text_of(kernels: Sequence[Kernel]) -> str:
    if len(kernels) > LARGEST_COUNT:
        raise KernelError(f"at most {LARGEST_COUNT} kernels are kept; these are {len(kernels)}")
    entries = ",\n".join("    " + laid_out(kernel_to_json(one), indent="    ") for one in kernels)
    listed = f"[\n{entries}\n  ]" if kernels else "[]"
    return f'{{\n  "format": "{FORMAT}",\n  "version": {VERSION},\n  "kernels": {listed}\n}}\n'
