"""Photoshop's custom filters (.acf): 54 bytes, 27 signed big-endian 16-bit numbers.

25 weights of -999 to 999, row by row as applied, the scale (1 to 9999), then the offset in
levels of 0 to 255 (-9999 to 9999). Adobe Photoshop File Formats Specification, "Custom Kernel".
"""

import struct

import numpy as np

from kernelview.files.kernel_limits import whole_offset, without_empty_ring
from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.centring import into_square
from kernelview.kernels.whole_weights import WholeLimits, WholeWeights, whole_weights

LENGTH = 54
LARGEST_OFFSET = 9999
LIMITS = WholeLimits(weight=999, divisor=9999)

_NUMBERS = struct.Struct(">27h")
_SIDE = 5


def parse_acf(data: bytes) -> Kernel:
    """Return the kernel, 3 × 3 when the ring about it is empty; KernelError for other bytes."""
    if len(data) != LENGTH:
        raise KernelError(f"a Photoshop filter has {LENGTH} bytes; this file has {len(data)}")
    *weights, divisor, offset = _NUMBERS.unpack(data)
    for place, weight in enumerate(weights):
        row, column = divmod(place, _SIDE)
        _refuse_beyond(weight, LIMITS.weight, f"row {row + 1}, column {column + 1}")
    if not 1 <= divisor <= LIMITS.divisor:
        raise KernelError(f"its scale is {divisor}; a Photoshop filter has 1 to {LIMITS.divisor}")
    _refuse_beyond(offset, LARGEST_OFFSET, "its offset")
    square = np.array(weights, np.float64).reshape(_SIDE, _SIDE)
    return without_empty_ring(Kernel(square, divisor=divisor, offset=offset))


def write_acf(kernel: Kernel) -> bytes:
    """Return the 54 bytes; KernelError when the kernel is too wide or no whole numbers fit it."""
    whole = _whole(kernel)
    offset = whole_offset(kernel, LARGEST_OFFSET)
    return _NUMBERS.pack(*whole.weights.ravel().tolist(), whole.divisor, offset)


def acf_notes(kernel: Kernel) -> tuple[str, ...]:
    """Return what the file changes about a kernel that it can hold."""
    return _whole(kernel).notes


def _whole(kernel: Kernel) -> WholeWeights:
    return whole_weights(into_square(kernel, _SIDE, "Photoshop"), LIMITS)


def _refuse_beyond(value: int, largest: int, what: str) -> None:
    if abs(value) > largest:
        raise KernelError(f"{what} is {value}; a Photoshop filter has {-largest} to {largest}")
