"""A kernel for a smaller level does to smooth pictures what the kernel itself does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.engine.reduced_kernel import reduced_kernel
from kernelview.kernels import Kernel, preset
from tests.engine.expected import some_kernel


def moment(kernel: Kernel, down: int, across: int, *, pixel: int = 1) -> float:
    """The sum of weight · distance of row ** down · distance of column ** across."""
    rows = (np.arange(kernel.shape[0]) - kernel.anchor[0]) * float(pixel)
    columns = (np.arange(kernel.shape[1]) - kernel.anchor[1]) * float(pixel)
    return float((np.outer(rows**down, columns**across) * kernel.weights).sum())


@settings(max_examples=100, deadline=None)
@given(
    rows=st.integers(1, 99),
    columns=st.integers(1, 40),
    level=st.integers(0, 6),
    data=st.data(),
)
def test_sum_slopes_and_curvatures_are_kept(
    rows: int, columns: int, level: int, data: st.DataObject
) -> None:
    anchor = data.draw(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)))
    kernel = some_kernel(rows, columns, anchor=anchor, divisor=3, offset=7)
    reduced = reduced_kernel(kernel, level)
    assert (reduced.divisor, reduced.offset) == (3, 7)
    for down in range(3):
        for across in range(3):
            wanted = moment(kernel, down, across)
            found = moment(reduced, down, across, pixel=2**level)
            size = 100.0 ** (down + across) * np.abs(kernel.weights).sum()
            assert found == pytest.approx(wanted, abs=1e-9 * size)


def test_at_level_0_a_kernel_is_itself() -> None:
    kernel = preset("sobel-x")
    assert reduced_kernel(kernel, 0) is kernel


@pytest.mark.parametrize(("rows", "columns"), [(99, 1), (1, 99), (99, 99), (2, 2), (1, 1)])
def test_reduced_kernels_are_small(rows: int, columns: int) -> None:
    for level in range(1, 7):
        reduced = reduced_kernel(some_kernel(rows, columns), level)
        for before, after in zip((rows, columns), reduced.shape, strict=True):
            assert after <= before / 2**level + 4


def test_a_single_tap_stays_one() -> None:
    reduced = reduced_kernel(Kernel([[5]], divisor=2), 3)
    assert reduced.weights.tolist() == [[5]]
    assert reduced.anchor == (0, 0)
