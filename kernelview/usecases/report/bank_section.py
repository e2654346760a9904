"""The learned bank as a whole as a part of a page: how varied it is, what it is made of."""

from collections.abc import Sequence
from html import escape

import numpy as np

from kernelview.kernels import FreiChenShares, Kernel
from kernelview.kernels.bank_analysis import Principal, tuning
from kernelview.usecases.bank_summary import BankSummary, bank_summary
from kernelview.usecases.compare_banks import BankComparison
from kernelview.usecases.page import heat_picture, terms

_MOST_PRINCIPAL = 9
_UNSELECTIVE = 0.2
# By the angle across the stripes, in steps of 45 degrees.
_DIRECTIONS = ("vertical stripes", "diagonal \\", "horizontal stripes", "diagonal /")


def bank_section(comparison: BankComparison) -> str:
    """Return what can be said of all learned kernels together."""
    summary = bank_summary(comparison)
    if summary.principal is None:
        return ""
    facts = {
        "Effective rank": f"{summary.effective_rank:.1f} of at most {summary.most_rank}",
        "Groups of alike": _groups_words(summary),
        "Directions": direction_words([one.learned.kernel for one in comparison.pairings]),
        "Frei-Chen shares": _shares_words(summary.shares),
    }
    return f"""\
<section id="bank">
<h2>The learned bank as a whole</h2>
<p>The effective rank says how many independent kernels the bank is worth; the principal kernels
are the patterns that its kernels are mixed from, with the share of the energy along each.</p>
{terms(facts)}
<h3>Principal kernels</h3>
<div class="heats">
{_principal(summary.principal)}
</div>
</section>"""


def _groups_words(summary: BankSummary) -> str:
    together = [group for group in summary.groups if len(group) > 1]
    alone = len(summary.groups) - len(together)
    largest = f", the largest of {len(together[0])}" if together else ""
    return f"{len(together)}{largest}; {alone} kernel{'' if alone == 1 else 's'} alone"


def direction_words(kernels: Sequence[Kernel]) -> str:
    """Return how many kernels answer to stripes of each direction."""
    found = [one for one in map(tuning, kernels) if one is not None]
    clear = [one for one in found if one.selectivity >= _UNSELECTIVE]
    counts = [0] * 4
    for one in clear:
        counts[round(one.angle / 45) % 4] += 1
    named = zip(counts, _DIRECTIONS, strict=True)
    parts = [f"{count} {name}" for count, name in named if count]
    none = len(kernels) - len(clear)
    return ", ".join([*parts, *([f"{none} no clear one"] if none else [])])


def _shares_words(shares: FreiChenShares | None) -> str:
    if shares is None:
        return ""
    words = {"laplacian": "Laplacian"}
    return ", ".join(
        f"{words.get(name, name)} {100 * getattr(shares, name):.0f} %"
        for name in FreiChenShares.__dataclass_fields__
    )


def _principal(found: Principal) -> str:
    limit = float(np.abs(found.kernels[:_MOST_PRINCIPAL]).max())
    return "\n".join(
        f"<figure>{heat_picture(weights, limit=limit, about=f'principal kernel {place}')}"
        f"<figcaption>{escape(f'{100 * share:.1f} %')}</figcaption></figure>"
        for place, (weights, share) in enumerate(
            zip(found.kernels[:_MOST_PRINCIPAL], found.shares, strict=False), start=1
        )
    )
