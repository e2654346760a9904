"""Brings a kernel within what another program's file can hold, or says why it cannot be."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import LARGEST_SIDE, Kernel, KernelError

# Relative to the largest weight: below, nothing was rounded; above, it is another kernel.
EXACT = 1e-12
LARGEST_ERROR = 1e-3

_LARGEST_SINGLE = float(np.finfo(np.float32).max)
_AT_ONCE = 1 << 18


@dataclass(frozen=True)
class WholeLimits:
    """What a format of whole numbers holds: weights and divisors, and the weights' sum."""

    weight: int
    divisor: int
    sum: int = 2**53


@dataclass(frozen=True)
class WholeWeights:
    """Whole `weights` over a whole `divisor`.

    `error` is the largest difference from the true weights, relative to the largest of them.
    """

    weights: NDArray[np.int64]
    divisor: int
    error: float

    @property
    def notes(self) -> tuple[str, ...]:
        """What the person should know: nothing when the numbers are exact."""
        if self.error <= EXACT:
            return ()
        largest = f"{self.error:.2g} of the largest"
        return (f"weights rounded to whole numbers over {self.divisor}, off by at most {largest}",)


def refuse_offset(kernel: Kernel, holder: str, hint: str = ".json keeps it") -> None:
    """Raise KernelError when the kernel has an offset that the format cannot hold."""
    if kernel.offset != 0:
        raise KernelError(f"{holder} would lose the offset {kernel.offset:g}; {hint}")


def refuse_beyond_single(weights: NDArray[np.float64], program: str) -> None:
    """Raise KernelError for weights that a program's 32-bit numbers cannot hold."""
    largest = float(np.abs(weights).max())
    if largest > _LARGEST_SINGLE:
        raise KernelError(f"{program} reckons in 32 bits, up to 3.4e38; a weight is {largest:.3g}")


def has_middle_anchor(kernel: Kernel) -> bool:
    """Tell whether the anchor is where programs put it: (rows // 2, columns // 2)."""
    rows, columns = kernel.shape
    return kernel.anchor == (rows // 2, columns // 2)


def centred(kernel: Kernel) -> Kernel:
    """Return the same kernel with odd sides and the anchor in the middle, zeros filled in."""
    above, before = kernel.anchor
    below, after = kernel.shape[0] - 1 - above, kernel.shape[1] - 1 - before
    tall, wide = max(above, below), max(before, after)
    if (above, before) == (below, after):
        return kernel
    if 2 * max(tall, wide) + 1 > LARGEST_SIDE:
        raise KernelError(
            f"with its anchor in the middle it would be {2 * tall + 1} × {2 * wide + 1}; "
            f"at most {LARGEST_SIDE} × {LARGEST_SIDE} can be kept"
        )
    margins = ((tall - above, tall - below), (wide - before, wide - after))
    return kernel.replace(weights=np.pad(kernel.weights, margins), anchor=None)


def into_square(kernel: Kernel, side: int, program: str) -> Kernel:
    """Return the same kernel as an odd square about its anchor, zeros filled in or left out.

    Raises KernelError when a weight other than 0 would have to be left out.
    """
    places = np.argwhere(kernel.weights != 0)
    reach = int(np.abs(places - np.array(kernel.anchor)).max()) if len(places) else 0
    if reach > side // 2:
        raise KernelError(
            f"{program} takes {side} × {side} weights about the anchor; "
            f"this kernel needs {2 * reach + 1} × {2 * reach + 1}"
        )
    square = np.zeros((side, side))
    for row, column in places:
        place = row - kernel.anchor[0] + side // 2, column - kernel.anchor[1] + side // 2
        square[place] = kernel.weights[row, column]
    return kernel.replace(weights=square, anchor=None)


def without_empty_ring(kernel: Kernel) -> Kernel:
    """Return a 5 × 5 kernel as 3 × 3 when its outer ring is all zeros."""
    inner = kernel.weights[1:-1, 1:-1]
    if kernel.shape != (5, 5) or np.count_nonzero(inner) < np.count_nonzero(kernel.weights):
        return kernel
    return kernel.replace(weights=inner, anchor=None)


def whole_weights(kernel: Kernel, limits: WholeLimits) -> WholeWeights:
    """Return whole weights over a whole divisor: the kernel's own, the smallest exact, the nearest.

    Raises KernelError when the nearest is further off than 0.001 of the largest weight.
    """
    own = _own(kernel, limits)
    if own is not None:
        return own
    nearest = _nearest(kernel.effective_weights, limits)
    if nearest.error > LARGEST_ERROR:
        raise KernelError(
            f"whole weights up to {limits.weight} over a divisor up to {limits.divisor} come no "
            f"nearer than {nearest.error:.2g} of its largest weight; at most {LARGEST_ERROR:g} "
            "is near enough"
        )
    return nearest


def whole_offset(kernel: Kernel, largest: int) -> int:
    """Return the offset as a whole number; KernelError when it is none, or too large."""
    whole = round(kernel.offset)
    if abs(whole) > largest:
        raise KernelError(f"the offset is {kernel.offset:g}; it must be {-largest} to {largest}")
    if abs(whole - kernel.offset) > LARGEST_ERROR * max(1, abs(whole)):
        raise KernelError(f"the offset is {kernel.offset:g}; it must be a whole number")
    return whole


def _own(kernel: Kernel, limits: WholeLimits) -> WholeWeights | None:
    """Return the weights and the divisor as they stand, when they are whole and fit."""
    weights = kernel.weights
    if not (1 <= kernel.divisor <= limits.divisor and kernel.divisor.is_integer()):
        return None
    sizes = np.abs(weights)
    if (weights != np.rint(weights)).any() or sizes.max() > limits.weight:
        return None
    if sizes.sum() > limits.sum:
        return None
    return WholeWeights(weights.astype(np.int64), int(kernel.divisor), 0.0)


def _nearest(weights: NDArray[np.float64], limits: WholeLimits) -> WholeWeights:
    largest = float(np.abs(weights).max())
    if largest == 0:
        return WholeWeights(np.zeros(weights.shape, np.int64), 1, 0.0)
    highest = min(limits.divisor, (limits.weight + 0.5) / largest)
    if not isfinite(highest) or highest < 1:
        raise KernelError(
            f"its largest weight over the divisor is {largest:.6g}; at most {limits.weight} fits"
        )
    divisors = np.arange(1, int(highest) + 1)
    errors = _errors(weights, divisors, limits) / largest
    if not np.isfinite(errors).any():
        raise KernelError(f"its weights sum to more than {limits.sum} without their signs")
    exact = np.flatnonzero(errors <= EXACT)
    chosen = int(exact[0]) if len(exact) else int(errors.argmin())
    divisor = int(divisors[chosen])
    return WholeWeights(np.rint(weights * divisor).astype(np.int64), divisor, float(errors[chosen]))


def _errors(
    weights: NDArray[np.float64], divisors: NDArray[np.int64], limits: WholeLimits
) -> NDArray[np.float64]:
    """Return for each divisor the largest error of a weight; infinite where it does not fit."""
    cells = weights.ravel()
    errors = np.empty(len(divisors))
    step = max(1, _AT_ONCE // cells.size)
    for start in range(0, len(divisors), step):
        some = divisors[start : start + step, np.newaxis]
        whole = np.rint(cells * some)
        sizes = np.abs(whole)
        fits = (sizes.max(axis=1) <= limits.weight) & (sizes.sum(axis=1) <= limits.sum)
        largest = np.abs(whole / some - cells).max(axis=1)
        errors[start : start + step] = np.where(fits, largest, np.inf)
    return errors
