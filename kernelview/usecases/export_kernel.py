"""Export a kernel to a file."""

from pathlib import Path

from kernelview.files.kernels import save_kernel
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.usecases.export_image import ExportResult


def export_kernel(kernel: Kernel, path: Path) -> Job[ExportResult]:
    """Write `kernel` in the format that the suffix names. Raises KernelFileError."""
    yield Progress(0, 1, "writing")
    return ExportResult(path, save_kernel(kernel, path))
