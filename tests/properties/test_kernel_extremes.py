"""Weights near the largest and the smallest numbers there are: an answer or a KernelError."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.kernels import (
    SYMMETRIES,
    Kernel,
    KernelError,
    automatic_divisor,
    facts,
    frei_chen_shares,
    frequency_response,
    normalise,
    scale,
    symmetrise,
    turn_45,
    turn_90,
    zero_mean,
)
from tests.kernels.strategies import kernels

EXTREME = st.sampled_from([0.0, 5e-324, -5e-324, 1e-300, 1.0, -1.0, 1e300, 1.7e308, -1.7e308])
WORK: tuple[Callable[[Kernel], object], ...] = (
    normalise,
    zero_mean,
    automatic_divisor,
    turn_45,
    turn_90,
    facts,
    frei_chen_shares,
    frequency_response,
    lambda kernel: scale(kernel, 1e10),
    lambda kernel: [symmetrise(kernel, symmetry) for symmetry in SYMMETRIES],
)


@st.composite
def extreme_kernels(draw: st.DrawFn) -> Kernel:
    shapes = st.tuples(st.integers(1, 4), st.integers(1, 4))
    kernel = draw(kernels(shapes=shapes, cells=st.just(1.0)))
    cells = st.lists(EXTREME, min_size=kernel.weights.size, max_size=kernel.weights.size)
    return Kernel(np.array(draw(cells)).reshape(kernel.shape), anchor=kernel.anchor)


def works_or_refuses(work: Callable[[Kernel], object], kernel: Kernel) -> bool:
    """A warning or any other error fails the test."""
    try:
        work(kernel)
    except KernelError:
        return False
    return True


@given(extreme_kernels())
def test_extreme_weights_give_an_answer_or_a_reason(kernel: Kernel) -> None:
    for work in WORK:
        assert works_or_refuses(work, kernel) in {True, False}


def test_an_endless_sum_is_refused_as_a_divisor() -> None:
    with pytest.raises(KernelError, match="too large to add up"):
        automatic_divisor(Kernel(np.full((3, 3), 1e308)))


def test_facts_of_huge_weights_are_not_0() -> None:
    assert facts(Kernel(np.full((3, 3), 1e308))).sum == np.inf
    assert facts(Kernel(np.full((3, 3), 1e308))).passband == "low-pass"
