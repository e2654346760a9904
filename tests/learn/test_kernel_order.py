from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from kernelview.learn.kernel_order import (
    KERNEL_ORDERS,
    KernelOrder,
    dead_kernels,
    kernel_order,
    norms_of,
)

KERNELS = arrays(
    np.float32,
    st.tuples(st.integers(1, 20), st.integers(1, 3), st.integers(1, 3)),
    elements=st.floats(-100, 100, width=32),
)


def turned(count: int) -> NDArray[np.float64]:
    """Return kernels that turn round bit by bit, once."""
    angles = np.arange(count) / count * 2 * np.pi
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).reshape(count, 1, 2)


@given(KERNELS, st.sampled_from(KERNEL_ORDERS))
def test_every_kernel_has_one_place(kernels: NDArray[Any], order: KernelOrder) -> None:
    assert sorted(kernel_order(kernels, order).tolist()) == list(range(len(kernels)))


@given(KERNELS)
def test_by_norm_none_is_stronger_than_the_one_before(kernels: NDArray[Any]) -> None:
    norms = norms_of(kernels)[kernel_order(kernels, "norm")]
    assert (np.diff(norms) <= 0).all()


@given(KERNELS)
def test_by_likeness_the_dead_come_last(kernels: NDArray[Any]) -> None:
    dead = dead_kernels(norms_of(kernels))[kernel_order(kernels, "likeness")]
    assert (np.diff(dead.astype(int)) >= 0).all()


def test_as_learned_nothing_moves() -> None:
    assert kernel_order(turned(5), "learned").tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("count", [12, 200])
def test_kernels_that_turn_bit_by_bit_are_found_in_a_row(count: int) -> None:
    shuffled = np.random.default_rng(1).permutation(count)
    order = kernel_order(turned(count)[shuffled], "likeness")
    steps = np.abs(np.diff(shuffled[order]))
    # Once round a circle: at most one step that is not to a neighbour, where both ends meet.
    assert (np.minimum(steps, count - steps) > 1).sum() <= 1


def test_a_kernel_and_its_negative_are_not_alike() -> None:
    edge = np.array([[-1.0, 0.0, 1.0]])
    kernels = np.stack([edge, -edge, 0.9 * edge, -0.9 * edge])
    assert kernel_order(kernels, "likeness").tolist() == [0, 2, 1, 3]


def test_an_untangled_path_is_shorter_than_the_nearest_next() -> None:
    kernels = np.random.default_rng(3).normal(size=(100, 3, 3))
    flat = kernels.reshape(100, 9) / np.linalg.norm(kernels.reshape(100, 9), axis=1)[:, None]

    def length(order: NDArray[np.intp]) -> float:
        return float((1 - (flat[order[:-1]] * flat[order[1:]]).sum(axis=1)).sum())

    strongest = int(norms_of(kernels).argmax())
    path, left = [strongest], set(range(100)) - {strongest}
    while left:
        path.append(max(left, key=lambda one: float(flat[one] @ flat[path[-1]])))
        left.remove(path[-1])
    assert length(kernel_order(kernels, "likeness")) < 0.97 * length(np.array(path))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 0.0])
@pytest.mark.parametrize("order", KERNEL_ORDERS)
def test_kernels_that_are_no_numbers_are_put_somewhere(value: float, order: KernelOrder) -> None:
    kernels = turned(4)
    kernels[2] = value
    assert sorted(kernel_order(kernels, order).tolist()) == [0, 1, 2, 3]
