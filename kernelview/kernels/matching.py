"""Which classical kernel a kernel is nearest to: by normalised correlation, turned and shifted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.classical import Classical
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Anchor, Kernel
from kernelview.kernels.turns import flip_horizontal, turn_90

MOST_SHIFT = 3
# Scores nearer than this are one score: the plainer way, the earlier kernel wins.
TIE = 1e-9

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Freedom:
    """What does not tell two kernels apart, beside gain and sign."""

    turns: bool = True
    mirrors: bool = True
    shift: int = 0
    constant: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.shift <= MOST_SHIFT:
            raise KernelError(f"shifts go from 0 to {MOST_SHIFT} pixels, not {self.shift}")


@dataclass(frozen=True)
class Transform:
    """How a classical kernel was moved to fit: mirrored left to right, then turned, then shifted.

    `turns` are quarter turns clockwise, `down` and `right` whole pixels.
    """

    turns: int = 0
    mirrored: bool = False
    down: int = 0
    right: int = 0


@dataclass(frozen=True)
class Match:
    """`score` is |cosine|, 0 to 1; the kernel is about `gain` times the transformed classical.

    `gain` carries the sign; `constant` is what is added to every weight (0 unless it is free).
    `runner_up` is the next best under another name that is not the same kernel, if there is one.
    """

    classical: Classical
    score: float
    transform: Transform
    gain: float
    constant: float
    runner_up: Classical | None
    runner_up_score: float


PLAIN = Freedom(turns=False, mirrors=False)


def transformed(kernel: Kernel, transform: Transform) -> Kernel:
    """Return a kernel mirrored and turned; a shift moves its anchor the other way, as if cut off.

    Raises KernelError where a shift would put the anchor outside the matrix.
    """
    moved = _turned(kernel, transform.turns, mirrored=transform.mirrored)
    row, column = moved.anchor
    return moved.replace(anchor=(row - transform.down, column - transform.right))


def best_match(
    kernel: Kernel, bank: Sequence[Classical], *, freedom: Freedom | None = None
) -> Match | None:
    """Return the best match of one kernel; None for a kernel with nothing in it."""
    return match_bank((kernel,), bank, freedom=freedom)[0]


def match_bank(
    kernels: Sequence[Kernel], bank: Sequence[Classical], *, freedom: Freedom | None = None
) -> tuple[Match | None, ...]:
    """Return for each kernel its nearest in the bank; None for one with nothing in it.

    Sizes are brought together by zeros about the anchors; what of a classical kernel lies
    outside counts against it. Raises KernelError for an empty bank.
    """
    if not bank:
        raise KernelError("there is nothing to match with: the bank is empty")
    free = freedom or Freedom()
    found: list[Match | None] = [None] * len(kernels)
    for places in _alike(kernels):
        group = [kernels[place] for place in places]
        for place, match in zip(places, _match_group(group, bank, free), strict=True):
            found[place] = match
    return tuple(found)


def scores_against(
    rows: NDArray[Any], shape: tuple[int, int], bank: Sequence[Classical], freedom: Freedom
) -> Rows:
    """Return the best score (n,) of each row (n, rows x columns) of weights about their middle."""
    frame = _Frame(shape, (shape[0] // 2, shape[1] // 2))
    directions = _directions(rows, constant=freedom.constant)[0]
    best = np.zeros(len(rows))
    for _, templates in _variants(frame, bank, freedom):
        np.maximum(best, np.abs(directions @ templates.T).max(axis=1), out=best)
    return best


@dataclass(frozen=True)
class _Frame:
    shape: tuple[int, int]
    anchor: Anchor


def _alike(kernels: Sequence[Kernel]) -> Iterable[list[int]]:
    """Return the places of kernels of one shape and anchor together."""
    groups: dict[tuple[tuple[int, int], Anchor], list[int]] = {}
    for place, kernel in enumerate(kernels):
        groups.setdefault((kernel.shape, kernel.anchor), []).append(place)
    return groups.values()


def _match_group(
    kernels: Sequence[Kernel], bank: Sequence[Classical], freedom: Freedom
) -> Iterator[Match | None]:
    frame = _Frame(kernels[0].shape, kernels[0].anchor)
    rows = np.array([_scaled(kernel.weights).ravel() for kernel in kernels])
    directions, norms = _directions(rows, constant=freedom.constant)
    best = np.zeros((len(kernels), len(bank)))
    ways = np.zeros((len(kernels), len(bank)), np.intp)
    transforms: list[Transform] = []
    for transform, templates in _variants(frame, bank, freedom):
        cosines = directions @ templates.T
        is_better = np.abs(cosines) > np.abs(best) + TIE
        best[is_better] = cosines[is_better]
        ways[is_better] = len(transforms)
        transforms.append(transform)
    for place, kernel in enumerate(kernels):
        if norms[place] == 0:
            yield None
            continue
        first, second = _two_best(np.abs(best[place]), ways[place], bank)
        transform = transforms[ways[place, first]]
        gain, constant = _fit(kernel, frame, bank[first].kernel, transform, freedom)
        yield Match(
            bank[first],
            min(float(abs(best[place, first])), 1.0),
            transform,
            gain,
            constant,
            None if second is None else bank[second],
            0.0 if second is None else min(float(abs(best[place, second])), 1.0),
        )


def _two_best(
    scores: Rows, ways: NDArray[np.intp], bank: Sequence[Classical]
) -> tuple[int, int | None]:
    """Return the best place, of equals the plainest, and the next that is another kernel."""
    top = float(scores.max())
    equals = np.flatnonzero(scores >= top - TIE)
    first = int(equals[np.argmin(ways[equals])])
    others = [
        place
        for place in range(len(bank))
        if bank[place].name != bank[first].name and scores[place] < top - TIE
    ]
    return first, max(others, key=lambda place: float(scores[place]), default=None)


def _fit(
    kernel: Kernel, frame: _Frame, classical: Kernel, transform: Transform, freedom: Freedom
) -> tuple[float, float]:
    """Return gain and constant that bring the transformed classical nearest, least squares."""
    moved = _turned(classical, transform.turns, mirrored=transform.mirrored)
    model = _placed(moved, frame, transform.down, transform.right)
    goal = kernel.effective_weights
    middle, level = (goal.mean(), model.mean()) if freedom.constant else (0.0, 0.0)
    outside = max(float(np.sum(_effective(moved) ** 2) - np.sum(model**2)), 0.0)
    energy = float(np.sum((model - level) ** 2)) + outside
    gain = float(np.sum((goal - middle) * (model - level))) / energy if energy else 0.0
    return gain, float(middle - gain * level)


def _variants(
    frame: _Frame, bank: Sequence[Classical], freedom: Freedom
) -> Iterator[tuple[Transform, Rows]]:
    """Yield every way of moving the bank, the plainest first, with its rows (n, cells)."""
    reach = range(-freedom.shift, freedom.shift + 1)
    shifts = sorted(product(reach, reach), key=lambda shift: (abs(shift[0]) + abs(shift[1]), shift))
    mirrors = (False, True) if freedom.mirrors else (False,)
    quarters = range(4) if freedom.turns else range(1)
    ways = {
        (mirrored, quarter): [_turned(each.kernel, quarter, mirrored=mirrored) for each in bank]
        for mirrored, quarter in product(mirrors, quarters)
    }
    for shift, ((mirrored, quarter), moved) in product(shifts, ways.items()):
        rows = [_template(each, frame, shift, constant=freedom.constant) for each in moved]
        yield Transform(quarter, mirrored, *shift), np.array(rows)


def _template(kernel: Kernel, frame: _Frame, shift: tuple[int, int], *, constant: bool) -> Rows:
    """Return a kernel's row in the frame, over the norm of all of it, also what lies outside."""
    weights = _effective(kernel)
    part = _placed(kernel, frame, *shift)
    outside = max(float(np.sum(weights**2) - np.sum(part**2)), 0.0)
    row = (part - part.mean() if constant else part).ravel()
    energy = float(np.sum(row**2))
    # What is left of a constant is rounding.
    if energy <= 1e-24 * max(float(np.sum(part**2)), 1e-300):
        return np.zeros_like(row)
    template: Rows = row / np.sqrt(energy + outside)
    return template


def _placed(kernel: Kernel, frame: _Frame, down: int, right: int) -> Rows:
    """Return what of a kernel's weights falls into a frame, anchor upon anchor and shifted."""
    placed = np.zeros(frame.shape)
    weights = _effective(kernel)
    top = frame.anchor[0] - kernel.anchor[0] + down
    left = frame.anchor[1] - kernel.anchor[1] + right
    rows, from_rows = _overlap(top, kernel.shape[0], frame.shape[0])
    columns, from_columns = _overlap(left, kernel.shape[1], frame.shape[1])
    placed[rows, columns] = weights[from_rows, from_columns]
    return placed


def _overlap(start: int, length: int, frame: int) -> tuple[slice, slice]:
    """Return where something lies in a frame, and which part of it that is."""
    first, last = max(start, 0), max(min(start + length, frame), max(start, 0))
    return slice(first, last), slice(first - start, last - start)


def _turned(kernel: Kernel, turns: int, *, mirrored: bool) -> Kernel:
    moved = flip_horizontal(kernel) if mirrored else kernel
    for _ in range(turns):
        moved = turn_90(moved)
    return moved


def _effective(kernel: Kernel) -> Rows:
    return kernel.weights / kernel.divisor


def _scaled(weights: Rows) -> Rows:
    """Return weights whose largest is 1, so that squares can neither vanish nor overflow."""
    largest = float(np.abs(weights).max())
    return weights / largest if largest else weights


def _directions(rows: NDArray[Any], *, constant: bool) -> tuple[Rows, Rows]:
    """Return the rows (n, cells) at norm 1, and their norms; 0 where nothing is in them."""
    centred = rows - rows.mean(axis=1, keepdims=True) if constant else np.asarray(rows, np.float64)
    norms = np.linalg.norm(centred, axis=1)
    norms[norms <= 1e-12 * np.linalg.norm(rows, axis=1)] = 0.0
    safe = np.where(norms == 0, 1.0, norms)
    return np.where(norms[:, None] == 0, 0.0, centred / safe[:, None]), norms
