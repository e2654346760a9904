import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import DTypeLike

from kernelview.jobs import run
from kernelview.ui.histogram import count_picture
from kernelview.ui.histogram.histogram_data import heights


@given(pixels=arrays(np.uint8, (6, 7, 3)))
def test_every_value_is_counted_once_in_each_series(pixels: np.ndarray) -> None:
    made = run(count_picture(pixels))

    assert [series.label for series in made.series] == ["Luminance", "Red", "Green", "Blue"]
    assert all(series.counts.sum() == 42 for series in made.series)


@given(
    values=arrays(np.float32, (5, 4), elements=st.floats(-8, 8, width=32)),
)
def test_counts_reach_as_far_as_the_values(values: np.ndarray) -> None:
    made = run(count_picture(values))

    assert made.series[0].counts.sum() == values.size
    # A value counts at the nearest of 256 levels.
    assert made.low <= values.min() + 0.5 / 255
    assert made.high >= values.max() - 0.5 / 255


@pytest.mark.parametrize("shape", [(4, 5), (4, 5, 2)])
def test_a_grey_picture_has_one_series(shape: tuple[int, ...]) -> None:
    made = run(count_picture(np.zeros(shape, dtype=np.uint8)))

    assert [series.label for series in made.series] == ["Grey"]
    assert made.channels == made.series


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_alpha_is_not_counted(dtype: DTypeLike) -> None:
    pixels = np.zeros((4, 5, 4), dtype=dtype)
    pixels[:, :, 3] = 1
    made = run(count_picture(pixels))

    assert [series.maximum for series in made.series] == [0, 0, 0, 0]


def test_the_statistics_are_the_picture_s() -> None:
    pixels = np.zeros((2, 2, 3), dtype=np.uint8)
    pixels[:, :, 0] = [[10, 20], [30, 60]]
    red = run(count_picture(pixels)).channels[0]

    assert (red.label, red.mean, red.minimum, red.maximum) == ("Red", 30.0, 10.0, 60.0)


def test_a_grey_rgb_picture_has_no_gaps_in_its_luminance() -> None:
    ramp = np.arange(200, dtype=np.uint8).reshape(10, 20)
    luminance = run(count_picture(np.dstack([ramp] * 3))).series[0]

    assert luminance.counts.tolist() == [1] * 200 + [0] * 56


def test_nan_and_infinity_are_left_out() -> None:
    values = np.array([[np.nan, np.inf], [0.25, 0.75]], dtype=np.float32)
    (series,) = run(count_picture(values)).series

    assert (series.counts.sum(), series.mean, series.maximum) == (2, 0.5, 0.75)


def test_a_large_picture_is_counted_strip_by_strip_as_the_whole() -> None:
    pixels = np.random.default_rng(5).integers(0, 65536, (900, 1300, 3)).astype(np.uint16)
    counted = run(count_picture(pixels)).channels[2]

    assert counted.counts.sum() == 900 * 1300
    assert counted.maximum == pixels[:, :, 2].max()
    assert counted.mean == pytest.approx(pixels[:, :, 2].mean())


def test_nothing_but_nan_makes_zeros() -> None:
    (series,) = run(count_picture(np.full((2, 2), np.nan))).series

    assert (series.counts.sum(), series.mean, series.minimum, series.maximum) == (0, 0, 0, 0)


def test_logarithmic_heights_keep_zero_and_order() -> None:
    counts = np.array([0, 1, 9, 99])

    assert heights(counts, logarithmic=False).tolist() == [0, 1, 9, 99]
    assert heights(counts, logarithmic=True).tolist() == pytest.approx([0, np.log10(2), 1, 2])
