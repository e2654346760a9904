"""The kernels that a network has learned, for a terminal and for another program."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from kernelview.files.kernels import kernel_to_json
from kernelview.kernels import facts
from kernelview.usecases.learned_kernels import Learned


def learned_lines(learned: Sequence[Learned]) -> list[str]:
    """Return a line for each kernel, by layers: size, norm, sum and bias."""
    lines: list[str] = []
    for layer, members in groupby(learned, key=lambda one: one.address.layer):
        kernels = list(members)
        rows = [("", "size", "norm", "sum", "bias"), *(_row(one) for one in kernels)]
        widths = [max(len(row[place]) for row in rows) for place in range(5)]
        lines += ["", _head(layer, kernels)] if lines else [_head(layer, kernels)]
        for name, *numbers in rows:
            cells = [cell.rjust(width) for cell, width in zip(numbers, widths[1:], strict=True)]
            lines.append("  ".join(("", name.ljust(widths[0]), *cells)).rstrip())
    return lines


def learned_json(learned: Sequence[Learned]) -> list[dict[str, Any]]:
    """Return the kernels with their places, for the json module."""
    return [
        {
            "address": str(one.address),
            "bias": one.bias,
            "norm": facts(one.kernel).norm,
            "sum": facts(one.kernel).sum,
            "kernel": kernel_to_json(one.kernel),
        }
        for one in learned
    ]


def _head(layer: str, members: Sequence[Learned]) -> str:
    count = len(members)
    means = [one.channels for one in members if one.address.channel is None and one.channels > 1]
    about = f", each the mean over {means[0]} input channels" if means else ""
    return f"{layer}: {count} kernel{'s' if count != 1 else ''}{about}"


def _row(one: Learned) -> tuple[str, str, str, str, str]:
    rows, columns = one.kernel.shape
    known = facts(one.kernel)
    numbers = (_number(value) for value in (known.norm, known.sum, one.bias))
    norm, total, bias = numbers
    return str(one.address), f"{rows}×{columns}", norm, total, bias


def _number(value: float) -> str:
    return f"{value + 0.0:.4f}"
