"""Recovering a kernel from two pictures of any depth and channels."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.document.image import Image
from kernelview.engine import Pipeline, ShowMode, correlate
from kernelview.jobs import run
from kernelview.kernels import Kernel, preset
from kernelview.learn.descending import DescentSettings
from kernelview.learn.errors import LearnError
from kernelview.learn.gathering import RecoverySettings
from kernelview.learn.recovery import Recovery
from kernelview.usecases.recover_kernel import recover_kernel
from tests.usecases.pictures import one_kernel, rendered

BLUR = preset("gaussian-3")


def random(*shape: int, dtype: Any = np.uint8) -> NDArray[Any]:
    generator = np.random.default_rng(4)
    if np.dtype(dtype).kind == "f":
        return generator.random(shape).astype(dtype)
    return generator.integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)


def recovered(before: NDArray[Any], after: NDArray[Any], *, truth: Kernel = BLUR) -> Recovery:
    settings = RecoverySettings((3, 3), truth=truth)
    return run(recover_kernel(Image(before.copy()), Image(after.copy()), settings))


def through(pixels: NDArray[Any], pipeline: Pipeline, show: ShowMode = "clamp") -> NDArray[Any]:
    return rendered(pixels, pipeline, show)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize("shape", [(40, 44), (40, 44, 2), (40, 44, 3), (40, 44, 4)])
def test_pictures_of_every_kind_give_their_kernel(shape: tuple[int, ...], dtype: Any) -> None:
    before = random(*shape, dtype=dtype)
    recovery = recovered(before, through(before, one_kernel(BLUR)))
    assert recovery.verdict == "well"
    assert recovery.truth is not None
    assert recovery.truth.relative < 2e-3
    assert recovery.notes == ()


@pytest.mark.parametrize(("first", "second"), [(np.uint8, np.uint16), (np.uint16, np.uint8)])
def test_a_result_in_another_depth_is_brought_to_the_pictures_units(
    first: Any, second: Any
) -> None:
    before = random(50, 60, dtype=first)
    factor = np.iinfo(second).max / np.iinfo(first).max
    after = np.rint(correlate(before, BLUR) * factor).astype(second)
    recovery = recovered(before, after)
    assert recovery.truth is not None
    assert recovery.truth.relative < 1e-3
    assert recovery.truth.in_errors < 6
    assert recovery.expected_noise == pytest.approx(1 / factor / 12**0.5, rel=1e-2)


def test_a_grey_result_of_a_colour_picture_is_compared_with_its_luminance() -> None:
    before = random(40, 44, 3)
    after = through(before, one_kernel(BLUR, channels="luminance"))
    recovery = recovered(before, after)
    assert recovery.truth is not None
    assert recovery.truth.relative < 2e-3
    assert "its luminance was used" in recovery.notes[0]


def test_a_result_that_is_grey_in_three_channels_is_one_plane() -> None:
    before = random(40, 44)
    after = through(before, one_kernel(BLUR))
    recovery = recovered(before, np.repeat(after[..., None], 3, axis=2))
    assert recovery.windows_inside == 38 * 42
    with pytest.raises(LearnError, match="1 channel and 44×40 pixels, 3 channels"):
        recovered(before, random(40, 44, 3))


def test_a_signed_showing_gives_half_the_kernel_and_mid_grey_as_offset() -> None:
    before = random(60, 64)
    sobel = preset("sobel-x")
    after = through(before, one_kernel(sobel), "signed")
    recovery = recovered(before, after, truth=sobel)
    assert recovery.truth is not None
    assert recovery.truth.gain == pytest.approx(0.5, abs=1e-3)
    assert recovery.truth.beside_gain < 1e-3
    assert recovery.offset == pytest.approx(127.5, abs=0.2)


def test_true_convolution_gives_the_kernel_turned() -> None:
    emboss = preset("emboss").replace(divisor=9, offset=100)
    before = random(60, 64)
    recovery = recovered(before, through(before, one_kernel(emboss, turned=True)), truth=emboss)
    np.testing.assert_allclose(
        recovery.kernel.weights, emboss.effective_weights[::-1, ::-1], atol=1e-3
    )


def test_a_lossy_file_is_noted() -> None:
    before = random(40, 44)
    after = Image(through(before, one_kernel(BLUR)), name="b.jpg", path=Path("b.jpg"))
    recovery = run(recover_kernel(Image(before), after, RecoverySettings((3, 3))))
    assert "b.jpg is packed with losses" in recovery.notes[0]


def test_a_descent_comes_to_the_same_kernel() -> None:
    before = random(40, 44)
    pair = Image(before), Image(through(before, one_kernel(BLUR)))
    recovery = run(recover_kernel(*pair, RecoverySettings((3, 3)), DescentSettings(200)))
    assert recovery.method == "descent"
    np.testing.assert_allclose(recovery.kernel.weights, BLUR.effective_weights, atol=2e-3)
