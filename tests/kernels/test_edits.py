import numpy as np
import pytest

from kernelview.kernels import (
    Kernel,
    KernelError,
    automatic_divisor,
    negate,
    normalise,
    preset,
    resize,
    scale,
    set_cells,
    zero_mean,
)

KERNEL = Kernel([[1, 2, 3], [4, 5, 6]], divisor=3, offset=7, anchor=(0, 2), name="Mine")


def test_set_cells_changes_these_cells_and_nothing_else() -> None:
    edited = set_cells(KERNEL, {(0, 0): 9, (1, 2): -1.5})
    assert edited == KERNEL.replace(weights=[[9, 2, 3], [4, 5, -1.5]])
    assert KERNEL.weights[0, 0] == 1


@pytest.mark.parametrize("cell", [(2, 0), (0, 3), (-1, 0), (0, -1)])
def test_set_cells_outside_is_refused(cell: tuple[int, int]) -> None:
    with pytest.raises(KernelError, match="outside the 2 × 3 kernel"):
        set_cells(KERNEL, {cell: 1.0})


def test_set_cells_to_nan_is_refused_with_its_cell() -> None:
    with pytest.raises(KernelError, match="row 2, column 1 is nan"):
        set_cells(KERNEL, {(1, 0): float("nan")})


def test_growing_fills_up_with_zeros_about_the_centre() -> None:
    grown = resize(preset("sobel-x"), 5, 5)
    assert grown.anchor == (2, 2)
    np.testing.assert_array_equal(grown.weights[1:4, 1:4], preset("sobel-x").weights)
    assert np.count_nonzero(grown.weights) == 6


def test_shrinking_keeps_the_centre() -> None:
    shrunk = resize(preset("gaussian-5"), 3, 3)
    np.testing.assert_array_equal(shrunk.weights, preset("gaussian-5").weights[1:4, 1:4])
    assert shrunk.anchor == (1, 1)


def test_the_anchor_moves_with_its_cell() -> None:
    grown = resize(KERNEL, 4, 5)
    assert grown.weights[grown.anchor] == KERNEL.weights[KERNEL.anchor]
    assert (grown.divisor, grown.offset, grown.name) == (3, 7, "Mine")


def test_a_cut_off_anchor_moves_to_the_nearest_cell() -> None:
    assert resize(KERNEL, 1, 1).anchor == (0, 0)
    assert resize(Kernel(np.zeros((9, 9)), anchor=(0, 8)), 3, 3).anchor == (0, 2)


@pytest.mark.parametrize(("rows", "columns"), [(2, 2), (4, 4), (4, 3), (1, 5), (98, 99)])
def test_even_sizes_keep_a_default_anchor_a_default(rows: int, columns: int) -> None:
    assert resize(preset("sobel-x"), rows, columns).anchor == (rows // 2, columns // 2)


@pytest.mark.parametrize(("rows", "columns"), [(0, 3), (3, 0), (100, 3), (3, 100), (-1, 3)])
def test_sizes_out_of_bounds_are_refused(rows: int, columns: int) -> None:
    with pytest.raises(KernelError, match="1 to 99"):
        resize(KERNEL, rows, columns)


def test_scale_and_negate_touch_only_the_weights() -> None:
    assert scale(KERNEL, 2) == KERNEL.replace(weights=KERNEL.weights * 2)
    assert negate(KERNEL) == KERNEL.replace(weights=-KERNEL.weights)


def test_negate_leaves_no_minus_zero() -> None:
    assert not np.signbit(negate(Kernel([[0, 1]])).weights[0, 0])


def test_scale_beyond_all_bounds_is_refused() -> None:
    with pytest.raises(KernelError, match="finite"):
        scale(Kernel([[1e300]]), 1e300)


def test_normalise_makes_the_gain_1() -> None:
    normal = normalise(preset("box-3"))
    assert normal.divisor == 1
    assert normal.weights.sum() == pytest.approx(1)
    np.testing.assert_allclose(normal.weights, 1 / 9)
    assert normalise(preset("course-slide")).weights.sum() == 1


@pytest.mark.parametrize("name", ["sobel-x", "farid-x", "frei-chen-3", "log-9"])
def test_normalise_refuses_a_sum_of_0_with_the_reason(name: str) -> None:
    with pytest.raises(KernelError, match="sum to 0"):
        normalise(preset(name))


def test_zero_mean_gives_0_on_flat_areas() -> None:
    assert abs(zero_mean(preset("gaussian-5")).weights.sum()) < 1e-12
    assert zero_mean(KERNEL).weights.tolist() == [[-2.5, -1.5, -0.5], [0.5, 1.5, 2.5]]
    assert zero_mean(KERNEL).divisor == 3


@pytest.mark.parametrize(
    ("name", "divisor"),
    [("sobel-x", 1), ("farid-x", 1), ("box-3", 9), ("gaussian-5", 256), ("course-slide", -8)],
)
def test_automatic_divisor_is_the_sum_or_1(name: str, divisor: float) -> None:
    assert automatic_divisor(preset(name)) == divisor


def test_weights_too_large_to_add_up_are_refused_without_a_warning() -> None:
    huge = Kernel([[1.7e308, 1.7e308], [-1.7e308, -1.7e308]])
    with pytest.raises(KernelError, match="too large"):
        normalise(huge)
    with pytest.raises(KernelError, match="too large"):
        automatic_divisor(huge)
