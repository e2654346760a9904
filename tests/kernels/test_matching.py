"""A kernel's nearest classical kernel is found, however it was turned, scaled or disturbed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.kernels import Kernel, KernelError, build, preset, recipe_for
from kernelview.kernels.chance import Chance, chance_level, significant
from kernelview.kernels.classical import Classical, classical_bank, own_bank, preset_bank
from kernelview.kernels.matching import (
    PLAIN,
    Freedom,
    best_match,
    match_bank,
    transformed,
)

BANK = classical_bank(3)
PRESETS = preset_bank()
SOBEL = own_bank([preset("sobel-x")])
LOPSIDED = own_bank([Kernel([[1, 2, 0], [0, 5, 0], [0, 0, -3]], name="Lopsided")])


@given(
    st.sampled_from([each.name for each in preset_bank()]),
    st.floats(0.01, 1000),
    st.booleans(),
)
def test_a_scaled_and_negated_preset_is_found_again(name: str, size: float, negated: bool) -> None:
    gain = -size if negated else size
    planted = preset(name)
    match = best_match(Kernel(gain * planted.effective_weights, anchor=planted.anchor), PRESETS)
    assert match is not None
    assert match.score == pytest.approx(1.0)
    found = transformed(match.classical.kernel, match.transform)
    assert match.gain * found.effective_weights == pytest.approx(
        gain * planted.effective_weights, abs=1e-9 * size
    )


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turns", range(4))
def test_the_transform_is_the_one_that_was_planted(turns: int, *, mirrored: bool) -> None:
    weights = LOPSIDED[0].kernel.weights
    planted = np.rot90(weights[:, ::-1] if mirrored else weights, -turns)
    match = best_match(Kernel(planted), LOPSIDED)
    assert match is not None
    assert (match.transform.turns, match.transform.mirrored) == (turns, mirrored)
    assert match.score == pytest.approx(1.0)
    assert transformed(LOPSIDED[0].kernel, match.transform).weights == pytest.approx(planted)


def test_what_is_not_free_counts_against_a_match() -> None:
    turned = Kernel(preset("sobel-x").weights.T)
    free, bound = best_match(turned, SOBEL), best_match(turned, SOBEL, freedom=PLAIN)
    assert free is not None
    assert bound is not None
    assert free.score == pytest.approx(1.0)
    assert bound.score == pytest.approx(0.0, abs=1e-12)


def test_a_noisy_preset_is_found_and_noise_is_not() -> None:
    random = np.random.default_rng(3)
    chance = chance_level((5, 5), BANK, random=random, trials=300)
    sobel = np.pad(preset("sobel-x").weights, 1)
    noisy = [Kernel(sobel + 0.15 * random.standard_normal((5, 5))) for _ in range(4)]
    noise = [Kernel(random.standard_normal((5, 5))) for _ in range(30)]
    matches = match_bank([*noisy, *noise], BANK)
    assert all(match and match.classical.name == "sobel-x" for match in matches[:4])
    are_significant = significant(matches, chance)
    assert all(are_significant[:4])
    assert sum(are_significant[4:]) <= 2


def test_a_kernel_of_zeros_matches_nothing() -> None:
    sobel, nothing = match_bank([preset("sobel-x"), Kernel(np.zeros((3, 3)))], BANK)
    assert sobel is not None
    assert nothing is None
    assert significant([sobel, nothing], Chance((0.1,) * 99)) == (True, False)


def test_a_shift_is_found_only_where_it_is_free() -> None:
    small = Kernel([[1.0, -2.0, 1.0]])
    moved = np.zeros((5, 5))
    moved[3, 0:3] = [1, -2, 1]
    bank = (Classical("line", "Line", small),)
    free = best_match(Kernel(moved), bank, freedom=Freedom(shift=1))
    bound = best_match(Kernel(moved), bank)
    assert free is not None
    assert bound is not None
    assert free.score == pytest.approx(1.0)
    assert (free.transform.down, free.transform.right) == (1, -1)
    assert bound.score < 0.7


def test_an_added_constant_is_found_only_where_it_is_free() -> None:
    planted = Kernel(2 * preset("sobel-x").weights + 3)
    free = best_match(planted, SOBEL, freedom=Freedom(constant=True))
    bound = best_match(planted, SOBEL)
    assert free is not None
    assert bound is not None
    assert (free.score, free.gain, free.constant) == pytest.approx((1.0, 2.0, 3.0))
    assert bound.score < 0.9
    assert bound.constant == 0


def test_what_does_not_fit_into_the_kernel_counts_against_a_classical_one() -> None:
    match = best_match(Kernel(np.ones((3, 3))), own_bank([Kernel(np.ones((5, 5)), name="Large")]))
    assert match is not None
    assert match.score == pytest.approx(9 / np.sqrt(9 * 25))


def test_a_familys_parameters_are_found() -> None:
    recipe = recipe_for("gabor", size=7, wavelength=4.0, angle=30.0, sigma=1.5, phase=-90.0)
    match = best_match(build(recipe), classical_bank(7))
    assert match is not None
    assert match.score == pytest.approx(1.0)
    assert match.classical.recipe is not None
    assert match.classical.recipe.value("wavelength") == 4.0


def test_the_runner_up_is_another_kernel_and_no_twin() -> None:
    match = best_match(preset("sobel-x"), BANK)
    assert match is not None
    assert match.runner_up is not None
    assert match.runner_up.name != match.classical.name
    assert match.runner_up_score < match.score
    alone = best_match(preset("sobel-x"), SOBEL)
    assert alone is not None
    assert (alone.runner_up, alone.runner_up_score) == (None, 0.0)


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_weights_of_any_size_are_matched(scale: float) -> None:
    match = best_match(Kernel(scale * preset("sobel-x").weights), BANK)
    assert match is not None
    assert match.score == pytest.approx(1.0)


def test_kernels_of_many_shapes_keep_their_order() -> None:
    kernels = [preset("gaussian-5"), preset("sobel-x"), preset("laplacian-8")]
    names = [match.classical.name for match in match_bank(kernels, BANK) if match]
    assert names == ["gaussian-5", "sobel-x", "laplacian-8"]


def test_chance_is_the_same_for_the_same_seed_and_lower_for_more_weights() -> None:
    first, second, large = (
        chance_level(shape, BANK, random=np.random.default_rng(1), trials=60)
        for shape in ((3, 3), (3, 3), (9, 9))
    )
    assert first == second
    assert large.level() < first.level()
    assert first.share(first.scores[-1] + 1e-6) == pytest.approx(1 / 61)
    assert first.share(0.0) == 1.0


def test_what_cannot_be_matched_is_refused() -> None:
    with pytest.raises(KernelError, match="bank is empty"):
        match_bank([preset("sobel-x")], ())
    with pytest.raises(KernelError, match="shifts go from 0 to 3"):
        Freedom(shift=4)
    with pytest.raises(KernelError, match="at least 20"):
        chance_level((3, 3), BANK, random=np.random.default_rng(0), trials=3)
