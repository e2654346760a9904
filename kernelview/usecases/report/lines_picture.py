"""Both banks in one drawing: hand-made kernels above, learned ones below, lines between pairs."""

from collections.abc import Sequence
from html import escape
from textwrap import shorten

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel
from kernelview.usecases.compare_banks import BankComparison, Pairing
from kernelview.usecases.page import DARK, LIGHT, heat_pixels, png_uri
from kernelview.usecases.report.words import in_order

MOST_PAIRS = 24
_TILE, _STEP, _WIDTH = 36, 48, 1184
# Names lean to the right, over the last tile's end.
_NAMES, _LEANING, _BETWEEN, _ADDRESSES = 88, 88, 132, 40
_LONGEST_NAME = 20


def lines_picture(comparison: BankComparison) -> str:
    """Return the drawing of the best pairs as SVG; nothing where no kernel has a match."""
    pairings = [one for one in in_order(comparison.pairings) if one.match is not None][:MOST_PAIRS]
    if not pairings:
        return ""
    places = _hand_made_order(pairings)
    above = dict(zip(places, _spread(len(places)), strict=True))
    below = _spread(len(pairings))
    top, bottom = _NAMES, _NAMES + _TILE + _BETWEEN
    lines = "\n".join(
        _line(one, above[one.place or 0], x, top + _TILE, bottom)
        for one, x in zip(pairings, below, strict=True)
    )
    tiles = "\n".join(
        _hand_made_tile(comparison.hand_made[place].kernel, comparison.hand_made[place].label, x)
        for place, x in above.items()
    )
    learned = "\n".join(
        _learned_tile(one, x, bottom) for one, x in zip(pairings, below, strict=True)
    )
    words = f"the {len(pairings)} best pairs: hand-made kernels above, learned ones below"
    height = bottom + _TILE + _ADDRESSES
    return (
        f'<div class="scrolled"><svg class="banks" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{words}">\n{lines}\n{tiles}\n{learned}\n</svg></div>'
    )


def _hand_made_order(pairings: Sequence[Pairing]) -> list[int]:
    """Return the hand-made kernels' places in the order of the middle of their partners."""
    partners: dict[int, list[int]] = {}
    for number, one in enumerate(pairings):
        partners.setdefault(one.place or 0, []).append(number)
    return sorted(partners, key=lambda place: float(np.mean(partners[place])))


def _spread(count: int) -> list[float]:
    """Return the middles of tiles beside one another, all in the middle of the drawing."""
    room = _WIDTH - _TILE - _LEANING
    step = min(_STEP * 2, room / max(1, count - 1))
    start = (room - step * (count - 1)) / 2 + _TILE / 2 + 1
    return [start + step * number for number in range(count)]


def _line(pairing: Pairing, first: float, second: float, top: float, bottom: float) -> str:
    score = pairing.match.score if pairing.match else 0.0
    style = "pair" if pairing.is_significant else "pair chance"
    middle = (top + bottom) / 2
    path = f"M{first:.1f} {top}C{first:.1f} {middle} {second:.1f} {middle} {second:.1f} {bottom}"
    return f'<path class="{style}" d="{path}" stroke-width="{0.5 + 2.5 * score**4:.2f}"/>'


def _hand_made_tile(kernel: Kernel, label: str, x: float) -> str:
    name = escape(shorten(label, _LONGEST_NAME, placeholder="…"))
    turn = f'transform="translate({x - 6:.1f} {_NAMES - 8}) rotate(-35)"'
    return f"{_tile(kernel, x, _NAMES)}<text {turn}>{name}</text>"


def _learned_tile(pairing: Pairing, x: float, top: float) -> str:
    address = escape(str(pairing.learned.address).rpartition("/")[2])
    score = f"{pairing.match.score:.2f}" if pairing.match else ""
    texts = (
        f'<text class="middle" x="{x:.1f}" y="{top + _TILE + line}">{text}</text>'
        for line, text in ((15, address), (30, score))
    )
    return f"{_tile(pairing.learned.kernel, x, top)}{''.join(texts)}"


def _tile(kernel: Kernel, x: float, top: float) -> str:
    """Return a kernel about `x`, once in the colours of each theme."""
    units = _units(kernel)
    rows, columns = units.shape
    zoom = _TILE / max(rows, columns)
    width, height = columns * zoom, rows * zoom
    box = f'x="{x - width / 2:.1f}" y="{top}" width="{width:.1f}" height="{height:.1f}"'
    kept = 'preserveAspectRatio="none"'
    pictures = (
        f'<image class="{name}" href="{png_uri(heat_pixels(units, scale))}" {box} {kept}/>'
        for name, scale in (("light", LIGHT), ("dark", DARK))
    )
    return f"{''.join(pictures)}<rect {box}/>"


def _units(kernel: Kernel) -> NDArray[np.float64]:
    weights = kernel.effective_weights
    return np.asarray(weights / (float(np.abs(weights).max()) or 1.0))
