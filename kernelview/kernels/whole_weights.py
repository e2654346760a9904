"""Brings weights to whole numbers over a whole divisor, for programs that take no others."""

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel

# Relative to the largest weight: below, nothing was rounded; above, it is another kernel.
EXACT = 1e-12
LARGEST_ERROR = 1e-3

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
