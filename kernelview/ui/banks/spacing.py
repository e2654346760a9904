"""Where kernels stand along a side: as near as they can to those they are joined with."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.float64]

# Along a line: its parameter, and how far it is across and down by then.
_SHARES = np.linspace(0.0, 1.0, 257)
_CROSSED = 1.5 * _SHARES * (1 - _SHARES) + _SHARES**3
_COME = 3 * _SHARES**2 - 2 * _SHARES**3


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
    return np.asarray(np.interp(across, _CROSSED, _COME), np.float64)


def part_within(start: float, stop: float, top: float, bottom: float) -> tuple[float, float]:
    """Return from where to where (0 to 1) a line's parameter lies between two heights.

    The line goes from height `start` to `stop` and is seen there.
    """
    way = stop - start
    if not way:
        return 0.0, 1.0
    ends = sorted(np.interp([(top - start) / way, (bottom - start) / way], _COME, _SHARES))
    return float(ends[0]), float(ends[1])


def cut_line(
    left: float, right: float, start: float, stop: float, first: float, last: float
) -> tuple[tuple[float, float], ...]:
    """Return the four points (x, y) of a line's part between two of its parameters.

    The line goes from (`left`, `start`) to (`right`, `stop`).
    """

    def point(share: float, step: float) -> tuple[float, float]:
        """Return the point at a parameter, and so many steps along its tangent."""
        across = 1.5 * share * (1 - share) + share**3 + step * (1.5 - 3 * share + 3 * share**2)
        come = 3 * share**2 - 2 * share**3 + step * 6 * (share - share**2)
        return left + (right - left) * across, start + (stop - start) * come

    third = (last - first) / 3
    return point(first, 0.0), point(first, third), point(last, -third), point(last, 0.0)
