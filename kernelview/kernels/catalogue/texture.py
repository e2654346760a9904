"""Laws' texture kernels: 25 outer products of five short vectors."""

import numpy as np

from kernelview.kernels.catalogue.entry import Preset, entry

SOURCE = "K. Laws, 1980; coefficients as in MVTec HALCON's texture_laws, https://docs.mvtec.com"
# The letter, what the vector answers to, the vector.
VECTORS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("l", "level", (1, 4, 6, 4, 1)),
    ("e", "edge", (-1, -2, 0, 2, 1)),
    ("s", "spot", (-1, 0, 2, 0, -1)),
    ("w", "wave", (-1, 2, 0, -2, 1)),
    ("r", "ripple", (1, -4, 6, -4, 1)),
)


def _help(down: str, across: str) -> str:
    if down == across == "level":
        return "A blur (sum 256): the brightness that the other 24 are measured against."
    return (
        f"Answers to {down} from top to bottom and {across} from left to right. For texture, "
        "take the absolute value and average it over a neighbourhood: each material has its mix."
    )


TEXTURE: tuple[Preset, ...] = tuple(
    entry(
        f"laws-{down}5{across}5",
        f"Laws {down.upper()}5{across.upper()}5 ({down_word}, {across_word})",
        group="Texture",
        weights=np.outer(down_vector, across_vector),
        source=SOURCE,
        text=_help(down_word, across_word),
    )
    for down, down_word, down_vector in VECTORS
    for across, across_word, across_vector in VECTORS
)
