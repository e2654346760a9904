"""Families that answer to change: steerable derivative, Laplacians, DoG and Gabor. Sum 0."""

from collections.abc import Mapping
from math import radians

import numpy as np

from kernelview.kernels.kernel import Kernel
from kernelview.kernels.parametric.family import Family, Parameter
from kernelview.kernels.parametric.shapes import (
    Weights,
    around_anchor,
    automatic_size,
    direction,
    gaussian,
    grid,
)

SIGMA = Parameter("sigma", "Sigma", 0.3, 12.0, 1.0, 0.1, "px", "The width of the smoothing")


def build_steerable_derivative(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return cos(angle) Gx + sin(angle) Gy; a ramp of 1 a pixel in that direction gives 1."""
    sigma = values["sigma"]
    side = size or max(automatic_size(3 * sigma), 3)
    x, y = grid(side)
    bell = gaussian(side, sigma)
    cosine, sine = direction(values["angle"])
    slope = (x * cosine + y * sine) * bell
    return Kernel(slope / np.sum(x * x * bell), name="Steerable derivative")


def build_difference_of_gaussians(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return the narrow Gaussian minus the wide one; automatic size reaches 3 wide sigmas."""
    narrow, wide = values["sigma"], values["sigma"] * values["ratio"]
    side = size or max(automatic_size(3 * wide), 3)
    return Kernel(gaussian(side, narrow) - gaussian(side, wide), name="Difference of Gaussians")


def build_laplacian_of_gaussian(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return -sigma² times the Laplacian of a unit Gaussian, its sum brought to 0."""
    sigma = values["sigma"]
    side = size or max(automatic_size(4 * sigma), 3)
    x, y = grid(side)
    bell = gaussian(side, sigma)
    hat = bell * (2 - (x * x + y * y) / sigma**2)
    return Kernel(hat - hat.sum() * bell, name="Laplacian of Gaussian")


def build_laplacian(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return 4 / (alpha + 1) times the mix of the straight and the diagonal Laplacian."""
    alpha = values["alpha"]
    corner, side = -alpha / (alpha + 1), -(1 - alpha) / (alpha + 1)
    middle = 4 / (alpha + 1)
    stencil = np.array([[corner, side, corner], [side, middle, side], [corner, side, corner]])
    return Kernel(around_anchor(stencil, size or 3), name="Laplacian")


def build_gabor(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return a wave under a bell, with sum 0; its own wave of amplitude 1 gives 1."""
    sigma, aspect = values["sigma"], values["aspect"]
    side = size or max(automatic_size(3 * sigma / min(aspect, 1)), 3)
    x, y = grid(side)
    cosine, sine = direction(values["angle"])
    along, across = x * cosine + y * sine, y * cosine - x * sine
    bell = np.exp(-(along**2 + (aspect * across) ** 2) / (2 * sigma**2))
    wave = np.cos(2 * np.pi * along / values["wavelength"] + radians(values["phase"]))
    return Kernel(_without_mean(wave, bell), name="Gabor")


def _without_mean(wave: Weights, bell: Weights) -> Weights:
    # What is taken away has the bell's shape, so that the rim stays at zero.
    weights: Weights = bell * (wave - np.sum(bell * wave) / np.sum(bell))
    gain = float(np.sum(weights * wave))
    return weights / gain if gain > 1e-9 else weights


DERIVATIVE_FAMILIES: tuple[Family, ...] = (
    Family(
        "steerable-derivative",
        "Steerable derivative",
        "Edges",
        "Sobel in any direction and at any scale: positive where the picture brightens towards "
        "the angle. Turn the angle and watch edges light up and go out.",
        "cos(angle) Gx + sin(angle) Gy of a Gaussian (W. Freeman and E. Adelson, 1991)",
        (
            SIGMA,
            Parameter(
                "angle",
                "Angle",
                -180.0,
                180.0,
                0.0,
                1.0,
                "°",
                "The way the picture brightens: 0 to the right, 90 upwards",
            ),
        ),
        build_steerable_derivative,
        3,
    ),
    Family(
        "laplacian",
        "Laplacian",
        "Second derivatives",
        "How far a pixel stands out from its neighbours; alpha moves the weight from the "
        "straight neighbours to the diagonal ones. The centre is positive, as in the presets.",
        "MATLAB's fspecial('laplacian', alpha) with its sign turned",
        (
            Parameter(
                "alpha", "Alpha", 0.0, 1.0, 0.2, 0.05, "", "0: four neighbours; 1: the diagonals"
            ),
        ),
        build_laplacian,
        3,
    ),
    Family(
        "laplacian-of-gaussian",
        "Laplacian of Gaussian",
        "Second derivatives",
        "Finds blobs of one size: bright blobs about 2.8 sigma across light up most. Edges lie "
        "where the signed result passes through zero. The centre is positive, as in the presets.",
        "-sigma² (1 / (pi sigma⁴)) (r² / (2 sigma²) - 1) exp(-r² / (2 sigma²)), sampled, sum 0 "
        "(D. Marr and E. Hildreth, 1980; the factor sigma² by T. Lindeberg, 1998)",
        (SIGMA,),
        build_laplacian_of_gaussian,
        3,
    ),
    Family(
        "difference-of-gaussians",
        "Difference of Gaussians",
        "Second derivatives",
        "One blur minus a wider one: what lies between the two scales stays. Close to the "
        "Laplacian of Gaussian at a ratio of 1.6.",
        "G(sigma) - G(ratio sigma) (D. Marr and E. Hildreth, 1980)",
        (
            Parameter("sigma", "Sigma", 0.3, 8.0, 1.0, 0.1, "px", "The width of the narrow bell"),
            Parameter("ratio", "Ratio", 1.1, 4.0, 1.6, 0.1, "", "How much wider the other is"),
        ),
        build_difference_of_gaussians,
        3,
    ),
    Family(
        "gabor",
        "Gabor",
        "Texture",
        "A short piece of a wave: answers to stripes of one width and direction, as cells in "
        "the eye's cortex and the first layer of trained networks do. Try it on cloth and hair.",
        "exp(-(x'² + aspect² y'²) / (2 sigma²)) cos(2 pi x' / wavelength + phase), as OpenCV's "
        "getGaborKernel but not turned, less its mean (T. S. Lee, 1996)",
        (
            Parameter(
                "wavelength", "Wavelength", 2.5, 40.0, 6.0, 0.5, "px", "From one stripe to the next"
            ),
            Parameter(
                "angle", "Angle", 0.0, 180.0, 0.0, 1.0, "°", "Across the stripes; 0: upright ones"
            ),
            Parameter("sigma", "Sigma", 0.5, 16.0, 3.0, 0.1, "px", "The width of the bell"),
            Parameter(
                "aspect", "Aspect", 0.3, 2.0, 0.7, 0.05, "", "Below 1: longer along the stripes"
            ),
            Parameter(
                "phase",
                "Phase",
                -180.0,
                180.0,
                0.0,
                5.0,
                "°",
                "0: a bright line in the middle; -90: an edge that brightens towards the angle",
            ),
        ),
        build_gabor,
        3,
    ),
)
