"""The levels of a picture are means of its pixels, whichever way they come."""

import numpy as np
import pytest

from kernelview.engine.levels import halved
from kernelview.jobs import run
from kernelview.ui.canvas.pyramid import (
    QUICK_PIXELS,
    Pyramid,
    level_at,
    shape_of_level,
    touched,
)
from kernelview.ui.canvas.reduced import Reduced

Shape = tuple[int, int]


def noise(*shape: int) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, shape).astype(np.uint8)


def reduced_by(pixels: np.ndarray, regions: list[tuple[int, int, int, int]]) -> Reduced:
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    reduced = Reduced((pixels.shape[0], pixels.shape[1]), channels)
    for top, left, bottom, right in regions:
        reduced.add(pixels[top:bottom, left:right], (top, left, bottom, right))
    return reduced


def test_a_level_is_the_mean_of_two_by_two() -> None:
    pixels = noise(512, 516, 3)
    means = pixels.reshape(256, 2, 258, 2, 3).mean(axis=(1, 3))
    assert np.abs(Pyramid(pixels).part(1, (0, 0, 256, 258)) - means).max() <= 0.5


def test_odd_sizes_lose_no_pixel() -> None:
    assert [shape_of_level((5, 7), level) for level in range(4)] == [(5, 7), (3, 4), (2, 2), (1, 1)]
    pyramid = Pyramid(np.full((1025, 1031), 90, np.uint8))
    assert pyramid.part(2, (0, 0, 257, 258)).shape == (257, 258)
    assert (pyramid.part(2, (0, 0, 257, 258)) == 90).all()


def test_a_part_is_a_part_of_the_level() -> None:
    pyramid = Pyramid(noise(1030, 1040).astype(np.uint16) * 257)
    for level in range(3):
        rows, columns = shape_of_level(pyramid.shape, level)
        whole = pyramid.part(level, (0, 0, rows, columns))
        assert np.array_equal(pyramid.part(level, (2, 3, 7, 9)), whole[2:7, 3:9])


def test_until_a_level_is_ready_a_finer_one_is_looked_at_in_steps() -> None:
    pixels = noise(1200, 1800)
    assert pixels.size > QUICK_PIXELS
    pyramid = Pyramid(pixels)
    assert np.array_equal(pyramid.part(1, (3, 5, 300, 450)), pixels[::2, ::2][3:300, 5:450])
    coarse = pixels[::8, ::8].repeat(2, axis=0).repeat(2, axis=1)
    assert np.array_equal(pyramid.part(2, (3, 5, 300, 450)), coarse[3:300, 5:450])
    assert pyramid.part(2, (0, 0, 300, 450)).shape == (300, 450)
    run(pyramid.build())
    means = halved(halved(pixels))
    assert np.array_equal(pyramid.part(2, (3, 5, 300, 450)), means[3:300, 5:450])


def test_transparent_colours_do_not_bleed_into_their_neighbours() -> None:
    pixels = np.zeros((512, 512, 4), np.uint8)
    pixels[::2] = (255, 0, 0, 255)
    pixels[1::2] = (0, 255, 0, 0)
    red, green, _blue, alpha = Pyramid(pixels).part(1, (0, 0, 1, 1))[0, 0].tolist()
    assert green == 0
    assert red == alpha == 128


@pytest.mark.parametrize(
    ("scale", "level"), [(64, 0), (1, 0), (0.9, 0), (0.5, 1), (0.3, 1), (0.25, 2), (0.001, 6)]
)
def test_the_level_has_at_least_the_screens_pixels(scale: float, level: int) -> None:
    assert level_at(scale, 6) == level


def test_what_a_rectangle_touches_is_whole_pixels_within_the_level() -> None:
    assert touched((5, 8, 9, 17), 2, (100, 18)) == (1, 2, 3, 5)


@pytest.mark.parametrize("shape", [(1024, 1100), (1031, 1537, 3), (1100, 1024, 2), (1024, 1033, 4)])
def test_aligned_tiles_make_the_levels_of_the_whole(shape: tuple[int, ...]) -> None:
    pixels = noise(*shape)
    rows, columns = shape[:2]
    tiles = [
        (top, left, min(top + 256, rows), min(left + 256, columns))
        for top in range(0, rows, 256)
        for left in range(0, columns, 256)
    ]
    whole, tiled = Reduced.of(pixels), reduced_by(pixels, tiles[::-1])
    for level in range(1, whole.highest + 1):
        assert np.array_equal(whole.level(level), tiled.level(level))


def test_tiles_that_split_pixels_are_mended_at_the_end() -> None:
    pixels = noise(1100, 1300, 3)
    tiles = [(0, 0, 1100, 301), (0, 301, 777, 1300), (777, 301, 1100, 1300)]
    whole, tiled = Reduced.of(pixels), reduced_by(pixels, tiles)
    assert not np.array_equal(whole.level(2), tiled.level(2))
    list(tiled.mend(pixels))
    for level in range(1, whole.highest + 1):
        assert np.array_equal(whole.level(level), tiled.level(level))
