"""What can be said about a kernel: sums, norms, rank, passband and Frei-Chen shares."""

from dataclasses import dataclass
from math import frexp, ldexp

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.catalogue.frei_chen import frei_chen_basis
from kernelview.kernels.kernel import Kernel
from kernelview.kernels.response import Passband, passband
from kernelview.kernels.separability import rank, separable_factors

_BASIS = frei_chen_basis().reshape(9, 9)


@dataclass(frozen=True, eq=False)
class Facts:
    """Facts of the weights; only `gain` (sum over divisor) and `passband` see the divisor.

    `norm` is the root of the sum of squares; `separable` a column and a row, or None.
    """

    sum: float
    gain: float
    norm: float
    absolute_sum: float
    rank: int
    separable: tuple[NDArray[np.float64], NDArray[np.float64]] | None
    passband: Passband


@dataclass(frozen=True)
class FreiChenShares:
    """How a 3×3 kernel's energy is shared out; the four sum to 1."""

    edge: float
    line: float
    laplacian: float
    average: float


def facts(kernel: Kernel) -> Facts:
    """Return the facts of a kernel."""
    with np.errstate(over="ignore", invalid="ignore"):
        total = _sum(kernel.weights)
        return Facts(
            sum=total,
            gain=total / kernel.divisor,
            norm=float(np.linalg.norm(kernel.weights)),
            absolute_sum=float(np.abs(kernel.weights).sum()),
            rank=rank(kernel),
            separable=separable_factors(kernel),
            passband=passband(kernel),
        )


def _sum(weights: NDArray[np.float64]) -> float:
    """Return the sum, with what is only rounding shown as 0."""
    # A power of two near the largest weight: dividing by it loses nothing and stops overflow.
    largest = ldexp(1.0, frexp(float(np.abs(weights).max()))[1] - 1)
    parts = weights / largest
    total = float(parts.sum())
    return 0.0 if abs(total) <= 1e-14 * float(np.abs(parts).sum()) else total * largest


def frei_chen_shares(kernel: Kernel) -> FreiChenShares | None:
    """Return the shares of edge, line, Laplacian and average in the weights' energy.

    None unless the kernel is 3×3 and not all zero. The basis: W. Frei and C. Chen, 1977.
    """
    largest = np.abs(kernel.weights).max()
    if kernel.shape != (3, 3) or largest == 0:
        return None
    energy = (_BASIS @ (kernel.weights / largest).ravel()) ** 2
    energy /= energy.sum()
    return FreiChenShares(
        edge=float(energy[:4].sum()),
        line=float(energy[4:6].sum()),
        laplacian=float(energy[6:8].sum()),
        average=float(energy[8]),
    )
