"""What a learned bank is like as a whole."""

from dataclasses import dataclass

import numpy as np

from kernelview.kernels import Kernel
from kernelview.kernels.analysis import FreiChenShares, frei_chen_shares
from kernelview.kernels.bank_analysis import (
    Principal,
    effective_rank,
    groups_by_likeness,
    principal_kernels,
)
from kernelview.usecases.compare_banks import BankComparison


@dataclass(frozen=True, eq=False)
class BankSummary:
    """Of `count` kernels: places in `groups`, the largest first, and what they are made of.

    `most_rank` is the largest effective rank that such a bank could have. `shares` is the mean
    over the 3×3 kernels, None where there are none; `principal` None with nothing in the bank.
    """

    count: int
    effective_rank: float
    most_rank: int
    groups: tuple[tuple[int, ...], ...]
    shares: FreiChenShares | None
    principal: Principal | None


def bank_summary(comparison: BankComparison) -> BankSummary:
    """Return what the learned bank is like.

    Not for the window's thread: the groups are first asked for with an import of a quarter of
    a second, and take some 10 ms for 512 kernels.
    """
    kernels = [pairing.learned.kernel for pairing in comparison.pairings]
    is_living = any(kernel.weights.any() for kernel in kernels)
    return BankSummary(
        len(kernels),
        effective_rank(kernels),
        min(len(kernels), max(kernel.weights.size for kernel in kernels)),
        groups_by_likeness(kernels),
        _mean_shares(kernels),
        principal_kernels(kernels) if is_living else None,
    )


def _mean_shares(kernels: list[Kernel]) -> FreiChenShares | None:
    shares = [share for share in map(frei_chen_shares, kernels) if share is not None]
    if not shares:
        return None
    rows = [(one.edge, one.line, one.laplacian, one.average) for one in shares]
    return FreiChenShares(*(float(mean) for mean in np.mean(rows, axis=0)))
