"""A comparison and what experiments said as lines for a terminal."""

import textwrap

from kernelview.cli.kernel_words import WIDTH
from kernelview.learn.experiments import RECORD_LABELS, ExperimentRecord
from kernelview.usecases.compare_banks import BankComparison, Pairing
from kernelview.usecases.pair_words import transform_words
from kernelview.usecases.report import ReportContent, chance_words, headline
from kernelview.usecases.report.words import in_order, kernel_words

MOST_PAIRS = 10
LONGEST_NAME = 48
_HEADS = ("", "score", "chance", "gain", "hand-made", "moved")
# So many columns of names, then numbers, then text.
_RIGHT = (1, 2, 3)


def news_lines(content: ReportContent) -> list[str]:
    """Return what the last step has found: an experiment, or the comparison before them."""
    if content.experiments:
        return ["", *experiment_lines(content.experiments[-1])]
    return [] if content.comparison is None else comparison_lines(content.comparison)


def comparison_lines(comparison: BankComparison) -> list[str]:
    """Return the sentence, how sure it is, and the best pairs as a table."""
    pairings = in_order(comparison.pairings)[:MOST_PAIRS]
    rows = [_HEADS, *(_cells(one) for one in pairings)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADS))]
    lines = [
        *textwrap.wrap(headline(comparison), WIDTH),
        *textwrap.wrap(chance_words(comparison), WIDTH),
        "",
        *("  " + _line(row, widths).rstrip() for row in rows),
    ]
    more = len(comparison.pairings) - len(pairings)
    if more:
        lines.append(f"  and {more} more, in the report")
    if not all(one.is_significant for one in pairings):
        lines.append("  ? not more than chance, with all kernels counted")
    return lines


def experiment_lines(record: ExperimentRecord) -> list[str]:
    """Return an experiment's conclusions under its name."""
    lines = [RECORD_LABELS[record.kind]]
    for sentence in record.conclusions:
        lines += textwrap.wrap(sentence, WIDTH, initial_indent="  ", subsequent_indent="    ")
    return lines


def _cells(pairing: Pairing) -> tuple[str, ...]:
    match, address = pairing.match, str(pairing.learned.address)
    if match is None:
        return (address, "", "", "", "nothing: it has no weights but 0", "")
    chance = f"{pairing.chance:.3f}" if pairing.chance >= 0.001 else "<0.001"
    if not pairing.is_significant:
        chance += " ?"
    return (
        address,
        f"{match.score:.3f}",
        chance,
        f"{match.gain:#.3g}",
        textwrap.shorten(kernel_words(match.classical), LONGEST_NAME, placeholder="…"),
        transform_words(match.transform),
    )


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(
        cell.rjust(width) if place in _RIGHT else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
