"""Which tiles a picture is cut into for Fourier transforms: a fixed grid, fitted to both."""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np

# Nanoseconds a value for both transforms and the product of a tile of these rows and this
# width, as row's share x width's share; measured with OpenCV 5 and its IPP, one thread. Which
# tiles are best differs little elsewhere, and any of them is right.
_FLOAT32_ROWS = {
    32: 1.29,
    64: 1.12,
    96: 1.26,
    128: 1.0,
    144: 1.28,
    160: 1.21,
    192: 1.18,
    240: 1.26,
    256: 1.21,
    288: 1.24,
    320: 1.31,
    384: 1.23,
    432: 1.2,
    512: 1.23,
}
_FLOAT32_WIDTHS = {
    32: 1.1,
    48: 1.47,
    64: 0.93,
    96: 1.03,
    128: 0.78,
    144: 0.98,
    160: 0.97,
    180: 1.06,
    192: 0.98,
    240: 1.0,
    288: 1.0,
    320: 0.96,
    360: 0.94,
    384: 1.04,
    432: 0.99,
    480: 0.89,
    600: 0.94,
    720: 0.92,
}
_FLOAT64_ROWS = {
    32: 0.92,
    64: 0.89,
    96: 1.01,
    128: 1.0,
    144: 1.05,
    160: 1.08,
    192: 1.08,
    240: 1.14,
    288: 1.13,
    320: 1.14,
    384: 1.18,
    432: 1.1,
    512: 1.21,
}
_FLOAT64_WIDTHS = {
    32: 2.74,
    48: 3.2,
    64: 2.9,
    96: 2.64,
    144: 2.2,
    160: 2.5,
    180: 2.41,
    192: 2.95,
    240: 2.57,
    288: 2.62,
    320: 2.68,
    360: 2.46,
    432: 2.66,
    480: 2.44,
    600: 2.41,
    720: 2.39,
}
# By the bytes of a value.
_SHARES = {4: (_FLOAT32_ROWS, _FLOAT32_WIDTHS), 8: (_FLOAT64_ROWS, _FLOAT64_WIDTHS)}
# What it takes to fill a tile and to empty it: nanoseconds a value, and a transform.
_COPYING = {4: 1.5, 8: 2.4}
_CALLS = 20_000.0
# The two threads that tiles are balanced for; any number gives the same results.
_THREADS = 2


@dataclass(frozen=True)
class Tiling:
    """Tiles of `rows` x `columns` pixels, of which `down` x `across` results are right.

    A tile is transformed as complex numbers, `step` of them a pixel: one real channel beside
    another where their number is even, otherwise one tile beside another (`together` is 2).
    """

    rows: int
    columns: int
    down: int
    across: int
    tile_rows: int
    tile_columns: int
    step: int
    together: int
    seconds: float = 0.0

    @property
    def width(self) -> int:
        """How many complex numbers are in a row of a tile."""
        return self.columns * self.step

    @property
    def runs(self) -> list[tuple[int, int]]:
        """The tiles that are transformed at once, by row and the first one's column."""
        columns = range(0, self.tile_columns, self.together)
        return [(row, column) for row in range(self.tile_rows) for column in columns]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and width."""
        return self.rows, self.width


@lru_cache(maxsize=512)
def tiling_of(shape: tuple[int, int, int], kernel: tuple[int, int], dtype: np.dtype[Any]) -> Tiling:
    """Return the tiling that is expected to be fastest, for (H, W, C) of few channels."""
    rows_shares, width_shares = _SHARES[dtype.itemsize]
    best: Tiling | None = None
    for rows, rows_share in rows_shares.items():
        for width, width_share in width_shares.items():
            tiling = cut(shape, kernel, (rows, width))
            if tiling is None:
                continue
            each = 2 * rows * width * (rows_share * width_share + _COPYING[dtype.itemsize])
            # The kernel's own spectrum takes about half as long as a tile.
            runs = ceil(tiling.tile_rows * ceil(tiling.tile_columns / tiling.together) / _THREADS)
            seconds = (runs * (each + _CALLS) + each / 2) * 1e-9
            if best is None or seconds < best.seconds:
                best = replace(tiling, seconds=seconds)
    assert best is not None  # noqa: S101 - the largest tile is larger than any kernel
    return best


def cut(
    shape: tuple[int, int, int], kernel: tuple[int, int], tile: tuple[int, int]
) -> Tiling | None:
    """Return the tiling of (H, W, C) by tiles of so many rows and complex numbers a row.

    None where a tile has no room for one result, or for a whole number of pixels a row.
    """
    height, width, channels = shape
    step, together = (channels // 2, 1) if channels % 2 == 0 else (channels, 2)
    rows, columns = tile[0], tile[1] // step
    down, across = rows - kernel[0] + 1, columns - kernel[1] + 1
    if tile[1] % step or down < 1 or across < 1:
        return None
    counts = ceil(height / down), ceil(width / across)
    return Tiling(rows, columns, down, across, *counts, step, together)
