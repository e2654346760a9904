"""How a result is cut, and in which order its tiles come."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.engine import Convolve, Magnitude, Pipeline, Pool, Threshold
from kernelview.engine.spans import Rectangle
from kernelview.engine.tile_grid import Waiting, seconds_for, tile_side
from kernelview.kernels import preset
from tests.engine.expected import some_kernel

UINT8 = np.dtype(np.uint8)
SOBEL = Pipeline((Convolve(preset("sobel-x")),))


def drained(waiting: Waiting, view: Rectangle | None) -> list[Rectangle]:
    return [waiting.take(view) for _ in range(len(waiting))]


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 200),
    st.integers(1, 200),
    st.integers(10, 64),
    st.lists(st.none() | st.tuples(*[st.integers(-50, 250)] * 4), min_size=1, max_size=9),
)
def test_every_tile_comes_once_wherever_one_looks(
    height: int, width: int, side: int, views: list[Rectangle | None]
) -> None:
    waiting = Waiting((height, width), side)
    times = np.zeros((height, width), int)
    for number in range(waiting.total):
        top, left, bottom, right = waiting.take(views[number % len(views)])
        assert top % side == left % side == 0
        times[top:bottom, left:right] += 1
    assert len(waiting) == 0
    assert (times == 1).all()


def test_tiles_in_view_come_first_then_those_nearest_to_it() -> None:
    view = (250, 250, 420, 320)
    tiles = drained(Waiting((1000, 1000), 100), view)
    in_view = [(top, left) for top in (200, 300, 400) for left in (200, 300)]
    assert sorted((top, left) for top, left, _, _ in tiles[:6]) == in_view
    gaps = [
        max(view[0] - bottom + 1, top - view[2] + 1, view[1] - right + 1, left - view[3] + 1, 0)
        for top, left, bottom, right in tiles
    ]
    assert max(gaps[:20]) < min(gaps[-20:])


def test_a_view_that_moves_is_followed() -> None:
    waiting = Waiting((1000, 1000), 100)
    assert waiting.take((0, 0, 10, 10)) == (0, 0, 100, 100)
    assert waiting.take((950, 950, 960, 960)) == (900, 900, 1000, 1000)
    assert waiting.take((0, 0, 10, 10)) in [(0, 100, 100, 200), (100, 0, 200, 100)]


def test_what_is_in_view_can_be_taken_out_of_turn() -> None:
    waiting = Waiting((300, 300), 100)
    seen = waiting.within((90, 150, 110, 160))
    assert sorted(seen) == [(0, 100, 100, 200), (100, 100, 200, 200)]
    waiting.remove(seen)
    assert len(waiting) == 7
    assert not set(seen) & set(drained(waiting, None))


@pytest.mark.parametrize("size", [3, 31, 99])
def test_a_tile_is_worth_what_is_read_for_it(size: int) -> None:
    side = tile_side((5000, 5000, 3), UINT8, Pipeline((Convolve(some_kernel(size, size)),)))
    assert (side + size - 1) ** 2 <= 2 * side**2


def test_tiles_are_smaller_where_more_is_done() -> None:
    kernel = some_kernel(15, 15)
    stages = (Magnitude(kernel, kernel), Magnitude(kernel, kernel), Threshold())
    shape = (5000, 5000, 3)
    assert tile_side(shape, UINT8, Pipeline(stages)) < tile_side(shape, UINT8, SOBEL)
    pooled = Pipeline((*SOBEL.stages, Pool("max", 8, 8), Pool("max", 4, 4)))
    assert tile_side(shape, UINT8, pooled) * 32 <= 4 * tile_side(shape, UINT8, SOBEL)


def test_the_cut_depends_neither_on_the_size_nor_on_the_depth_of_many_pictures() -> None:
    sides = {tile_side((side, 2 * side, 3), UINT8, SOBEL) for side in (10, 500, 9000)}
    assert len(sides) == 1


def test_a_larger_part_takes_longer() -> None:
    def seconds(side: int, pipeline: Pipeline) -> float:
        return seconds_for((9000, 9000, 3), UINT8, pipeline, (100, 100, 100 + side, 100 + side))

    assert seconds(100, SOBEL) < seconds(500, SOBEL) < seconds(5000, SOBEL)
    assert seconds(500, SOBEL) < seconds(500, Pipeline((*SOBEL.stages, Pool("max", 4, 4))))
