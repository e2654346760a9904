"""What a kernel does to a picture of a single 1: the test that shows a wrong flip at once."""

import numpy as np

from kernelview.kernels import Kernel


def impulse(kernel: Kernel, side: int = 3) -> list[list[float]]:
    """Return the answer about a single 1, slid by the kernel's definition and no library."""
    answer = np.zeros((side, side))
    rows, columns = kernel.shape
    for row in range(rows):
        for column in range(columns):
            # The pixel at place + (row, column) - anchor is the 1 in the middle.
            place = side // 2 - row + kernel.anchor[0], side // 2 - column + kernel.anchor[1]
            if 0 <= place[0] < side and 0 <= place[1] < side:
                answer[place] += kernel.effective_weights[row, column]
    return (answer + kernel.offset).tolist()  # type: ignore[no-any-return]
