"""A table of plain cells as a part of a page, to be read."""

from html import escape
from math import isnan

from kernelview.learn.experiments import Table
from kernelview.learn.experiments.tables import Cell
from kernelview.usecases.page import numbers_table

# A longer table is folded up; whole it is beside the page.
MOST_OPEN, MOST_ROWS = 12, 500
_DECIMALS, _LARGE = 4, 100.0


def table_html(title: str, table: Table) -> str:
    """Return the table under its title; the first columns of text are set to the left."""
    aligned = [_is_small(table, place) for place in range(len(table.columns))]
    rows = [
        [cell_text(cell, is_aligned=one) for cell, one in zip(row, aligned, strict=True)]
        for row in table.rows[:MOST_ROWS]
    ]
    heads = [column.replace("_", " ") for column in table.columns]
    more = len(table.rows) - len(rows)
    note = f'<p class="facts">{more:,} more rows are in the CSV file.</p>' if more else ""
    is_open = " open" if len(rows) <= MOST_OPEN else ""
    count = f"{len(table.rows):,} row{'' if len(table.rows) == 1 else 's'}"
    body = numbers_table(heads, rows, left=_texts_first(table))
    summary = f"{escape(title.capitalize())} <small>{count}</small>"
    return f"<details{is_open}><summary>{summary}</summary>\n{body}{note}</details>"


def cell_text(cell: Cell, *, is_aligned: bool = False) -> str:
    """Return a cell as it is read: four decimals, or four digits; "" where there is nothing."""
    if cell is None:
        return ""
    if not isinstance(cell, float):
        return f"{cell:,}" if isinstance(cell, int) else cell
    if isnan(cell):
        return "unknown"
    if not is_aligned:
        return f"{cell:.4g}"
    is_tiny = 0 < abs(cell) < 0.5 * 10.0**-_DECIMALS
    return f"{cell:.1e}" if is_tiny else f"{cell + 0.0:.{_DECIMALS}f}"


def _is_small(table: Table, place: int) -> bool:
    """Return whether a column's numbers are about 1, to be read point under point."""
    values = (row[place] for row in table.rows)
    return all(isnan(one) or abs(one) < _LARGE for one in values if isinstance(one, float))


def _texts_first(table: Table) -> int:
    """Return how many columns of text the table begins with."""
    for place in range(len(table.columns)):
        if not any(isinstance(row[place], str) for row in table.rows):
            return place
    return len(table.columns)
