"""Copying a kernel as text and reading a pasted one."""

from PySide6.QtGui import QGuiApplication

from kernelview.kernels import (
    Kernel,
    KernelError,
    TextStyle,
    format_matrix,
    parse_matrix,
    parse_number,
)
from kernelview.ui.editor.selection import Cell, Selection

COPY_STYLES: tuple[tuple[TextStyle, str], ...] = (
    ("tabs", "Tabs, for spreadsheets"),
    ("spaces", "Spaces, for ImageJ"),
    ("semicolons", "Rows by semicolons"),
    ("python", "Python lists"),
    ("numpy", "NumPy array"),
    ("imagemagick", "ImageMagick"),
)


def copy_kernel(kernel: Kernel, selection: Selection, style: TextStyle = "tabs") -> None:
    """Put the selected block, or without one the whole kernel, on the clipboard."""
    copied = kernel
    if selection.is_block and selection.shape != kernel.shape:
        top, left, bottom, right = selection.bounds
        copied = Kernel(kernel.weights[top : bottom + 1, left : right + 1])
    QGuiApplication.clipboard().setText(format_matrix(copied, style))


def pasted_number() -> float | None:
    """Return the clipboard's content when it is one number."""
    try:
        return parse_number(_text())
    except KernelError:
        return None


def pasted_kernel() -> Kernel:
    """Read a matrix from the clipboard. Raises KernelError that names row and column."""
    text = _text()
    if not text.strip():
        raise KernelError("the clipboard holds no text; copy the rows of a matrix first")
    return parse_matrix(text)


def cells_from(kernel: Kernel, pasted: Kernel, start: Cell) -> dict[Cell, float]:
    """Lay `pasted` over `kernel` from `start` on. Raises KernelError where it does not fit."""
    rows, columns = pasted.shape
    room = kernel.shape[0] - start[0], kernel.shape[1] - start[1]
    if rows > room[0] or columns > room[1]:
        raise KernelError(
            f"the pasted {rows} × {columns} does not fit from row {start[0] + 1}, "
            f"column {start[1] + 1}: there is room for {room[0]} × {room[1]}"
        )
    return {
        (start[0] + row, start[1] + column): float(pasted.weights[row, column])
        for row in range(rows)
        for column in range(columns)
    }


def _text() -> str:
    return QGuiApplication.clipboard().text()
