"""What curves of accuracy say, in words."""

from collections.abc import Sequence
from itertools import groupby
from math import isnan

from kernelview.learn.experiments.crossings import Crossing
from kernelview.learn.experiments.sentences import (
    NO_DIFFERENCE,
    capital,
    interval,
    label,
    points,
)
from kernelview.learn.experiments.statistics import CONFIDENCE, Comparison

AtCount = tuple[int, Comparison]


def curve_sentence(along: Sequence[AtCount]) -> str:
    """Return what the comparisons of one pair of banks say, count after count."""
    first, second = label(along[0][1].first), label(along[0][1].second)
    parts = [_stretch(sign, [*group], first, second) for sign, group in groupby(along, key=_sign)]
    return f"{capital('; '.join(parts))}."


def crossing_sentences(crossings: Sequence[Crossing]) -> tuple[str, ...]:
    """Return where curves cross, and in one sentence where that cannot be told."""
    seeming = [one for one in crossings if not isnan(one.count)]
    told = tuple(_crossing_sentence(one) for one in seeming if one.is_told)
    pairs = [
        f"{label(one.first)} and {label(one.second)} at about {one.count:,.0f}"
        for one in seeming
        if not one.is_told
    ]
    if not pairs:
        return told
    meeting = f"The mean curves of {'; '.join(pairs)} pictures meet"
    return (*told, f"{meeting}, but whether they cross cannot be told from these seeds.")


def pictures(along: Sequence[AtCount]) -> str:
    """Return the counts of some comparisons in words."""
    first, last = along[0][0], along[-1][0]
    return f"{first:,} pictures" if first == last else f"{first:,} to {last:,} pictures"


def _crossing_sentence(found: Crossing) -> str:
    return (
        f"{capital(label(found.second))} overtakes {label(found.first)} at about "
        f"{found.count:,.0f} pictures ({100 * CONFIDENCE:.0f} % interval {found.low:,.0f} to "
        f"{found.high:,.0f}, p = {found.adjusted:.2g} over {found.seeds} seeds)."
    )


def _sign(at_count: AtCount) -> int:
    _, found = at_count
    if not found.is_told:
        return 0
    return 1 if found.difference.mean > 0 else -1


def _stretch(sign: int, group: Sequence[AtCount], first: str, second: str) -> str:
    if not sign:
        return f"with {pictures(group)} {NO_DIFFERENCE} between them {_widest(group)}"
    better, worse = (first, second) if sign > 0 else (second, first)
    count, found = max(group, key=lambda one: abs(one[1].difference.mean))
    low, high = sorted((sign * found.difference.low, sign * found.difference.high))
    chance = max(one.adjusted for _, one in group)
    where, most = (f" at {count:,}", "up to ") if len(group) > 1 else ("", "")
    return (
        f"with {pictures(group)} {better} beats {worse} by {most}"
        f"{points(found.difference.mean)}{where} ({interval(low, high)}, p ≤ {chance:.2g} over "
        f"{found.difference.count} seeds)"
    )


def _widest(group: Sequence[AtCount]) -> str:
    count, found = max(group, key=lambda one: abs(one[1].difference.mean))
    size = interval(found.difference.low, found.difference.high)
    return f"(widest at {count:,}: {100 * found.difference.mean:+.1f} points, {size})"
