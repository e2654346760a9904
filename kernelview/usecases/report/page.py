"""The report's page: the sentence first, then what it rests on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape

from kernelview.learn.run_record import RunRecord
from kernelview.usecases.compare_banks import BankComparison
from kernelview.usecases.page import html_page, terms
from kernelview.usecases.report.bank_section import bank_section
from kernelview.usecases.report.content import ReportContent
from kernelview.usecases.report.lines_picture import lines_picture
from kernelview.usecases.report.pairs_section import pairs_html
from kernelview.usecases.report.style import REPORT_STYLE
from kernelview.usecases.report.words import (
    bank_words,
    chance_words,
    command_words,
    freedom_words,
    headline,
    layers_words,
)

GENERATOR = '<meta name="generator" content="KernelView report">'
TITLE = "Hand-made against learned kernels"
_PAIRS_WORDS = (
    "Each learned kernel beside the hand-made one nearest to it: as it is found, and moved and "
    "scaled to fit. The learned kernel, the one brought to fit and their difference have one "
    "scale; blue is negative, orange positive. The score is the normalised correlation, 1 for "
    "kernels that are the same; chance is the share of random kernels that score as high."
)


def report_html(
    content: ReportContent,
    *,
    sections: Sequence[str],
    files: Sequence[str],
    now: datetime,
    versions: Mapping[str, str],
) -> str:
    """Return the page: the comparison, the given `sections`, and how it all was made."""
    parts = [
        _header(content),
        "<main>",
        *_comparison(content),
        *filter(None, sections),
        _making(content, files, now, versions),
        "</main>",
    ]
    title = f"KernelView: {TITLE.lower()}"
    return html_page(title=title, generator=GENERATOR, style=REPORT_STYLE, body="\n".join(parts))


def _header(content: ReportContent) -> str:
    words = [f"<h1>{TITLE}</h1>"]
    comparison = content.comparison
    if comparison is None:
        sentences = [record.conclusions[0] for record in content.experiments if record.conclusions]
        first = sentences[0] if sentences else "There is nothing to compare yet."
        words.append(f'<p class="headline">{escape(first)}</p>')
    else:
        words.append(f'<p class="headline">{escape(headline(comparison))}</p>')
        words.append(f'<p class="muted">{escape(chance_words(comparison))}</p>')
    return f"<header>\n{chr(10).join(words)}\n</header>"


def _comparison(content: ReportContent) -> list[str]:
    comparison = content.comparison
    if comparison is None:
        return []
    return [_network(comparison, content.bank_name), _pairs(comparison), bank_section(comparison)]


def _network(comparison: BankComparison, bank_name: str) -> str:
    record, choice = comparison.record, comparison.choice
    kernel = comparison.pairings[0].learned
    rows, columns = kernel.kernel.shape
    facts = {
        **_training(record),
        "Compared": f"{kernel.address.layer}, {len(comparison.pairings)} kernels "
        f"of {rows}×{columns}{_channel_words(kernel.channels)}",
        "With": bank_words(comparison, bank_name),
        "What does not tell two kernels apart": freedom_words(choice.freedom),
    }
    return f"""\
<section id="network">
<h2>The network and the hand-made kernels</h2>
{terms(facts)}
</section>"""


def _training(record: RunRecord) -> dict[str, str]:
    height, width, channels = record.input_shape
    facts = {"Network": record.name, "Layers": layers_words(record)}
    if not record.images_seen:
        size = f"{width}×{height}{' RGB' if channels == 3 else ''}"
        return {**facts, "Pictures": size, "Training": "the file tells of none"}
    accuracy, settings = record.accuracy, record.settings
    limit = "" if record.data.limit is None else f", the first {record.data.limit:,}"
    epochs = "1 epoch" if settings.epochs == 1 else f"{settings.epochs} epochs"
    return {
        **facts,
        "Pictures": f"{record.data.source}{limit}, {width}×{height}"
        f"{' RGB' if channels == 3 else ''}, {len(record.class_names)} classes",
        "Training": f"{epochs}, {settings.optimizer}, learning rate {settings.learning_rate:g}, "
        f"{settings.batch_size} a step, seed {settings.seed}",
        "Test accuracy": "unknown" if accuracy is None else f"{100 * accuracy:.1f} %",
        "Trained": f"{record.started:%Y-%m-%d %H:%M}, {record.seconds:.1f} s",
    }


def _channel_words(channels: int) -> str:
    return "" if channels == 1 else f", each the mean over {channels} input channels"


def _pairs(comparison: BankComparison) -> str:
    return f"""\
<section id="pairs">
<h2>The pairs</h2>
<p>{escape(_PAIRS_WORDS)}</p>
{lines_picture(comparison)}
{pairs_html(comparison)}
</section>"""


def _making(
    content: ReportContent, files: Sequence[str], now: datetime, versions: Mapping[str, str]
) -> str:
    names = ", ".join(files)
    beside = f'<p class="facts">Beside this page: {escape(names)}</p>' if names else ""
    return f"""\
<section id="making">
<h2>How this was made</h2>
{terms({**versions, "Report made": f"{now:%Y-%m-%d %H:%M}"})}
{_again(content)}
{beside}
</section>"""


def _again(content: ReportContent) -> str:
    if content.command:
        words, command = "This makes it again, with the same tables:", content.command
    elif content.comparison is not None:
        words = "With the network kept as MODEL this compares its kernels again:"
        command = command_words(content.comparison)
    else:
        return ""
    return f"<p>{words}</p>\n<code>{escape(command)}</code>"
