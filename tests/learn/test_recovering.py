"""Recovering a kernel from a picture and its filtered version."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.engine import correlate, show
from kernelview.files.assets import sample_pictures
from kernelview.files.images import load_image
from kernelview.jobs import Progress, run
from kernelview.kernels import Kernel, build, preset, preset_names, recipe_for
from kernelview.learn import gathering
from kernelview.learn.errors import LearnError
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovering import recover
from kernelview.learn.recovery import Recovery
from kernelview.learn.recovery_words import determinedness

PLAIN = [name for name in preset_names() if max(preset(name).shape) <= 9]


def picture(*shape: int, seed: int = 1) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, shape or (80, 90), np.uint8)


def photo() -> NDArray[Any]:
    path = next(path for path in sample_pictures() if path.name == "camera.png")
    return load_image(path).pixels[100:356, 100:356]


def found(before: NDArray[Any], after: NDArray[Any], **words: Any) -> Recovery:
    return run(recover(before, after, RecoverySettings(**words)))


def size_of(kernel: Kernel) -> tuple[int, int]:
    rows, columns = kernel.shape
    return max(3, rows), max(3, columns)


@pytest.mark.parametrize("name", PLAIN)
def test_every_preset_is_recovered_exactly_from_floats(name: str) -> None:
    truth = preset(name)
    before = picture() / 255
    recovery = found(before, correlate(before, truth), size=size_of(truth), truth=truth)
    assert recovery.truth is not None
    assert recovery.truth.relative < 1e-12
    assert recovery.truth.offset == pytest.approx(0, abs=1e-10)
    assert recovery.verdict == "well"


@pytest.mark.parametrize("name", PLAIN)
def test_presets_are_recovered_within_the_stated_error_from_rounded_bytes(name: str) -> None:
    truth = preset(name)
    truth = truth.replace(divisor=3 * float(np.abs(truth.weights).sum()), offset=127.3)
    after = correlate(photo(), truth, out_dtype=np.uint8)
    recovery = found(photo(), after, size=size_of(truth), truth=truth)
    assert recovery.truth is not None
    assert recovery.truth.in_errors < 6
    assert abs(recovery.truth.offset) < 5 * recovery.offset_error
    assert recovery.left.rms < 12**-0.5 * 1.05


def test_results_cut_off_are_left_out() -> None:
    truth = preset("sobel-x")
    after = correlate(photo(), truth, out_dtype=np.uint8)
    recovery = found(photo(), after, size=(3, 3), truth=truth)
    assert recovery.left_out > 0.3
    assert recovery.truth is not None
    assert recovery.truth.largest < 1e-9


def test_one_kernel_is_fitted_to_all_channels() -> None:
    before = picture(30, 40, 3)
    truth = preset("gaussian-5")
    recovery = found(before, correlate(before, truth, out_dtype=np.uint8), truth=truth)
    assert recovery.windows_inside == 26 * 36 * 3
    assert recovery.truth is not None
    assert recovery.truth.in_errors < 6


def test_noise_raises_the_stated_error_and_the_kernel_stays_within_it() -> None:
    truth, generator = preset("gaussian-5"), np.random.default_rng(2)
    plain = correlate(photo(), truth)
    last = 0.0
    for noise in (1, 3, 9):
        noisy = np.clip(np.rint(plain + generator.normal(0, noise, plain.shape)), 0, 255)
        recovery = found(photo(), noisy.astype(np.uint8), truth=truth)
        assert recovery.standard_errors.max() > 1.5 * last
        last = float(recovery.standard_errors.max())
        assert recovery.truth is not None
        assert recovery.truth.in_errors < 6
        assert recovery.verdict != "not linear"
        assert any("holds noise" in words for words in determinedness(recovery))


@pytest.mark.parametrize("mode", ["absolute", "false-colour"])
def test_a_bent_result_is_told_as_not_linear(mode: Any) -> None:
    values = correlate(photo(), preset("sobel-x"))
    after = show(values, mode, white=255, dtype=np.uint8).pixels
    before = photo() if mode == "absolute" else np.repeat(photo()[..., None], 3, axis=2)
    recovery = found(before, after, size=(3, 3))
    assert recovery.left.rms > 10 * recovery.expected_noise
    assert recovery.verdict == "not linear"
    assert "not a linear filter" in determinedness(recovery)[0]


def test_a_kernel_larger_than_the_window_is_told() -> None:
    after = correlate(photo(), preset("gaussian-5"), out_dtype=np.uint8)
    small = found(photo(), after, size=(3, 3))
    assert small.larger_fits
    assert "Try a larger size" in determinedness(small)[0]
    assert not found(photo(), after, size=(5, 5)).larger_fits


def test_what_a_ramp_can_not_tell_is_said() -> None:
    ramp = np.add.outer(np.arange(60.0), 2 * np.arange(70.0))
    recovery = found(ramp, correlate(ramp, preset("sharpen")), size=(3, 3))
    assert recovery.verdict == "undetermined"
    assert recovery.determined < 2
    assert recovery.relative_error > 0.3
    assert "too smooth" in determinedness(recovery)[0]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (np.full((40, 40), 7, np.uint8), picture(40, 40), "flat"),
        (picture(40, 40), picture(40, 41), "differ: 40×40 pixels, 1 channel and 41×40"),
        (picture(40, 40), picture(40, 40, 3), "1 channel and 40×40 pixels, 3 channels"),
        (picture(40, 40), np.zeros((40, 40), np.uint8), "1296 of them cut off"),
        (picture(40, 40), np.full((40, 40), 30, np.uint8), "the result is 30 all over"),
        (picture(9, 9), picture(9, 9), "at least 52, there are 25"),
        (picture(4, 40), picture(4, 40), "does not fit into 40×4 pixels"),
        (np.full((20, 20), np.nan), picture(20, 20), "no numbers"),
        (picture(20, 20).astype(complex), picture(20, 20), "complex"),
    ],
)
def test_what_can_not_be_told_is_refused(
    before: NDArray[Any], after: NDArray[Any], reason: str
) -> None:
    with pytest.raises(LearnError, match=reason):
        found(before, after)


def test_a_smooth_picture_of_bytes_gives_its_kernel_by_the_bounds_of_rounding() -> None:
    # Least squares are off by as much as the largest weight here: rounding follows the picture.
    truth = preset("gaussian-5")
    wide = build(recipe_for("gaussian", sigma=6))
    smooth = correlate(photo(), wide, out_dtype=np.uint8)
    recovery = found(smooth, correlate(smooth, truth, out_dtype=np.uint8), truth=truth)
    assert recovery.method == "rounding bounds"
    assert recovery.truth is not None
    assert recovery.truth.relative < 0.02
    assert recovery.truth.in_errors < 4


def test_noise_that_hangs_together_raises_the_stated_error() -> None:
    generator, truth = np.random.default_rng(7), preset("gaussian-3")
    plain = correlate(photo(), truth).astype(np.float64)
    blotches = correlate(generator.normal(size=plain.shape), np.ones((25, 25)) / 10)
    blotchy = found(photo(), plain + blotches, size=(3, 3), truth=truth)
    white = generator.normal(0, float(blotches.std()), plain.shape)
    even = found(photo(), plain + white, size=(3, 3), truth=truth)
    assert blotchy.offset_error > 3 * even.offset_error
    assert blotchy.truth is not None
    assert abs(blotchy.truth.offset) < 4 * blotchy.offset_error
    assert "from pixel to pixel" in determinedness(blotchy)[0]


def test_the_offsets_error_is_that_of_a_mean_where_the_picture_has_none() -> None:
    generator = np.random.default_rng(8)
    before = generator.normal(size=(90, 90))
    after = before + 2 + generator.normal(0, 0.3, before.shape)
    recovery = found(before, after, size=(1, 1))
    assert recovery.offset_error == pytest.approx(0.3 / 90, rel=0.15)


def test_a_fixed_seed_repeats_bit_for_bit() -> None:
    after = correlate(photo(), preset("gaussian-5"), out_dtype=np.uint8)
    first, again = (found(photo(), after, seed=3) for _ in range(2))
    assert first.kernel.weights.tobytes() == again.kernel.weights.tobytes()
    assert first.standard_errors.tobytes() == again.standard_errors.tobytes()
    assert (first.offset, first.left, first.spectrum.tobytes()) == (
        again.offset, again.left, again.spectrum.tobytes(),
    )  # fmt: skip


def test_of_a_large_picture_a_part_is_used_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "_MOST_VALUES", 1e7)
    before = picture(1500, 1400)
    truth = preset("sobel-x")
    recovery = found(before, correlate(before, truth), size=(3, 3), truth=truth)
    assert recovery.windows_inside == 1498 * 1398
    assert 0.3 < recovery.windows / recovery.windows_inside < 0.7
    assert any("of the windows were enough" in words for words in determinedness(recovery))
    assert recovery.truth is not None
    assert recovery.truth.relative < 1e-4


def test_a_ridge_may_be_given_and_draws_the_weights_to_zero() -> None:
    after = correlate(photo(), preset("sharpen")).astype(np.float64)
    sizes = [
        float(np.linalg.norm(found(photo(), after, size=(3, 3), ridge=ridge).kernel.weights))
        for ridge in (0.0, 0.01, 1.0)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == pytest.approx(np.linalg.norm(preset("sharpen").weights), rel=1e-4)
    assert sizes[2] < 0.5 * sizes[0]


def test_floats_cut_off_at_black_and_white_are_left_out() -> None:
    before, truth = picture() / 255, preset("sharpen")
    after = np.clip(correlate(before, truth), 0, 1)
    recovery = found(before, after, size=(3, 3), truth=truth)
    assert recovery.left_out > 0.3
    assert recovery.truth is not None
    assert recovery.truth.relative < 1e-9


def test_a_constant_gain_is_told_from_the_truth() -> None:
    truth = preset("sobel-x")
    after = correlate(picture(), truth.replace(divisor=5))
    recovery = found(picture(), after.astype(np.float64), size=(3, 3), truth=truth)
    assert recovery.truth is not None
    assert recovery.truth.gain == pytest.approx(0.2)
    assert recovery.truth.beside_gain < 1e-5


def test_progress_goes_from_nothing_to_nearly_all() -> None:
    seen: list[Progress] = []
    after = correlate(photo(), preset("gaussian-3"), out_dtype=np.uint8)
    run(recover(photo(), after, RecoverySettings((3, 3))), seen.append)
    fractions = [step.fraction for step in seen]
    assert fractions[0] == 0
    assert fractions == sorted(fractions)
    assert fractions[-1] > 0.9


def test_closing_the_job_ends_it() -> None:
    job = recover(picture(), picture())
    next(job)
    job.close()
    assert list(job) == []


@settings(max_examples=30, deadline=None)
@given(
    rows=st.integers(1, 4),
    columns=st.integers(1, 4),
    seed=st.integers(0, 2**32 - 1),
    offset=st.floats(-50, 50),
)
def test_any_kernel_of_any_size_comes_back(
    rows: int, columns: int, seed: int, offset: float
) -> None:
    generator = np.random.default_rng(seed)
    truth = Kernel(generator.normal(size=(rows, columns)), offset=offset)
    before = generator.normal(size=(24, 26))
    recovery = found(before, correlate(before, truth), size=(rows, columns), truth=truth)
    np.testing.assert_allclose(recovery.kernel.weights, truth.weights, atol=1e-10)
    assert recovery.offset == pytest.approx(offset, abs=1e-9)
