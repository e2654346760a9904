"""ImageJ's text kernels: a line a row, odd sides, the anchor in the middle, as applied.

Rules of ij/plugin/filter/Convolver.java: both sides must be odd, the numbers are 32-bit, and
there is no divisor, offset or anchor. What ImageJ would quietly read as 0 is refused here.
"""

from kernelview.files.kernel_limits import refuse_beyond_single, refuse_offset
from kernelview.files.kernel_text import decode_text, kernel_from_text, rows_of_text
from kernelview.kernels import Kernel
from kernelview.kernels.centring import centred


def parse_imagej(data: bytes) -> Kernel:
    """Return the kernel of a .txt file: rows of cells, or any matrix that can be pasted."""
    return kernel_from_text(decode_text(data))


def write_imagej(kernel: Kernel) -> bytes:
    """Return the file; even sides and a moved anchor are made up for with zeros.

    The divisor is divided into the weights. KernelError for an offset.
    """
    refuse_offset(kernel, "ImageJ's text")
    weights = centred(kernel).effective_weights
    refuse_beyond_single(weights, "ImageJ")
    return rows_of_text(weights, " ").encode()


def imagej_notes(kernel: Kernel) -> tuple[str, ...]:
    """Return what the file changes about a kernel that it can hold."""
    rows, columns = centred(kernel).shape
    if kernel.shape == (rows, columns):
        return ()
    return (f"filled up with zeros to {rows} × {columns}, which ImageJ centres alike",)
