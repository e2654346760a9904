"""A comparison in words: what was found, with what, and how to do it again."""

import shlex
from collections.abc import Sequence

from kernelview.kernels.classical import Classical
from kernelview.kernels.freedom import Freedom
from kernelview.kernels.parametric import family
from kernelview.learn.run_record import RunRecord
from kernelview.usecases.compare_banks import BankChoice, BankComparison, Pairing
from kernelview.usecases.pair_words import recipe_words

BANK_WORDS: dict[BankChoice, str] = {
    "everything": "everything: presets, families over their parameters, any of one's own",
    "presets": "the presets",
    "families": "families of kernels over their parameters",
    "mine": "kernels of one's own",
}
_CHANCE = 0.05


def headline(comparison: BankComparison) -> str:
    """Return how many learned kernels are like a hand-made one, more than chance makes them."""
    count, found = len(comparison.pairings), comparison.found
    if not count:
        return "There is no learned kernel to compare."
    if not found:
        kernels = "The one learned kernel" if count == 1 else f"None of {count} learned kernels"
        verb = "is not" if count == 1 else "is"
        return f"{kernels} {verb} more like a hand-made one than chance makes it."
    verb = "is" if found == 1 else "are"
    some = "The one learned kernel" if count == 1 else f"{found} of {count} learned kernels"
    them = "it" if found == 1 else "them"
    return f"{some} {verb} like a hand-made one, more than chance makes {them}."


def chance_words(comparison: BankComparison) -> str:
    """Return what score chance reaches, and how sure the headline is."""
    level = comparison.chance.level(_CHANCE)
    expected = (
        " Of the pairs called alike about one in 20 is not (Benjamini and Hochberg)."
        if comparison.found
        else ""
    )
    return (
        f"With these hand-made kernels to choose from, 1 in 20 kernels of random weights of this "
        f"size finds one with a score of {level:.3f} or more: a score says something only "
        f"against that.{expected}"
    )


def in_order(pairings: Sequence[Pairing]) -> list[Pairing]:
    """Return pairings, the best score first; those with no match last."""
    return sorted(pairings, key=lambda one: -one.match.score if one.match else 1.0)


def freedom_words(freedom: Freedom) -> str:
    """Return what does not tell two kernels apart."""
    parts = [
        "gain",
        "sign",
        "quarter turns" if freedom.turns else "",
        "mirror images" if freedom.mirrors else "",
        f"shifts up to {freedom.shift} px" if freedom.shift else "",
        "an added constant" if freedom.constant else "",
    ]
    *most, last = filter(None, parts)
    return f"{', '.join(most)} and {last}"


def kernel_words(classical: Classical) -> str:
    """Return a hand-made kernel's label, with its parameters where a family made it."""
    recipe = recipe_words(classical.recipe)
    return f"{classical.label} ({recipe})" if recipe else classical.label


def kernel_text(classical: Classical) -> str:
    """Return a hand-made kernel as the command line takes it: "gaussian:sigma=2.0,size=7"."""
    recipe = classical.recipe
    if recipe is None:
        return classical.name
    names = [each.name for each in family(recipe.family).parameters]
    values = [f"{name}={value!r}" for name, value in zip(names, recipe.values, strict=False)]
    size = [] if recipe.size is None else [f"size={recipe.size}"]
    return f"{recipe.family}:{','.join([*values, *size])}"


def layers_words(record: RunRecord) -> str:
    """Return a network's layers in a line."""
    return ", ".join(
        _layer_words(spec.kind, dict(spec.options)) for spec in record.blueprint.layers
    )


def bank_words(comparison: BankComparison, own_name: str = "") -> str:
    """Return what the learned kernels were compared with."""
    is_own = comparison.choice.bank == "mine" and own_name
    return own_name if is_own else BANK_WORDS[comparison.choice.bank]


def command_words(comparison: BankComparison) -> str:
    """Return the command that matches the same kernels again, the network kept as MODEL."""
    choice = comparison.choice
    free = choice.freedom
    options = [
        f"--layer {shlex.quote(choice.layer)}" if choice.layer else "",
        "" if free.turns else "--no-turns",
        "" if free.mirrors else "--no-mirrors",
        f"--shift {free.shift}" if free.shift else "",
        "--constant" if free.constant else "",
    ]
    words = ["kernelview compare --model MODEL", f"--bank {choice.bank}", *options, "--out DIR"]
    return " ".join(filter(None, words))


def _layer_words(kind: str, options: dict[str, object]) -> str:
    size = options.get("kernel_size") or options.get("pool_size")
    amount = options.get("filters") or options.get("units") or options.get("rate")
    parts = [
        kind,
        str(amount or ""),
        "×".join(map(str, size)) if isinstance(size, tuple) else "",
        str(options.get("activation") or ""),
    ]
    return " ".join(filter(None, parts))
