"""The two banks in words."""

from kernelview.kernels.classical import Classical
from kernelview.kernels.freedom import Freedom, Transform
from kernelview.kernels.parametric import family
from kernelview.ui.canvas.number_text import number_text
from kernelview.usecases.compare_banks import BankComparison, Pairing

PARTED = " · "
SYMBOLS = {
    "sigma": "σ {}",
    "wavelength": "λ {}",
    "angle": "{}°",
    "phase": "φ {}°",
    "alpha": "α {}",
    "ratio": "ratio {}",
    "length": "{} px",
    "side": "{} px",
    "radius": "r {}",
}


def number(value: float, digits: int = 3) -> str:
    """Return a number in few figures, with a true minus sign."""
    return number_text(value, digits=digits, longest=digits + 1)


def score_words(score: float) -> str:
    """Return a score of 0 to 1; 1.00 is said only of what is exactly alike."""
    return f"{score:.2f}" if score < 0.995 or score > 1 - 1e-9 else f"{score:.4f}"


def recipe_figures(classical: Classical) -> str:
    """Return "σ 1.4, 45°", "" for what no family made; the aspect, always the same, is left out."""
    if classical.recipe is None:
        return ""
    parameters = family(classical.recipe.family).parameters
    return ", ".join(
        SYMBOLS.get(one.name, f"{one.name} {{}}").format(number(value))
        for one, value in zip(parameters, classical.recipe.values, strict=False)
        if one.name != "aspect"
    )


def shown_words(comparison: BankComparison, threshold: float) -> str:
    """Return how many pairs score as high as the threshold."""
    count = len(comparison.pairings)
    if not threshold:
        return f"All {count} shown" if count > 1 else "1 shown"
    shown = sum(
        one.match is not None and one.match.score >= threshold for one in comparison.pairings
    )
    return f"{shown} of {count} score {threshold:.2f} or more"


def transform_words(transform: Transform) -> str:
    """Return "mirrored, turned 90°, shifted 1 down"; "" for a kernel as it is."""
    parts = ["mirrored"] if transform.mirrored else []
    if transform.turns:
        parts.append(f"turned {90 * transform.turns}°")
    shifts = [
        f"{abs(pixels)} {words[0] if pixels > 0 else words[1]}"
        for pixels, words in (
            (transform.down, ("down", "up")),
            (transform.right, ("right", "left")),
        )
        if pixels
    ]
    if shifts:
        parts.append(f"shifted {' and '.join(shifts)}")
    return ", ".join(parts)


def equation(pairing: Pairing) -> str:
    """Return "conv1/3 ≈ −0.5 × Gaussian (σ 1.4), turned 90°"."""
    name, match = str(pairing.learned.address), pairing.match
    if match is None:
        return f"{name} has nothing in it"
    recipe = recipe_figures(match.classical)
    kernel = match.classical.label + (f" ({recipe})" if recipe else "")
    moved = transform_words(match.transform)
    words = f"{name} ≈ {number(match.gain)} × {kernel}" + (f", {moved}" if moved else "")
    if match.constant:
        sign = "−" if match.constant < 0 else "+"
        words += f" {sign} {number(abs(match.constant))}"
    return words


def numbers(pairing: Pairing) -> str:
    """Return score, chance and runner-up of a pairing."""
    match = pairing.match
    if match is None:
        return "all its weights are 0: it is like none"
    parts = [f"score {score_words(match.score)}", f"chance {chance_words(pairing.chance)}"]
    if match.runner_up is not None:
        parts.append(f"next {match.runner_up.label} {score_words(match.runner_up_score)}")
    return PARTED.join(parts)


def chance_words(share: float) -> str:
    """Return what share of random kernels scores as high."""
    return f"{100 * share:.1f} %" if share < 0.1 else f"{100 * share:.0f} %"


def count_words(comparison: BankComparison) -> str:
    """Return how many kernels are like a hand-made one, and what chance reaches."""
    count, found = len(comparison.pairings), comparison.found
    verb = "is" if found == 1 else "are"
    them = "it" if found == 1 else "them"
    level = score_words(comparison.chance.level())
    if not found:
        return (
            f"None of {count} is like a hand-made one more than chance makes it; "
            f"chance alone reaches {level}"
        )
    return (
        f"{found} of {count} {verb} like a hand-made one more than chance makes {them}; "
        f"chance alone reaches {level}"
    )


def chance_help(comparison: BankComparison) -> str:
    """Return what "more than chance" means."""
    return (
        f"{len(comparison.chance.scores):,} random kernels of the same size were matched with the "
        f"same bank: one in twenty scores {score_words(comparison.chance.level())} or more. With "
        "all kernels counted, at most about one in twenty of those told here is chance "
        "(Y. Benjamini and Y. Hochberg, 1995)."
    )


def freedom_words(freedom: Freedom) -> str:
    """Return what does not tell kernels apart: "turns, mirrors"."""
    return ", ".join(_ways(freedom)) or "gain only"


def ways_words(freedom: Freedom) -> str:
    """Return how many things do not tell kernels apart, where there is little room."""
    count = len(_ways(freedom))
    return f"{count} ways" if count > 1 else freedom_words(freedom)


def _ways(freedom: Freedom) -> list[str]:
    flags = (
        ("turns", freedom.turns),
        ("mirrors", freedom.mirrors),
        ("constant", freedom.constant),
        (f"shift {freedom.shift}", bool(freedom.shift)),
    )
    return [name for name, is_free in flags if is_free]
