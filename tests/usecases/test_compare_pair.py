from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.document import Image
from kernelview.engine import correlate
from kernelview.engine.channels import luminance
from kernelview.jobs import run
from kernelview.kernels import Kernel, preset
from kernelview.kernels.freedom import Freedom
from kernelview.kernels.matching import fitted
from kernelview.usecases.compare_banks import Pairing
from kernelview.usecases.compare_pair import (
    PairPictures,
    bank_maps,
    filter_pair,
    pair_facts,
)
from tests.usecases.pairing_samples import noisy_sobel, nothing, pairing

RANDOM = np.random.default_rng(3)
GREY = RANDOM.integers(0, 256, (90, 120), dtype=np.uint8)
RGB = RANDOM.integers(0, 256, (70, 50, 3), dtype=np.uint8)
DEEP = RANDOM.integers(0, 65536, (40, 60), dtype=np.uint16)
ALPHA = RANDOM.random((30, 40, 4)).astype(np.float32)


def both(pair: Pairing) -> tuple[Kernel, Kernel]:
    assert pair.match is not None
    return pair.learned.kernel, fitted(pair.match, pair.learned.kernel)


def results(pictures: PairPictures) -> tuple[NDArray[Any], NDArray[Any]]:
    return pictures.learned.level(0), pictures.hand_made.level(0)


@pytest.mark.parametrize(
    ("pixels", "grey"),
    [
        (GREY, GREY / 255),
        (RGB, luminance(RGB) / 255),
        (DEEP, DEEP / 65535),
        (ALPHA, luminance(ALPHA[:, :, :3])),
    ],
    ids=["grey", "rgb", "16-bit", "float with alpha"],
)
def test_both_results_are_what_the_engine_makes_of_the_luminance(
    pixels: NDArray[Any],
    grey: NDArray[Any],
) -> None:
    pair = noisy_sobel()
    pictures = run(filter_pair(Image(pixels), pair, border="edge"))
    for result, kernel in zip(results(pictures), both(pair), strict=True):
        expected = correlate(grey.astype(np.float64), kernel, border="edge")
        np.testing.assert_allclose(result, expected, atol=1e-5)
    assert pictures.shape == pixels.shape[:2]
    assert pictures.reduced == 1


def test_strips_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = noisy_sobel()
    whole = results(run(filter_pair(Image(GREY), pair)))
    monkeypatch.setattr("kernelview.usecases.compare_pair._STRIP_PIXELS", 7 * 120)
    parts = results(run(filter_pair(Image(GREY), pair)))
    for one, other in zip(whole, parts, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-6)


def test_the_difference_is_learned_less_hand_made_and_that_of_the_kernels() -> None:
    pair = noisy_sobel()
    pictures = run(filter_pair(Image(GREY), pair))
    learned, hand_made = results(pictures)
    np.testing.assert_array_equal(pictures.difference, learned - hand_made)
    alone = correlate(GREY / 255, pair_facts(pair).difference)
    np.testing.assert_allclose(pictures.difference, alone, atol=1e-5)


def test_the_scale_leaves_few_values_beyond_and_has_two_figures() -> None:
    pictures = run(filter_pair(Image(GREY), noisy_sobel()))
    values = np.abs(np.concatenate(results(pictures)))
    assert (values > pictures.limit).mean() < 0.01
    assert values.max() > pictures.limit / 2
    assert float(f"{pictures.limit:.2g}") == pictures.limit


def test_an_even_picture_still_has_a_scale() -> None:
    pictures = run(filter_pair(Image(np.zeros((8, 8), np.uint8)), noisy_sobel()))
    assert pictures.limit == 1.0


def test_a_very_large_picture_is_reduced_and_says_so() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (1030, 1200), dtype=np.uint8)
    image = Image(pixels)
    pictures = run(filter_pair(image, noisy_sobel(), most_pixels=400_000))
    assert pictures.reduced == 2
    assert pictures.shape == (515, 600)
    expected = correlate(image.levels.level(1) / 255, noisy_sobel().learned.kernel)
    np.testing.assert_allclose(pictures.learned.level(0), expected, atol=1e-5)


def test_filtering_can_be_ended_at_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kernelview.usecases.compare_pair._STRIP_PIXELS", 30 * 120)
    steps = len(list(filter_pair(Image(GREY), noisy_sobel())))
    assert steps >= 6
    for count in range(1, steps + 1):
        job = filter_pair(Image(GREY), noisy_sobel())
        for _ in range(count):
            assert 0 <= next(job).fraction <= 1
        job.close()
        with pytest.raises(StopIteration):
            next(job)


def test_without_a_match_the_hand_made_kernel_makes_nothing_of_a_picture() -> None:
    alone = replace(noisy_sobel(), match=None, place=None)
    pictures = run(filter_pair(Image(GREY), alone))
    assert not pictures.hand_made.level(0).any()
    np.testing.assert_array_equal(pictures.difference, pictures.learned.level(0))
    assert run(filter_pair(Image(GREY), nothing())).limit == 1.0


def test_both_kernels_are_in_one_frame_and_their_difference_is_theirs() -> None:
    pair = noisy_sobel()
    learned, hand_made = both(pair)
    facts = pair_facts(pair)
    assert facts.hand_made is not None
    assert facts.learned.kernel == learned
    assert facts.hand_made.kernel == hand_made
    np.testing.assert_allclose(facts.difference, learned.weights - hand_made.weights)
    assert facts.as_found == preset("sobel-x") or facts.as_found == preset("sobel-y")
    largest = max(np.abs(each).max() for each in (learned.weights, hand_made.weights))
    assert facts.scale == pytest.approx(largest)
    assert facts.largest_response >= facts.learned.response.max()


def test_profiles_lie_along_the_direction_of_the_learned_kernel() -> None:
    facts = pair_facts(noisy_sobel(noise=0.0))
    assert facts.hand_made is not None
    assert facts.angle == pytest.approx(90.0)
    assert facts.learned.profile.angle == facts.hand_made.profile.angle
    np.testing.assert_allclose(
        facts.learned.profile.values, facts.hand_made.profile.values, atol=1e-9
    )


def test_a_kernel_without_direction_is_cut_along_its_rows() -> None:
    assert pair_facts(pairing(preset("laplacian-8").weights)).angle == 0.0


def test_a_kernel_with_nothing_in_it_has_facts_too() -> None:
    facts = pair_facts(nothing())
    assert facts.hand_made is None
    assert facts.as_found is None
    assert facts.learned.tuning is None
    assert facts.scale == 0.0


@settings(max_examples=25)
@given(
    st.integers(1, 7), st.integers(1, 7), st.integers(0, 10_000), st.booleans(), st.integers(0, 1)
)
def test_any_kernel_has_facts(
    rows: int, columns: int, seed: int, constant: bool, shift: int
) -> None:
    weights = np.random.default_rng(seed).standard_normal((rows, columns))
    pair = pairing(weights, freedom=Freedom(shift=shift, constant=constant))
    facts = pair_facts(pair)
    assert facts.difference.shape == (rows, columns)
    if facts.hand_made is not None:
        assert facts.hand_made.profile.places.tolist() == facts.learned.profile.places.tolist()


def test_maps_of_a_bank_are_those_of_each_kernel_on_the_reduced_luminance() -> None:
    kernels = [noisy_sobel(unit=unit).learned.kernel for unit in range(11)]
    maps = run(bank_maps(Image(GREY), kernels, 200, border="edge"))
    assert maps.shape == (11, 90, 120)
    for each, kernel in zip(maps, kernels, strict=True):
        np.testing.assert_allclose(each, correlate(GREY / 255, kernel, border="edge"), atol=1e-5)


@pytest.mark.parametrize(
    ("shape", "side", "expected"),
    [((90, 120), 60, (45, 60)), ((2100, 1100), 64, (64, 34)), ((3, 300), 30, (1, 30))],
)
def test_maps_are_no_larger_than_asked_and_keep_the_picture_s_form(
    shape: tuple[int, int], side: int, expected: tuple[int, int]
) -> None:
    image = Image(np.full((*shape, 3), 128, np.uint8))
    run(image.levels.build())
    maps = run(bank_maps(image, [Kernel([[1.0]])], side))
    assert maps.shape == (1, *expected)
    np.testing.assert_allclose(maps, 128 / 255, atol=1e-4)


def test_filtering_with_a_bank_can_be_ended() -> None:
    job = bank_maps(Image(GREY), [preset("sobel-x")] * 20, 60)
    next(job)
    next(job)
    job.close()
    with pytest.raises(StopIteration):
        next(job)
