"""A pair of kernels in words: how one was moved to fit, the numbers, a sentence."""

from collections.abc import Callable
from dataclasses import dataclass

from kernelview.kernels.freedom import Transform
from kernelview.kernels.matching import Match
from kernelview.kernels.parametric import Recipe, family
from kernelview.usecases.compare_banks import Pairing
from kernelview.usecases.compare_pair import KernelSide, PairFacts

MINUS, NONE, NO_BREAK = "\u2212", "\u2013", "\u00a0"
_TURNS = {1: "turned 90° clockwise", 2: "turned 180°", 3: "turned 90° anticlockwise"}
_DUST = 1e-12


@dataclass(frozen=True)
class PairRow:
    """A line of the table: what it is of both kernels. `meaning` explains it."""

    label: str
    learned: str
    hand_made: str
    meaning: str


@dataclass(frozen=True)
class MatchRow:
    """A line about the match as a whole."""

    label: str
    text: str
    meaning: str


def transform_words(transform: Transform) -> str:
    """Return how a kernel was moved, in the order it was done: "mirrored, turned 180°"."""
    parts = ["mirrored"] if transform.mirrored else []
    if transform.turns:
        parts.append(_TURNS[transform.turns])
    steps = [
        f"{abs(step)} {forwards if step > 0 else backwards}"
        for step, forwards, backwards in (
            (transform.down, "down", "up"),
            (transform.right, "right", "left"),
        )
        if step
    ]
    if steps:
        parts.append(f"shifted {' and '.join(steps)}")
    return ", ".join(parts) or "as it is"


def way_words(match: Match) -> str:
    """Return the transform and whether the sign was turned; "" where nothing was done."""
    parts = [] if match.transform == Transform() else [transform_words(match.transform)]
    if match.gain < 0:
        parts.append("negated")
    return ", ".join(parts)


def recipe_words(recipe: Recipe | None) -> str:
    """Return a family's parameters: "Sigma 1.4 px, Angle 45°"; "" without a recipe."""
    if recipe is None:
        return ""
    return ", ".join(
        f"{each.label}{NO_BREAK}{number_words(recipe.value(each.name))}{_unit(each.unit)}"
        for each in family(recipe.family).parameters
    )


def share_words(share: float) -> str:
    """Return a share of random kernels in per cent."""
    percent = share * 100
    return f"{percent:.1f} %" if percent < 9.95 else f"{percent:.0f} %"


def pair_sentence(pairing: Pairing) -> str:
    """Return what was found, in one plain sentence."""
    address, match = str(pairing.learned.address), pairing.match
    if match is None:
        return f"{address} has nothing in it: it is like no kernel."
    way = way_words(match)
    which = f"{match.classical.label} {way}" if way else match.classical.label
    reach = f"{share_words(pairing.chance)} of random kernels reach that"
    if pairing.is_significant:
        return f"{address} is like {which}: score {match.score:.2f}; {reach}."
    return (
        f"{address} is nearest to {which}, which may be chance: score {match.score:.2f}; {reach}."
    )


def match_rows(pairing: Pairing) -> tuple[MatchRow, ...]:
    """Return the lines about a match; none for a kernel without one."""
    match = pairing.match
    if match is None:
        return ()
    rows = (*_judged(pairing, match), *_fitted_by(match), *_beside(pairing, match))
    return tuple(row for row in rows if row.text)


def pair_rows(facts: PairFacts) -> tuple[PairRow, ...]:
    """Return the lines that hold a number of each of the two kernels."""
    rows = [
        _row(facts, "Norm", _norm, "Root of the sum of squares: how strongly noise passes"),
        _row(facts, "Sum", _sum, "What an even area of white gives"),
        _row(facts, "Direction", _direction, "Across the stripes, anticlockwise from the right"),
        _row(facts, "Frequency", _frequency, "Mean of what passes, in cycles a pixel"),
    ]
    if facts.learned.shares is not None:
        for label, name in (
            ("Edge", "edge"),
            ("Line", "line"),
            ("Laplacian", "laplacian"),
            ("Average", "average"),
        ):
            meaning = f"Share of the energy in Frei and Chen's {name} kernels"
            rows.append(_row(facts, label, _share_of(name), meaning))
    return tuple(rows)


def number_words(value: float) -> str:
    """Return a number in three figures with a true minus sign."""
    return f"{0.0 if abs(value) < _DUST else value:.3g}".replace("-", MINUS)


def _judged(pairing: Pairing, match: Match) -> tuple[MatchRow, ...]:
    judged = "more than chance" if pairing.is_significant else "may be chance"
    return (
        MatchRow("Score", f"{match.score:.3f}", "Cosine between the two, without sign: 0 to 1"),
        MatchRow(
            "By chance",
            f"{share_words(pairing.chance)}, {judged}",
            "How many random kernels score as high with the same bank; judged over all kernels",
        ),
    )


def _fitted_by(match: Match) -> tuple[MatchRow, ...]:
    return (
        MatchRow(
            "Fitted by",
            transform_words(match.transform),
            "How the hand-made kernel was moved, in this order",
        ),
        MatchRow("Gain", number_words(match.gain), "What the hand-made kernel is multiplied by"),
        MatchRow(
            "Constant",
            number_words(match.constant) if match.constant else "",
            "What is added to each weight",
        ),
    )


def _beside(pairing: Pairing, match: Match) -> tuple[MatchRow, ...]:
    """Return what there is to know of the two kernels that were matched, and of the next best."""
    learned, second = pairing.learned, match.runner_up
    is_mean = learned.channels > 1 and learned.address.channel is None
    return (
        MatchRow(
            "Parameters",
            recipe_words(match.classical.recipe),
            "The parameters of the hand-made kernel",
        ),
        MatchRow(
            "Next best",
            "" if second is None else f"{second.label}, {match.runner_up_score:.3f}",
            "The nearest kernel of another name",
        ),
        MatchRow(
            "Learned",
            f"the mean over {learned.channels} inputs" if is_mean else "",
            "The unit has a kernel of its own for each input",
        ),
    )


def _row(facts: PairFacts, label: str, words: Callable[[KernelSide], str], meaning: str) -> PairRow:
    other = NONE if facts.hand_made is None else words(facts.hand_made)
    return PairRow(label, words(facts.learned), other, meaning)


def _norm(side: KernelSide) -> str:
    return number_words(side.norm)


def _sum(side: KernelSide) -> str:
    # What is only rounding is 0.
    return number_words(0.0 if abs(side.sum) < _DUST * side.norm else side.sum)


def _direction(side: KernelSide) -> str:
    found = side.tuning
    return NONE if found is None or found.selectivity < 0.1 else f"{found.angle:.0f}°"


def _frequency(side: KernelSide) -> str:
    return NONE if side.tuning is None else f"{side.tuning.frequency:.2f}"


def _share_of(name: str) -> Callable[[KernelSide], str]:
    def words(side: KernelSide) -> str:
        return NONE if side.shares is None else f"{getattr(side.shares, name) * 100:.0f} %"

    return words


def _unit(unit: str) -> str:
    return f"{NO_BREAK}{unit}" if unit and unit != "°" else unit
