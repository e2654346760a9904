"""Kernels of every shape, for laws."""

from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kernelview.kernels import Kernel

# A weight over the divisor must be finite too.
_WEIGHTS = st.floats(-1e300, 1e300)
_DIVISORS = st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-6)


@st.composite
def kernels(draw: st.DrawFn) -> Kernel:
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    return Kernel(
        draw(arrays.arrays("float64", (rows, columns), elements=_WEIGHTS)),
        divisor=draw(_DIVISORS),
        offset=draw(st.floats(-1e300, 1e300)),
        anchor=(draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))),
        name=draw(st.text(max_size=50)),
    )


@st.composite
def bare_kernels(draw: st.DrawFn) -> Kernel:
    """Kernels that a bare matrix can hold."""
    kernel = draw(kernels())
    return Kernel(kernel.weights, divisor=kernel.divisor)
