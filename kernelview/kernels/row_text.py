"""Parts text into rows and cells, and reads each cell as a number."""

import re

from kernelview.kernels.arithmetic import parse_number
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import LARGEST_SIDE


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of each line; empty lines do not count."""
    lines = [line for line in re.split(r"[;\r\n]+", text) if line.strip()]
    if not lines:
        raise KernelError('there are no numbers; type rows such as "1 0 -1; 2 0 -2; 1 0 -1"')
    refuse_many_rows(len(lines))
    return [cells_of(line) for line in lines]


def refuse_many_rows(count: int) -> None:
    """Raise KernelError for more than 99 rows, before time is spent on their cells."""
    if count > LARGEST_SIDE:
        raise KernelError(f"a kernel has at most {LARGEST_SIDE} rows; the text has {count}")


def cells_of(line: str) -> list[str]:
    """Return the cells of one row. Spaces inside an expression ("1 / 9") part nothing."""
    if "\t" in line.strip():
        pieces = [piece.strip().rstrip(",") for piece in line.strip().split("\t", LARGEST_SIDE)]
        return [cell for piece in pieces for cell in _spaced(piece)]
    pieces = _split(line.strip(), ",")
    if len(pieces) > 1 and not pieces[-1].strip():
        pieces = pieces[:-1]
    return [cell for piece in pieces[: LARGEST_SIDE + 1] for cell in _spaced(piece)]


def _spaced(piece: str) -> list[str]:
    joined = re.sub(r"\s*(\*\*|[*/^])\s*", r"\1", " ".join(piece.split()))
    # "1 -2" are two cells, "1 - 2" is one expression.
    joined = re.sub(r"(?<=[\w).])\s+([+-])\s+", r"\1", joined)
    joined = re.sub(r"(?<![\w).])([+-])\s+", r"\1", joined)
    return [cell for cell in _split(joined, " ") if cell] or [""]


def _split(text: str, separator: str) -> list[str]:
    """Return the pieces of the text between separators that stand outside round brackets."""
    pieces, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and (sign == separator or (separator == " " and sign.isspace())):
            pieces.append(text[start:place])
            start = place + 1
    return [*pieces, text[start:]]


def numbers_of(rows: list[list[str]]) -> list[list[float]]:
    """Return the cells as numbers; KernelError names the row and the column at fault."""
    for number, row in enumerate(rows, start=1):
        if len(row) > LARGEST_SIDE:
            raise KernelError(f"a kernel has at most {LARGEST_SIDE} columns; row {number} has more")
    return [
        [_cell(text, row, column) for column, text in enumerate(line, start=1)]
        for row, line in enumerate(rows, start=1)
    ]


def _cell(text: str, row: int, column: int) -> float:
    try:
        return parse_number(text)
    except KernelError as error:
        raise KernelError(f"row {row}, column {column}: {error}") from error
