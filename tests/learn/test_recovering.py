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
from kernelview.jobs import run
from kernelview.kernels import Kernel, preset, preset_names
from kernelview.learn.errors import LearnError
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovering import recover
from kernelview.learn.recovery import Recovery

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
    found_one = found(before, correlate(before, truth), size=size_of(truth), truth=truth)
    assert found_one.truth is not None
    assert found_one.truth.relative < 1e-12
    assert found_one.truth.offset == pytest.approx(0, abs=1e-10)
    assert found_one.verdict == "well"


@pytest.mark.parametrize("name", PLAIN)
def test_presets_are_recovered_within_the_stated_error_from_rounded_bytes(name: str) -> None:
    truth = preset(name)
    truth = truth.replace(divisor=3 * float(np.abs(truth.weights).sum()), offset=127.3)
    after = correlate(photo(), truth, out_dtype=np.uint8)
    found_one = found(photo(), after, size=size_of(truth), truth=truth)
    assert found_one.truth is not None
    assert found_one.truth.in_errors < 6
    assert abs(found_one.truth.offset) < 5 * found_one.offset_error
    assert found_one.left.rms < 12**-0.5 * 1.05


def test_results_cut_off_are_left_out() -> None:
    truth = preset("sobel-x")
    after = correlate(photo(), truth, out_dtype=np.uint8)
    found_one = found(photo(), after, size=(3, 3), truth=truth)
    assert found_one.left_out > 0.3
    assert found_one.truth is not None
    assert found_one.truth.largest < 1e-9


def test_one_kernel_is_fitted_to_all_channels() -> None:
    before = picture(30, 40, 3)
    truth = preset("gaussian-5")
    found_one = found(before, correlate(before, truth, out_dtype=np.uint8), truth=truth)
    assert found_one.windows_inside == 26 * 36 * 3
    assert found_one.truth is not None
    assert found_one.truth.in_errors < 6


def test_noise_raises_the_stated_error_and_the_kernel_stays_within_it() -> None:
    truth, generator = preset("gaussian-5"), np.random.default_rng(2)
    plain = correlate(photo(), truth)
    last = 0.0
    for noise in (1, 3, 9):
        noisy = np.clip(np.rint(plain + generator.normal(0, noise, plain.shape)), 0, 255)
        found_one = found(photo(), noisy.astype(np.uint8), truth=truth)
        assert found_one.standard_errors.max() > 1.5 * last
        last = float(found_one.standard_errors.max())
        assert found_one.truth is not None
        assert found_one.truth.in_errors < 6
        assert found_one.verdict != "not linear"


@pytest.mark.parametrize("mode", ["absolute", "false-colour"])
def test_a_bent_result_is_told_as_not_linear(mode: Any) -> None:
    values = correlate(photo(), preset("sobel-x"))
    after = show(values, mode, white=255, dtype=np.uint8).pixels
    before = photo() if mode == "absolute" else np.repeat(photo()[..., None], 3, axis=2)
    found_one = found(before, after, size=(3, 3))
    assert found_one.left.rms > 10 * found_one.expected_noise
    assert found_one.verdict == "not linear"


def test_a_kernel_larger_than_the_window_is_told() -> None:
    after = correlate(photo(), preset("gaussian-5"), out_dtype=np.uint8)
    assert found(photo(), after, size=(3, 3)).larger_fits
    assert not found(photo(), after, size=(5, 5)).larger_fits


def test_what_a_ramp_can_not_tell_is_said() -> None:
    ramp = np.add.outer(np.arange(60.0), 2 * np.arange(70.0))
    found_one = found(ramp, correlate(ramp, preset("sharpen")), size=(3, 3))
    assert found_one.verdict == "undetermined"
    assert found_one.determined < 2


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (np.full((40, 40), 7, np.uint8), picture(40, 40), "flat"),
        (picture(40, 40), picture(40, 41), "differ: 40×40 pixels, 1 channel and 41×40"),
        (picture(40, 40), picture(40, 40, 3), "1 channel and 40×40 pixels, 3 channels"),
        (picture(40, 40), np.zeros((40, 40), np.uint8), "1296 of them cut off"),
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
    found_one = found(before, correlate(before, truth), size=(rows, columns), truth=truth)
    np.testing.assert_allclose(found_one.kernel.weights, truth.weights, atol=1e-10)
    assert found_one.offset == pytest.approx(offset, abs=1e-9)
