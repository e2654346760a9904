"""A kernel, preset or family in words and aligned numbers, for a terminal."""

import textwrap
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import (
    Family,
    Kernel,
    Parameter,
    Preset,
    facts,
    format_number,
    frei_chen_shares,
    passband_words,
)

WIDTH = 78
WIDEST_MATRIX = 100
LONGEST_FACTOR = 9
NEARLY_ZERO, STRONG = 0.02, 0.4


def list_lines(presets: Sequence[Preset], families: Sequence[Family], *, width: int) -> list[str]:
    """Return the list of all kernels, grouped; lines are cut to `width`, 0 cuts none."""
    lines: list[str] = []
    for group in dict.fromkeys(entry.group for entry in presets):
        members = [entry for entry in presets if entry.group == group]
        rows = [(entry.name, _size(entry.kernel), _first(entry.help)) for entry in members]
        lines += [group, *_table(rows, width), ""]
    rows = [(entry.name, _settings(entry), _first(entry.help)) for entry in families]
    return [*lines, "Families (name:setting=value,...)", *_table(rows, width)]


def preset_lines(entry: Preset) -> list[str]:
    """Return all there is to say of a preset."""
    head = [f"{entry.name}: {entry.label} ({entry.group})", ""]
    return head + kernel_lines(entry.kernel) + about_lines(entry.help, entry.source)


def family_lines(entry: Family, kernel: Kernel) -> list[str]:
    """Return all there is to say of a family and of the `kernel` it builds."""
    rows = [
        (
            f"{parameter.name}={format_number(parameter.default)}",
            _bounds(parameter),
            parameter.help or parameter.label,
        )
        for parameter in entry.parameters
    ]
    rows.append(("size", "automatic", f"rows and columns, at least {entry.smallest_size}"))
    head = [f"{entry.name}: {entry.label} (family, {entry.group})", "", "Settings"]
    about = about_lines(entry.help, entry.source)
    return [*head, *_table(rows, 0), "", *kernel_lines(kernel), *about]


def kernel_lines(kernel: Kernel) -> list[str]:
    """Return the matrix and the facts of a kernel."""
    row, column = kernel.anchor
    numbers = (
        f"{_size(kernel)}, divisor {format_number(kernel.divisor)}, "
        f"offset {format_number(kernel.offset)}, anchor row {row + 1}, column {column + 1}"
    )
    return [*matrix_lines(kernel.weights), "", numbers, *fact_lines(kernel)]


def matrix_lines(weights: NDArray[np.float64]) -> list[str]:
    """Return the matrix in right-aligned columns, as a sketch when it is too wide for that."""
    cells = [[_cell(weight) for weight in row] for row in weights.tolist()]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    if sum(widths) + 2 * len(widths) > WIDEST_MATRIX:
        return sketch_lines(weights)
    return [
        "  " + "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    ]


def sketch_lines(weights: NDArray[np.float64]) -> list[str]:
    """Return the matrix drawn with one sign a cell, and what the signs mean."""
    largest = float(np.abs(weights).max()) or 1.0
    rows = ["  " + " ".join(_sign(unit) for unit in row) for row in (weights / largest).tolist()]
    legend = "(# + positive, = - negative, . nearly 0; --json gives the numbers)"
    return [*rows, "", f"  {legend}", f"  largest weight {_cell(largest)}"]


def _sign(unit: float) -> str:
    if abs(unit) < NEARLY_ZERO:
        return "."
    strong = abs(unit) >= STRONG
    return ("#" if strong else "+") if unit > 0 else ("=" if strong else "-")


def fact_lines(kernel: Kernel) -> list[str]:
    """Return sum, rank, separable factors, passband and Frei-Chen shares in words."""
    known = facts(kernel)
    lines = [
        f"sum {_cell(known.sum)}, gain {_cell(known.gain)}, rank {known.rank}",
        passband_words(known.passband),
    ]
    if known.separable is not None and max(kernel.shape) > 1:
        lines.append(f"separable: {_factors(*known.separable)}")
    shares = frei_chen_shares(kernel)
    if shares is not None:
        lines.append(
            f"Frei-Chen energy: edge {shares.edge:.0%}, line {shares.line:.0%}, "
            f"Laplacian {shares.laplacian:.0%}, average {shares.average:.0%}"
        )
    return lines


def about_lines(about: str, source: str) -> list[str]:
    """Return the help and the source, wrapped, below an empty line."""
    lines = ["", *textwrap.wrap(about, WIDTH)]
    return [*lines, "", *textwrap.wrap(f"Source: {source}", WIDTH)] if source else lines


def _table(rows: Sequence[tuple[str, str, str]], width: int) -> list[str]:
    first = max(len(row[0]) for row in rows)
    second = max(len(row[1]) for row in rows)
    lines = [f"  {a.ljust(first)}  {b.ljust(second)}  {c}".rstrip() for a, b, c in rows]
    return [_cut(line, width) for line in lines]


def _cut(line: str, width: int) -> str:
    return line if width <= 0 or len(line) <= width else line[: width - 1] + "…"


def _size(kernel: Kernel) -> str:
    rows, columns = kernel.shape
    return f"{rows}×{columns}"


def _settings(entry: Family) -> str:
    return ",".join(parameter.name for parameter in entry.parameters)


def _bounds(parameter: Parameter) -> str:
    low, high = format_number(parameter.minimum), format_number(parameter.maximum)
    return f"{low} to {high} {parameter.unit}".rstrip()


def _first(text: str) -> str:
    sentence, stop, _ = text.partition(". ")
    return sentence + stop.strip()


def _cell(value: float) -> str:
    return f"{value + 0.0:.6g}"


def _factors(down: NDArray[np.float64], across: NDArray[np.float64]) -> str:
    if max(down.size, across.size) > LONGEST_FACTOR:
        return "a column of weights times a row of weights"
    return f"down [{_cells(down)}] times across [{_cells(across)}]"


def _cells(values: NDArray[np.float64]) -> str:
    return " ".join(f"{value + 0.0:.4g}" for value in values.tolist())
