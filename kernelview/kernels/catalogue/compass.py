"""Compass kernels: one mask turned ring-wise into eight directions.

The letter is the side on which the picture is brighter where the answer is strongest.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kernelview.kernels.catalogue.entry import Preset, entry

# Counter-clockwise, from the top.
DIRECTIONS = (
    ("n", "north", "above"),
    ("nw", "north-west", "up and to the left"),
    ("w", "west", "to the left"),
    ("sw", "south-west", "down and to the left"),
    ("s", "south", "below"),
    ("se", "south-east", "down and to the right"),
    ("e", "east", "to the right"),
    ("ne", "north-east", "up and to the right"),
)
RING = ((0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0))


def _turned(north: Sequence[Sequence[int]], steps: int) -> NDArray[np.int64]:
    """Return the 3×3 mask with its ring turned by `steps` × 45° counter-clockwise."""
    turned = np.array(north)
    for place, cell in enumerate(RING):
        row, column = RING[(place + steps) % len(RING)]
        turned[cell] = north[row][column]
    return turned


def _rose(
    name: str, label: str, *, north: Sequence[Sequence[int]], source: str, text: str
) -> tuple[Preset, ...]:
    return tuple(
        entry(
            f"{name}-{letters}",
            f"{label} {letters.upper()}",
            group="Compass",
            weights=_turned(north, steps),
            source=source,
            text=f"Strongest on edges whose bright side lies {side} ({direction}). {text}",
        )
        for steps, (letters, direction, side) in enumerate(DIRECTIONS)
    )


COMPASS: tuple[Preset, ...] = (
    *_rose(
        "kirsch",
        "Kirsch",
        north=[[5, 5, 5], [-3, 0, -3], [-3, -3, -3]],
        source="https://en.wikipedia.org/wiki/Kirsch_operator (R. Kirsch, 1971)",
        text="The largest of the eight answers is the edge's strength, its letter the direction.",
    ),
    *_rose(
        "robinson",
        "Robinson",
        north=[[1, 2, 1], [0, 0, 0], [-1, -2, -1]],
        source="https://en.wikipedia.org/wiki/Robinson_compass_mask (G. Robinson, 1977); there "
        "the letter says which way the edge runs, here where it is bright",
        text="Sobel turned in steps of 45°: opposite masks differ in sign only, so four of the "
        "eight are enough.",
    ),
    *_rose(
        "prewitt-compass",
        "Prewitt compass",
        north=[[1, 1, 1], [1, -2, 1], [-1, -1, -1]],
        source="ImageMagick, MagickCore/morphology.c (J. Prewitt, 1970)",
        text="It also answers to a dark point in the middle. Set it beside Robinson's mask of "
        "the same letter.",
    ),
)
