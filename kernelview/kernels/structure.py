"""What a kernel is made of: the part that is not all 0, boxes, runs of equal weights, taps."""

from functools import lru_cache

import numpy as np

from kernelview.kernels.kernel import Kernel


@lru_cache(maxsize=256)
def trimmed(kernel: Kernel) -> Kernel:
    """Return the kernel without rows and columns of 0 around its weights and its anchor.

    It gives the same results. A kernel of nothing but 0 becomes one weight of 0.
    """
    places = np.argwhere(kernel.weights)
    places = np.vstack([places, [kernel.anchor]])
    top, left = places.min(axis=0)
    bottom, right = places.max(axis=0) + 1
    if (bottom - top, right - left) == kernel.shape:
        return kernel
    row, column = kernel.anchor
    weights = kernel.weights[top:bottom, left:right]
    return kernel.replace(weights=weights, anchor=(row - int(top), column - int(left)))
