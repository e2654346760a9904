"""What a method does with a kernel and why that is fast, in words for a student."""

from functools import lru_cache

import numpy as np

from kernelview.engine import Method
from kernelview.kernels import Kernel, rank


@lru_cache(maxsize=256)
def explain_method(method: Method, kernel: Kernel) -> str:
    """Return a short paragraph with the numbers of this kernel."""
    rows, columns = kernel.shape
    taps = rows * columns
    match method:
        case "reference":
            return (
                "The definition, word for word: every weight times the pixel under it, one weight "
                f"after the other, added up in double precision. {_times(_used(kernel))} a pixel. "
                "Nothing is clever here, so the other methods are checked against it."
            )
        case "direct":
            return (
                "The same sum by OpenCV, strip by strip on all processors at once, with "
                "instructions that multiply 8 or 16 pixels at a time. It still does all "
                f"{_times(taps)} a pixel, each of them very fast: hard to beat for small kernels."
            )
        case "separable":
            return _separable(kernel)
        case "low-rank":
            return _low_rank(kernel)
        case "box":
            return (
                "Where weights are equal, the sum for the next pixel is the last one plus what "
                "comes in at one side, minus what leaves at the other. So a rectangle of equal "
                "weights costs four additions a pixel, whether it is 3 × 3 or 99 × 99."
            )
        case "sparse":
            used = _used(kernel)
            return (
                "A weight of 0 adds nothing, so only the others are multiplied: "
                f"{used} of {taps} here. Each is one copy of the picture, shifted and scaled, "
                "added to the result."
            )
        case "fourier":
            return (
                "A Fourier transform turns the sliding sum into one multiplication a frequency. "
                "The picture is cut into tiles; each is transformed, multiplied with the "
                f"transform of the kernel and brought back. A {rows} × {columns} kernel costs "
                "nearly the same as a 3 × 3: this pays where kernels are large and have no "
                "structure that could be used."
            )


def explain_yardstick(kernel: Kernel) -> str:
    """Return a short paragraph on what OpenCV's filter2D does with a kernel."""
    rows, columns = kernel.shape
    return (
        "What most programs call, and KernelView's rival here: OpenCV's own filter2D with all "
        f"its threads. It does not look at the weights: {_times(rows * columns)} a pixel "
        "for small kernels, one large Fourier transform on a single thread for large ones "
        "(from 130 weights on with 32-bit numbers, from 50 with 64-bit ones)."
    )


def _separable(kernel: Kernel) -> str:
    rows, columns = kernel.shape
    taps, found = rows * columns, rank(kernel)
    if found == 1:
        return (
            f"Rank 1: a column and then a row. {rows} + {columns} multiplications a pixel instead "
            f"of {taps}. Every row of this kernel is a multiple of one and the same row, so "
            "filtering with a column first and with that row afterwards gives the same sums."
        )
    return (
        "A kernel of rank 1 is one column times one row: filtering with the column and then with "
        f"the row needs {rows} + {columns} multiplications a pixel instead of {taps}. "
        f"This kernel has rank {found}, so no single column and row make it."
    )


def _low_rank(kernel: Kernel) -> str:
    rows, columns = kernel.shape
    found = rank(kernel)
    total = found * (rows + columns)
    return (
        "Any kernel is a sum of a few columns times rows; the singular value decomposition finds "
        f"them. Rank {found} needs {found} of them: {found} × ({rows} + {columns}) = {total} "
        f"multiplications a pixel instead of {rows * columns}. It pays while the rank is small."
    )


def _used(kernel: Kernel) -> int:
    return int(np.count_nonzero(kernel.weights))


def _times(number: int) -> str:
    return "1 multiplication" if number == 1 else f"{number} multiplications"
