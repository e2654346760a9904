from pathlib import Path

import numpy as np
import pytest

from kernelview.engine import BORDERS, Border, convolve, correlate
from kernelview.kernels.code import code_for
from tests.kernels.code.running import run_python
from tests.kernels.code.samples import KERNELS, picture

EXACT = ("opencv", "scipy", "numpy")


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("target_id", EXACT)
def test_the_code_gives_what_the_engine_gives(
    target_id: str, border: Border, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels, kernel = picture(), KERNELS[name]
    code = code_for(kernel, target_id, border=border, constant=40)
    variables, written = run_python(code, pixels, tmp_path, monkeypatch)
    expected = correlate(pixels, kernel, border=border, constant=40, out_dtype=np.float64)
    result = variables["result"][..., ::-1] if target_id == "opencv" else variables["result"]
    np.testing.assert_allclose(result, expected, atol=1e-3)
    rounded = correlate(pixels, kernel, border=border, constant=40, out_dtype=np.uint8)
    assert np.abs(written.astype(int) - rounded).max() <= 1


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize("target_id", EXACT)
def test_a_convolution_is_the_engines_convolution(
    target_id: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels, kernel = picture(), KERNELS[name]
    code = code_for(kernel, target_id, true_convolution=True)
    variables, _ = run_python(code, pixels, tmp_path, monkeypatch)
    expected = convolve(pixels, kernel, border="reflect", out_dtype=np.float64)
    result = variables["result"][..., ::-1] if target_id == "opencv" else variables["result"]
    np.testing.assert_allclose(result, expected, atol=1e-3)
