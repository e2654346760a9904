"""Histograms count every value once."""

from typing import Any

import numpy as np
import pytest

from kernelview.engine import histogram
from tests.engine.expected import some_picture


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32, np.float64])
@pytest.mark.parametrize("shape", [(30, 31), (30, 31, 3)])
@pytest.mark.parametrize("bins", [1, 10, 256])
def test_a_histogram_is_numpys(dtype: Any, shape: tuple[int, ...], bins: int) -> None:
    image = some_picture(shape, dtype)
    counts, edges = histogram(image, bins=bins)
    planes = image.reshape(30, 31, -1)
    assert counts.shape == (planes.shape[2], bins)
    assert edges.shape == (bins + 1,)
    for channel in range(planes.shape[2]):
        wanted, _ = np.histogram(planes[:, :, channel], edges)
        # A float32 on an edge may fall to either side.
        assert np.abs(np.cumsum(counts[channel]) - np.cumsum(wanted)).max() <= 2
    assert (counts.sum(axis=1) == 930).all()


def test_every_level_of_8_bits_has_its_own_bin() -> None:
    image = np.arange(256, dtype=np.uint8).reshape(16, 16)
    counts, edges = histogram(image)
    np.testing.assert_array_equal(counts, np.ones((1, 256)))
    np.testing.assert_array_equal(edges, np.arange(257))


@pytest.mark.parametrize(("channels", "counted"), [(1, 1), (2, 1), (3, 3), (4, 3)])
def test_alpha_is_left_out(channels: int, counted: int) -> None:
    counts, _ = histogram(some_picture((8, 9, channels), np.uint8))
    assert counts.shape == (counted, 256)


def test_floats_span_black_and_white_and_all_values() -> None:
    _, edges = histogram(np.array([[0.2, 0.4]], np.float32))
    assert (edges[0], edges[-1]) == (0, 1)
    counts, edges = histogram(np.array([[-2, 0.5, 3, 3]], np.float32), bins=5)
    assert (edges[0], edges[-1]) == (-2, 3)
    np.testing.assert_array_equal(counts, [[1, 0, 1, 0, 2]])


def test_nan_and_infinity_are_left_out() -> None:
    counts, edges = histogram(np.array([[np.nan, np.inf, -np.inf, 0.5]], np.float32))
    assert counts.sum() == 1
    assert (edges[0], edges[-1]) == (0, 1)
    assert histogram(np.array([[np.nan]]))[0].sum() == 0


def test_more_pixels_than_float32_counts_are_counted() -> None:
    image = np.broadcast_to(np.uint8(7), (4097, 4097))
    counts, _ = histogram(image)
    assert counts[0, 7] == 4097**2
