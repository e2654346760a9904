import numpy as np
import pytest

from kernelview.kernels import (
    Kernel,
    KernelError,
    build,
    flip_horizontal,
    flip_vertical,
    preset,
    recipe_for,
    transpose,
    turn_45,
    turn_90,
    turn_180,
)

KERNEL = Kernel([[1, 2, 3], [4, 5, 6]], divisor=3, offset=7, anchor=(0, 2), name="Mine")


def test_turn_90_is_clockwise() -> None:
    assert turn_90(KERNEL).weights.tolist() == [[4, 1], [5, 2], [6, 3]]
    assert turn_90(KERNEL, clockwise=False).weights.tolist() == [[3, 6], [2, 5], [1, 4]]


def test_flips_and_transpose() -> None:
    assert flip_horizontal(KERNEL).weights.tolist() == [[3, 2, 1], [6, 5, 4]]
    assert flip_vertical(KERNEL).weights.tolist() == [[4, 5, 6], [1, 2, 3]]
    assert transpose(KERNEL).weights.tolist() == [[1, 4], [2, 5], [3, 6]]
    assert turn_180(KERNEL).weights.tolist() == [[6, 5, 4], [3, 2, 1]]


def test_turning_sobel_x_clockwise_gives_sobel_y() -> None:
    np.testing.assert_array_equal(turn_90(preset("sobel-x")).weights, preset("sobel-y").weights)


def test_turn_45_moves_the_ring_of_3_by_3_by_one() -> None:
    kernel = Kernel([[1, 2, 3], [8, 9, 4], [7, 6, 5]])
    assert turn_45(kernel).weights.tolist() == [[8, 1, 2], [7, 9, 3], [6, 5, 4]]
    assert turn_45(kernel, clockwise=False).weights.tolist() == [[2, 3, 4], [1, 9, 5], [8, 7, 6]]


def test_two_eighths_of_3_by_3_are_a_quarter() -> None:
    kernel = preset("kirsch-n").replace(anchor=(0, 1))
    assert turn_45(turn_45(kernel)) == turn_90(kernel)


def test_turn_45_of_a_gaussian_leaves_it_nearly_as_it_was() -> None:
    kernel = build(recipe_for("gaussian", size=15, sigma=2))
    turned = turn_45(kernel)
    np.testing.assert_allclose(turned.weights, kernel.weights, atol=0.12 * kernel.weights.max())
    assert turned.anchor == kernel.anchor


@pytest.mark.parametrize("clockwise", [True, False])
def test_turn_45_of_a_larger_derivative_turns_its_direction(clockwise: bool) -> None:
    across = build(recipe_for("steerable-derivative", size=13, sigma=1.5, angle=0))
    slanted = build(
        recipe_for("steerable-derivative", size=13, sigma=1.5, angle=-45 if clockwise else 45)
    )
    turned = turn_45(across, clockwise=clockwise).weights
    alike = np.sum(turned * slanted.weights) / (
        np.linalg.norm(turned) * np.linalg.norm(slanted.weights)
    )
    assert alike > 0.99


def test_turn_45_of_roberts_is_an_upright_or_level_difference() -> None:
    weights = turn_45(preset("roberts-1")).weights
    assert weights[0, 0] == pytest.approx(weights[0, 1])
    assert weights[1, 0] == pytest.approx(weights[1, 1]) == pytest.approx(-weights[0, 0])


def test_turn_45_fills_a_rectangle_up_to_a_square() -> None:
    turned = turn_45(Kernel(np.ones((1, 9)), divisor=9))
    assert turned.shape == (9, 9)
    assert turned.weights[2, 2] > 0
    assert turned.weights[2, 6] == 0
    assert turned.weights.sum() == pytest.approx(9)
    assert turned.divisor == 9


def test_turn_45_keeps_a_single_cell() -> None:
    assert turn_45(Kernel([[5]])) == Kernel([[5]])


def test_turn_45_refuses_to_lose_every_weight() -> None:
    weights = np.zeros((9, 9))
    weights[0, 0] = 1
    with pytest.raises(KernelError, match="larger first"):
        turn_45(Kernel(weights))
    assert turn_45(Kernel(np.zeros((4, 4)))).weights.sum() == 0
