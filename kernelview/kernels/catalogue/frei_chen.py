"""The nine orthonormal kernels of Frei and Chen: every 3×3 kernel is a sum of them."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.catalogue.entry import Preset, entry

SOURCE = "https://en.wikipedia.org/wiki/Frei-Chen_operator (W. Frei and C. Chen, 1977)"
ROOT = sqrt(2.0)
# (what it measures, the divisor that makes its norm 1, the weights)
BASIS: tuple[tuple[str, float, list[list[float]]], ...] = (
    ("level edge", 2 * ROOT, [[1, ROOT, 1], [0, 0, 0], [-1, -ROOT, -1]]),
    ("upright edge", 2 * ROOT, [[1, 0, -1], [ROOT, 0, -ROOT], [1, 0, -1]]),
    ("ripple, first", 2 * ROOT, [[0, -1, ROOT], [1, 0, -1], [-ROOT, 1, 0]]),
    ("ripple, second", 2 * ROOT, [[ROOT, -1, 0], [-1, 0, 1], [0, 1, -ROOT]]),
    ("cross line", 2.0, [[0, 1, 0], [-1, 0, -1], [0, 1, 0]]),
    ("diagonal line", 2.0, [[-1, 0, 1], [0, 0, 0], [1, 0, -1]]),
    ("Laplacian, first", 6.0, [[1, -2, 1], [-2, 4, -2], [1, -2, 1]]),
    ("Laplacian, second", 6.0, [[-2, 1, -2], [1, 4, 1], [-2, 1, -2]]),
    ("average", 3.0, [[1, 1, 1], [1, 1, 1], [1, 1, 1]]),
)
HELP = (
    *["One of the four kernels of the edge part. Look at where the four together are strong."] * 4,
    *["One of the two kernels of the line part: it answers to thin lines, not to steps."] * 2,
    *["One of the two Laplacian kernels: it answers to points and fine grain."] * 2,
    "The average part: the brightness that is left when edges, lines and points are taken away.",
)

FREI_CHEN: tuple[Preset, ...] = tuple(
    entry(
        f"frei-chen-{number}",
        f"Frei-Chen {number} ({what})",
        group="Edges",
        weights=weights,
        divisor=divisor,
        source=SOURCE,
        text=text,
    )
    for number, ((what, divisor, weights), text) in enumerate(
        zip(BASIS, HELP, strict=True), start=1
    )
)


def frei_chen_basis() -> NDArray[np.float64]:
    """Return the nine orthonormal kernels, (9, 3, 3): edge 4, line 2, Laplacian 2, average 1."""
    return np.array([np.array(weights) / divisor for _, divisor, weights in BASIS])
