"""Laws of the kernels' edits."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.kernels import (
    SYMMETRIES,
    Kernel,
    Symmetry,
    facts,
    flip_horizontal,
    flip_vertical,
    frei_chen_shares,
    frequency_response,
    negate,
    resize,
    separable_factors,
    symmetric_cells,
    symmetrise,
    transpose,
    turn_45,
    turn_90,
    turn_180,
    zero_mean,
)
from tests.kernels.strategies import ANY_FLOATS, SHAPES, kernels

INVOLUTIONS = (flip_horizontal, flip_vertical, transpose, turn_180, negate)
THREE_BY_THREE = kernels(shapes=st.just((3, 3)))


@given(kernels(cells=ANY_FLOATS), st.sampled_from(INVOLUTIONS))
def test_doing_it_twice_gives_the_same_kernel(
    kernel: Kernel, edit: Callable[[Kernel], Kernel]
) -> None:
    assert edit(edit(kernel)) == kernel


@given(kernels(cells=ANY_FLOATS))
def test_four_quarters_give_the_same_kernel(kernel: Kernel) -> None:
    turned = turn_90(turn_90(kernel))
    assert turned == turn_180(kernel)
    assert turn_90(turn_90(turned)) == kernel
    assert turn_90(turn_90(kernel), clockwise=False) == kernel


@given(kernels())
def test_the_anchor_moves_with_its_cell(kernel: Kernel) -> None:
    marks = np.zeros(kernel.shape)
    marks[kernel.anchor] = 1
    marked = kernel.replace(weights=marks)
    for edit in (flip_horizontal, flip_vertical, transpose, turn_180, turn_90):
        edited = edit(marked)
        assert edited.weights[edited.anchor] == 1


@given(kernels(cells=ANY_FLOATS, shapes=st.just((3, 3))))
def test_eight_eighths_of_3_by_3_give_the_same_kernel(kernel: Kernel) -> None:
    turned = kernel
    for _ in range(8):
        turned = turn_45(turned)
    assert turned == kernel
    assert turn_45(turn_45(kernel), clockwise=False) == kernel


@given(kernels(shapes=st.tuples(st.integers(2, 9), st.integers(2, 9))))
def test_turn_45_keeps_the_sum_and_the_rest(kernel: Kernel) -> None:
    # A bright middle, so that there is something left to turn.
    weights = kernel.weights.copy()
    weights[kernel.shape[0] // 2, kernel.shape[1] // 2] += 1e7
    turned = turn_45(kernel.replace(weights=weights))
    assert turned.weights.sum() == pytest.approx(weights.sum(), rel=1e-9)
    assert (turned.divisor, turned.offset) == (kernel.divisor, kernel.offset)
    assert turned.name == kernel.name


@given(kernels(cells=ANY_FLOATS), st.integers(0, 20), st.integers(0, 20))
def test_growing_and_shrinking_back_gives_the_same(kernel: Kernel, down: int, right: int) -> None:
    rows, columns = kernel.shape
    grown = resize(kernel, rows + down, columns + right)
    assert resize(grown, rows, columns) == kernel
    assert np.sort(grown.weights.ravel()[grown.weights.ravel() != 0]).tolist() == (
        np.sort(kernel.weights[kernel.weights != 0]).tolist()
    )


@given(kernels(), SHAPES)
def test_resize_keeps_the_cells_about_the_centre(kernel: Kernel, shape: tuple[int, int]) -> None:
    resized = resize(kernel, *shape)
    rows, columns = kernel.shape
    assert resized.shape == shape
    middle = resized.weights[shape[0] // 2, shape[1] // 2]
    assert middle == kernel.weights[rows // 2, columns // 2]


@given(kernels(), st.sampled_from(SYMMETRIES))
def test_symmetrise_twice_changes_nothing_more(kernel: Kernel, symmetry: Symmetry) -> None:
    once = symmetrise(kernel, symmetry)
    np.testing.assert_allclose(
        symmetrise(once, symmetry).weights, once.weights, rtol=1e-12, atol=1e-6
    )


@given(kernels(), st.sampled_from(SYMMETRIES), st.data())
def test_painting_symmetric_cells_leaves_a_symmetric_kernel(
    kernel: Kernel, symmetry: Symmetry, data: st.DataObject
) -> None:
    rows, columns = kernel.shape
    cell = data.draw(st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1)))
    signs = symmetric_cells(kernel.shape, cell, symmetry)
    weights = np.zeros(kernel.shape)
    for place, sign in signs.items():
        weights[place] = 4 * sign
    assert cell in signs
    painted = Kernel(weights)
    assert symmetrise(painted, symmetry) == painted


@given(kernels())
def test_zero_mean_sums_to_0(kernel: Kernel) -> None:
    assert abs(zero_mean(kernel).weights.sum()) <= 1e-12 * np.abs(kernel.weights).sum()


@given(
    st.lists(st.integers(-50, 50), min_size=1, max_size=9),
    st.lists(st.integers(-50, 50), min_size=1, max_size=9),
)
def test_an_outer_product_of_whole_numbers_has_whole_factors(
    column: list[int], row: list[int]
) -> None:
    weights = np.outer(column, row)
    factors = separable_factors(Kernel(weights))
    assert (factors is None) == (not weights.any())
    if factors is not None:
        np.testing.assert_array_equal(np.outer(*factors), weights)
        assert all((factor == np.round(factor)).all() for factor in factors)


@given(kernels())
def test_factors_multiply_to_the_weights(kernel: Kernel) -> None:
    found = facts(kernel)
    assert (found.rank == 1) == (found.separable is not None)
    if found.separable is not None:
        largest = np.abs(kernel.weights).max()
        np.testing.assert_allclose(np.outer(*found.separable), kernel.weights, atol=1e-11 * largest)


@given(THREE_BY_THREE)
def test_frei_chen_shares_sum_to_1_and_do_not_see_the_sign(kernel: Kernel) -> None:
    shares = frei_chen_shares(kernel)
    assert (shares is None) == (not kernel.weights.any())
    if shares is not None:
        parts = (shares.edge, shares.line, shares.laplacian, shares.average)
        assert sum(parts) == pytest.approx(1)
        assert min(parts) >= 0
        assert frei_chen_shares(negate(kernel)) == shares


@given(kernels(shapes=st.tuples(st.integers(1, 5), st.integers(1, 5))))
def test_turning_by_a_half_leaves_the_response(kernel: Kernel) -> None:
    response = frequency_response(kernel, samples=9)
    scale = max(response.max(), 1e-300)
    np.testing.assert_allclose(
        frequency_response(turn_180(kernel), samples=9) / scale, response / scale, atol=1e-9
    )
