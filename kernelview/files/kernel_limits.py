"""What another program's file can hold of a kernel, and refusals that say why it cannot be."""

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.whole_weights import LARGEST_ERROR

_LARGEST_SINGLE = float(np.finfo(np.float32).max)


def refuse_offset(kernel: Kernel, holder: str, hint: str = ".json keeps it") -> None:
    """Raise KernelError when the kernel has an offset that the format cannot hold."""
    if kernel.offset != 0:
        raise KernelError(f"{holder} would lose the offset {kernel.offset:g}; {hint}")


def refuse_beyond_single(weights: NDArray[np.float64], program: str) -> None:
    """Raise KernelError for weights that a program's 32-bit numbers cannot hold."""
    largest = float(np.abs(weights).max())
    if largest > _LARGEST_SINGLE:
        raise KernelError(f"{program} reckons in 32 bits, up to 3.4e38; a weight is {largest:.3g}")


def without_empty_ring(kernel: Kernel) -> Kernel:
    """Return a 5 × 5 kernel as 3 × 3 when its outer ring is all zeros."""
    inner = kernel.weights[1:-1, 1:-1]
    if kernel.shape != (5, 5) or np.count_nonzero(inner) < np.count_nonzero(kernel.weights):
        return kernel
    return kernel.replace(weights=inner, anchor=None)


def whole_offset(kernel: Kernel, largest: int) -> int:
    """Return the offset as a whole number; KernelError when it is none, or too large."""
    whole = round(kernel.offset)
    if abs(whole) > largest:
        raise KernelError(f"the offset is {kernel.offset:g}; it must be {-largest} to {largest}")
    if abs(whole - kernel.offset) > LARGEST_ERROR * max(1, abs(whole)):
        raise KernelError(f"the offset is {kernel.offset:g}; it must be a whole number")
    return whole
