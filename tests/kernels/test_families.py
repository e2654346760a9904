from typing import Any

import numpy as np
import pytest

from kernelview.kernels import (
    PRESET_GROUPS,
    Family,
    KernelError,
    Parameter,
    Recipe,
    build,
    families,
    family,
    family_names,
    preset,
    recipe_for,
    separable_factors,
)

NAMES = {
    "gaussian",
    "difference-of-gaussians",
    "laplacian-of-gaussian",
    "laplacian",
    "gabor",
    "steerable-derivative",
    "motion-blur",
    "disk",
    "box",
    "sharpen",
    "unsharp",
    "emboss",
}
SLIDERS = [(each, parameter) for each in families() for parameter in each.parameters]


def slider_name(value: Any) -> str:
    return str(value.name)


def test_all_twelve_families_are_there() -> None:
    assert set(family_names()) == NAMES
    assert [family(each.name) for each in families()] == list(families())


@pytest.mark.parametrize("each", families(), ids=slider_name)
def test_every_family_tells_what_it_is_for_and_its_formula(each: Family) -> None:
    assert each.group in PRESET_GROUPS
    assert each.help.endswith(".")
    assert each.source
    assert each.parameters
    assert build(Recipe(each.name)).name == each.label


@pytest.mark.parametrize(("each", "parameter"), SLIDERS, ids=slider_name)
def test_every_slider_starts_within_its_bounds_and_reaches_both(
    each: Family, parameter: Parameter
) -> None:
    assert parameter.minimum <= parameter.default <= parameter.maximum
    assert 0 < parameter.step <= (parameter.maximum - parameter.minimum) / 10
    for value in (parameter.minimum, parameter.maximum):
        kernel = build(Recipe(each.name).with_value(parameter.name, value))
        assert np.abs(kernel.weights).max() > 1e-9


@pytest.mark.parametrize(("each", "parameter"), SLIDERS, ids=slider_name)
def test_every_slider_changes_the_kernel(each: Family, parameter: Parameter) -> None:
    other = parameter.default + parameter.step
    value = other if other <= parameter.maximum else parameter.default - parameter.step
    recipe = Recipe(each.name, 15)
    assert build(recipe.with_value(parameter.name, value)) != build(recipe)


@pytest.mark.parametrize("each", families(), ids=slider_name)
def test_automatic_size_is_odd_and_a_given_size_is_kept(each: Family) -> None:
    rows, columns = build(Recipe(each.name)).shape
    assert rows == columns
    assert rows % 2 == 1
    for size in (each.smallest_size, 4, 9, 32, 99):
        kernel = build(Recipe(each.name, size))
        assert kernel.shape == (size, size)
        assert np.abs(kernel.weights).max() > 0


@pytest.mark.parametrize("name", ["gaussian", "motion-blur", "disk", "box"])
@pytest.mark.parametrize("size", [None, 1, 4, 7, 99])
def test_blurs_sum_to_1_and_have_no_negative_weight(name: str, size: int | None) -> None:
    weights = build(Recipe(name, size)).weights
    assert weights.sum() == pytest.approx(1, abs=1e-14)
    assert weights.min() >= 0


@pytest.mark.parametrize(
    "name",
    [
        "steerable-derivative",
        "laplacian",
        "laplacian-of-gaussian",
        "difference-of-gaussians",
        "gabor",
    ],
)
@pytest.mark.parametrize("size", [None, 3, 4, 9, 98])
def test_kernels_for_change_sum_to_0(name: str, size: int | None) -> None:
    weights = build(Recipe(name, size)).weights
    assert abs(weights.sum()) < 1e-13 * np.abs(weights).sum()


@pytest.mark.parametrize("name", ["sharpen", "unsharp", "emboss"])
@pytest.mark.parametrize("size", [None, 3, 4, 9, 98])
def test_sharpeners_sum_to_1(name: str, size: int | None) -> None:
    assert build(Recipe(name, size)).weights.sum() == pytest.approx(1, abs=1e-13)


def test_automatic_size_never_passes_99() -> None:
    for recipe in (
        recipe_for("gaussian", sigma=16),
        recipe_for("laplacian-of-gaussian", sigma=12),
        recipe_for("difference-of-gaussians", sigma=8, ratio=4),
        recipe_for("gabor", sigma=16, aspect=0.3),
        recipe_for("motion-blur", length=99),
        recipe_for("disk", radius=49),
        recipe_for("box", side=99),
    ):
        assert max(build(recipe).shape) <= 99


def test_gaussian_is_the_formula() -> None:
    kernel = build(recipe_for("gaussian", sigma=1.3))
    assert kernel.shape == (9, 9)
    ratio = kernel.weights[4, 6] / kernel.weights[4, 4]
    assert ratio == pytest.approx(np.exp(-4 / (2 * 1.3**2)), rel=1e-12)
    assert separable_factors(kernel) is not None


def test_log_has_its_zero_where_the_formula_has() -> None:
    kernel = build(recipe_for("laplacian-of-gaussian", sigma=5))
    middle = kernel.shape[0] // 2
    row = kernel.weights[middle, middle:]
    # r = sigma sqrt(2) = 7.07
    assert row[7] > 0 > row[8]
    assert row[0] == pytest.approx(1 / (np.pi * 25), rel=1e-3)


def test_dog_is_one_gaussian_less_the_other() -> None:
    kernel = build(recipe_for("difference-of-gaussians", size=15, sigma=1, ratio=2))
    narrow = build(recipe_for("gaussian", size=15, sigma=1))
    wide = build(recipe_for("gaussian", size=15, sigma=2))
    np.testing.assert_allclose(kernel.weights, narrow.weights - wide.weights)


def test_laplacian_is_fspecial_with_its_sign_turned() -> None:
    weights = build(recipe_for("laplacian", alpha=0.2)).weights
    expected = -np.array([[1, 4, 1], [4, -20, 4], [1, 4, 1]]) / 6
    np.testing.assert_allclose(weights, expected, rtol=1e-12)


def test_laplacian_alpha_0_is_the_preset() -> None:
    weights = build(recipe_for("laplacian", alpha=0)).weights
    np.testing.assert_array_equal(weights, preset("laplacian-4").weights)


def test_disk_is_the_area_of_the_circle_in_each_pixel() -> None:
    weights = build(recipe_for("disk", radius=1)).weights
    # fspecial('disk', 1), by integration.
    np.testing.assert_allclose(weights[0], [0.0251, 0.1453, 0.0251], atol=2e-4)
    assert weights[1, 1] == pytest.approx(1 / np.pi, abs=2e-4)


def test_level_motion_blur_is_equal_weights_in_a_row() -> None:
    weights = build(recipe_for("motion-blur", length=9, angle=0)).weights
    np.testing.assert_allclose(weights[4], np.full(9, 1 / 9))
    assert np.count_nonzero(weights) == 9


def test_motion_blur_turns_counter_clockwise() -> None:
    rising = build(recipe_for("motion-blur", length=9, angle=45)).weights
    assert rising[0, -1] > 0
    assert rising[0, 0] == 0
    upright = build(recipe_for("motion-blur", length=9, angle=90)).weights
    np.testing.assert_allclose(upright[:, 4], np.full(9, 1 / 9))


def test_slanted_motion_blur_is_anti_aliased() -> None:
    weights = build(recipe_for("motion-blur", length=15, angle=20)).weights
    assert len(np.unique(weights.round(6))) > 6


def test_box_counts_pixels_in_part() -> None:
    np.testing.assert_allclose(build(recipe_for("box", side=3)).weights, np.full((3, 3), 1 / 9))
    row = build(recipe_for("box", side=4)).weights[2]
    np.testing.assert_allclose(row / row[2], [0.5, 1, 1, 1, 0.5])
    np.testing.assert_allclose(build(recipe_for("box", size=4, side=4)).weights, 1 / 16)


def test_steerable_at_0_is_a_plain_derivative_to_the_right() -> None:
    kernel = build(recipe_for("steerable-derivative", size=3, angle=0))
    factors = separable_factors(kernel)
    assert factors is not None
    along, across = factors
    np.testing.assert_allclose(across / across[2], [-1, 0, 1], atol=1e-12)
    assert along[1] > along[0] == pytest.approx(along[2])
    assert kernel.weights[1, 2] > 0


@pytest.mark.parametrize("angle", [0, 30, 90, 135, 180, -60])
def test_a_ramp_towards_the_angle_gives_its_slope(angle: float) -> None:
    kernel = build(recipe_for("steerable-derivative", angle=angle, sigma=1.5))
    half = kernel.shape[0] // 2
    down, right = np.mgrid[-half : half + 1, -half : half + 1]
    turn = np.radians(angle)
    ramp = right * np.cos(turn) - down * np.sin(turn)
    assert np.sum(ramp * kernel.weights) == pytest.approx(1)


def test_steerable_is_a_sum_of_its_x_and_y() -> None:
    across = build(recipe_for("steerable-derivative", angle=0)).weights
    up = build(recipe_for("steerable-derivative", angle=90)).weights
    slanted = build(recipe_for("steerable-derivative", angle=30)).weights
    np.testing.assert_allclose(slanted, np.sqrt(3) / 2 * across + 0.5 * up, atol=1e-15)


@pytest.mark.parametrize(("angle", "phase"), [(0, 0), (40, -90), (90, 33)])
def test_gabor_gives_1_on_its_own_wave_and_0_on_flat(angle: float, phase: float) -> None:
    kernel = build(recipe_for("gabor", wavelength=8, angle=angle, phase=phase))
    half = kernel.shape[0] // 2
    down, right = np.mgrid[-half : half + 1, -half : half + 1]
    turn = np.radians(angle)
    along = right * np.cos(turn) - down * np.sin(turn)
    wave = np.cos(2 * np.pi * along / 8 + np.radians(phase))
    assert np.sum(wave * kernel.weights) == pytest.approx(1)
    assert kernel.weights.sum() == pytest.approx(0, abs=1e-12)


def test_gabor_at_phase_minus_90_is_an_edge_that_brightens_to_the_right() -> None:
    row = build(recipe_for("gabor", phase=-90)).weights[13]
    assert row[14] > 0 > row[12]


def test_sharpen_1_is_the_preset() -> None:
    np.testing.assert_array_equal(
        build(recipe_for("sharpen", amount=1)).weights, preset("sharpen").weights
    )


def test_unsharp_is_the_picture_plus_what_the_blur_takes() -> None:
    kernel = build(recipe_for("unsharp", sigma=2, amount=1.5))
    blur = build(recipe_for("gaussian", sigma=2)).weights
    delta = np.zeros_like(blur)
    delta[6, 6] = 1
    np.testing.assert_allclose(kernel.weights, delta + 1.5 * (delta - blur))


def test_unsharp_of_even_size_is_centred_on_the_anchor() -> None:
    kernel = build(recipe_for("unsharp", size=8))
    row, column = kernel.anchor
    assert kernel.weights[row, column] == kernel.weights.max()
    assert kernel.weights[row, column - 1] == pytest.approx(kernel.weights[row, column + 1])
    assert kernel.weights[row - 1, column] == pytest.approx(kernel.weights[row + 1, column])


def test_emboss_at_135_is_the_preset() -> None:
    kernel = build(recipe_for("emboss", angle=135, depth=np.sqrt(2)))
    np.testing.assert_allclose(kernel.weights, preset("emboss").weights, atol=1e-12)


def test_a_recipe_is_a_value() -> None:
    first = recipe_for("gaussian", sigma=2)
    assert first == Recipe("gaussian", None, (2.0,))
    assert hash(first) == hash(Recipe("gaussian", None, (2.0,)))
    assert first.value("sigma") == 2
    assert Recipe("gaussian").value("sigma") == 1
    assert first.with_size(7).size == 7
    assert first.with_value("sigma", 3) == recipe_for("gaussian", sigma=3)
    assert Recipe("unsharp").with_value("amount", 2).values == (1.0, 2.0)


@pytest.mark.parametrize(
    ("recipe", "message"),
    [
        (Recipe("nothing"), "no family is called 'nothing'; there are"),
        (Recipe("gaussian", 0), "sizes from 1 to 99, not 0"),
        (Recipe("gaussian", 100), "sizes from 1 to 99, not 100"),
        (Recipe("sharpen", 1), "sizes from 3 to 99, not 1"),
        (Recipe("gaussian", 3.0), "whole number"),  # type: ignore[arg-type]
        (Recipe("gaussian", True), "whole number"),
        (Recipe("gaussian", None, (0.0,)), "sigma is 0; it goes from 0.3 to 16"),
        (Recipe("gaussian", None, (float("nan"),)), "sigma is nan"),
        (Recipe("gaussian", None, (1e300,)), "sigma is 1e"),
        (Recipe("gaussian", None, (1.0, 2.0)), "takes 1 values, not 2"),
        (Recipe("gaussian", None, ("x",)), "must be a number"),  # type: ignore[arg-type]
    ],
)
def test_a_recipe_out_of_bounds_is_refused(recipe: Recipe, message: str) -> None:
    with pytest.raises(KernelError, match=message):
        build(recipe)


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KernelError, match="no parameter 'angle'; it has sigma"):
        recipe_for("gaussian", angle=3)
    with pytest.raises(KernelError, match="no parameter"):
        Recipe("gaussian").with_value("angle", 1)
    with pytest.raises(KernelError, match="no parameter"):
        Recipe("gaussian").value("angle")


def test_recipe_for_refuses_what_build_would() -> None:
    with pytest.raises(KernelError, match="sigma"):
        recipe_for("gaussian", sigma=-1)
    with pytest.raises(KernelError, match="size"):
        recipe_for("gaussian", size=1000)
