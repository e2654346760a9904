"""Find the kernel between a picture and its filtered version step by step, as networks learn."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel
from kernelview.learn.errors import LearnError
from kernelview.learn.gathering import Gathered, RecoverySettings, gather
from kernelview.learn.normal_equations import Solution, solve
from kernelview.learn.recovering import (
    Estimate,
    Fitted,
    kernel_of,
    least_squares,
    leave,
    recovered,
    with_constant,
)
from kernelview.learn.recovery import Recovery, on_one_grid
from kernelview.learn.windows import Values

_START = 0.1


@dataclass(frozen=True)
class DescentSettings:
    """How to descend: `steps` of Nesterov's accelerated gradient descent.

    `learning_rate` is a share of the largest with which plain descent converges (2 over the
    largest eigenvalue); from 1 up it does not. `momentum` None is the best for the condition
    number; 0 is plain descent. The first kernel is drawn by the recovery's seed. Raises
    LearnError.
    """

    steps: int = 500
    learning_rate: float = 0.5
    momentum: float | None = None

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise LearnError(f"the number of steps is a whole number from 1 up, not {self.steps}")
        if not (isfinite(self.learning_rate) and self.learning_rate > 0):
            raise LearnError(f"the learning rate is a number above 0, not {self.learning_rate}")
        if self.momentum is not None and not 0 <= self.momentum < 1:
            raise LearnError(f"the momentum is from 0 to below 1, not {self.momentum}")


@dataclass(frozen=True, kw_only=True)
class DescentStep(Progress):
    """The kernel after a step.

    `residual_rms` is what it leaves of the result, in the result's units. `distance` is the
    norm of its difference from the closed form's over that one's norm; `truth_distance` the
    same from the truth.
    """

    step: int
    kernel: Kernel
    residual_rms: float
    distance: float
    truth_distance: float | None


def descend(
    before: NDArray[Any],
    after: NDArray[Any],
    settings: RecoverySettings,
    descent: DescentSettings,
) -> Job[Recovery]:
    """Return the kernel after the last step; yields a DescentStep after each, 0 being the start.

    The loss is the mean square of what is left over all windows, and the gradient is exact.
    The standard errors hold the way that is left to the closed form. Raises LearnError.
    """
    gathered = yield from gather(before, after, settings)
    solution = solve(gathered.moments, settings.ridge, least_noise=gathered.least_noise)
    weights = yield from _steps(gathered, solution, settings, descent)
    fitted = yield from _at_the_end(leave(gathered, weights))
    estimate = _estimate(gathered, solution, fitted)
    return recovered(gathered, solution, fitted, estimate, truth=settings.truth)


def _steps(
    gathered: Gathered, solution: Solution, settings: RecoverySettings, descent: DescentSettings
) -> Job[Values]:
    gram, projected = gathered.moments.centred[:-1, :-1], gathered.moments.centred[:-1, -1]
    rate = 2 * descent.learning_rate / (float(solution.eigenvalues[-1]) + solution.damping)
    momentum = _momentum(solution, descent)
    generator = np.random.default_rng(settings.seed)
    weights: Values = generator.normal(0, _START / np.sqrt(len(projected)), len(projected))
    before = weights
    yield _news(0, weights, gathered, solution, settings, descent)
    for step in range(1, descent.steps + 1):
        ahead = weights + momentum * (weights - before)
        before = weights
        with np.errstate(all="ignore"):
            weights = ahead + rate * (projected - gram @ ahead - solution.damping * ahead)
        if not np.abs(weights).max() < 1e100:
            raise LearnError(
                f"the kernel grew beyond all bounds at step {step}; take a smaller learning rate"
            )
        yield _news(step, weights, gathered, solution, settings, descent)
    return weights


def _at_the_end(job: Job[Fitted]) -> Job[Fitted]:
    while True:
        try:
            progress = next(job)
        except StopIteration as end:
            fitted: Fitted = end.value
            return fitted
        yield Progress(1, 1, progress.message)


def _momentum(solution: Solution, descent: DescentSettings) -> float:
    """Nesterov's constant for a known condition number, (√κ − 1) / (√κ + 1)."""
    if descent.momentum is not None:
        return descent.momentum
    damped = solution.eigenvalues[[-1, 0]] + solution.damping
    root = float(np.sqrt(damped[0] / damped[1]))
    return (root - 1) / (root + 1)


def _news(
    step: int,
    weights: Values,
    gathered: Gathered,
    solution: Solution,
    settings: RecoverySettings,
    descent: DescentSettings,
) -> DescentStep:
    moments = gathered.moments
    both = np.append(weights, -1.0)
    squares = max(0.0, float(both @ moments.centred @ both)) / moments.count
    kernel = kernel_of(gathered, with_constant(moments, weights))
    return DescentStep(
        descent.steps + step,
        2 * descent.steps,
        f"step {step}",
        step=step,
        kernel=kernel,
        residual_rms=squares**0.5 * gathered.windows.scale,
        distance=_distance(weights, solution.weights),
        truth_distance=None
        if settings.truth is None
        else _distance(*on_one_grid(kernel, settings.truth)),
    )


def _distance(ours: Values, theirs: Values) -> float:
    norm = float(np.linalg.norm(theirs))
    return float(np.linalg.norm(ours - theirs)) / norm if norm else float("inf")


def _estimate(gathered: Gathered, solution: Solution, fitted: Fitted) -> Estimate:
    closed = least_squares(gathered, solution, fitted)
    apart = np.append(fitted.weights - solution.weights, 0.0)
    weights = with_constant(gathered.moments, fitted.weights)
    return Estimate(weights, closed.covariance + np.outer(apart, apart), "descent")
