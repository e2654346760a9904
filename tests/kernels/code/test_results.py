from pathlib import Path

import numpy as np
import pytest

from kernelview.engine import BORDERS, Border, convolve, correlate
from kernelview.kernels import KernelError
from kernelview.kernels.code import TARGETS, code_for
from tests.kernels.code.samples import COUNTING, KERNELS, impulse, picture
from tests.kernels.code.targets import exact_result, written_levels

IDS = [target.id for target in TARGETS]
# Borders that a target does not have; all the others must work.
LACKING: dict[str, set[str]] = {
    "pytorch": {"symmetric"},
    "imagemagick": {"reflect"},
    "gmic": {"reflect"},
    "imagej-macro": {"reflect", "symmetric", "wrap", "constant"},
    "svg": {"reflect", "symmetric"},
}
# The constant that those know which know but one.
CONSTANTS = {"svg": 0.0}


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("target_id", IDS)
def test_the_code_gives_what_the_engine_gives(
    target_id: str, border: Border, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels, kernel, constant = picture(), KERNELS[name], CONSTANTS.get(target_id, 40.0)
    if border in LACKING.get(target_id, ()):
        with pytest.raises(KernelError, match=f"has no border “{border}”.*choose “"):
            code_for(kernel, target_id, border=border, constant=constant)
        return
    code = code_for(kernel, target_id, border=border, constant=constant)
    expected = correlate(pixels, kernel, border=border, constant=constant, out_dtype=np.float64)
    exact = exact_result(target_id, code, pixels, tmp_path, monkeypatch)
    if exact is not None:
        np.testing.assert_allclose(exact, expected, atol=1e-3)
    levels = written_levels(target_id, code, pixels, tmp_path, monkeypatch)
    assert levels.shape == pixels.shape
    # Halves are rounded up by some and to even by others.
    assert np.abs(levels - np.clip(expected, 0, 255)).max() <= 0.51


@pytest.mark.parametrize("name", ["counting", "even", "anchored"])
@pytest.mark.parametrize("target_id", IDS)
def test_a_convolution_is_the_engines_convolution(
    target_id: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels, kernel = picture(), KERNELS[name]
    code = code_for(kernel, target_id, border="edge", true_convolution=True)
    expected = convolve(pixels, kernel, border="edge", out_dtype=np.float64)
    levels = written_levels(target_id, code, pixels, tmp_path, monkeypatch)
    assert np.abs(levels - np.clip(expected, 0, 255)).max() <= 0.51


@pytest.mark.parametrize("target_id", IDS)
def test_an_impulse_gives_the_kernel_turned_by_180_degrees(
    target_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_for(COUNTING, target_id, border="edge")
    levels = written_levels(target_id, code, impulse(), tmp_path, monkeypatch)
    expected = np.array([[90, 80, 70], [60, 50, 40], [30, 20, 10]])
    np.testing.assert_allclose(levels[2:5, 2:5, 0], expected, atol=0.02)
    assert np.count_nonzero(levels) == 27


@pytest.mark.parametrize("target_id", IDS)
def test_a_true_convolution_of_an_impulse_gives_the_kernel_itself(
    target_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_for(COUNTING, target_id, border="edge", true_convolution=True)
    levels = written_levels(target_id, code, impulse(), tmp_path, monkeypatch)
    np.testing.assert_allclose(levels[2:5, 2:5, 1], 10 * COUNTING.weights, atol=0.02)
