"""Which of ffmpeg's filters is used: `convolution` only where every version gives the same.

ffmpeg 4.4 to 6.0 ignore rdiv and divide by the weights' sum; bias is 0 or more.
"""

import re
from pathlib import Path

import numpy as np
import pytest

from kernelview.engine import correlate
from kernelview.kernels import Kernel, preset
from kernelview.kernels.code import code_for
from tests.kernels.code.running import put_picture, result_of, run_shell
from tests.kernels.code.samples import KERNELS, picture

LINE = Kernel(np.arange(1, 10).reshape(1, 9), divisor=45)
BLOCK = Kernel(np.arange(49).reshape(7, 7) - 10, divisor=686)
LARGE = Kernel(np.arange(225).reshape(15, 15) - 50, divisor=9000, offset=3)


def filter_of(kernel: Kernel) -> str:
    code = code_for(kernel, "ffmpeg")
    (found,) = re.findall(r"^(convolution|geq)=", code, re.MULTILINE)
    return str(found)


@pytest.mark.parametrize(
    "kernel",
    [
        preset("sobel-x"),
        preset("gaussian-5"),
        preset("sharpen"),
        KERNELS["counting"],
        LINE,
        LINE.replace(weights=LINE.weights.T, anchor=None),
        BLOCK,
        preset("sobel-x").replace(offset=128),
    ],
)
def test_whole_weights_over_their_sum_go_to_the_convolution(kernel: Kernel) -> None:
    assert filter_of(kernel) == "convolution"


@pytest.mark.parametrize(
    "kernel",
    [
        preset("sobel-x").replace(divisor=8),
        preset("sharpen").replace(divisor=2),
        preset("sharpen").replace(offset=-1),
        Kernel([[0.5, 0.25, 0.25]]),
        LARGE,
        Kernel(np.ones((3, 11)), divisor=33),
    ],
)
def test_all_others_go_to_an_expression(kernel: Kernel) -> None:
    assert filter_of(kernel) == "geq"


@pytest.mark.parametrize("kernel", [LINE, BLOCK, LARGE])
@pytest.mark.parametrize("border", ["reflect", "wrap"])
def test_larger_kernels_are_right(kernel: Kernel, border: str, tmp_path: Path) -> None:
    pixels = picture(31, 37)
    put_picture(pixels, tmp_path)
    run_shell(code_for(kernel, "ffmpeg", border=border), tmp_path)  # type: ignore[arg-type]
    expected = correlate(pixels, kernel, border=border, out_dtype=np.float64)  # type: ignore[arg-type]
    assert np.abs(result_of(tmp_path) - np.clip(expected, 0, 255)).max() <= 0.51


def test_the_identity_is_written_so_that_it_is_not_merely_copied() -> None:
    code = code_for(KERNELS["identity"], "ffmpeg")
    assert "k='0 0 0 0 2 0 0 0 0'" in code
    assert "0rdiv=0.5:0bias=20" in code


def test_the_border_is_filled_in_before_and_cut_off_after() -> None:
    code = code_for(KERNELS["lowered"], "ffmpeg")
    assert "pad=iw+1:ih+1:1:1" in code
    assert "fillborders=1:0:1:0:reflect" in code
    assert "crop=iw-1:ih-1:1:1" in code
