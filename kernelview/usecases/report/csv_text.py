"""A table as CSV that spreadsheets and programs read alike."""

import csv
from io import StringIO

from kernelview.learn.experiments.tables import Cell, Table

# A text that begins so would be run as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(table: Table) -> bytes:
    """Return the table as UTF-8 with a line of names; numbers read back the same, bit for bit.

    A cell with nothing in it is empty, a number not known "nan". Before a text that a
    spreadsheet would run stands an apostrophe; matrices are left as they are.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return stream.getvalue().encode("utf-8", "backslashreplace")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return repr(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) and not _is_matrix(cell) else cell


def _is_matrix(text: str) -> bool:
    return not text.strip("-0123456789.e+; ") and text[:1] == "-"
