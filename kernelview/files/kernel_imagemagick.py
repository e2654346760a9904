"""ImageMagick's kernels: "3x3+1+1: -1,0,1 -2,0,2 -1,0,1", several parted by ";".

As applied, for -morphology Correlate '@FILE' (Convolve would turn them by 180 degrees). "-" and
"nan" are cells outside the neighbourhood. The oldest form is a list of numbers alone, a square
of odd sides. Rules of MagickCore/morphology.c: ParseKernelArray, AcquireKernelInfo.
"""

import re
from math import isqrt

from kernelview.files.kernel_limits import refuse_offset
from kernelview.files.kernel_text import decode_text, plain_number
from kernelview.kernels import Kernel, KernelError, format_matrix, parse_matrix

MOST_KERNELS = 4096

_GEOMETRY = re.compile(r"\s*\d{1,4}(?:x\d{1,4})?(?:\+\d{1,4}\+\d{1,4})?[@<>]?\s*:", re.ASCII | re.I)
_NAMED = re.compile(r"\s*[A-Za-z]")


def parse_imagemagick(data: bytes) -> tuple[Kernel, ...]:
    """Return the kernels of a file; KernelError for names of built-in ones, or anything else."""
    pieces = [piece for piece in decode_text(data).split(";") if piece.strip()]
    if not pieces:
        raise KernelError("it is empty; an ImageMagick kernel is such as 3x3: 1,0,-1 2,0,-2 1,0,-1")
    if len(pieces) > MOST_KERNELS:
        raise KernelError(f"it holds {len(pieces)} kernels; at most {MOST_KERNELS} are read")
    return tuple(_kernel(piece) for piece in pieces)


def write_imagemagick(kernel: Kernel) -> bytes:
    """Return the file, the divisor divided into the weights; KernelError for an offset."""
    refuse_offset(kernel, "ImageMagick's kernel", "give it to the command as -bias, or use .json")
    plain = kernel.replace(weights=kernel.effective_weights, divisor=1.0)
    return (format_matrix(plain, "imagemagick") + "\n").encode()


def is_imagemagick(data: bytes) -> bool:
    """Tell a kernel by its geometry, whatever the file is called."""
    return _GEOMETRY.match(data[:200].decode("utf-8-sig", "replace")) is not None


def _kernel(piece: str) -> Kernel:
    if _GEOMETRY.match(piece):
        return parse_matrix(piece)
    if _NAMED.match(piece):
        name = " ".join(piece.split())[:40]
        raise KernelError(f"{name!r} names a kernel built into ImageMagick; only numbers are read")
    cells = [cell for cell in re.split(r"[\s,]+", piece) if cell]
    side = isqrt(len(cells))
    if side * side != len(cells) or side % 2 == 0:
        raise KernelError(
            f"{len(cells)} numbers without a size are no square of odd sides; write 3x2: before six"
        )
    numbers = [plain_number(cell, f"number {place}") for place, cell in enumerate(cells, start=1)]
    return Kernel([numbers[start : start + side] for start in range(0, len(numbers), side)])
