"""From values to pixels: every mode, depth and odd value."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.engine import SHOW_MODES, STRETCH_PERCENTILES, ShowMode, diverging_rgb, show

DEPTHS = [(np.uint8, 255.0), (np.uint16, 65535.0), (np.float32, 1.0), (np.float64, 1.0)]


def row(*values: float) -> NDArray[np.float32]:
    return np.array([values], np.float32)


def shown(values: NDArray[Any], mode: ShowMode, dtype: Any = np.uint8) -> list[float]:
    pixels: list[float] = show(values, mode, white=255, dtype=dtype).pixels[0].tolist()
    return pixels


def test_clamp_rounds_half_to_even_and_clips() -> None:
    values = row(-300, -0.4, 0.5, 1.5, 2.5, 254.5, 255.4, 1e9)
    assert shown(values, "clamp") == [0, 0, 0, 2, 2, 254, 255, 255]


def test_absolute_leaves_out_the_sign() -> None:
    assert shown(row(-300, -100, 0, 100, 300), "absolute") == [255, 100, 0, 100, 255]


def test_signed_puts_zero_at_mid_grey_and_white_at_both_ends() -> None:
    assert shown(row(-400, -255, 0, 255, 400), "signed") == [0, 0, 128, 255, 255]
    assert shown(row(-255, -127.5, 0, 255), "signed", np.float32) == [0, 0.25, 0.5, 1]


def test_stretch_takes_its_percentiles_for_black_and_white() -> None:
    values = np.random.default_rng(0).normal(size=(200, 300)).astype(np.float32) * 40
    found = show(values, "stretch", white=255, dtype=np.uint8)
    low, high = np.percentile(values, STRETCH_PERCENTILES)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-6)
    wanted = np.clip(np.rint((values - low) / (high - low) * 255), 0, 255)
    assert np.abs(found.pixels - wanted).max() <= 1


def test_stretch_of_a_large_picture_looks_at_all_its_columns() -> None:
    ramp = np.tile(np.linspace(0, 1, 2048, dtype=np.float32), (2048, 1))
    found = show(ramp, "stretch", white=1, dtype=np.uint8)
    assert (found.low, found.high) == pytest.approx((0.005, 0.995), abs=1e-3)


def test_stretch_shows_a_few_values_among_zeros() -> None:
    values = np.zeros((50, 50), np.float32)
    values[25, 25] = 4
    assert show(values, "stretch", white=255, dtype=np.uint8).pixels.max() == 255


def test_a_flat_result_is_not_stretched() -> None:
    assert shown(row(100, 100), "stretch") == [100, 100]


def test_false_colour_is_neutral_at_zero_and_signed_beyond() -> None:
    values = row(-10, 0, 5, 10)
    found = show(values, "false-colour", white=255, dtype=np.uint8)
    limit = max(abs(end) for end in np.percentile(values, STRETCH_PERCENTILES))
    assert (found.low, found.high) == pytest.approx((-limit, limit))
    np.testing.assert_array_equal(found.pixels, diverging_rgb(values / np.float32(limit)))
    assert found.pixels[0, 1].tolist() == [0xF4, 0xF4, 0xF2]


def test_false_colour_of_rgb_is_that_of_its_luminance() -> None:
    rgb = np.random.default_rng(0).normal(size=(9, 8, 3)).astype(np.float32)
    grey = (rgb @ np.array([0.299, 0.587, 0.114])).astype(np.float32)
    found = show(rgb, "false-colour", white=1, dtype=np.uint8).pixels
    wanted = show(grey, "false-colour", white=1, dtype=np.uint8).pixels
    assert np.abs(found.astype(int) - wanted).max() <= 2


def test_false_colour_of_nothing_but_zeros_is_neutral() -> None:
    found = show(row(0, 0), "false-colour", white=255, dtype=np.uint8).pixels
    assert found[0].tolist() == [[0xF4, 0xF4, 0xF2]] * 2


@pytest.mark.parametrize("mode", SHOW_MODES)
@pytest.mark.parametrize(("dtype", "top"), DEPTHS)
@pytest.mark.parametrize("shape", [(3, 4), (3, 4, 3)])
def test_all_depths_show_the_same_picture(
    mode: ShowMode, dtype: Any, top: float, shape: tuple[int, ...]
) -> None:
    values = np.random.default_rng(0).normal(size=shape).astype(np.float32) * 200
    found = show(values, mode, white=255, dtype=dtype)
    eight = show(values, mode, white=255, dtype=np.uint8)
    assert found.pixels.dtype == dtype
    assert found.pixels.shape == ((3, 4, 3) if mode == "false-colour" else shape)
    assert np.abs(found.pixels / top - eight.pixels / 255).max() <= 0.51 / 255
    assert (found.low, found.high) == (eight.low, eight.high)


@pytest.mark.parametrize("mode", SHOW_MODES)
@pytest.mark.parametrize("dtype", [depth for depth, _ in DEPTHS])
def test_nan_infinity_and_huge_values_never_wrap(mode: ShowMode, dtype: Any) -> None:
    values = row(np.nan, -np.inf, -3e38, *range(60), 3e38, np.inf)
    found = show(values, mode, white=50, dtype=dtype).pixels
    assert np.isfinite(found).all()
    if mode == "false-colour":
        neutral, least, largest = found[0, 0], found[0, 1], found[0, -1]
        np.testing.assert_allclose(neutral, neutral_of(dtype), rtol=1e-6)
        assert least[2] > least[0]
        assert largest[0] > largest[2]
        return
    top = 1 if np.dtype(dtype).kind == "f" else np.iinfo(dtype).max
    assert found[0, 0] == 0
    assert found[0, -1] == top
    assert found[0, 1] == (top if mode == "absolute" else 0)


def neutral_of(dtype: Any) -> NDArray[np.float64]:
    top = 1 if np.dtype(dtype).kind == "f" else np.iinfo(dtype).max
    neutral: NDArray[np.float64] = np.array([0xF4, 0xF4, 0xF2]) * (top / 255)
    return neutral


@pytest.mark.parametrize(
    ("mode", "lost"),
    [("clamp", (3, 2)), ("absolute", (0, 4)), ("signed", (2, 2))],
)
def test_what_a_showing_loses_is_counted(mode: ShowMode, lost: tuple[int, int]) -> None:
    values = row(-1, -0.4, 0, 100, 255, 255.4, 257, 1e6, -1e6, -np.inf, np.nan)
    found = show(values, mode, white=255, dtype=np.uint8)
    assert (found.below, found.above) == lost


@pytest.mark.parametrize("mode", ["stretch", "false-colour"])
def test_a_showing_over_percentiles_loses_what_is_beyond_its_ends(mode: ShowMode) -> None:
    values = np.arange(-1000, 1001, dtype=np.float32).reshape(1, -1)
    found = show(values, mode, white=255, dtype=np.uint8)
    assert (values < found.low).sum() >= found.below > 0
    assert (values > found.high).sum() >= found.above > 0


def test_counts_do_not_depend_on_how_large_the_picture_is() -> None:
    values = np.full((700, 500, 3), -3, np.float32)
    values[::2] = 300
    found = show(values, "clamp", white=255, dtype=np.uint8)
    assert (found.below, found.above) == (525_000, 525_000)
    assert found.pixels[::2].min() == 255
    assert found.pixels[1::2].max() == 0


def test_rounding_noise_is_not_called_clipped() -> None:
    found = show(row(-1e-6, 1 + 1e-6), "clamp", white=1, dtype=np.float32)
    assert (found.below, found.above) == (0, 0)


def test_the_values_shown_are_left_as_they_are() -> None:
    values = np.random.default_rng(0).normal(size=(30, 30)).astype(np.float32) * 300
    before = values.copy()
    for mode in SHOW_MODES:
        show(values, mode, white=255, dtype=np.float32)
    np.testing.assert_array_equal(values, before)


def test_the_diverging_scale_runs_from_blue_through_neutral_to_orange() -> None:
    found = diverging_rgb(np.array([-5, -1, 0, 1, 5, np.nan]))
    blue, neutral, orange = [0x2B, 0x6C, 0xB0], [0xF4, 0xF4, 0xF2], [0xDD, 0x7A, 0x1F]
    assert found.tolist() == [blue, blue, neutral, orange, orange, neutral]
    assert found.dtype == np.uint8


def test_the_diverging_scale_keeps_any_shape() -> None:
    assert diverging_rgb(np.zeros((2, 3, 4))).shape == (2, 3, 4, 3)
    assert diverging_rgb(np.zeros((0, 3))).shape == (0, 3, 3)
    assert diverging_rgb(np.float64(0)).tolist() == [0xF4, 0xF4, 0xF2]


def test_the_diverging_scale_grows_steadily_darker_away_from_zero() -> None:
    weights = np.array([0.299, 0.587, 0.114])
    brightness = diverging_rgb(np.linspace(0, 1, 50)).astype(float) @ weights
    assert (np.diff(brightness) < 0).all()
    assert (np.diff(diverging_rgb(np.linspace(0, -1, 50)).astype(float) @ weights) < 0).all()
