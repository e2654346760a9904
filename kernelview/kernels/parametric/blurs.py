"""Families that average: Gaussian, box, disk and motion blur. Every sum is 1."""

from collections.abc import Mapping
from math import ceil

import numpy as np

from kernelview.kernels.kernel import LARGEST_SIDE, Kernel
from kernelview.kernels.parametric.family import Family, Parameter
from kernelview.kernels.parametric.shapes import (
    Weights,
    automatic_size,
    direction,
    gaussian,
    grid,
    positions,
)

SLICES = 32


def build_gaussian(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return a sampled Gaussian; automatic size reaches 3 sigma."""
    sigma = values["sigma"]
    return Kernel(gaussian(size or automatic_size(3 * sigma), sigma), name="Gaussian")


def _overlap(place: Weights, half: Weights | float) -> Weights:
    """Return how much of each pixel (place ± 1/2) lies between -half and half."""
    part: Weights = np.minimum(place + 0.5, half) - np.maximum(place - 0.5, -half)
    return np.clip(part, 0, 1)


def build_box(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return a square mean; pixels that the square covers in part count in part."""
    half = values["side"] / 2
    side = _overlap(positions(size or automatic_size(half - 0.5)), half)
    return Kernel(np.outer(side, side) / side.sum() ** 2, name="Box")


def build_disk(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return a round mean; each weight is the area of the pixel inside the circle."""
    radius = values["radius"]
    side = size or automatic_size(radius - 0.5)
    covered = _disk_cover(side, radius)
    return Kernel(covered / covered.sum(), name="Disk")


def _disk_cover(size: int, radius: float) -> Weights:
    # Along y the covered length is exact; along x it is summed over thin slices.
    place = positions(size)
    slices = (np.arange(SLICES) + 0.5) / SLICES - 0.5
    x = place[:, None] + slices
    half = np.sqrt(np.maximum(radius**2 - x**2, 0))
    cover: Weights = _overlap(place[:, None, None], half[None]).mean(axis=2)
    return (cover + cover.T) / 2


def build_motion_blur(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return a line one pixel thick; a weight is 1 minus the pixel's distance to the line."""
    half = (values["length"] - 1) / 2
    cosine, sine = direction(values["angle"])
    reach = half * max(abs(cosine), abs(sine))
    x, y = grid(size or min(2 * (ceil(reach + 1 - 1e-9) - 1) + 1, LARGEST_SIDE))
    beyond = np.maximum(np.abs(x * cosine + y * sine) - half, 0)
    distance = np.hypot(beyond, y * cosine - x * sine)
    weights = np.maximum(1 - distance, 0)
    weights[weights < 1e-12] = 0
    return Kernel(weights / weights.sum(), name="Motion blur")


BLUR_FAMILIES: tuple[Family, ...] = (
    Family(
        "gaussian",
        "Gaussian",
        "Blur",
        "A blur without direction and without ripples. Look at which details go first as "
        "sigma grows: those smaller than about two sigma.",
        "exp(-(x² + y²) / (2 sigma²)), sampled, sum 1; automatic size 2 ceil(3 sigma) + 1",
        (Parameter("sigma", "Sigma", 0.3, 16.0, 1.0, 0.1, "px", "The bell's standard deviation"),),
        build_gaussian,
    ),
    Family(
        "motion-blur",
        "Motion blur",
        "Blur",
        "What a camera sees that moves in a straight line during the exposure. Edges along "
        "the motion stay sharp.",
        "1 minus the distance to the line segment, as MATLAB's fspecial('motion'), sum 1",
        (
            Parameter("length", "Length", 1.0, 99.0, 9.0, 1.0, "px", "How far the camera moves"),
            Parameter("angle", "Angle", 0.0, 180.0, 0.0, 1.0, "°", "Counter-clockwise, 0 = level"),
        ),
        build_motion_blur,
    ),
    Family(
        "disk",
        "Disk",
        "Blur",
        "A lens out of focus: each bright point becomes an even disk. Look at small lights.",
        "The area of each pixel inside the circle, as MATLAB's fspecial('disk'), sum 1",
        (Parameter("radius", "Radius", 0.5, 49.0, 3.0, 0.1, "px", "The radius of the disk"),),
        build_disk,
    ),
    Family(
        "box",
        "Box",
        "Blur",
        "The plain mean of a square. Compare with a Gaussian: the box leaves streaks, because "
        "its frequency response has side lobes.",
        "The part of each pixel inside a centred square, sum 1",
        (Parameter("side", "Side", 1.0, 99.0, 3.0, 1.0, "px", "The side of the square"),),
        build_box,
    ),
)
