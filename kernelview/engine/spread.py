"""About a million of a result's values, evenly spread, from parts of it in any order."""

from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.channels import single_plane

MOST = 2**20


class Spread:
    """Every so manieth value of a result of a shape (H, W[, C]): the same however it is cut.

    Of RGB either all channels or, as a `single` plane, their luminance.
    """

    def __init__(self, shape: tuple[int, ...], *, single: bool) -> None:
        self._single = single and len(shape) == 3 and shape[2] == 3
        depth = 1 if self._single or len(shape) == 2 else shape[2]
        self._depth, self._row = depth, shape[1] * depth
        self._step = _step(shape[0] * self._row, self._row)
        self._found: list[NDArray[Any]] = []

    def add(self, values: NDArray[Any], place: tuple[int, int]) -> None:
        """Take what falls on a part whose first row and column are at `place`."""
        plane = single_plane(values) if self._single else values
        rows = np.ascontiguousarray(plane).reshape(len(plane), -1)
        first = place[0] * self._row + place[1] * self._depth
        taken = [
            row[-(first + number * self._row) % self._step :: self._step]
            for number, row in enumerate(rows)
        ]
        self._found.append(np.concatenate(taken))

    def found(self) -> NDArray[Any]:
        """Return all values taken so far."""
        return np.concatenate(self._found) if self._found else np.empty(0, np.float32)


def _step(count: int, row: int) -> int:
    step = max(1, count // MOST)
    while step > 1 and gcd(step, row) > 1:  # or the same few columns would be taken each row
        step += 1
    return step
