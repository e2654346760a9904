"""A bank of kernels in every way it may be moved, as rows of one frame to match with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.classical import Classical
from kernelview.kernels.freedom import Freedom, Transform, turned
from kernelview.kernels.kernel import Anchor, Kernel

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Frame:
    """The window of the kernels that are matched."""

    shape: tuple[int, int]
    anchor: Anchor


def count_of_variants(freedom: Freedom) -> int:
    """Return how many ways of moving a bank there are."""
    return len(_shifts(freedom)) * len(_mirrors(freedom)) * len(_quarters(freedom))


def variants(
    frame: Frame, bank: Sequence[Classical], freedom: Freedom
) -> Iterator[tuple[Transform, Rows]]:
    """Yield every way of moving the bank, the plainest first, with its rows (n, cells)."""
    ways = {
        (mirrored, quarter): _stacked(
            [turned(each.kernel, quarter, mirrored=mirrored) for each in bank]
        )
        for mirrored, quarter in product(_mirrors(freedom), _quarters(freedom))
    }
    for shift, ((mirrored, quarter), stacks) in product(_shifts(freedom), ways.items()):
        rows = np.zeros((len(bank), frame.shape[0] * frame.shape[1]))
        for stack in stacks:
            rows[stack.places] = _templates(stack, frame, shift, constant=freedom.constant)
        yield Transform(quarter, mirrored, *shift), rows


def placed(weights: Rows, anchor: Anchor, frame: Frame, shift: tuple[int, int]) -> Rows:
    """Return what of weights (..., rows, columns) falls into a frame, anchor upon anchor."""
    inside = np.zeros((*weights.shape[:-2], *frame.shape))
    top = frame.anchor[0] - anchor[0] + shift[0]
    left = frame.anchor[1] - anchor[1] + shift[1]
    rows, from_rows = _overlap(top, weights.shape[-2], frame.shape[0])
    columns, from_columns = _overlap(left, weights.shape[-1], frame.shape[1])
    inside[..., rows, columns] = weights[..., from_rows, from_columns]
    return inside


@dataclass(frozen=True, eq=False)
class _Stack:
    """Kernels of one shape and anchor: their places in the bank, and weights (n, rows, columns)."""

    places: NDArray[np.intp]
    weights: Rows
    anchor: Anchor


def _stacked(kernels: Sequence[Kernel]) -> list[_Stack]:
    groups: dict[tuple[tuple[int, int], Anchor], list[int]] = {}
    for place, kernel in enumerate(kernels):
        groups.setdefault((kernel.shape, kernel.anchor), []).append(place)
    return [
        _Stack(
            np.array(places), np.array([kernels[one].effective_weights for one in places]), anchor
        )
        for (_, anchor), places in groups.items()
    ]


def _templates(stack: _Stack, frame: Frame, shift: tuple[int, int], *, constant: bool) -> Rows:
    """Return rows in the frame, each over the norm of all of it, also what lies outside."""
    part = placed(stack.weights, stack.anchor, frame, shift).reshape(len(stack.places), -1)
    inside = np.sum(part**2, axis=1)
    outside = np.maximum(np.sum(stack.weights**2, axis=(1, 2)) - inside, 0.0)
    rows: Rows = part - part.mean(axis=1, keepdims=True) if constant else part
    energy = np.sum(rows**2, axis=1)
    # What is left of a constant is rounding.
    is_living = energy > 1e-24 * np.maximum(inside, 1e-300)
    norms = np.sqrt(np.where(is_living, energy + outside, 1.0))
    return np.where(is_living[:, np.newaxis], rows / norms[:, np.newaxis], 0.0)


def _overlap(start: int, length: int, frame: int) -> tuple[slice, slice]:
    """Return where something lies in a frame, and which part of it that is."""
    first, last = max(start, 0), max(min(start + length, frame), max(start, 0))
    return slice(first, last), slice(first - start, last - start)


def _shifts(freedom: Freedom) -> list[tuple[int, int]]:
    reach = range(-freedom.shift, freedom.shift + 1)
    return sorted(product(reach, reach), key=lambda shift: (abs(shift[0]) + abs(shift[1]), shift))


def _mirrors(freedom: Freedom) -> tuple[bool, ...]:
    return (False, True) if freedom.mirrors else (False,)


def _quarters(freedom: Freedom) -> range:
    return range(4) if freedom.turns else range(1)
