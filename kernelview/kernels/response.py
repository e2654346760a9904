"""The frequency response: how strongly a kernel passes waves of each width and direction."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel

Passband = Literal["all-pass", "low-pass", "high-pass", "band-pass", "mixed"]

MOST_SAMPLES = 1025
JUDGED_SAMPLES = 33

_WORDS: dict[Passband, str] = {
    "all-pass": "All-pass: every detail keeps its strength.",
    "low-pass": "Low-pass: keeps broad shapes and takes fine detail away.",
    "high-pass": "High-pass: flat areas become 0 and the finest detail counts most.",
    "band-pass": "Band-pass: flat areas and the finest detail go, a size in between stays.",
    "mixed": "Mixed: raises some sizes of detail against others without a plain pattern.",
}


def frequency_response(kernel: Kernel, *, samples: int = 65) -> NDArray[np.float64]:
    """Return |H| of the weights over the divisor, float64 (samples, samples).

    Both axes run from -0.5 to 0.5 cycles a pixel, ends included; row 0 is the most negative
    vertical frequency, counted downwards in the picture. The anchor does not matter.
    """
    if not 1 <= samples <= MOST_SAMPLES:
        raise KernelError(f"a response has 1 to {MOST_SAMPLES} samples a side, not {samples}")
    frequencies = np.linspace(-0.5, 0.5, samples) if samples > 1 else np.zeros(1)
    rows, columns = kernel.shape
    down = np.exp(-2j * np.pi * np.outer(frequencies, np.arange(rows)))
    right = np.exp(-2j * np.pi * np.outer(np.arange(columns), frequencies))
    with np.errstate(over="ignore", invalid="ignore"):
        response: NDArray[np.float64] = np.abs(down @ kernel.effective_weights @ right)
    return response


def passband(kernel: Kernel) -> Passband:
    """Return what the response is like: at 0, over the plane and at the finest detail."""
    largest = np.abs(kernel.weights).max()
    if largest == 0:
        return "mixed"
    # Scaled first: weights near the largest number would overflow.
    scaled = kernel.replace(weights=kernel.weights / largest, divisor=1.0)
    response = frequency_response(scaled, samples=JUDGED_SAMPLES)
    relative = response / response.max()
    if relative.min() > 0.95:
        return "all-pass"
    flat = relative[JUDGED_SAMPLES // 2, JUDGED_SAMPLES // 2]
    if flat > 0.7:
        return "low-pass" if _rim(relative).mean() < 0.5 else "mixed"
    if flat > 0.01:
        return "mixed"
    return "high-pass" if _beyond_peak(relative) > 0.5 else "band-pass"


def _beyond_peak(relative: NDArray[np.float64]) -> float:
    """Return the response at the finest waves in the direction of the coarsest peak."""
    middle = JUDGED_SAMPLES // 2
    steps = np.argwhere(relative > 0.999) - middle
    peak = steps[np.argmin(np.hypot(*steps.T))]
    row, column = np.rint(middle + peak * (middle / np.abs(peak).max())).astype(int)
    return float(relative[row, column])


def passband_words(band: Passband) -> str:
    """Return a short sentence for a passband."""
    return _WORDS[band]


def _rim(response: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values where one frequency is the highest there is."""
    return np.concatenate([response[0], response[-1], response[:, 0], response[:, -1]])
