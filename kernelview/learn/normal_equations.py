"""Least squares from sums of products, regularised by what the data themselves suggest."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kernelview.learn.windows import Values

# Below this share of the largest eigenvalue there is nothing but the rounding of float64.
NUMERIC_RIDGE = 1e-13
_MOST_ROUNDS = 100


@dataclass(frozen=True, eq=False)
class Moments:
    """Sums over all windows of the products of (pixels, 1, result): (weights + 2)² values."""

    products: Values

    @property
    def count(self) -> int:
        """How many windows were summed."""
        return round(float(self.products[-2, -2]))

    @cached_property
    def means(self) -> Values:
        """The mean of each pixel of the window, and of the result last."""
        return np.asarray(np.delete(self.products[-2], -2) / self.products[-2, -2])

    @cached_property
    def centred(self) -> Values:
        """The sums of products of pixels and result with their means taken off."""
        plain = np.delete(np.delete(self.products, -2, 0), -2, 1)
        return plain - self.count * np.outer(self.means, self.means)


@dataclass(frozen=True, eq=False)
class Solution:
    """The weights that fit, and the eigenvectors of the normal equations they came from."""

    weights: Values
    ridge: float
    prior: float
    eigenvalues: Values
    eigenvectors: Values

    @property
    def damping(self) -> float:
        """What is added to each eigenvalue: the ridge, and what float64 needs."""
        return self.ridge + NUMERIC_RIDGE * float(self.eigenvalues[-1])

    @property
    def shares(self) -> Values:
        """How much of each eigenvector's weight came from the data, 0 to 1."""
        return self.eigenvalues / (self.eigenvalues + self.damping)

    @property
    def condition(self) -> float:
        """The condition number of the windows: the root of that of the normal equations."""
        smallest = max(float(self.eigenvalues[0]), np.finfo(float).eps * self.eigenvalues[-1])
        return float(np.sqrt(self.eigenvalues[-1] / smallest))

    def corrected(self, weights: Values, gradient: Values) -> Values:
        """Return `weights` after a step against what they leave: X'e − ridge · w."""
        left = self.eigenvectors.T @ (gradient - self.ridge * weights)
        return np.asarray(weights + self.eigenvectors @ (left / (self.eigenvalues + self.damping)))

    def covariance(self, scatter: Values) -> Values:
        """Return the expected square error of the weights, given the scatter of X'e.

        (G + λ)⁻¹ S (G + λ)⁻¹, and for what the ridge hides the square of the weights' own size.
        """
        damped = self.eigenvalues + self.damping
        turned = self.eigenvectors.T @ scatter @ self.eigenvectors / np.outer(damped, damped)
        hidden = np.diag(self.prior * (1 - self.shares) ** 2)
        return self.eigenvectors @ (turned + hidden) @ self.eigenvectors.T


def solve(moments: Moments, ridge: float | None, *, least_noise: float) -> Solution:
    """Return the ridge solution; `ridge` is a share of the mean eigenvalue, None: chosen.

    It is chosen by the evidence for it: noise variance over the variance of the weights, each
    found from the fit by the fixed point of MacKay, Bayesian interpolation (Neural Computation
    4, 1992). `least_noise` is the standard deviation below which no noise can be.
    """
    gram, projected = moments.centred[:-1, :-1], moments.centred[:-1, -1]
    values, vectors = np.linalg.eigh(gram)
    values = np.maximum(values, 0.0)
    turned = vectors.T @ projected
    floor = NUMERIC_RIDGE * float(values[-1])
    chosen = ridge * float(values.mean()) if ridge is not None else 0.0
    if ridge is None:
        chosen = _by_evidence(moments, values, turned, least_noise)
    weights = turned / (values + chosen + floor)
    shares = values / (values + chosen + floor)
    prior = float(weights @ weights) / max(1.0, float(shares.sum()))
    return Solution(vectors @ weights, chosen, prior, values, vectors)


def _by_evidence(moments: Moments, values: Values, turned: Values, least_noise: float) -> float:
    total, count = float(moments.centred[-1, -1]), moments.count
    floor = NUMERIC_RIDGE * float(values[-1])
    ridge = floor
    for _ in range(_MOST_ROUNDS):
        weights = turned / (values + ridge + floor)
        known = float((values / (values + ridge + floor)).sum())
        left = total - 2 * float(weights @ turned) + float(weights**2 @ values)
        noise = max(left, 0.0) / max(1.0, count - known - 1)
        size = float(weights @ weights) / max(1e-9, known)
        before, ridge = ridge, max(noise, least_noise**2) / size if size > 0 else ridge
        if abs(ridge - before) <= 1e-6 * before:
            break
    return ridge
