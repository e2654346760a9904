"""Find the kernel between a picture and its filtered version by least squares."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.learn.gathering import Gathered, RecoverySettings, gather
from kernelview.learn.normal_equations import Moments, Solution, solve
from kernelview.learn.picture_spectrum import power_spectrum
from kernelview.learn.recovery import Method, Recovery, truth_error
from kernelview.learn.residuals import (
    Leftover,
    Sampled,
    beyond_share,
    followed_share,
    joined,
    neighbour_sums,
    sample,
)
from kernelview.learn.rounding_bounds import MOST_UNKNOWN, within_rounding
from kernelview.learn.windows import Tile, Values, Windows
from kernelview.threads import one_blas_thread

NAME = "recovered"
_ENOUGH_TILES = 8
# What float32 leaves of a sum of products, as a share of the result.
_FLOAT_NOISE = 1e-6
# Values of windows kept at hand for a closer look: 32 MB.
SAMPLED_VALUES = 2**22
# RMS of what is left, in half steps. Rounding alone leaves 1 / √3, at most 1; nothing where
# whole numbers became whole numbers, and then least squares are exact.
_EXACT, _ROUNDING_ALONE = 1e-3, 1.0
_USUAL = RecoverySettings()


def recover(
    before: NDArray[Any], after: NDArray[Any], settings: RecoverySettings = _USUAL
) -> Job[Recovery]:
    """Return the kernel that made `after` of `before`, both (H, W) or (H, W, C), no alpha.

    One kernel and offset for all channels, from the windows inside the picture whose result
    was not cut off. Raises LearnError where nothing can be found.
    """
    gathered = yield from gather(before, after, settings)
    solution = solve(gathered.moments, settings.ridge, least_noise=gathered.least_noise)
    fitted = yield from leave(gathered, solution.weights)
    estimate = least_squares(gathered, solution, fitted)
    if settings.ridge is None:
        within = yield from bounded(gathered, fitted, estimate, seed=settings.seed)
        estimate = within or estimate
    return recovered(gathered, solution, fitted, estimate, truth=settings.truth)


@dataclass(eq=False)
class Fitted:
    """What one set of weights leaves of all windows used, in the windows' scale."""

    weights: Values
    count: int
    squares: float = 0.0
    scores: list[Values] = field(default_factory=list)
    samples: list[Sampled] = field(default_factory=list)
    neighbours: Values = field(default_factory=lambda: np.zeros(2))

    @property
    def gradient(self) -> Values:
        """The sum of window times what is left: 0 where the weights fit best."""
        return np.asarray(np.sum(self.scores, axis=0))

    def noise(self, solution: Solution) -> float:
        """Return the variance of what is left, for as many weights as the data told."""
        return self.squares / max(1.0, self.count - float(solution.shares.sum()) - 1)


def leave(gathered: Gathered, weights: Values) -> Job[Fitted]:
    """Go through the windows again and look at what `weights` leave of the results."""
    means, count = gathered.moments.means, len(gathered.tiles)
    constant = float(means[-1] - weights @ means[:-1])
    fitted = Fitted(weights, gathered.moments.count)
    for number, tile in enumerate(gathered.tiles):
        yield Progress(count + number, 3 * count, "looking at what is left")
        _add(fitted, gathered, tile, constant)
    return fitted


def _add(fitted: Fitted, gathered: Gathered, tile: Tile, constant: float) -> None:
    windows = gathered.windows
    table = windows.table(tile)
    with one_blas_thread():
        left = table[-1] - fitted.weights @ table[:-2] - constant
        scores = table[:-2] @ left - gathered.moments.means[:-1] * left.sum()
    fitted.squares += float(left @ left)
    fitted.scores.append(scores)
    fitted.neighbours += neighbour_sums(windows, tile, left)
    most = max(1, SAMPLED_VALUES // len(table) // len(gathered.tiles))
    fitted.samples.append(sample(windows, tile, table, left, most=most))


@dataclass(frozen=True, eq=False)
class Estimate:
    """Weights and a constant, last, and their covariance, in the windows' scale; and whence."""

    weights: Values
    covariance: Values
    method: Method


def least_squares(gathered: Gathered, solution: Solution, fitted: Fitted) -> Estimate:
    """Return the weights after one correction, and how uncertain noise leaves them."""
    moments = gathered.moments
    weights = solution.corrected(fitted.weights, fitted.gradient)
    shift = np.vstack([np.eye(len(weights)), -moments.means[:-1]])
    covariance = shift @ _covariance(gathered, solution, fitted) @ shift.T
    covariance[-1, -1] += fitted.noise(solution) / moments.count
    return Estimate(with_constant(moments, weights), covariance, "least squares")


def with_constant(moments: Moments, weights: Values) -> Values:
    """Return the weights and the constant, last, that makes the means fit."""
    return np.append(weights, moments.means[-1] - weights @ moments.means[:-1])


def bounded(
    gathered: Gathered, fitted: Fitted, rough: Estimate, *, seed: int
) -> Job[Estimate | None]:
    """Return the weights within the bounds of rounding, where nothing but rounding is left."""
    half = gathered.windows.rounding.step / gathered.windows.scale / 2
    rms = float(np.sqrt(fitted.squares / gathered.moments.count))
    rounding_alone = _EXACT * half < rms < _ROUNDING_ALONE * half
    if not rounding_alone or len(rough.weights) > MOST_UNKNOWN:
        return None
    table = joined(fitted.samples, most=SAMPLED_VALUES // len(rough.weights)).table
    found = yield from within_rounding(
        table, rough.weights, rough.covariance[:-1, :-1], half=half, seed=seed
    )
    if found is None:
        return None
    return Estimate(found.weights, found.spread, "rounding bounds")


def recovered(
    gathered: Gathered,
    solution: Solution,
    fitted: Fitted,
    estimate: Estimate,
    *,
    truth: Kernel | None,
) -> Recovery:
    """Return the kernel of an estimate with all that is known about it."""
    windows, moments = gathered.windows, gathered.moments
    into_offset = _into_offset(windows)
    variance = float(into_offset @ estimate.covariance @ into_offset)
    errors = np.sqrt(np.maximum(np.diag(estimate.covariance)[:-1], 0)).reshape(windows.size)
    kernel = kernel_of(gathered, estimate.weights)
    return Recovery(
        kernel=kernel,
        standard_errors=errors,
        offset_error=float(np.sqrt(max(variance, 0.0))),
        method=estimate.method,
        left=_leftover(gathered, fitted),
        expected_noise=_expected_noise(gathered),
        condition=solution.condition,
        determined=float(solution.shares.sum()),
        ridge=solution.ridge / float(solution.eigenvalues.mean()),
        left_out=gathered.clipped,
        windows=moments.count,
        windows_inside=windows.count,
        spectrum=power_spectrum(windows.before),
        truth=None if truth is None else truth_error(kernel, truth, errors),
    )


def kernel_of(gathered: Gathered, weights: Values) -> Kernel:
    """Return the kernel of weights and a constant, last, in the pictures' units."""
    windows = gathered.windows
    offset = windows.result_centre + float(_into_offset(windows) @ weights)
    return Kernel(weights[:-1].reshape(windows.size), offset=offset, name=NAME)


def _into_offset(windows: Windows) -> Values:
    # The offset is what becomes of a black window: scale · constant − centre · Σ weights.
    return np.append(np.full(windows.weights, -windows.centre), windows.scale)


def _covariance(gathered: Gathered, solution: Solution, fitted: Fitted) -> Values:
    """Return the larger of two estimates: for independent noise, and for what tiles share.

    The second is the sandwich of Liang and Zeger (Biometrika 73, 1986) with tiles as clusters:
    it holds where what is left hangs together or differs from place to place.
    """
    plain = solution.covariance(fitted.noise(solution) * gathered.moments.centred[:-1, :-1])
    count = len(fitted.scores)
    if count < _ENOUGH_TILES:
        return plain
    scores = np.stack(fitted.scores)
    scores -= scores.mean(axis=0)
    shared = solution.covariance(scores.T @ scores * (count / (count - 1)))
    growth = np.sqrt(np.maximum(1.0, np.diag(shared) / np.diag(plain)))
    return np.asarray(plain * np.outer(growth, growth))


def _leftover(gathered: Gathered, fitted: Fitted) -> Leftover:
    moments, windows = gathered.moments, gathered.windows
    looked_at = joined(fitted.samples)
    total = float(moments.centred[-1, -1])
    products, squares = fitted.neighbours
    return Leftover(
        rms=float(np.sqrt(fitted.squares / moments.count)) * windows.scale,
        explained=float(np.clip(1 - fitted.squares / total, 0, 1)) if total > 0 else 1.0,
        follows=followed_share(looked_at, fitted.weights),
        beyond=beyond_share(looked_at, windows),
        neighbours=float(products / squares) if squares > 0 else 0.0,
    )


def _expected_noise(gathered: Gathered) -> float:
    windows, moments = gathered.windows, gathered.moments
    result_mean = moments.means[-1] * windows.scale + windows.result_centre
    spread = abs(float(moments.centred[-1, -1])) / moments.count * windows.scale**2
    return max(windows.rounding.noise, _FLOAT_NOISE * float(np.sqrt(spread + result_mean**2)))
