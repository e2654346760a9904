"""Open a kernel file, which may hold several."""

from pathlib import Path

from kernelview.files.kernels import load_kernels
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel


def open_kernel(path: Path) -> Job[Kernel]:
    """Read the kernel at `path`, of several the first. Raises KernelFileError."""
    kernels = yield from open_kernels(path)
    return kernels[0]


def open_kernels(path: Path) -> Job[tuple[Kernel, ...]]:
    """Read all the kernels at `path`, one at least. Raises KernelFileError."""
    yield Progress(0, 1, "reading")
    return load_kernels(path)
