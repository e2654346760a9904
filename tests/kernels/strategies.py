"""Hypothesis strategies for kernels."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kernelview.kernels import Kernel

SHAPES = st.tuples(st.integers(1, 9), st.integers(1, 9))
PLAIN_FLOATS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 9))
ANY_FLOATS = st.floats(-1e150, 1e150, allow_nan=False)
DIVISORS = st.floats(0.01, 1000) | st.floats(-1000, -0.01)


@st.composite
def kernels(
    draw: st.DrawFn,
    *,
    shapes: st.SearchStrategy[tuple[int, int]] = SHAPES,
    cells: st.SearchStrategy[float] = PLAIN_FLOATS,
) -> Kernel:
    """Return kernels of any shape, anchor, divisor and offset."""
    rows, columns = draw(shapes)
    weights = draw(hnp.arrays(np.float64, (rows, columns), elements=cells))
    anchor = draw(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)))
    return Kernel(
        weights,
        divisor=draw(DIVISORS),
        offset=draw(st.floats(-255, 255)),
        anchor=anchor,
        name=draw(st.sampled_from(["", "Mine"])),
    )
