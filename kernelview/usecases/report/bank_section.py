"""The learned bank as a whole as a part of a page: how varied it is, what it is made of."""

from collections.abc import Sequence
from html import escape

import numpy as np

from kernelview.kernels import FreiChenShares, Kernel, frei_chen_shares
from kernelview.kernels.bank_analysis import (
    effective_rank,
    groups_by_likeness,
    principal_kernels,
    tuning,
)
from kernelview.usecases.compare_banks import BankComparison
from kernelview.usecases.page import heat_picture, terms

_LIKENESS = 0.8
_MOST_PRINCIPAL = 9
_UNSELECTIVE = 0.2
_DIRECTIONS = ("vertical stripes", "diagonal /", "horizontal stripes", "diagonal \\")


def bank_section(comparison: BankComparison) -> str:
    """Return what can be said of all learned kernels together."""
    kernels = [one.learned.kernel for one in comparison.pairings]
    if not any(kernel.weights.any() for kernel in kernels):
        return ""
    facts = {
        "Effective rank": f"{effective_rank(kernels):.1f} of {_room(kernels)}",
        "Groups of alike": _groups_words(kernels),
        "Directions": _direction_words(kernels),
        "Frei-Chen shares": _shares_words(kernels),
    }
    return f"""\
<section id="bank">
<h2>The learned bank as a whole</h2>
<p>The effective rank says how many independent kernels the bank is worth; the principal kernels
are the patterns that its kernels are mixed from, with the share of the energy along each.</p>
{terms(facts)}
<h3>Principal kernels</h3>
<div class="heats">
{_principal(kernels)}
</div>
</section>"""


def _room(kernels: Sequence[Kernel]) -> str:
    rows, columns = kernels[0].shape
    return f"at most {min(len(kernels), rows * columns)}"


def _groups_words(kernels: Sequence[Kernel]) -> str:
    groups = groups_by_likeness(kernels, likeness=_LIKENESS)
    alone = sum(len(group) == 1 for group in groups)
    return f"{len(groups)}, the largest of {len(groups[0])}; {alone} kernels stand alone"


def _direction_words(kernels: Sequence[Kernel]) -> str:
    found = [one for one in map(tuning, kernels) if one is not None]
    clear = [one for one in found if one.selectivity >= _UNSELECTIVE]
    counts = [0] * 4
    for one in clear:
        counts[round(one.angle / 45) % 4] += 1
    named = zip(counts, _DIRECTIONS, strict=True)
    parts = [f"{count} {name}" for count, name in named if count]
    none = len(kernels) - len(clear)
    return ", ".join([*parts, *([f"{none} no clear one"] if none else [])])


def _shares_words(kernels: Sequence[Kernel]) -> str:
    shares = [one for one in map(frei_chen_shares, kernels) if one is not None]
    if not shares:
        return ""
    means = (
        (name, float(np.mean([getattr(one, name) for one in shares])))
        for name in FreiChenShares.__dataclass_fields__
    )
    words = {"laplacian": "Laplacian"}
    return ", ".join(f"{words.get(name, name)} {100 * share:.0f} %" for name, share in means)


def _principal(kernels: Sequence[Kernel]) -> str:
    found = principal_kernels(kernels)
    limit = float(np.abs(found.kernels[:_MOST_PRINCIPAL]).max())
    return "\n".join(
        f"<figure>{heat_picture(weights, limit=limit, about=f'principal kernel {place}')}"
        f"<figcaption>{escape(f'{100 * share:.1f} %')}</figcaption></figure>"
        for place, (weights, share) in enumerate(
            zip(found.kernels[:_MOST_PRINCIPAL], found.shares, strict=False), start=1
        )
    )
