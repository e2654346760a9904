"""Brings a kernel's anchor to the middle, for programs that know no other place for it."""

import numpy as np

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import LARGEST_SIDE, Kernel


def has_middle_anchor(kernel: Kernel) -> bool:
    """Tell whether the anchor is where programs put it: (rows // 2, columns // 2)."""
    rows, columns = kernel.shape
    return kernel.anchor == (rows // 2, columns // 2)


def centred(kernel: Kernel) -> Kernel:
    """Return the same kernel with odd sides and the anchor in the middle, zeros filled in."""
    above, before = kernel.anchor
    below, after = kernel.shape[0] - 1 - above, kernel.shape[1] - 1 - before
    tall, wide = max(above, below), max(before, after)
    if (above, before) == (below, after):
        return kernel
    if 2 * max(tall, wide) + 1 > LARGEST_SIDE:
        raise KernelError(
            f"with its anchor in the middle it would be {2 * tall + 1} × {2 * wide + 1}; "
            f"at most {LARGEST_SIDE} × {LARGEST_SIDE} can be kept"
        )
    margins = ((tall - above, tall - below), (wide - before, wide - after))
    return kernel.replace(weights=np.pad(kernel.weights, margins), anchor=None)


def into_square(kernel: Kernel, side: int, program: str) -> Kernel:
    """Return the same kernel as an odd square about its anchor, zeros filled in or left out.

    Raises KernelError when a weight other than 0 would have to be left out.
    """
    places = np.argwhere(kernel.weights != 0)
    reach = int(np.abs(places - np.array(kernel.anchor)).max()) if len(places) else 0
    if reach > side // 2:
        raise KernelError(
            f"{program} takes {side} × {side} weights about the anchor; "
            f"this kernel needs {2 * reach + 1} × {2 * reach + 1}"
        )
    square = np.zeros((side, side))
    for row, column in places:
        place = row - kernel.anchor[0] + side // 2, column - kernel.anchor[1] + side // 2
        square[place] = kernel.weights[row, column]
    return kernel.replace(weights=square, anchor=None)
