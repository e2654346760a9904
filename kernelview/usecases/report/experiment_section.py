"""An experiment as a part of a page: its plots, what they say, its tables and settings."""

from collections.abc import Sequence
from html import escape
from math import isnan

from kernelview.learn.experiments import RECORD_LABELS, ExperimentRecord, Table
from kernelview.learn.experiments.tables import Cell
from kernelview.usecases.page import numbers_table, svg_uri, terms

# A longer table is folded up; whole it is beside the page.
_MOST_OPEN = 12
_MOST_ROWS = 500


def experiment_section(record: ExperimentRecord, plots: Sequence[bytes], *, name: str) -> str:
    """Return the experiment; `plots` are its plots as SVG, `name` marks it in the page."""
    figures = "\n".join(
        f'<figure class="plot"><img src="{svg_uri(data)}" alt="{escape(plot.title)}">'
        f"<figcaption>{escape(plot.title)}</figcaption></figure>"
        for plot, data in zip(record.plots, plots, strict=True)
    )
    sentences = "\n".join(f"<li>{escape(one)}</li>" for one in record.conclusions)
    tables = "\n".join(_table(title, table) for title, table in record.tables.items())
    made = f"{record.made:%Y-%m-%d %H:%M}, {record.seconds:.1f} s"
    return f"""\
<section id="{escape(name)}">
<h2>{escape(RECORD_LABELS[record.kind])}</h2>
<ul class="sentences">
{sentences}
</ul>
{figures}
{tables}
{terms({**record.settings, "Made": made})}
</section>"""


def _table(title: str, table: Table) -> str:
    rows = [[cell_text(cell) for cell in row] for row in table.rows[:_MOST_ROWS]]
    heads = [column.replace("_", " ") for column in table.columns]
    left = next((place for place in range(len(heads)) if not _is_text(table, place)), len(heads))
    more = len(table.rows) - len(rows)
    note = f'<p class="facts">{more:,} more rows are in the CSV file.</p>' if more else ""
    is_open = " open" if len(rows) <= _MOST_OPEN else ""
    count = f"{len(table.rows):,} row{'' if len(table.rows) == 1 else 's'}"
    summary = f"{escape(title.capitalize())} <small>{count}</small>"
    return (
        f"<details{is_open}><summary>{summary}</summary>\n"
        f"{numbers_table(heads, rows, left=left)}{note}</details>"
    )


def cell_text(cell: Cell) -> str:
    """Return a cell as it is read: numbers with four digits, nothing where nothing is known."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return "unknown" if isnan(cell) else f"{cell:.4g}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _is_text(table: Table, place: int) -> bool:
    return any(isinstance(row[place], str) for row in table.rows)
