"""Open a kernel file."""

from pathlib import Path

from kernelview.files.kernels import load_kernel
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel


def open_kernel(path: Path) -> Job[Kernel]:
    """Read the kernel at `path` (.txt, .csv, .npy, .json). Raises KernelFileError."""
    yield Progress(0, 1, "reading")
    return load_kernel(path)
