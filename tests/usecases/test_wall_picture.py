import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.learn.learned import KernelLayer
from kernelview.usecases.wall_picture import (
    LARGEST_TILE,
    LEVELS,
    SMALLEST_TILE,
    WallLayout,
    WallRaster,
    fit_wall,
    full_colour,
    kernels_of,
    layer_named,
    levels_of,
)

COUNTS = st.integers(1, 600)
SHAPES = st.tuples(st.integers(1, 11), st.integers(1, 11))
SIDES = st.integers(20, 1200)
MIDDLE = LEVELS // 2


@given(COUNTS, SHAPES, SIDES, SIDES, st.sampled_from((1, 2)))
def test_a_wall_is_never_wider_than_its_room_and_higher_only_with_the_smallest_tiles(
    count: int, shape: tuple[int, int], width: int, height: int, ratio: int
) -> None:
    layout = fit_wall(count, shape, width=width, height=height, ratio=ratio)
    assert layout.size[0] <= max(width, layout.tile[0])
    assert layout.rows * layout.columns >= count > (layout.rows - 1) * layout.columns
    longest = layout.zoom * max(shape)
    if layout.size[1] > height:
        assert longest < SMALLEST_TILE * ratio + max(shape)
    assert longest <= max(LARGEST_TILE * ratio, max(shape))


@given(COUNTS, SHAPES, SIDES, SIDES)
def test_each_tile_is_found_where_it_is_drawn(
    count: int, shape: tuple[int, int], width: int, height: int
) -> None:
    layout = fit_wall(count, shape, width=width, height=height)
    for place in {0, count // 2, count - 1}:
        left, top, wide, high = layout.box_of(place)
        assert layout.place_at(left, top) == place
        assert layout.place_at(left + wide - 1, top + high - 1) == place
        assert left + wide <= layout.size[0]
        assert top + high <= layout.size[1]


def test_beyond_the_wall_there_is_no_tile() -> None:
    layout = WallLayout(5, (3, 3), columns=3, zoom=4, gap=2)
    wide, high = layout.size
    assert layout.place_at(-1, 0) is None
    assert layout.place_at(0, -1) is None
    assert layout.place_at(wide + layout.gap, 0) is None
    assert layout.place_at(0, high + layout.gap) is None
    assert layout.place_at(wide - 1, high - 1) is None


@pytest.mark.parametrize(
    ("count", "shape", "least"), [(64, (3, 3), 0.7), (16, (7, 7), 0.65), (512, (3, 3), 0.65)]
)
def test_the_usual_walls_fill_their_room(count: int, shape: tuple[int, int], least: float) -> None:
    layout = fit_wall(count, shape, width=828, height=360)
    assert layout.size[1] <= 360
    wide, high = layout.tile
    assert count * wide * high >= least * 828 * 360


def test_many_kernels_in_a_small_room_are_scrolled() -> None:
    layout = fit_wall(512, (3, 3), width=488, height=180)
    assert layout.size[1] > 180
    assert layout.zoom * 3 >= SMALLEST_TILE


@given(
    st.integers(1, 7),
    st.tuples(st.integers(1, 4), st.integers(1, 4)),
    st.integers(1, 4),
    st.integers(1, 5),
    st.integers(0, 3),
    st.integers(1, 2),
)
def test_every_pixel_shows_the_weight_of_its_tile(
    count: int, shape: tuple[int, int], columns: int, zoom: int, gap: int, line: int
) -> None:
    layout = WallLayout(count, shape, min(columns, count), zoom, gap, line)
    levels = np.random.default_rng(0).integers(0, LEVELS, (count, *shape))
    pixels = WallRaster(layout).draw(levels, np.arange(LEVELS), background=-1, line=-2)
    assert pixels.shape == layout.size[::-1]
    left_over = pixels.copy()
    for place in range(count):
        left, top, wide, high = layout.box_of(place)
        tile = pixels[top : top + high, left : left + wide]
        inner = tile[line : high - line, line : wide - line]
        assert (inner == levels[place].repeat(zoom, 0).repeat(zoom, 1)).all()
        assert (tile == -2).sum() == tile.size - inner.size
        left_over[top : top + high, left : left + wide] = -1
    assert (left_over == -1).all()


def test_zero_is_the_middle_and_the_ends_are_the_ends() -> None:
    kernels = np.array([[[-2.0, 0.0, 2.0]], [[-1.0, 0.5, 1.0]]])
    assert levels_of(kernels, "common")[0].tolist() == [[0, MIDDLE, LEVELS - 1]]
    assert levels_of(kernels, "common")[1, 0, 2] == MIDDLE + round(MIDDLE / 2)
    assert levels_of(kernels, "own")[1, 0].tolist() == [0, MIDDLE + round(MIDDLE / 2), LEVELS - 1]


@pytest.mark.parametrize("scale", ["common", "own"])
def test_kernels_of_nothing_are_neutral(scale: str) -> None:
    levels = levels_of(np.zeros((2, 3, 3)), "common" if scale == "common" else "own")
    assert (levels == MIDDLE).all()


@pytest.mark.parametrize("scale", ["common", "own"])
def test_what_is_not_a_number_is_neutral_and_infinities_are_the_ends(scale: str) -> None:
    kernels = np.array([[[np.nan, np.inf, -np.inf, 1.0]]], np.float32)
    levels = levels_of(kernels, "common" if scale == "common" else "own")
    assert levels.tolist() == [[[MIDDLE, LEVELS - 1, 0, LEVELS - 1]]]


def test_one_strong_weight_does_not_leave_the_others_pale() -> None:
    kernels = np.full((64, 3, 3), 0.1)
    kernels[0, 0, 0] = 10
    assert full_colour(kernels) == pytest.approx(0.1)
    single = np.zeros((64, 3, 3))
    single[0, 0, 0] = 10
    assert full_colour(single) == 10


def deep_layer() -> KernelLayer:
    kernels = np.random.default_rng(0).normal(size=(3, 5, 4, 7)).astype(np.float32)
    return KernelLayer("conv2", kernels, None, "relu")


def test_kernels_are_a_channel_s_or_their_mean() -> None:
    layer = deep_layer()
    assert kernels_of(layer, None).shape == (7, 3, 5)
    assert np.allclose(kernels_of(layer, None)[2], layer.kernels[..., 2].mean(axis=2))
    assert np.array_equal(kernels_of(layer, 3)[2], layer.kernels[:, :, 3, 2])


def test_a_layer_that_is_not_there_is_the_first() -> None:
    layer = deep_layer()
    assert layer_named([layer], "conv2") is layer
    assert layer_named([layer], "conv9") is layer
    assert layer_named([], "conv2") is None
