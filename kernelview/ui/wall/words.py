"""The wall in words."""

from math import isfinite

from kernelview.learn.learned import KernelLayer
from kernelview.learn.timeline import Moment
from kernelview.ui.canvas.number_text import number_text
from kernelview.ui.wall.content import KernelFacts

PARTED = " · "


def number(value: float, *, digits: int = 3) -> str:
    """Return a number in few figures, with a true minus sign."""
    return number_text(value, digits=digits, longest=digits + 1)


def layer_words(layer: KernelLayer) -> str:
    """Return "64 kernels of 3 × 3"."""
    rows, columns, _, count = layer.kernels.shape
    kernels = "1 kernel" if count == 1 else f"{count} kernels"
    return f"{kernels} of {rows} × {columns}"


def moment_words(moment: Moment) -> str:
    """Return when a moment was and how well the network did."""
    if moment.batch == 0:
        return "At the start"
    parts = [f"Epoch {moment.epoch}, batch {moment.batch:,}"]
    if isfinite(moment.loss):
        parts.append(f"loss {moment.loss:.2f}")
    if isfinite(moment.accuracy):
        parts.append(f"{moment.accuracy * 100:.1f} % right")
    return PARTED.join(parts)


def bias_words(facts: KernelFacts) -> str:
    """Return the bias, and the activation that follows."""
    bias = "no bias" if facts.bias is None else f"bias {number(facts.bias)}"
    return bias if facts.activation == "linear" else f"{bias}, then {facts.activation}"


def rank_words(facts: KernelFacts) -> str:
    """Return the norm and how strong that is among the others."""
    if facts.is_dead:
        return f"norm {number(facts.norm)}, next to nothing"
    if facts.count == 1:
        return f"norm {number(facts.norm)}"
    place = "the strongest" if facts.rank == 1 else f"no. {facts.rank}"
    return f"norm {number(facts.norm)}, {place} of {facts.count}"


def change_words(facts: KernelFacts) -> str:
    """Return by what share of its start the kernel changed; "" where it has not."""
    if facts.change is None:
        return ""
    if facts.change == 0:
        return ""
    share = facts.change_share
    if share is None:
        return f"changed by {number(facts.change)}"
    return f"changed by {share * 100:.2g} %" if share < 0.1 else f"changed by {share * 100:,.0f} %"
