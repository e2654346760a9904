"""Pairs of kernels for tests: a learned one and its match, without a training."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from kernelview.kernels import Kernel, preset
from kernelview.kernels.classical import preset_bank
from kernelview.kernels.freedom import Freedom
from kernelview.kernels.matching import best_match
from kernelview.learn.learned import KernelAddress
from kernelview.usecases.compare_banks import Pairing
from kernelview.usecases.learned_kernels import Learned


def pairing(
    weights: Sequence[Sequence[float]] | np.ndarray[tuple[int, int], np.dtype[np.float64]],
    *,
    unit: int = 7,
    chance: float = 0.004,
    significant: bool = True,
    freedom: Freedom | None = None,
) -> Pairing:
    """Return a learned kernel with its match among the presets."""
    kernel = Kernel(weights, name=f"conv1/{unit}")
    match = best_match(kernel, preset_bank(), freedom=freedom)
    learned = Learned(KernelAddress("conv1", unit), kernel, 0.1, 1)
    return Pairing(learned, match, chance, significant, None if match is None else 0)


@cache
def noisy_sobel(*, unit: int = 7, noise: float = 0.05, significant: bool = True) -> Pairing:
    """Return a negated Sobel with some noise."""
    random = np.random.default_rng(unit)
    weights = -0.2 * preset("sobel-y").weights + noise * random.standard_normal((3, 3))
    return pairing(weights, unit=unit, significant=significant)


def nothing() -> Pairing:
    """Return a kernel of zeros."""
    return pairing(np.zeros((3, 3)), significant=False, chance=1.0)
