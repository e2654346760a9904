"""Numbers and matrices as every language of the code writes them: short, and exact."""

from kernelview.kernels.kernel import Kernel
from kernelview.kernels.matrix_format import format_matrix, format_number


def rows_of(kernel: Kernel) -> list[list[str]]:
    """Return the weights over the divisor as texts, row by row."""
    return [[format_number(weight) for weight in row] for row in kernel.effective_weights.tolist()]


def numpy_array(kernel: Kernel, variable: str = "kernel") -> str:
    """Return an assignment of the weights over the divisor as an array of floats."""
    start = f"{variable} = np.array("
    matrix = format_matrix(kernel, "python").replace("\n", "\n" + " " * len(start))
    divisor = "" if kernel.divisor == 1 else f" / {in_brackets(kernel.divisor)}"
    return f"{start}{matrix}, dtype=float){divisor}"


def in_brackets(value: float) -> str:
    """Return the number, in brackets when it is negative: for the right side of an operator."""
    text = format_number(value)
    return f"({text})" if text.startswith("-") else text


def plus(value: float) -> str:
    """Return " + 128", " - 0.5", or nothing for 0: for the end of a sum."""
    if value == 0:
        return ""
    return f" {'+' if value > 0 else '-'} {format_number(abs(value))}"
