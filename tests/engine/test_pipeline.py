"""Pipelines: stages, channels, alpha, and the way from a picture to an export."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.engine import (
    BORDERS,
    SHOW_MODES,
    Activate,
    Border,
    Convolve,
    Magnitude,
    Pipeline,
    Pool,
    ShowMode,
    Stage,
    Threshold,
    convolve,
    correlate,
    render,
    run_pipeline,
    stage_input,
    white_level,
)
from kernelview.jobs import Progress, run
from kernelview.kernels import Kernel, preset, preset_names
from tests.engine.expected import padded_sum, some_kernel, some_picture

SOBEL_X, SOBEL_Y = preset("sobel-x"), preset("sobel-y")
BOX = Kernel(np.ones((3, 3)), divisor=9)


def values_of(pixels: NDArray[Any], *stages: Stage, **settings: Any) -> NDArray[np.float32]:
    return run(run_pipeline(pixels, Pipeline(stages, **settings)))


def test_no_stage_gives_the_picture_as_float32() -> None:
    image = some_picture((5, 6, 3), np.uint16)
    found = values_of(image)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, image)


def test_stages_run_in_order_on_floats_without_clipping() -> None:
    image = some_picture((20, 21, 3), np.uint8)
    found = values_of(image, Convolve(SOBEL_X), Activate("absolute"), Convolve(BOX))
    wanted = correlate(np.abs(correlate(image, SOBEL_X)), BOX)
    np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-3)


def test_a_stage_that_is_switched_off_is_passed_over() -> None:
    image = some_picture((8, 8), np.uint8)
    off = (
        Convolve(SOBEL_X, enabled=False),
        Magnitude(SOBEL_X, SOBEL_Y, enabled=False),
        Activate("relu", enabled=False),
        Pool(enabled=False),
        Threshold(enabled=False),
    )
    np.testing.assert_array_equal(values_of(image, *off), image)


def test_magnitude_is_the_root_of_the_sum_of_squares() -> None:
    image = some_picture((15, 14, 3), np.uint8)
    found = values_of(image, Magnitude(SOBEL_X, SOBEL_Y))
    wanted = np.hypot(correlate(image, SOBEL_X), correlate(image, SOBEL_Y))
    np.testing.assert_allclose(found, wanted, rtol=1e-6)


@pytest.mark.parametrize(("dtype", "white"), [(np.uint8, 255), (np.uint16, 65535), (np.float32, 1)])
def test_activations_are_in_the_pictures_own_units(dtype: Any, white: float) -> None:
    image = np.array([[0, white // 2 if white > 1 else 0.5, white]], dtype)
    shift = Convolve(Kernel([[2]], offset=-white))
    x = image.astype(np.float64) * 2 - white
    formulas = {
        "relu": np.maximum(x, 0),
        "absolute": np.abs(x),
        "tanh": white * np.tanh(x / white),
        "sigmoid": white / (1 + np.exp(-4 * x / white)),
    }
    for name, wanted in formulas.items():
        found = values_of(image, shift, Activate(name))  # type: ignore[arg-type]
        np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-6 * white)


@pytest.mark.parametrize("kind", ["max", "average"])
@pytest.mark.parametrize(("size", "stride"), [(1, 1), (2, 2), (3, 1), (3, 2), (2, 5), (7, 3)])
@pytest.mark.parametrize("shape", [(11, 9), (12, 10, 3), (7, 7)])
def test_pooling_is_the_max_or_average_of_valid_windows(
    kind: Any, size: int, stride: int, shape: tuple[int, ...]
) -> None:
    image = some_picture(shape, np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
    chosen = windows[::stride, ::stride]
    wanted = chosen.max(axis=(-1, -2)) if kind == "max" else chosen.mean(axis=(-1, -2))
    found = values_of(image, Pool(kind, size, stride))
    assert found.shape == wanted.shape
    np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-6)


def test_threshold_gives_white_from_the_level_on() -> None:
    image = np.array([[0, 127, 128, 255]], np.uint8)
    np.testing.assert_array_equal(values_of(image, Threshold(128)), [[0, 0, 255, 255]])
    np.testing.assert_array_equal(
        values_of(np.array([[0.2, 0.5, np.nan]]), Threshold(0.5)), [[0, 1, 0]]
    )


def test_an_even_kernel_of_an_8_bit_picture_meets_the_threshold_exactly() -> None:
    image = np.full((9, 9), 128, np.uint8)
    gaussian = Kernel(np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]), divisor=256)
    assert (values_of(image, Convolve(gaussian), Threshold(128)) == 255).all()


def test_turned_is_true_convolution() -> None:
    image = some_picture((12, 11), np.uint8)
    kernel = some_kernel(4, 3, anchor=(0, 2))
    found = values_of(image, Convolve(kernel), turned=True, border="wrap")
    np.testing.assert_array_equal(found, convolve(image, kernel, border="wrap"))


@pytest.mark.parametrize("border", BORDERS)
def test_the_border_and_its_constant_reach_the_stages(border: Border) -> None:
    image = some_picture((6, 5), np.uint8)
    found = values_of(image, Convolve(BOX), border=border, constant=200)
    np.testing.assert_array_equal(found, correlate(image, BOX, border=border, constant=200))


def test_one_plane_or_the_luminance_leaves_one_grey_plane() -> None:
    image = some_picture((7, 6, 4), np.uint8)
    for place, channels in enumerate(("red", "green", "blue")):
        np.testing.assert_array_equal(values_of(image, channels=channels), image[:, :, place])
    wanted = image[:, :, :3] @ np.array([0.299, 0.587, 0.114])
    np.testing.assert_allclose(values_of(image, channels="luminance"), wanted, atol=1e-3)
    found = run(render(image, Pipeline((), channels="green"), "clamp")).pixels
    np.testing.assert_array_equal(found, image[:, :, [1, 3]])


@pytest.mark.parametrize("channels", ["all", "luminance", "red", "green", "blue"])
@pytest.mark.parametrize("shape", [(5, 6), (5, 6, 1), (5, 6, 2)])
def test_a_grey_picture_is_its_own_planes(channels: Any, shape: tuple[int, ...]) -> None:
    image = some_picture(shape, np.uint16)
    grey = image if image.ndim == 2 else image[:, :, 0]
    np.testing.assert_array_equal(values_of(image, channels=channels), grey)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
@pytest.mark.parametrize("channels", [2, 4])
@pytest.mark.parametrize("mode", SHOW_MODES)
def test_alpha_is_never_filtered(dtype: Any, channels: int, mode: ShowMode) -> None:
    image = np.abs(some_picture((9, 8, channels), dtype))
    image = np.minimum(image, white_level(image)).astype(dtype)
    stages = (Convolve(SOBEL_X), Activate("relu"), Threshold(0.5))
    found = run(render(image, Pipeline(stages), mode))
    colours = 3 if mode == "false-colour" else channels - 1
    assert found.pixels.shape == (9, 8, colours + 1)
    assert found.pixels.dtype == dtype
    np.testing.assert_array_equal(found.pixels[:, :, -1], image[:, :, -1])
    assert found.values.shape == ((9, 8) if channels == 2 else (9, 8, 3))


def test_alpha_shrinks_with_pooling_by_its_average() -> None:
    image = some_picture((8, 6, 4), np.uint8)
    found = run(render(image, Pipeline((Pool("max", 2, 2),)), "clamp")).pixels
    alpha = image[:, :, 3].reshape(4, 2, 3, 2).mean(axis=(1, 3))
    np.testing.assert_array_equal(found[:, :, 3], np.rint(alpha))
    assert found.shape == (4, 3, 4)


@pytest.mark.parametrize(("dtype", "top"), [(np.uint8, 255), (np.uint16, 65535), (np.float32, 1.0)])
def test_another_depth_scales_colour_and_alpha(dtype: Any, top: float) -> None:
    image = some_picture((6, 5, 4), np.uint8)
    found = run(render(image, Pipeline(()), "clamp", dtype=dtype)).pixels
    assert found.dtype == dtype
    np.testing.assert_allclose(found / top, image / 255, atol=1e-6)


@pytest.mark.parametrize("name", preset_names())
@pytest.mark.parametrize("shape", [(33, 35), (34, 31, 3)])
def test_clamped_render_equals_correlate_into_8_bits(name: str, shape: tuple[int, ...]) -> None:
    image = some_picture(shape, np.uint8)
    kernel = preset(name)
    for border in BORDERS:
        pipeline = Pipeline((Convolve(kernel),), border=border, constant=99)
        found = run(render(image, pipeline, "clamp")).pixels
        wanted = correlate(image, kernel, border=border, constant=99, out_dtype=np.uint8)
        assert found.dtype == np.uint8
        assert np.abs(found.astype(int) - wanted).max() <= 1
        exact = padded_sum(image, kernel, border=border, constant=99)[found != wanted]
        # Only a value half-way between two levels may go either way.
        assert np.abs(exact - np.floor(exact) - 0.5).max(initial=0) < 1e-3


def test_stage_input_is_what_the_stage_receives() -> None:
    image = some_picture((10, 12, 4), np.uint8)
    stages = (Convolve(SOBEL_X), Activate("relu", enabled=False), Pool(), Threshold())
    pipeline = Pipeline(stages)
    for index in range(len(stages) + 1):
        found = run(stage_input(image, pipeline, index))
        np.testing.assert_array_equal(found, values_of(image, *stages[:index]))
    assert run(stage_input(image, pipeline, 0)).dtype == np.float32


def test_values_do_not_alias_the_picture() -> None:
    image = some_picture((5, 5), np.float32)
    for pipeline in (Pipeline(()), Pipeline((Activate("relu", enabled=False),))):
        assert not np.shares_memory(run(run_pipeline(image, pipeline)), image)


def test_a_job_tells_what_it_does_and_ends_when_closed() -> None:
    image = some_picture((10, 10), np.uint8)
    stages = (Convolve(SOBEL_X), Pool(), Threshold())
    seen: list[Progress] = []
    run(render(image, Pipeline(stages), "clamp"), seen.append)
    assert [step.message for step in seen] == [
        "Convolving with Sobel x",
        "Pooling",
        "Applying the threshold",
        "Showing the result",
    ]
    fractions = [step.fraction for step in seen]
    assert fractions == sorted(fractions)
    job = render(image, Pipeline(stages), "clamp")
    next(job)
    job.close()


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
@pytest.mark.parametrize("turned", [False, True])
def test_a_read_only_strided_picture_renders(dtype: Any, turned: bool) -> None:
    image = some_picture((20, 22, 8), dtype)[::2, ::2, ::2]
    image.setflags(write=False)
    pipeline = Pipeline((Convolve(BOX),), turned=turned)
    found = run(render(image, pipeline, "clamp")).pixels
    wanted = run(render(np.ascontiguousarray(image), pipeline, "clamp")).pixels
    np.testing.assert_array_equal(found, wanted)


def test_white_is_the_largest_integer_or_one() -> None:
    levels = {"u1": 255, "u2": 65535, "i2": 32767, "u4": 2**32 - 1, "f4": 1, "f8": 1, "?": 1}
    for dtype, level in levels.items():
        assert white_level(np.dtype(dtype)) == level
        assert white_level(np.zeros((1, 1), dtype)) == level


def test_a_magnitude_is_the_same_wherever_its_picture_lies_in_memory() -> None:
    values = np.random.default_rng(8).integers(0, 256, (61, 67, 3), dtype=np.uint8)
    pipeline = Pipeline((Magnitude(preset("sobel-x"), preset("sobel-y")),))
    expected = run(run_pipeline(values, pipeline))
    for offset in range(24):
        memory = np.empty(values.size + 64, np.uint8)
        moved = memory[offset : offset + values.size].reshape(values.shape)
        moved[...] = values
        keeps = np.empty(1000 + 13 * offset, np.uint8)
        assert np.array_equal(run(run_pipeline(moved, pipeline)), expected)
        assert keeps.size
