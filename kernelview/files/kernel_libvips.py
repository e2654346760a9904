"""libvips' matrix files (.mat, a text): width, height, scale and offset in line 1, then rows.

The scale and the offset may be left out; numbers are parted by any mix of spaces, commas, tabs
and quotation marks; what follows them on a line or in the file is ignored. As applied, with the
anchor at (height / 2, width / 2). Source: libvips, vips_matrixload and vips_conv.
"""

import re

from kernelview.files.kernel_text import decode_text, plain_number, rows_of_text
from kernelview.kernels import LARGEST_SIDE, Kernel, KernelError, format_number
from kernelview.kernels.centring import centred, has_middle_anchor

_SEPARATORS = re.compile(r'[ ,\t"]+')
_COUNT = re.compile(r"\d{1,2}", re.ASCII)
_DEFAULTS = (1.0, 0.0)
_MATLAB = b"MATLAB "
_HDF5 = b"\x89HDF"


def parse_libvips(data: bytes) -> Kernel:
    """Return the kernel of a matrix file; KernelError for anything else, MATLAB's .mat too."""
    if data.startswith((_MATLAB, _HDF5)):
        raise KernelError("it is MATLAB's .mat; what is read is libvips' text: 3 3 1 0, then rows")
    header, *lines = _lines(decode_text(data))
    columns, rows, divisor, offset = _header(header)
    if len(lines) < rows:
        raise KernelError(f"its header promises {rows} rows; there are {len(lines)}")
    weights = [_row(line, number, columns) for number, line in enumerate(lines[:rows], start=1)]
    return Kernel(weights, divisor=divisor, offset=offset)


def write_libvips(kernel: Kernel) -> bytes:
    """Return the file; a moved anchor is brought to the middle with zeros."""
    middle = kernel if has_middle_anchor(kernel) else centred(kernel)
    rows, columns = middle.shape
    header = f"{columns} {rows} {format_number(kernel.divisor)} {format_number(kernel.offset)}\n"
    return (header + rows_of_text(middle.weights, " ")).encode()


def libvips_notes(kernel: Kernel) -> tuple[str, ...]:
    """Return what the file changes about a kernel that it can hold."""
    if has_middle_anchor(kernel):
        return ()
    rows, columns = centred(kernel).shape
    return (f"filled up with zeros to {rows} × {columns}, so that the anchor is in the middle",)


def is_libvips(data: bytes) -> bool:
    """Tell a matrix file from rows of cells: only with its header is it no whole rectangle."""
    lines = _lines(data.decode("utf-8-sig", "replace"))
    header, *rows = [_cells(line) for line in lines if line.strip()] or [[]]
    if len(header) not in {2, 3, 4} or not all(_COUNT.fullmatch(cell) for cell in header[:2]):
        return False
    columns = int(header[0])
    return (
        columns not in {0, len(header)}
        and len(rows) == int(header[1]) > 0
        and all(len(row) == columns for row in rows)
    )


def _lines(text: str) -> list[str]:
    lines = re.split(r"\r\n|\r|\n", text)
    return lines[: LARGEST_SIDE + 1]


def _cells(line: str) -> list[str]:
    return [cell for cell in _SEPARATORS.split(line) if cell]


def _header(line: str) -> tuple[int, int, float, float]:
    cells = _cells(line)[:4]
    if len(cells) < 2:
        raise KernelError("its first line must be width, height, scale and offset, as 3 3 1 0")
    numbers = [plain_number(cell, "line 1") for cell in cells]
    columns, rows, divisor, offset = (*numbers, *_DEFAULTS[len(numbers) - 2 :])
    if not (_is_side(columns) and _is_side(rows)):
        raise KernelError(
            f"its header says {columns:g} × {rows:g}; a kernel has 1 to {LARGEST_SIDE} "
            "rows and columns"
        )
    return int(columns), int(rows), divisor, offset


def _is_side(value: float) -> bool:
    return value.is_integer() and 1 <= value <= LARGEST_SIDE


def _row(line: str, number: int, columns: int) -> list[float]:
    cells = _cells(line)
    if len(cells) < columns:
        raise KernelError(f"row {number} has {len(cells)} numbers; its header promises {columns}")
    return [
        plain_number(cell, f"row {number}, column {column}")
        for column, cell in enumerate(cells[:columns], start=1)
    ]
