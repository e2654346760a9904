"""What kernels are made of, put together again."""

import numpy as np
import pytest

from kernelview.kernels import Kernel, boxes, build, clusters, products, recipe_for, trimmed


def sparse_weights(side: int, taps: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    generator = np.random.default_rng((side, taps))
    weights = np.zeros(side * side)
    weights[generator.choice(side * side, taps, replace=False)] = generator.normal(size=taps)
    return weights.reshape(side, side)


def test_trimming_keeps_the_weights_about_the_anchor() -> None:
    weights = np.zeros((9, 7))
    weights[2, 3], weights[4, 5] = 1, 2
    kernel = trimmed(Kernel(weights, divisor=3, offset=1, anchor=(3, 2), name="two"))
    np.testing.assert_array_equal(kernel.weights, weights[2:5, 2:6])
    assert (kernel.anchor, kernel.divisor, kernel.offset, kernel.name) == ((1, 0), 3, 1, "two")


def test_trimming_keeps_an_anchor_outside_the_weights() -> None:
    weights = np.zeros((5, 5))
    weights[0, 0] = 1
    kernel = trimmed(Kernel(weights))
    assert kernel.shape == (3, 3)
    assert kernel.anchor == (2, 2)


def test_trimming_nothing_leaves_one_weight_of_0_and_a_full_kernel_as_it_is() -> None:
    assert trimmed(Kernel(np.zeros((4, 6)))).shape == (1, 1)
    full = Kernel(np.ones((3, 3)))
    assert trimmed(full) == full


@pytest.mark.parametrize("taps", [0, 1, 9, 40])
@pytest.mark.parametrize("area", [1, 49, 129])
def test_clusters_hold_each_tap_once_and_are_small(taps: int, area: int) -> None:
    weights = sparse_weights(21, taps)
    total = np.zeros_like(weights)
    found = clusters(weights, area)
    for cluster in found:
        rows, columns = cluster.weights.shape
        assert rows * columns <= area
        total[cluster.top :, cluster.left :][:rows, :columns] += cluster.weights
    np.testing.assert_array_equal(total, weights)
    assert sum(cluster.taps for cluster in found) == taps
    assert [cluster.taps for cluster in found] == sorted(
        (cluster.taps for cluster in found), reverse=True
    )


def test_a_line_aslant_is_a_few_clusters() -> None:
    kernel = build(recipe_for("motion-blur", size=31, length=31, angle=37))
    assert len(clusters(kernel.weights, 129)) <= 5


def test_boxes_of_a_surround_are_its_two() -> None:
    weights = np.full((9, 9), -1.0)
    weights[3:6, 3:6] = 8
    found = boxes(Kernel(weights), 4)
    assert found is not None
    assert [(box.area, box.weight) for box in found] == [(81, -1), (9, 9)]


def test_boxes_side_by_side_are_found() -> None:
    found = boxes(Kernel([[1, 1, -1, -1]] * 3), 4)
    assert found is not None
    assert [(box.area, box.weight) for box in found] == [(6, 1), (6, -1)]


def test_too_many_boxes_are_none() -> None:
    assert boxes(Kernel(np.arange(9.0).reshape(3, 3)), 4) is None
    assert boxes(Kernel(np.zeros((3, 3))), 4) == ()


@pytest.mark.parametrize("tolerance", [1e-2, 1e-6, 1e-13])
def test_products_miss_no_more_than_allowed(tolerance: float) -> None:
    kernel = Kernel(np.random.default_rng(0).normal(size=(12, 9)) * 1e6)
    found = products(kernel, tolerance)
    sums = sum(np.outer(column, row) for column, row in found.factors)
    missed = np.abs(sums - kernel.weights).sum() / np.abs(kernel.weights).sum()
    assert missed <= tolerance
    assert missed == pytest.approx(found.missed, abs=1e-15)
    assert len(found.factors) <= 9


def test_whole_number_kernels_have_whole_number_products() -> None:
    for weights in ([[0, 1, 0], [1, -4, 1], [0, 1, 0]], np.ones((3, 4)), np.diag([2, 3, 5])):
        found = products(Kernel(weights), 1e-13)
        assert found.missed == 0
        sums = sum(np.outer(column, row) for column, row in found.factors)
        np.testing.assert_array_equal(sums, weights)
        assert all((part == np.rint(part)).all() for pair in found.factors for part in pair)
        assert len(found.factors) == np.linalg.matrix_rank(np.asarray(weights))


def test_a_kernel_of_nothing_is_one_product_of_nothing() -> None:
    found = products(Kernel(np.zeros((3, 2))), 1e-6)
    assert [part.tolist() for pair in found.factors for part in pair] == [[0] * 3, [0] * 2]
