"""The pairs as a part of a page: both kernels, the one brought to fit, what is left."""

from collections.abc import Sequence
from html import escape

import numpy as np

from kernelview.kernels.matching import Match, fitted
from kernelview.usecases.compare_banks import BankComparison, Pairing
from kernelview.usecases.page import heat_picture
from kernelview.usecases.pair_words import transform_words
from kernelview.usecases.report.words import in_order, kernel_words

_HEADS = ("Learned", "Hand-made", "Brought to fit", "Difference")
_RIGHT = ' class="right"'
# A page is read from the top: a large bank is folded up after so many.
MOST_OPEN = 16
_NUMBERS = ("Score", "Chance", "Gain", "Runner-up")


def pairs_html(comparison: BankComparison) -> str:
    """Return all pairs, the best score first; after the first few they are folded up."""
    pairings = in_order(comparison.pairings)
    first = pairs_table_html(comparison, pairings[:MOST_OPEN])
    rest = pairings[MOST_OPEN:]
    if not rest:
        return first
    more = "1 more pair" if len(rest) == 1 else f"{len(rest)} more pairs"
    folded = pairs_table_html(comparison, rest)
    return f"{first}\n<details><summary>{more}</summary>\n{folded}</details>"


def pairs_table_html(comparison: BankComparison, pairings: Sequence[Pairing]) -> str:
    """Return pairs as a table of pictures and numbers."""
    has_constant = comparison.choice.freedom.constant
    numbers = (*_NUMBERS[:3], "Constant", _NUMBERS[3]) if has_constant else _NUMBERS
    heads = "".join(f"<th>{name}</th>" for name in _HEADS)
    heads += "<th>Pair</th>" + "".join(
        f"<th{'' if name == _NUMBERS[3] else _RIGHT}>{name}</th>" for name in numbers
    )
    rows = "\n".join(_row(one, has_constant=has_constant) for one in pairings)
    return (
        '<div class="scrolled"><table class="pairs numbers">'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _row(pairing: Pairing, *, has_constant: bool) -> str:
    match = pairing.match
    if match is None:
        return _empty_row(pairing, columns=len(_HEADS) - 1 + len(_NUMBERS) + 1 + has_constant)
    pictures = "".join(f"<td>{one}</td>" for one in _pictures(pairing, match))
    style = "" if pairing.is_significant else ' class="chance"'
    cells = [f"{match.score:.3f}", chance_number(pairing.chance), f"{match.gain:#.3g}"]
    if has_constant:
        cells.append(f"{match.constant:#.3g}")
    numbers = "".join(f"<td{_RIGHT}>{cell}</td>" for cell in cells)
    return f"<tr{style}>{pictures}{_names(pairing, match)}{numbers}{_runner_up(match)}</tr>"


def _pictures(pairing: Pairing, match: Match) -> Sequence[str]:
    kernel = pairing.learned.kernel
    near = fitted(match, kernel)
    ours, theirs = kernel.effective_weights, near.effective_weights
    limit = max(float(np.abs(ours).max()), float(np.abs(theirs).max()))
    address, name = pairing.learned.address, kernel_words(match.classical)
    return (
        heat_picture(ours, limit=limit, about=f"{address}"),
        heat_picture(match.classical.kernel.weights, about=name),
        heat_picture(theirs, limit=limit, about=f"{name}, brought to fit {address}"),
        heat_picture(ours - theirs, limit=limit, about=f"{address} less {name}"),
    )


def _names(pairing: Pairing, match: Match) -> str:
    moved = transform_words(match.transform)
    moved += "" if pairing.is_significant else "; not more than chance"
    return (
        f"<td><b>{escape(str(pairing.learned.address))}</b>"
        f"<span>{escape(kernel_words(match.classical))}</span>"
        f"<small>{escape(moved)}</small></td>"
    )


def _runner_up(match: Match) -> str:
    if match.runner_up is None:
        return "<td></td>"
    name = escape(kernel_words(match.runner_up))
    return f"<td><small>{name}</small><small>{match.runner_up_score:.3f}</small></td>"


def _empty_row(pairing: Pairing, *, columns: int) -> str:
    kernel = pairing.learned.kernel
    picture = heat_picture(kernel.weights, about=str(pairing.learned.address))
    words = f"{pairing.learned.address}: nothing in it, and so like nothing"
    return f'<tr class="chance"><td>{picture}</td><td colspan="{columns}">{escape(words)}</td></tr>'


def chance_number(chance: float) -> str:
    """Return a p-value as it is shown."""
    return f"{chance:.3f}" if chance >= 0.001 else "&lt; 0.001"
