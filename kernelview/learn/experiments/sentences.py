"""Numbers with their uncertainty as words."""

from math import isnan, sqrt

from kernelview.learn.experiments.statistics import CONFIDENCE, Comparison, Estimate
from kernelview.learn.experiments.trial import BANK_LABELS, BankKind

NO_DIFFERENCE = "no difference can be told"
METHOD = (
    "Each interval stands by itself; each p counts all comparisons of its kind (Holm), and where "
    f"it is {1 - CONFIDENCE:.2g} or more {NO_DIFFERENCE}."
)


def percent(share: float) -> str:
    """Return a share as percent with one decimal."""
    return f"{100 * share:.1f} %"


def points(share: float) -> str:
    """Return a difference of shares as percentage points, without its sign."""
    size = f"{abs(100 * share):.1f}"
    return f"{size} point" if size == "1.0" else f"{size} points"


def interval(low: float, high: float) -> str:
    """Return the interval of a difference, in points."""
    return f"{100 * CONFIDENCE:.0f} % interval {100 * low:+.1f} to {100 * high:+.1f}"


def accuracy_words(found: Estimate) -> str:
    """Return a mean accuracy and how sure it is."""
    if isnan(found.low):
        return f"{percent(found.mean)} (one seed: how sure that is cannot be told)"
    half = found.high - found.mean
    return f"{percent(found.mean)} ± {100 * half:.1f} ({found.count} seeds)"


def comparison_sentence(found: Comparison, *, where: str = "") -> str:
    """Return what a paired comparison of two banks says."""
    difference = found.difference
    first, second = label(found.first), label(found.second)
    place = f" {where}" if where else ""
    if isnan(difference.low):
        return f"Between {first} and {second}{place} {NO_DIFFERENCE} from one seed."
    is_ahead = difference.mean >= 0 or not found.is_told
    low, high = difference.low, difference.high
    if not is_ahead:
        first, second, low, high = second, first, -high, -low
    facts = f"{interval(low, high)}, p = {found.adjusted:.2g} over {difference.count} seeds"
    if not found.is_told:
        return f"Between {first} and {second}{place} {NO_DIFFERENCE} ({facts})."
    return f"{capital(first)} beats {second}{place} by {points(difference.mean)} ({facts})."


def label(bank: str) -> str:
    """Return a bank's name as it stands in a sentence."""
    return f"“{next((text for kind, text in BANK_LABELS.items() if kind == bank), bank)}”"


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def testing_sentence(accuracy: float, tested: int) -> str:
    """Return what the choice of test pictures leaves open: two standard errors of a share."""
    error = 2 * sqrt(max(accuracy * (1 - accuracy), 1 / tested) / tested)
    return (
        f"All were tested on the same {tested:,} pictures, and the intervals are over seeds alone: "
        f"on other pictures every accuracy might be about {points(error)} higher or lower, and a "
        "small difference might not be there."
    )


def best_sentence(best: BankKind, found: Estimate) -> str:
    """Return which bank has the highest mean."""
    return f"The highest mean is that of {label(best)}: {accuracy_words(found)}."
