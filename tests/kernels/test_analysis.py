from typing import get_args

import numpy as np
import pytest

from kernelview.kernels import (
    Kernel,
    KernelError,
    Passband,
    build,
    facts,
    frei_chen_shares,
    frequency_response,
    passband_words,
    preset,
    presets,
    rank,
    recipe_for,
    separable_factors,
)


def test_facts_of_sobel() -> None:
    found = facts(preset("sobel-x"))
    assert (found.sum, found.gain, found.absolute_sum, found.rank) == (0, 0, 8, 1)
    assert found.norm == pytest.approx(np.sqrt(12))
    assert found.passband == "band-pass"


def test_gain_is_the_sum_over_the_divisor() -> None:
    assert facts(preset("gaussian-5")).sum == 256
    assert facts(preset("gaussian-5")).gain == 1


def test_a_sum_that_misses_0_by_rounding_is_shown_as_0() -> None:
    assert facts(preset("farid-x")).sum == 0


@pytest.mark.parametrize(
    ("name", "column", "row"),
    [
        ("sobel-x", [1, 2, 1], [-1, 0, 1]),
        ("sobel-y", [-1, 0, 1], [1, 2, 1]),
        ("scharr-x", [3, 10, 3], [-1, 0, 1]),
        ("gaussian-5", [1, 4, 6, 4, 1], [1, 4, 6, 4, 1]),
        ("prewitt-x-5", [1] * 5, [-2, -1, 0, 1, 2]),
        ("course-slide", [-1, 0, -1], [1, 2, 1]),
        ("laws-e5s5", [-1, -2, 0, 2, 1], [-1, 0, 2, 0, -1]),
    ],
)
def test_whole_kernels_have_whole_factors(name: str, column: list[int], row: list[int]) -> None:
    factors = separable_factors(preset(name))
    assert factors is not None
    assert factors[0].tolist() == column
    assert factors[1].tolist() == row


def test_box_factors_hold_the_common_factor_once() -> None:
    factors = separable_factors(Kernel(np.full((2, 3), 6)))
    assert factors is not None
    assert factors[0].tolist() == [6, 6]
    assert factors[1].tolist() == [1, 1, 1]


def test_gaussian_factors_sum_to_1_each() -> None:
    factors = separable_factors(build(recipe_for("gaussian", sigma=1.7)))
    assert factors is not None
    assert factors[0].sum() == pytest.approx(1)
    assert factors[1].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("identity", 1),
        ("box-3", 1),
        ("laplacian-4", 2),
        ("kirsch-nw", 3),
        ("roberts-1", 2),
        ("motion-blur", 5),
    ],
)
def test_rank(name: str, expected: int) -> None:
    assert rank(preset(name)) == expected


def test_a_kernel_of_zeros_has_rank_0_and_no_factors() -> None:
    assert rank(Kernel(np.zeros((3, 3)))) == 0
    assert separable_factors(Kernel(np.zeros((3, 3)))) is None


def test_a_part_in_a_million_is_no_rounding() -> None:
    weights = np.outer([1.0, 2, 1], [1.0, 2, 1])
    weights[0, 0] += 1e-6
    assert rank(Kernel(weights)) == 2


@pytest.mark.parametrize("size", [1e-300, 1e-9, 1e9, 1e200, 1e300])
def test_rank_does_not_depend_on_the_size_of_the_weights(size: float) -> None:
    weights = np.outer([1, 2, 1], [-0.7, 0, 0.7]) * size
    factors = separable_factors(Kernel(weights))
    assert factors is not None
    np.testing.assert_allclose(np.outer(*factors), weights, rtol=1e-12)


def test_response_at_0_is_the_gain() -> None:
    for each in presets():
        response = frequency_response(each.kernel, samples=9)
        assert response[4, 4] == pytest.approx(abs(facts(each.kernel).gain), abs=1e-12)


def test_response_is_the_dft() -> None:
    kernel = preset("log-9")
    padded = np.zeros((16, 16))
    padded[:9, :9] = kernel.effective_weights
    expected = np.abs(np.fft.fftshift(np.fft.fft2(padded)))
    # 17 samples from -0.5 to 0.5 are the 16 bins and -0.5 once more.
    np.testing.assert_allclose(frequency_response(kernel, samples=17)[:16, :16], expected)


def test_response_columns_are_horizontal_frequencies() -> None:
    response = frequency_response(preset("sobel-x"), samples=65)
    assert response.shape == (65, 65)
    assert response.dtype == np.float64
    middle = response[32]
    assert middle[48] == pytest.approx(8)  # a quarter of a cycle a pixel
    assert middle[[0, 32, 64]] == pytest.approx([0, 0, 0], abs=1e-12)
    assert response[:, 32].max() < 1e-12


def test_response_does_not_depend_on_the_anchor() -> None:
    moved = preset("emboss").replace(anchor=(0, 0))
    np.testing.assert_array_equal(frequency_response(moved), frequency_response(preset("emboss")))


@pytest.mark.parametrize("samples", [0, -1, 1026])
def test_samples_out_of_bounds_are_refused(samples: int) -> None:
    with pytest.raises(KernelError, match="1 to 1025"):
        frequency_response(preset("identity"), samples=samples)


def test_one_sample_is_the_gain() -> None:
    assert frequency_response(preset("box-3"), samples=1) == pytest.approx(np.ones((1, 1)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("identity", "all-pass"),
        ("shift-right", "all-pass"),
        ("box-3", "low-pass"),
        ("gaussian-7", "low-pass"),
        ("motion-blur", "low-pass"),
        ("course-slide", "low-pass"),
        ("laplacian-4", "high-pass"),
        ("laplacian-8", "high-pass"),
        ("laws-r5r5", "high-pass"),
        ("sobel-x", "band-pass"),
        ("prewitt-y", "band-pass"),
        ("log-9", "band-pass"),
        ("sharpen", "mixed"),
        ("emboss", "mixed"),
    ],
)
def test_passband_of_presets(name: str, expected: Passband) -> None:
    assert facts(preset(name)).passband == expected


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([[-1, 1]], "high-pass"),
        ([[-2, 1, 1]], "high-pass"),
        ([[-1, 0.2, 0.8]], "band-pass"),
        ([[-1, 0, 1]], "band-pass"),
        ([[1, 1]], "low-pass"),
        ([[-3]], "all-pass"),
        ([[0, 0]], "mixed"),
        (np.ones((1, 9)), "low-pass"),
    ],
)
def test_passband_of_small_kernels(weights: list[list[float]], expected: Passband) -> None:
    assert facts(Kernel(weights)).passband == expected


def test_passband_does_not_depend_on_the_gain() -> None:
    for each in presets():
        scaled = each.kernel.replace(divisor=-1000 * each.kernel.divisor)
        assert facts(scaled).passband == facts(each.kernel).passband


def test_every_passband_has_words() -> None:
    words = [passband_words(band) for band in get_args(Passband)]
    assert len(set(words)) == 5
    assert all(each.endswith(".") for each in words)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("sobel-x", "edge"),
        ("frei-chen-3", "edge"),
        ("frei-chen-5", "line"),
        ("laplacian-8", "laplacian"),
        ("box-3", "average"),
    ],
)
def test_the_largest_frei_chen_share_names_the_kernel(name: str, part: str) -> None:
    shares = frei_chen_shares(preset(name))
    assert shares is not None
    assert getattr(shares, part) > 0.8


def test_sobel_is_all_edge() -> None:
    shares = frei_chen_shares(preset("sobel-x"))
    assert shares is not None
    assert shares.edge == pytest.approx(1)


@pytest.mark.parametrize("weights", [np.zeros((3, 3)), np.ones((2, 2)), np.ones((5, 5))])
def test_no_frei_chen_shares_for_other_sizes_and_zeros(weights: np.ndarray) -> None:
    assert frei_chen_shares(Kernel(weights)) is None
