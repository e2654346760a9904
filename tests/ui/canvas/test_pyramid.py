"""The levels of a picture are means of its pixels."""

import numpy as np
import pytest

from kernelview.ui.canvas.pyramid import STRIP_ROWS, Pyramid, halved


def test_a_level_is_the_mean_of_two_by_two() -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (8, 6, 3)).astype(np.uint8)
    means = pixels.reshape(4, 2, 3, 2, 3).mean(axis=(1, 3))
    assert np.abs(Pyramid(pixels).part(1, (0, 0, 4, 3)) - means).max() <= 0.5


def test_odd_sizes_lose_no_pixel() -> None:
    pyramid = Pyramid(np.full((5, 7), 90, np.uint8))
    assert [pyramid.shape_at(level) for level in range(4)] == [(5, 7), (3, 4), (2, 2), (1, 1)]
    assert (pyramid.part(2, (0, 0, 2, 2)) == 90).all()


def test_strips_make_the_same_level_as_the_whole() -> None:
    pixels = np.random.default_rng(4).integers(0, 256, (2 * STRIP_ROWS + 3, 4)).astype(np.uint8)
    whole = Pyramid(pixels).part(1, (0, 0, STRIP_ROWS + 2, 2))
    assert np.array_equal(whole, halved(pixels))


def test_a_part_is_a_part_of_the_level() -> None:
    pyramid = Pyramid(np.random.default_rng(4).integers(0, 65536, (40, 40)).astype(np.uint16))
    for level in range(3):
        rows, columns = pyramid.shape_at(level)
        whole = pyramid.part(level, (0, 0, rows, columns))
        assert np.array_equal(pyramid.part(level, (2, 3, 7, 9)), whole[2:7, 3:9])


def test_transparent_colours_do_not_bleed_into_their_neighbours() -> None:
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[0] = (255, 0, 0, 255)
    pixels[1] = (0, 255, 0, 0)
    red, green, _blue, alpha = Pyramid(pixels).part(1, (0, 0, 1, 1))[0, 0].tolist()
    assert green == 0
    assert red == alpha


@pytest.mark.parametrize(
    ("scale", "level"), [(64, 0), (1, 0), (0.9, 0), (0.5, 1), (0.3, 1), (0.25, 2), (0.001, 6)]
)
def test_the_level_has_at_least_the_screens_pixels(scale: float, level: int) -> None:
    assert Pyramid(np.zeros((100, 100), np.uint8)).level_for(scale) == level
