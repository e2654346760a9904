"""Reads a matrix from text as people paste it.

Rows end at a newline or ";", cells at spaces, tabs or commas. Brackets of Python and NumPy,
braces of C and ImageMagick's "3x3: ..." are understood. Rules of ImageMagick's text:
MagickCore/morphology.c, ParseKernelArray.
"""

import re

from kernelview.kernels.bracket_text import kernel_from_brackets
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import LARGEST_SIDE, Kernel
from kernelview.kernels.row_text import numbers_of, rows_of

LONGEST_TEXT = 1_000_000

_IMAGEMAGICK = re.compile(
    r"(?P<columns>\d{1,4})(?:x(?P<rows>\d{1,4}))?(?:\+(?P<x>\d{1,4})\+(?P<y>\d{1,4}))?"
    r"(?P<turns>[@<>]?)\s*:(?P<cells>.*)",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)
_TUPLES = re.compile(r"\(\s*(\([^()]*\)(?:\s*,\s*\([^()]*\))*)\s*,?\s*\)")
_PLACES = str.maketrans({"\u2212": "-", "\u00a0": " ", "\ufeff": " ", "{": "[", "}": "]"})


def parse_matrix(text: str) -> Kernel:
    """Return the kernel that the text spells; it has no name.

    A factor after or before brackets ("[[1, 1]] / 2") becomes the divisor. KernelError names
    the row and the column at fault, counted from 1.
    """
    if not isinstance(text, str):
        raise KernelError(f"a matrix is read from text, not from {type(text).__name__}")
    if len(text) > LONGEST_TEXT:
        raise KernelError(f"{len(text)} characters are too many for a matrix of 99 × 99")
    plain = text.translate(_PLACES).strip()
    if not plain:
        raise KernelError('the text is empty; type rows such as "1 0 -1; 2 0 -2; 1 0 -1"')
    named = _IMAGEMAGICK.fullmatch(plain)
    if named:
        return _from_imagemagick(named)
    if "[" in plain or "]" in plain:
        return kernel_from_brackets(plain)
    return Kernel(numbers_of(rows_of(_tuples(plain))))


def _from_imagemagick(match: re.Match[str]) -> Kernel:
    if match["turns"]:
        raise KernelError(f"{match['turns']!r} asks for several turned kernels; paste one")
    columns = int(match["columns"])
    rows = int(match["rows"] or columns)
    cells = match["cells"].strip().rstrip(";").replace(",", " ").split()
    if not (1 <= rows <= LARGEST_SIDE and 1 <= columns <= LARGEST_SIDE):
        raise KernelError(f"a kernel has 1 to 99 rows and columns, not {rows} × {columns}")
    if len(cells) != rows * columns:
        raise KernelError(
            f"{columns}x{rows} takes {rows * columns} numbers; there are {len(cells)}"
        )
    # "-" and "nan" are cells outside the neighbourhood: they add nothing.
    values = ["0" if cell.lower() in {"-", "nan"} else cell for cell in cells]
    table = [values[start : start + columns] for start in range(0, len(values), columns)]
    row = (rows - 1) // 2 if match["y"] is None else int(match["y"])
    column = (columns - 1) // 2 if match["x"] is None else int(match["x"])
    return Kernel(numbers_of(table), anchor=(row, column))


def _tuples(text: str) -> str:
    """Return "((1, 2), (3, 4))" as rows with ";"; other text as it is."""
    match = _TUPLES.fullmatch(" ".join(text.split()))
    if not match:
        return text
    return ";".join(piece.strip() for piece in re.findall(r"\(([^()]*)\)", match[1]))
