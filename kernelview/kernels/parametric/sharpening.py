"""Families that add detail to the picture: sharpen, unsharp mask and emboss. Sum 1."""

from collections.abc import Mapping

import numpy as np

from kernelview.kernels.kernel import Kernel
from kernelview.kernels.parametric.family import Family, Parameter
from kernelview.kernels.parametric.shapes import (
    around_anchor,
    automatic_size,
    direction,
    gaussian,
    grid,
    impulse,
)

CROSS = np.array([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]])


def build_sharpen(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return the picture plus `amount` times its 4-neighbour Laplacian."""
    side = size or 3
    weights = impulse(side) + values["amount"] * around_anchor(CROSS, side)
    return Kernel(weights, name="Sharpen")


def build_unsharp(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return the picture plus `amount` times what a Gaussian blur takes from it."""
    sigma, amount = values["sigma"], values["amount"]
    side = size or max(automatic_size(3 * sigma), 3)
    blur = gaussian(side, sigma, middle=side // 2)
    return Kernel((1 + amount) * impulse(side) - amount * blur, name="Unsharp mask")


def build_emboss(size: int | None, values: Mapping[str, float]) -> Kernel:
    """Return the picture plus `depth` times its slope towards the light."""
    side = size or 3
    x, y = grid(side)
    cosine, sine = direction(values["angle"])
    # A plane's slope by least squares is x / sum(x²); 6 is that sum for 3×3.
    relief = -(x * cosine + y * sine) * 6 / np.sum(x * x)
    return Kernel(impulse(side) + values["depth"] * relief, name="Emboss")


SHARPENING_FAMILIES: tuple[Family, ...] = (
    Family(
        "sharpen",
        "Sharpen",
        "Sharpen",
        "The picture plus its Laplacian: amount 1 is the preset Sharpen. Look for seams along "
        "edges and lifted noise as the amount grows. Larger sizes are filled up with zeros.",
        "identity + amount [0 -1 0; -1 4 -1; 0 -1 0]",
        (Parameter("amount", "Amount", 0.0, 5.0, 1.0, 0.05, "", "How much detail is added"),),
        build_sharpen,
        3,
    ),
    Family(
        "unsharp",
        "Unsharp mask",
        "Sharpen",
        "The picture plus what a blur would take away. Sigma chooses the size of the detail "
        "that is lifted: small for sharpness, large for local contrast.",
        "(1 + amount) identity - amount G(sigma), the darkroom's unsharp mask",
        (
            Parameter("sigma", "Sigma", 0.3, 16.0, 1.0, 0.1, "px", "The width of the blur"),
            Parameter("amount", "Amount", 0.0, 5.0, 1.0, 0.05, "", "How much detail is added"),
        ),
        build_unsharp,
        3,
    ),
    Family(
        "emboss",
        "Emboss",
        "Effects",
        "A relief: slopes that face the light come out bright. The preset Emboss is angle 135 "
        "and depth 1.41.",
        "identity - depth (x cos(angle) + y sin(angle)), a plane's slope, 3×3 and wider",
        (
            Parameter(
                "angle",
                "Angle",
                -180.0,
                180.0,
                135.0,
                1.0,
                "°",
                "Where the light comes from: 0 right, 90 above",
            ),
            Parameter("depth", "Depth", 0.0, 5.0, 1.4, 0.1, "", "How deep the relief is"),
        ),
        build_emboss,
        3,
    ),
)
