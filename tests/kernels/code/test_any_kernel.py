"""Laws that hold for any kernel: code or a plain refusal; and the code is right."""

import re
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.engine import BORDERS, Border, correlate
from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.code import TARGETS, code_for
from tests.files.strategies import kernels as wild_kernels
from tests.kernels.code.samples import picture
from tests.kernels.code.targets import exact_result
from tests.kernels.strategies import kernels


def title(kernel: Kernel) -> str:
    return f"{kernel.shape[0]} x {kernel.shape[1]}: "


BORDER = st.sampled_from(BORDERS)


@given(
    kernel=wild_kernels(), border=BORDER, constant=st.floats(allow_nan=True), turned=st.booleans()
)
@pytest.mark.parametrize("target_id", [entry.id for entry in TARGETS])
def test_any_kernel_gives_code_or_is_refused(
    target_id: str, kernel: Kernel, border: Border, constant: float, turned: bool
) -> None:
    try:
        code = code_for(
            kernel, target_id, border=border, constant=constant, true_convolution=turned
        )
    except KernelError:
        return
    assert code.replace("\n", "").isprintable()
    body = "\n".join(line for line in code.splitlines() if title(kernel) not in line)
    assert not re.search(r"\b(nan|inf)\b", body)
    if target_id in ("opencv", "scipy", "numpy", "pillow", "pytorch", "keras", "vapoursynth"):
        compile(code, "snippet.py", "exec")


@settings(max_examples=25)
@given(kernel=kernels(), border=BORDER)
@pytest.mark.parametrize("target_id", ["opencv", "scipy", "numpy", "glsl", "svg", "gmic"])
def test_the_code_of_any_kernel_gives_what_the_engine_gives(
    target_id: str, kernel: Kernel, border: Border
) -> None:
    pixels, constant = picture(9, 8), 0.0 if target_id == "svg" else 40.0
    try:
        code = code_for(kernel, target_id, border=border, constant=constant)
    except KernelError:
        return
    expected = correlate(pixels, kernel, border=border, constant=constant, out_dtype=np.float64)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        exact = exact_result(target_id, code, pixels, Path(folder), patch)
    largest = 255 * float(np.abs(kernel.effective_weights).sum()) + abs(kernel.offset)
    assert exact is not None
    np.testing.assert_allclose(exact, expected, atol=1e-5 * largest + 1e-9)
