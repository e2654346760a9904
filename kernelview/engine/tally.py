"""What is known of a result's values: how many were clipped, how often each occurs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Counts:
    """How often the values of one plane occur: `counts` (bins,) between `edges` (bins + 1,).

    In the picture's own units. `mean`, `minimum` and `maximum` are those of the finite
    values, 0 when there are none.
    """

    counts: NDArray[np.int64]
    edges: NDArray[np.float64]
    mean: float
    minimum: float
    maximum: float


@dataclass(frozen=True, eq=False)
class Tally:
    """What is known of a result so far; all of it once it is `exact`.

    `below` and `above` of `count` values were clipped; `low` and `high` are shown black and
    white, as in Shown. `histogram` is that of (grey,) or of (luminance, red, green, blue).
    """

    below: int
    above: int
    count: int
    low: float
    high: float
    histogram: tuple[Counts, ...]
    exact: bool
