"""Where kernels stand along a side: as near as they can to those they are joined with."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]


def spread(wanted: Sequence[float], *, step: float, first: float, last: float) -> Places:
    """Return places (n,) in the order given, at least `step` apart, from `first` to `last`.

    They are as near to `wanted` as that allows, by least squares: the pool of adjacent
    violators (M. Ayer et al., 1955), cut off at the ends. There must be room for all.
    """
    count = len(wanted)
    steps = step * np.arange(count)
    rising = _rising(np.asarray(wanted, np.float64) - steps)
    room = max(last - first - step * (count - 1), 0.0)
    return np.clip(rising, first, first + room) + steps


def _rising(values: Places) -> Places:
    """Return the values nearest to these that never fall."""
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, size = float(value), 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean = (before * count + mean * size) / (count + size)
            size += count
        pools.append((mean, size))
    return np.repeat([mean for mean, _ in pools], [size for _, size in pools])


def along(across: NDArray[np.float64] | float) -> Places:
    """Return how far a line has come down (0 to 1) where it is so far across (0 to 1).

    The line is a cubic whose two middle points lie half way across, level with its ends.
    """
    shares = np.linspace(0.0, 1.0, 129)
    crossed = 1.5 * shares * (1 - shares) + shares**3
    come = 3 * shares**2 - 2 * shares**3
    return np.asarray(np.interp(across, crossed, come), np.float64)
