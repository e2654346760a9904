"""Which classical kernel a kernel is nearest to: by normalised correlation, turned and shifted."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.classical import Classical
from kernelview.kernels.errors import KernelError
from kernelview.kernels.freedom import PLAIN, Freedom, Transform, transformed, turned
from kernelview.kernels.kernel import Anchor, Kernel
from kernelview.kernels.templates import Frame, Rows, count_of_variants, placed, variants

__all__ = [
    "PLAIN",
    "Freedom",
    "Match",
    "Steps",
    "Transform",
    "best_match",
    "fitted",
    "match_bank",
    "matching",
    "scoring",
    "transformed",
    "without_steps",
]

# Scores nearer than this are one score: the plainer way, the earlier kernel wins.
TIE = 1e-9

Result = TypeVar("Result")
# Work in steps: yields the share that is done.
Steps = Generator[float, None, Result]


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
    return without_steps(matching(kernels, bank, freedom=freedom))


def matching(
    kernels: Sequence[Kernel], bank: Sequence[Classical], *, freedom: Freedom | None = None
) -> Steps[tuple[Match | None, ...]]:
    """Do as `match_bank` does, step by step."""
    if not bank:
        raise KernelError("there is nothing to match with: the bank is empty")
    free = freedom or Freedom()
    found: list[Match | None] = [None] * len(kernels)
    groups = [*_alike(kernels)]
    for number, places in enumerate(groups):
        group = [kernels[place] for place in places]
        steps = _match_group(group, bank, free)
        matches = yield from _shares_of(steps, number, len(groups))
        for place, match in zip(places, matches, strict=True):
            found[place] = match
    return tuple(found)


def scoring(
    rows: NDArray[Any], shape: tuple[int, int], bank: Sequence[Classical], freedom: Freedom
) -> Steps[Rows]:
    """Return, step by step, the best score (n,) of each row (n, cells) about its middle."""
    frame = Frame(shape, (shape[0] // 2, shape[1] // 2))
    directions = _directions(rows, constant=freedom.constant)[0]
    best, count = np.zeros(len(rows)), count_of_variants(freedom)
    for done, (_, templates) in enumerate(variants(frame, bank, freedom), start=1):
        np.maximum(best, np.abs(directions @ templates.T).max(axis=1), out=best)
        yield done / count
    return best


def fitted(match: Match, kernel: Kernel) -> Kernel:
    """Return the match brought as near to `kernel` as it comes: moved, times gain, and constant.

    It has the kernel's window and anchor, a divisor of 1 and no offset. What of the classical
    kernel lies outside is left out.
    """
    model = _model(match.classical.kernel, match.transform, Frame(kernel.shape, kernel.anchor))
    return Kernel(
        match.gain * model + match.constant, anchor=kernel.anchor, name=match.classical.label
    )


def without_steps(steps: Steps[Result]) -> Result:
    """Run to the end at once, and return what comes out."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result


def _shares_of(steps: Steps[Result], number: int, count: int) -> Steps[Result]:
    """Run one of several parts, and tell of the whole."""
    while True:
        try:
            share = next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        yield (number + share) / count


def _alike(kernels: Sequence[Kernel]) -> Iterable[list[int]]:
    """Return the places of kernels of one shape and anchor together."""
    groups: dict[tuple[tuple[int, int], Anchor], list[int]] = {}
    for place, kernel in enumerate(kernels):
        groups.setdefault((kernel.shape, kernel.anchor), []).append(place)
    return groups.values()


def _match_group(
    kernels: Sequence[Kernel], bank: Sequence[Classical], freedom: Freedom
) -> Steps[tuple[Match | None, ...]]:
    frame = Frame(kernels[0].shape, kernels[0].anchor)
    rows = np.array([_scaled(kernel.weights).ravel() for kernel in kernels])
    directions, norms = _directions(rows, constant=freedom.constant)
    best = _Best(np.zeros((len(kernels), len(bank))), np.zeros((len(kernels), len(bank)), np.intp))
    count = count_of_variants(freedom)
    for transform, templates in variants(frame, bank, freedom):
        best.take(transform, directions @ templates.T)
        yield len(best.transforms) / count
    return tuple(
        _match(kernel, best, place, bank, freedom) if norms[place] else None
        for place, kernel in enumerate(kernels)
    )


@dataclass(frozen=True, eq=False)
class _Best:
    """The best cosine so far of each kernel (row) with each of the bank, and the way it took."""

    cosines: Rows
    ways: NDArray[np.intp]
    transforms: list[Transform] = field(default_factory=list)

    def take(self, transform: Transform, cosines: Rows) -> None:
        """Keep what is better in this way."""
        is_better = np.abs(cosines) > np.abs(self.cosines) + TIE
        self.cosines[is_better] = cosines[is_better]
        self.ways[is_better] = len(self.transforms)
        self.transforms.append(transform)


def _match(
    kernel: Kernel, best: _Best, place: int, bank: Sequence[Classical], freedom: Freedom
) -> Match:
    scores = np.minimum(np.abs(best.cosines[place]), 1.0)
    first, second = _two_best(scores, best.ways[place], bank)
    transform = best.transforms[best.ways[place, first]]
    gain, constant = _fit(kernel, bank[first].kernel, transform, freedom)
    return Match(
        bank[first],
        float(scores[first]),
        transform,
        gain,
        constant,
        None if second is None else bank[second],
        0.0 if second is None else float(scores[second]),
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
    kernel: Kernel, classical: Kernel, transform: Transform, freedom: Freedom
) -> tuple[float, float]:
    """Return gain and constant that bring the transformed classical nearest, least squares."""
    model = _model(classical, transform, Frame(kernel.shape, kernel.anchor))
    goal = kernel.effective_weights
    middle, level = (goal.mean(), model.mean()) if freedom.constant else (0.0, 0.0)
    outside = max(float(np.sum(classical.effective_weights**2) - np.sum(model**2)), 0.0)
    energy = float(np.sum((model - level) ** 2)) + outside
    gain = float(np.sum((goal - middle) * (model - level))) / energy if energy else 0.0
    return gain, float(middle - gain * level)


def _model(classical: Kernel, transform: Transform, frame: Frame) -> Rows:
    moved = turned(classical, transform.turns, mirrored=transform.mirrored)
    shift = (transform.down, transform.right)
    return placed(moved.effective_weights, moved.anchor, frame, shift)


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
