"""The part of a picture that a part of a result depends on, borders and all."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.engine.borders import window
from kernelview.engine.problem import Picture, Problem


def pad_part(
    image: Picture, problem: Problem, rows: slice, columns: slice, dtype: np.dtype[Any]
) -> NDArray[Any]:
    """Return a contiguous copy in `dtype` of all that the results rows x columns depend on.

    It is (rows + kernel rows - 1, columns + kernel columns - 1, C): the window of the first
    of these results starts in its corner.
    """
    above, left = problem.before
    below, right = problem.after
    return window(
        image,
        (rows.start - above, rows.stop + below),
        (columns.start - left, columns.stop + right),
        border=problem.border,
        constant=problem.constant,
        dtype=dtype,
    )


def strips_of(height: int, rows: int) -> list[slice]:
    """Return slices of `rows` rows, one after the other; the last may be shorter."""
    return [slice(top, min(top + rows, height)) for top in range(0, height, rows)]
