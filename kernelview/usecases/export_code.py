"""Export a kernel as code: to a file, and the kernel in the levels that code reckons in."""

from pathlib import Path
from sys import float_info

from kernelview.disk import ContentError, plain_reason, write_atomically
from kernelview.files.errors import KernelFileError
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.usecases.export_image import ExportResult

LEVELS = 255.0


def export_code(text: str, path: Path) -> Job[ExportResult]:
    """Write code to `path`, whole or not at all. Raises KernelFileError."""
    yield Progress(0, 1, "writing")
    save_code(text, path)
    return ExportResult(path)


def save_code(text: str, path: Path) -> None:
    """Write code to `path`, whole or not at all. Raises KernelFileError."""
    try:
        write_atomically(path, text.encode())
    except (OSError, ContentError) as error:
        raise KernelFileError(path, plain_reason(error)) from error


def in_levels(kernel: Kernel, constant: float, white: float) -> tuple[Kernel, float]:
    """Return kernel and constant for 8 bits, whose offset and value were in a picture's units.

    `white` is what white is in that picture: 255, 65535, or 1 for floats.
    """
    scale = LEVELS / white
    return kernel.replace(offset=_finite(kernel.offset * scale)), _finite(constant * scale)


def _finite(value: float) -> float:
    return min(max(value, -float_info.max), float_info.max)
