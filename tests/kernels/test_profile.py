import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.kernels import Kernel, KernelError, flip_horizontal, preset, turn_90
from kernelview.kernels.bank_analysis import tuning
from kernelview.kernels.profile import Profile, profile

WEIGHTS = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]]


def at_whole_pixels(found: Profile) -> dict[int, float]:
    return {
        int(place): float(value)
        for place, value in zip(found.places, found.values, strict=True)
        if float(place).is_integer()
    }


@pytest.mark.parametrize(
    ("angle", "weights"),
    [(0.0, (4, 5, 6)), (90.0, (8, 5, 2)), (180.0, (6, 5, 4)), (270.0, (2, 5, 8))],
)
def test_along_rows_and_columns_it_is_the_weights_themselves(
    angle: float, weights: tuple[float, ...]
) -> None:
    found = at_whole_pixels(profile(Kernel(WEIGHTS), angle))
    assert found == dict(zip(range(-2, 3), (0, *weights, 0), strict=True))


def test_halfway_between_cells_it_is_their_mean_and_beyond_the_last_it_falls_to_zero() -> None:
    found = profile(Kernel(WEIGHTS), 0.0)
    values = dict(zip(found.places.tolist(), found.values.tolist(), strict=True))
    assert values[0.5] == 5.5
    assert values[1.5] == 3.0
    assert values[2.0] == values[-2.0] == 0.0


def test_a_diagonal_meets_the_corner_at_the_root_of_two() -> None:
    found = profile(Kernel(WEIGHTS), 45.0)
    assert np.interp(2**0.5, found.places, found.values) == pytest.approx(3.0, abs=0.2)
    assert np.interp(0.0, found.places, found.values) == 5.0


def test_the_profile_of_a_sobel_along_its_direction_is_its_row() -> None:
    kernel = preset("sobel-x")
    found = tuning(kernel)
    assert found is not None
    assert at_whole_pixels(profile(kernel, found.angle)) == {-2: 0, -1: -2, 0: 0, 1: 2, 2: 0}


def test_it_goes_through_the_anchor_wherever_that_is_and_sees_the_divisor() -> None:
    kernel = Kernel(WEIGHTS, anchor=(2, 0), divisor=2.0)
    assert at_whole_pixels(profile(kernel, 0.0)) == {-1: 0, 0: 3.5, 1: 4, 2: 4.5, 3: 0}


@given(st.floats(-360, 360), st.integers(0, 2), st.integers(0, 2))
def test_the_other_way_round_it_is_the_same_backwards(angle: float, row: int, column: int) -> None:
    kernel = Kernel(WEIGHTS, anchor=(row, column))
    one, other = profile(kernel, angle), profile(kernel, angle + 180)
    places = np.linspace(-1, 1, 9)
    forwards = np.interp(places, one.places, one.values)
    backwards = np.interp(-places, other.places, other.values)
    np.testing.assert_allclose(forwards, backwards, atol=1e-9)
    assert np.interp(0, one.places, one.values) == WEIGHTS[row][column]


@given(st.floats(0, 360))
def test_a_turned_or_mirrored_kernel_has_it_along_the_turned_direction(angle: float) -> None:
    kernel = Kernel(WEIGHTS)
    before = profile(kernel, angle)
    places = np.linspace(-1.5, 1.5, 13)
    for moved, direction in (
        (turn_90(kernel), angle - 90),
        (flip_horizontal(kernel), 180 - angle),
    ):
        after = profile(moved, direction)
        np.testing.assert_allclose(
            np.interp(places, after.places, after.values),
            np.interp(places, before.places, before.values),
            atol=1e-9,
        )


def test_one_cell_is_a_hat() -> None:
    found = profile(Kernel([[3.0]]), 0.0)
    np.testing.assert_allclose(found.values, 3 * (1 - np.abs(found.places)))


@pytest.mark.parametrize("angle", [float("nan"), float("inf")])
def test_a_direction_that_is_none_is_refused(angle: float) -> None:
    with pytest.raises(KernelError, match="finite number of degrees"):
        profile(Kernel(WEIGHTS), angle)
