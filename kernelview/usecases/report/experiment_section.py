"""An experiment as a part of a page: its plots, what they say, its tables and settings."""

from collections.abc import Sequence
from html import escape

from kernelview.learn.experiments import RECORD_LABELS, ExperimentRecord
from kernelview.usecases.page import svg_uri, terms
from kernelview.usecases.report.table_html import table_html


def experiment_section(record: ExperimentRecord, plots: Sequence[bytes], *, name: str) -> str:
    """Return the experiment; `plots` are its plots as SVG, `name` marks it in the page."""
    figures = "\n".join(
        f'<figure class="plot"><img src="{svg_uri(data)}" alt="{escape(plot.title)}"></figure>'
        for plot, data in zip(record.plots, plots, strict=True)
    )
    first, rest = record.conclusions[:1], record.conclusions[1:]
    lead = "".join(f"<p>{escape(one)}</p>" for one in first)
    sentences = "\n".join(f"<li>{escape(one)}</li>" for one in rest)
    tables = "\n".join(table_html(title, table) for title, table in record.tables.items())
    made = f"{record.made:%Y-%m-%d %H:%M}, {record.seconds:.1f} s"
    return f"""\
<section id="{escape(name)}">
<h2>{escape(RECORD_LABELS[record.kind])}</h2>
{lead}
{figures}
<ul class="sentences">
{sentences}
</ul>
{tables}
{terms({**record.settings, "Made": made})}
</section>"""
