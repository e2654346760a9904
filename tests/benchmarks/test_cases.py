"""What the engine's benchmark runs on."""

from typing import Any

import numpy as np
import pytest

from tests.benchmarks.cases import (
    KINDS,
    SIDES,
    Case,
    PictureKind,
    cases,
    make_picture,
    picture_kinds,
)
from tests.benchmarks.peers import OPENCV, filtered_by_opencv, peer_calls


def test_all_is_every_kind_of_every_size_on_every_picture_once() -> None:
    whole = cases("all")
    assert len(set(whole)) == len(whole) == 12 * len(KINDS) * len(SIDES)


@pytest.mark.parametrize("plan", ["quick", "usual"])
def test_a_plan_spreads_over_all_kinds_and_sizes(plan: str) -> None:
    chosen = cases("quick" if plan == "quick" else "usual")
    assert {case.kind for case in chosen} == set(KINDS)
    assert {case.side for case in chosen} == set(SIDES)
    assert len(set(chosen)) == len(chosen)


def test_the_usual_plan_leaves_out_no_picture_and_no_kernel_on_small_grey_ones() -> None:
    chosen = cases("usual")
    assert {case.picture for case in chosen} == set(picture_kinds())
    small = [case for case in chosen if case.picture.name == "2 MP grey f32 to f32"]
    assert len(small) == len(KINDS) * len(SIDES)


def test_every_kernel_has_its_size_and_cannot_overflow() -> None:
    for kind, make in KINDS.items():
        for side in SIDES:
            kernel = make(side)
            assert kernel.shape == (side, side), kind
            assert np.abs(kernel.effective_weights).sum() < 10, kind


def test_random_kernels_have_full_rank_and_gabors_are_not_separable() -> None:
    assert np.linalg.matrix_rank(KINDS["random"](9).weights) == 9
    assert np.linalg.matrix_rank(KINDS["Gabor"](15).weights, tol=1e-6) > 1


def test_a_case_is_found_by_part_of_its_name_in_either_spelling() -> None:
    case = Case(PictureKind(24, 3, "u8", "f32"), "motion blur", 13)
    assert case.full_name == "24 MP RGB u8 to f32, motion blur 13×13"
    assert case.is_named("Blur 13x13")
    assert case.is_named("24 mp rgb")
    assert not case.is_named("grey")


def test_pictures_fill_their_range() -> None:
    for dtype, white in (("u8", 255), ("f32", 1)):
        pixels = make_picture(PictureKind(2, 1, dtype, dtype))
        assert pixels.shape == (1080, 1920)
        assert pixels.min() < 0.1 * white
        assert pixels.max() > 0.9 * white


def test_peers_that_can_do_a_case_do_the_same_work() -> None:
    """Away from the border: Pillow and libvips continue the picture otherwise."""
    case = Case(PictureKind(2, 1, "f32", "f32"), "random", 7)
    pixels = np.random.default_rng(3).random((40, 60), np.float32)
    expected = filtered_by_opencv(case, pixels)[8:-8, 8:-8]
    calls = peer_calls(case, pixels)
    assert {OPENCV, "ndimage", "oaconvolve"} <= set(calls)
    for name, call in calls.items():
        result: Any = call()
        is_array = hasattr(result, "__array__")
        values = np.asarray(result) if is_array else np.frombuffer(result, np.float32)
        assert np.allclose(values.reshape(40, 60)[8:-8, 8:-8], expected, atol=1e-5), name


def test_pillow_does_the_same_work() -> None:
    case = Case(PictureKind(2, 3, "u8", "u8"), "Gaussian", 5)
    pixels = np.random.default_rng(4).integers(0, 256, (30, 50, 3), dtype=np.uint8)
    expected = filtered_by_opencv(case, pixels)[4:-4, 4:-4].astype(int)
    result = np.asarray(peer_calls(case, pixels)["Pillow"]())[4:-4, 4:-4]
    assert np.abs(result - expected).max() <= 1
