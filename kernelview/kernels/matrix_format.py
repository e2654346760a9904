"""Writes a matrix as text that reads back the same."""

from typing import Literal, get_args

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel

TextStyle = Literal["spaces", "tabs", "semicolons", "python", "numpy", "imagemagick"]
TEXT_STYLES: tuple[TextStyle, ...] = get_args(TextStyle)


def format_number(value: float) -> str:
    """Return the shortest text that reads back as the same number; whole numbers have no point."""
    number = float(value) + 0.0
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def format_matrix(kernel: Kernel, style: TextStyle = "spaces") -> str:
    """Return the weights as text.

    "numpy" also writes a divisor other than 1 and "imagemagick" the anchor when it is not the
    one that ImageMagick takes by itself; the others are the cells alone.
    """
    cells = [[format_number(value) for value in row] for row in kernel.weights.tolist()]
    match style:
        case "spaces":
            return "\n".join(" ".join(row) for row in _aligned(cells))
        case "tabs":
            return "\n".join("\t".join(row) for row in cells)
        case "semicolons":
            return "; ".join(" ".join(row) for row in cells)
        case "python":
            return _bracketed(cells, " ")
        case "numpy":
            return f"np.array({_bracketed(cells, ' ' * 10)}){_division(kernel)}"
        case "imagemagick":
            return f"{_geometry(kernel)}: {' '.join(','.join(row) for row in cells)}"
    raise KernelError(f"no text style is called {style!r}; there are {', '.join(TEXT_STYLES)}")


def _aligned(cells: list[list[str]]) -> list[list[str]]:
    """Return the cells filled up with spaces so that each column ends in line."""
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    return [[cell.rjust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]


def _bracketed(cells: list[list[str]], indent: str) -> str:
    rows = [f"[{', '.join(row)}]" for row in _aligned(cells)]
    return f"[{f',{chr(10)}{indent}'.join(rows)}]"


def _division(kernel: Kernel) -> str:
    return "" if kernel.divisor == 1 else f" / {format_number(kernel.divisor)}"


def _geometry(kernel: Kernel) -> str:
    rows, columns = kernel.shape
    row, column = kernel.anchor
    usual = (row, column) == ((rows - 1) // 2, (columns - 1) // 2)
    return f"{columns}x{rows}" if usual else f"{columns}x{rows}+{column}+{row}"
