"""Numbers and matrices as every language of the code writes them: short, and exact."""

import numpy as np

from kernelview.kernels.kernel import Kernel
from kernelview.kernels.matrix_format import format_matrix, format_number

_TAME = 1e12


def effective(kernel: Kernel) -> Kernel:
    """Return the same kernel with its divisor divided into the weights."""
    return kernel.replace(weights=kernel.effective_weights, divisor=1.0)


def with_tame_divisor(kernel: Kernel) -> Kernel:
    """Return the kernel with a divisor that 32-bit floats hold well, as they do its weights.

    One that is very large or small is divided into the weights.
    """
    sizes = np.abs([*kernel.weights[kernel.weights != 0].tolist(), kernel.divisor])
    tame = sizes.min() > 1 / _TAME and sizes.max() < _TAME
    return kernel if tame else effective(kernel)


def rows_of(kernel: Kernel) -> list[list[str]]:
    """Return the weights over the divisor as texts, row by row."""
    return [[format_number(weight) for weight in row] for row in kernel.effective_weights.tolist()]


def numpy_array(kernel: Kernel, dtype: str = "float") -> str:
    """Return an assignment of the weights over the divisor as an array of floats."""
    start = "kernel = np.array("
    matrix = format_matrix(kernel, "python").replace("\n", "\n" + " " * len(start))
    divisor = "" if kernel.divisor == 1 else f" / {in_brackets(kernel.divisor)}"
    return f"{start}{matrix}, dtype={dtype}){divisor}"


def in_brackets(value: float) -> str:
    """Return the number, in brackets when it is negative: for the right side of an operator."""
    text = format_number(value)
    return f"({text})" if text.startswith("-") else text


def plus(value: float) -> str:
    """Return " + 128", " - 0.5", or nothing for 0: for the end of a sum."""
    if value == 0:
        return ""
    return f" {'+' if value > 0 else '-'} {format_number(abs(value))}"


def plain_decimal(value: float) -> str:
    """Return the number without an exponent, for programs whose parsers know none."""
    text = np.format_float_positional(value + 0.0, trim="-")
    return "0" if text == "-0" else text
