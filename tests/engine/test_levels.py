"""The levels of a picture are the means of its pixels, made once, by whoever asks first."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.engine import EngineError
from kernelview.engine.levels import SMALLEST_SIDE, Levels, halved
from kernelview.jobs import run
from tests.engine.expected import some_picture

DTYPES = (np.uint8, np.uint16, np.float32, np.float64)


def plain_halved(pixels: NDArray[Any]) -> NDArray[np.float64]:
    odd = [(0, length % 2) for length in pixels.shape[:2]]
    even = np.pad(pixels.astype(np.float64), odd + [(0, 0)] * (pixels.ndim - 2), mode="edge")
    rows, columns = even.shape[0] // 2, even.shape[1] // 2
    cells = even.reshape(rows, 2, columns, 2, *even.shape[2:])
    return np.asarray(cells.mean(axis=(1, 3)))


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 20),
    st.integers(1, 20),
    st.sampled_from([(), (2,), (3,), (4,)]),
    st.sampled_from(DTYPES),
)
def test_half_a_picture_is_the_means_of_its_pixels(
    height: int, width: int, channels: tuple[int, ...], dtype: Any
) -> None:
    pixels = some_picture((height, width, *channels), dtype, seed=height * 21 + width)
    found, wanted = halved(pixels), plain_halved(pixels)
    assert found.dtype == pixels.dtype
    assert found.shape == wanted.shape
    assert np.abs(found - wanted).max() <= (0.5 if np.dtype(dtype).kind == "u" else 1e-6)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(1100, 1537), (1024, 1100, 3), (2049, 1025, 2), (1023, 1030, 4)])
def test_each_level_is_half_the_one_before(dtype: Any, shape: tuple[int, ...]) -> None:
    levels = Levels(some_picture(shape, dtype))
    run(levels.build())
    assert levels.highest_ready == levels.highest == (1 if shape[0] == 1023 else 2)
    for number in range(1, levels.highest + 1):
        found = levels.level(number)
        np.testing.assert_array_equal(found, halved(levels.level(number - 1)))
        assert found.shape[:2] == levels.shape_at(number)
        assert not found.flags.writeable


def test_the_smallest_level_is_small_but_not_too_small() -> None:
    for height, width in [(1, 1), (255, 999), (511, 512), (512, 512), (5000, 3000)]:
        levels = Levels(np.broadcast_to(np.uint8(0), (height, width)))
        smallest = min(levels.shape_at(levels.highest))
        assert smallest < 2 * SMALLEST_SIDE
        assert smallest >= min(SMALLEST_SIDE, height, width)


def test_a_level_asked_for_is_made_with_all_before_it_and_kept() -> None:
    levels = Levels(some_picture((2100, 2100), np.uint8))
    assert (levels.highest, levels.highest_ready) == (3, 0)
    found = levels.level(2)
    assert levels.highest_ready == 2
    assert levels.level(2) is found


@pytest.mark.parametrize("number", [-1, 2])
def test_a_level_that_there_is_not_is_refused(number: int) -> None:
    with pytest.raises(EngineError, match="the levels are 0 to 1"):
        Levels(np.zeros((600, 600), np.uint8)).level(number)


def test_a_picture_that_is_made_smaller_in_short_steps_is_the_same() -> None:
    pixels = some_picture((3000, 3001, 3), np.float32)
    levels, watched = Levels(pixels), Levels(pixels)
    steps = 0
    for _ in watched.build():
        steps += 1
    assert steps > 5
    np.testing.assert_array_equal(levels.level(3), watched.level(3))


def test_a_closed_building_goes_on_where_it_was() -> None:
    levels = Levels(some_picture((3000, 3000, 3), np.float32))
    job = levels.build()
    for _ in range(3):
        next(job)
    job.close()
    run(levels.build())
    np.testing.assert_array_equal(levels.level(1), halved(levels.level(0)))


def test_several_threads_get_the_same_level() -> None:
    levels = Levels(some_picture((4000, 4001), np.uint16))
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(levels.level, number) for number in (3, 1, 2, 3, 3, 2, 1, 3)]
        built = [pool.submit(run, levels.build()) for _ in range(4)]
        found = [each.result() for each in asked]
        for each in built:
            each.result()
    for number, level in zip((3, 1, 2, 3, 3, 2, 1, 3), found, strict=True):
        assert level is levels.level(number)
    np.testing.assert_array_equal(levels.level(1), halved(levels.level(0)))
    np.testing.assert_array_equal(levels.level(3), halved(levels.level(2)))
