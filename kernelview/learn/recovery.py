"""A kernel found from a picture and its filtered version, and how far it can be trusted."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels import Kernel
from kernelview.learn.residuals import Leftover

Values = NDArray[np.float64]
Method = Literal["least squares", "rounding bounds", "descent"]
Verdict = Literal["well", "roughly", "undetermined", "not linear"]

# Standard errors as shares of the largest weight.
_WELL, _ROUGHLY = 0.02, 0.25
# Of the kernel's degrees of freedom, and of the condition number's good end.
_NEARLY_ALL = 0.95
# What is left, in noises expected; and the shares of it that noise does not reach.
_FAR_ABOVE, _FOLLOWS, _HANGS_TOGETHER = 2.0, 0.05, 0.5


@dataclass(frozen=True)
class TruthError:
    """How far a recovered kernel is from the true one, in the kernel's own units.

    `rms` and `largest` are over all weights (over the divisor), `relative` is the norm of the
    difference over the norm of the truth. `gain` is what the truth must be multiplied by to
    come nearest, `beside_gain` the relative difference that is left then. `in_errors` is the
    largest difference in standard errors (0 where there is no difference).
    """

    rms: float
    largest: float
    relative: float
    gain: float
    beside_gain: float
    in_errors: float
    offset: float


@dataclass(frozen=True, eq=False)
class Recovery:
    """A kernel found from two pictures.

    `standard_errors` (rows, columns) and `offset_error` are one standard deviation each;
    `expected_noise` the RMS that rounding alone leaves, in the result's units like
    `left.rms`. `condition` is that of the windows, `determined` how many of the weights the
    picture told. `left_out` is the share of windows whose result was cut off, `windows` how
    many were used of the `windows_inside` the picture. `spectrum` is that of power_spectrum.
    `packing_noise` is the RMS that a lossy file's packing leaves, 0 where none is known of.
    """

    kernel: Kernel
    standard_errors: Values
    offset_error: float
    method: Method
    left: Leftover
    expected_noise: float
    condition: float
    determined: float
    ridge: float
    left_out: float
    windows: int
    windows_inside: int
    spectrum: Values
    truth: TruthError | None = None
    notes: tuple[str, ...] = ()
    packing_noise: float = 0.0

    def __post_init__(self) -> None:
        for name in ("standard_errors", "spectrum"):
            kept = np.array(getattr(self, name), np.float64)
            kept.setflags(write=False)
            object.__setattr__(self, name, kept)

    @property
    def offset(self) -> float:
        """What the filter adds, in the result's units."""
        return self.kernel.offset

    @property
    def has_offset(self) -> bool:
        """Whether the offset is more than its error makes of none."""
        return abs(self.offset) > 3 * self.offset_error + 1e-9

    @property
    def residual_rms(self) -> float:
        """The root mean square of what the kernel does not explain, in the result's units."""
        return self.left.rms

    @property
    def relative_error(self) -> float:
        """The largest standard error as a share of the largest weight; 0 for exact zeros."""
        worst = float(self.standard_errors.max())
        return worst / max(float(np.abs(self.kernel.weights).max()), np.finfo(float).tiny)

    @property
    def verdict(self) -> Verdict:
        """How far the kernel can be trusted, in a word."""
        if self.follows_picture or self.larger_fits or self.hangs_together:
            return "not linear"
        if self.determined < _NEARLY_ALL * self.kernel.weights.size:
            return "undetermined"
        if self.relative_error <= _WELL:
            return "well"
        return "roughly" if self.relative_error <= _ROUGHLY else "undetermined"

    @property
    def is_trusted(self) -> bool:
        """Whether the kernel is at least roughly determined."""
        return self.verdict in ("well", "roughly")

    @property
    def above_noise(self) -> bool:
        """Whether far more is left than rounding and packing leave."""
        return self.left.rms > _FAR_ABOVE * max(self.expected_noise, self.packing_noise)

    @property
    def is_packed(self) -> bool:
        """Whether a lossy file's packing leaves more than rounding does."""
        return self.packing_noise > self.expected_noise

    @property
    def noise_words(self) -> str:
        """What is left in any case: "rounding leaves 0.29"."""
        if self.is_packed:
            return f"rounding and packing leave {self.packing_noise:.2g}"
        return f"rounding leaves {self.expected_noise:.2g}"

    @property
    def larger_fits(self) -> bool:
        """Whether what is left depends on pixels just outside the window."""
        return self.above_noise and self.left.beyond > max(_FOLLOWS, self.left.follows)

    @property
    def follows_picture(self) -> bool:
        """Whether what is left depends on the window in a way that no kernel has."""
        return self.above_noise and self.left.follows > _FOLLOWS and not self.larger_fits

    @property
    def hangs_together(self) -> bool:
        """Whether what is left goes on from pixel to pixel, as plain noise does not."""
        return self.above_noise and self.left.neighbours > _HANGS_TOGETHER


def truth_error(found: Kernel, truth: Kernel, standard_errors: Values) -> TruthError:
    """Return how far `found` is from `truth`; anchors are laid on each other."""
    ours, theirs = on_one_grid(found, truth)
    errors, _ = on_one_grid(found.replace(weights=standard_errors), truth)
    difference, norm = ours - theirs, float(np.linalg.norm(theirs))
    gain = float((ours * theirs).sum()) / norm**2 if norm else 0.0
    beside = float(np.linalg.norm(ours - gain * theirs))
    known = errors > 0
    in_errors = np.abs(difference[known]) / errors[known]
    return TruthError(
        rms=float(np.sqrt((difference**2).mean())),
        largest=float(np.abs(difference).max()),
        relative=float(np.linalg.norm(difference)) / norm if norm else float("inf"),
        gain=gain,
        beside_gain=beside / (abs(gain) * norm) if gain and norm else float("inf"),
        in_errors=float(in_errors.max(initial=0.0)),
        offset=found.offset - truth.offset,
    )


def on_one_grid(first: Kernel, second: Kernel) -> tuple[Values, Values]:
    """Return the weights of both over their divisors, padded with 0 about their anchors."""
    above = [max(first.anchor[axis], second.anchor[axis]) for axis in (0, 1)]
    below = [max(one.shape[axis] - one.anchor[axis] for one in (first, second)) for axis in (0, 1)]

    def laid(kernel: Kernel) -> Values:
        grid = np.zeros((above[0] + below[0], above[1] + below[1]))
        top, left = above[0] - kernel.anchor[0], above[1] - kernel.anchor[1]
        grid[top : top + kernel.shape[0], left : left + kernel.shape[1]] = kernel.effective_weights
        return grid

    return laid(first), laid(second)
