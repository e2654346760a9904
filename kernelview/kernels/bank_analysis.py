"""What a bank of kernels is like as a whole: groups, effective rank, principal kernels, tuning."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, pi

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import LARGEST_SIDE, Kernel
from kernelview.kernels.response import frequency_response

SAMPLES = 65
NOTHING = 1e-12

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Tuning:
    """What waves a kernel answers to most.

    `angle` is the direction across the stripes in degrees, 0 to 180, counter-clockwise from the
    right; `frequency` in cycles a pixel. `selectivity` is 0 where all directions are alike and 1
    where there is but one.
    """

    angle: float
    frequency: float
    selectivity: float


@dataclass(frozen=True, eq=False)
class Principal:
    """The principal kernels, the strongest first: (n, rows, columns) of norm 1, and shares.

    `shares` (n,) sum to 1: how much of the bank's energy lies along each.
    """

    kernels: Rows
    shares: Rows


def tuning(kernel: Kernel) -> Tuning | None:
    """Return direction and frequency of a kernel's response; None where it has but a constant.

    The mean of the response's energy without its value at frequency 0, with doubled angles:
    opposite directions are one (J. Bigün and G. Granlund, 1987).
    """
    largest = float(np.abs(kernel.weights).max())
    if not largest:
        return None
    scaled = kernel.replace(weights=kernel.weights / largest, divisor=1.0)
    energy = frequency_response(scaled, samples=SAMPLES) ** 2
    energy[SAMPLES // 2, SAMPLES // 2] = 0.0
    total = float(energy.sum())
    across = np.linspace(-0.5, 0.5, SAMPLES)
    # Rows run down, angles count upwards.
    right, up = np.meshgrid(across, -across)
    if total <= NOTHING or kernel.weights.size == 1:
        return None
    doubled = complex(np.sum(energy * np.exp(2j * np.arctan2(up, right)))) / total
    frequency = float(np.sum(energy * np.hypot(right, up))) / total
    angle = degrees(atan2(doubled.imag, doubled.real) % (2 * pi)) / 2
    return Tuning(angle % 180.0, frequency, min(abs(doubled), 1.0))


def effective_rank(kernels: Sequence[Kernel]) -> float:
    """Return how many independent kernels a bank is worth: 1 to its size, 0 with nothing in it.

    exp of the entropy of the singular values' shares (O. Roy and M. Vetterli, 2007).
    """
    values = np.linalg.svd(_rows(kernels), compute_uv=False)
    total = float(values.sum())
    if not total:
        return 0.0
    shares = values[values > NOTHING * total] / total
    return float(np.exp(-np.sum(shares * np.log(shares))))


def principal_kernels(kernels: Sequence[Kernel]) -> Principal:
    """Return the directions that a bank's kernels lie along (no mean is taken away).

    Their sign makes the largest weight positive. Raises KernelError with nothing in the bank.
    """
    rows = _rows(kernels)
    _, values, directions = np.linalg.svd(rows, full_matrices=False)
    energy = values**2
    if not energy.sum():
        raise KernelError("principal kernels need a kernel with weights other than 0")
    largest = np.abs(directions).argmax(axis=1)
    signs = np.sign(directions[np.arange(len(directions)), largest])
    shape = _frame(kernels)
    return Principal((directions * signs[:, None]).reshape(-1, *shape), energy / energy.sum())


def groups_by_likeness(
    kernels: Sequence[Kernel], *, likeness: float = 0.8
) -> tuple[tuple[int, ...], ...]:
    """Return the places of kernels that are alike (|cosine|, on the mean), the largest group first.

    Kernels with nothing in them stand in a group of their own. Average linkage.
    """
    rows = _rows(kernels)
    norms = np.linalg.norm(rows, axis=1)
    living = np.flatnonzero(norms)
    labels = _linked(rows[living] / norms[living, None], 1.0 - likeness)
    groups = [tuple(int(place) for place in living[labels == one]) for one in np.unique(labels)]
    dead = tuple(int(place) for place in np.flatnonzero(norms == 0))
    ordered = sorted(groups, key=lambda group: (-len(group), group))
    return (*ordered, dead) if dead else tuple(ordered)


def _linked(directions: Rows, most: float) -> NDArray[np.intp]:
    if len(directions) < 2:
        return np.zeros(len(directions), np.intp)
    # Imported here: loading it takes longer than everything else in this package.
    from scipy.cluster.hierarchy import fcluster, linkage

    # BLAS may add in another order on another day; rounded, ties stay ties.
    distance = np.clip(np.round(1.0 - np.abs(directions @ directions.T), 9), 0.0, None)
    pairs = distance[np.triu_indices(len(distance), 1)]
    return np.asarray(fcluster(linkage(pairs, "average"), most, "distance"), np.intp)


def _frame(kernels: Sequence[Kernel]) -> tuple[int, int]:
    """Return the rows and columns that hold every kernel about one anchor."""
    ups = max(kernel.anchor[0] for kernel in kernels)
    lefts = max(kernel.anchor[1] for kernel in kernels)
    downs = max(kernel.shape[0] - kernel.anchor[0] for kernel in kernels)
    rights = max(kernel.shape[1] - kernel.anchor[1] for kernel in kernels)
    return ups + downs, lefts + rights


def _rows(kernels: Sequence[Kernel]) -> Rows:
    """Return the kernels, anchor upon anchor, as rows; the largest weight of all is 1."""
    if not kernels:
        raise KernelError("a bank has at least one kernel")
    shape = _frame(kernels)
    if max(shape) > 2 * LARGEST_SIDE:
        raise KernelError("the kernels' anchors lie too far apart to compare them")
    row = max(kernel.anchor[0] for kernel in kernels)
    column = max(kernel.anchor[1] for kernel in kernels)
    rows = np.zeros((len(kernels), *shape))
    for placed, kernel in zip(rows, kernels, strict=True):
        top, left = row - kernel.anchor[0], column - kernel.anchor[1]
        part = placed[top : top + kernel.shape[0], left : left + kernel.shape[1]]
        part[...] = kernel.effective_weights
    largest = float(np.abs(rows).max())
    flat: Rows = rows.reshape(len(rows), -1)
    return flat / largest if largest else flat
