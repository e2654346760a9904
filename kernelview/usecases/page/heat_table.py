"""A kernel as a heat-map table in HTML: zero neutral, negative and positive by colour."""

from html import escape
from typing import NamedTuple

from kernelview.kernels import Kernel

LARGEST_WITH_NUMBERS = 9


class Scale(NamedTuple):
    """The signed colour scale of one theme, as #rrggbb."""

    negative: str
    zero: str
    positive: str


LIGHT = Scale("#2b6cb0", "#f4f4f2", "#dd7a1f")
DARK = Scale("#4a90d9", "#262a31", "#f0913a")
# Of black and white one has a contrast of at least 4.58 on any colour.
INKS = {"d": "#000000", "l": "#ffffff"}


def heat_table(kernel: Kernel) -> str:
    """Return the table; a kernel wider than 9 cells is drawn without numbers."""
    rows, columns = kernel.shape
    numbers = max(rows, columns) <= LARGEST_WITH_NUMBERS
    largest = float(abs(kernel.weights).max()) or 1.0
    body = "\n".join(
        f"<tr>{''.join(_cell(weight, weight / largest, numbers=numbers) for weight in row)}</tr>"
        for row in kernel.weights.tolist()
    )
    style = 'class="kernel"' if numbers else 'class="kernel small" role="img"'
    label = escape(f"{kernel.name or 'kernel'}, {rows} rows, {columns} columns")
    return f'<table {style} aria-label="{label}"><tbody>\n{body}\n</tbody></table>'


def _cell(weight: float, unit: float, *, numbers: bool) -> str:
    share = f"{abs(unit):.3f}".rstrip("0").rstrip(".")
    style = f' style="--s:{share}"' if share != "0" else ""
    sign = "n" if unit < 0 else "p"
    if not numbers:
        return f'<td class="{sign}"{style}></td>' if style else "<td></td>"
    inks = f"l{ink(LIGHT, unit)} d{ink(DARK, unit)}"
    return f'<td class="{sign} {inks}"{style}><span>{weight + 0.0:.3g}</span></td>'


def ink(scale: Scale, unit: float) -> str:
    """Return "d" for dark or "l" for light, the text that reads better on a cell.

    `unit` is the cell's weight over the largest, -1 to 1.
    """
    cell = blend(scale, unit)
    return max(INKS, key=lambda name: contrast(INKS[name], cell))


def blend(scale: Scale, unit: float) -> str:
    """Return the colour of a cell: the sign's colour over neutral, as strong as |unit|."""
    end = scale.negative if unit < 0 else scale.positive
    pairs = zip(_channels(scale.zero), _channels(end), strict=True)
    mixed = [round(zero + (top - zero) * abs(unit)) for zero, top in pairs]
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, 1.4.3)."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    units = [channel / 255 for channel in _channels(colour)]
    linear = [u / 12.92 if u <= 0.04045 else ((u + 0.055) / 1.055) ** 2.4 for u in units]
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue
