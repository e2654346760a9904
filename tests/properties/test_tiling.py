"""However a result is cut, its tiles are the whole, and what is counted in them, too."""

from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.engine import SHOW_MODES, EngineError, Pipeline, Rendering, ShowMode, render
from kernelview.engine.counting import count_values
from kernelview.engine.showing import Ends, range_known, range_of_spread
from kernelview.engine.spans import Rectangle
from kernelview.engine.spread import Spread
from kernelview.engine.tally import PartTally, Tally, Tallying
from kernelview.engine.tiles import TileMaker
from kernelview.jobs import run
from tests.engine.expected import some_picture
from tests.engine.pipelines import SHAPES, cuts, exact_stages, pipelines


def rendered(pixels: NDArray[Any], pipeline: Pipeline, mode: ShowMode) -> Rendering:
    try:
        return run(render(pixels, pipeline, mode))
    except EngineError:
        assume(False)
        raise


def in_tiles(maker: TileMaker, tiles: list[Rectangle]) -> tuple[NDArray[Any], Tally]:
    """What a live rendering does, without its order and its threads."""
    ends = ends_of(maker, tiles)
    pixels, tallying = maker.empty_pixels(), Tallying(white=maker.white)
    for tile in tiles:
        values = maker.values(tile)
        clipped = maker.show_into(pixels, values, tile, ends)
        tallying.add(maker.tallied(values, clipped, counted=True))
    return pixels, tallying.tally(ends, exact=True)


def ends_of(maker: TileMaker, tiles: list[Rectangle]) -> Ends:
    known = range_known(maker.show_mode, white=maker.white)
    if known is not None:
        return known
    spread = Spread(maker.values_shape, single=maker.show_mode == "false-colour")
    for tile in tiles:
        spread.add(maker.values(tile), (tile[0], tile[1]))
    return range_of_spread(spread.found(), maker.show_mode, white=maker.white)


def tally_of(whole: Rendering, white: float) -> Tally:
    """The tally of a result that is one tile."""
    tallying, shown = Tallying(white=white), whole.shown
    counted = count_values(whole.values, white=white)
    tallying.add(PartTally(shown.below, shown.above, whole.values.size, counted))
    return tallying.tally((shown.low, shown.high), exact=True)


@settings(max_examples=300, deadline=None)
@given(
    height=st.integers(1, 24),
    width=st.integers(1, 24),
    channels=st.sampled_from(SHAPES),
    dtype=st.sampled_from([np.uint8, np.uint16, np.float32, np.float64]),
    pipeline=pipelines(),
    mode=st.sampled_from(SHOW_MODES),
    data=st.data(),
)
def test_any_tiling_is_the_whole_within_a_level(
    height: int,
    width: int,
    channels: tuple[int, ...],
    dtype: Any,
    pipeline: Pipeline,
    mode: ShowMode,
    data: st.DataObject,
) -> None:
    pixels = some_picture((height, width, *channels), dtype, seed=height * 31 + width)
    whole = rendered(pixels, pipeline, mode).pixels
    found, _ = in_tiles(TileMaker(pixels, pipeline, mode), data.draw(cuts(whole.shape[:2])))
    assert found.dtype == whole.dtype
    assert found.shape == whole.shape
    level = 1 if np.dtype(dtype).kind == "u" else 1e-3
    assert np.abs(found.astype(np.float64) - whole).max() <= level


@settings(max_examples=200, deadline=None)
@given(
    height=st.integers(1, 24),
    width=st.integers(1, 24),
    channels=st.sampled_from(SHAPES),
    pipeline=pipelines(exact_stages()),
    mode=st.sampled_from(SHOW_MODES),
    data=st.data(),
)
def test_where_sums_are_exact_tiles_and_tally_are_those_of_the_whole(
    height: int,
    width: int,
    channels: tuple[int, ...],
    pipeline: Pipeline,
    mode: ShowMode,
    data: st.DataObject,
) -> None:
    assume(pipeline.channels != "luminance")
    pixels = some_picture((height, width, *channels), np.uint8, seed=height * 31 + width)
    whole = rendered(pixels, pipeline, mode)
    maker = TileMaker(pixels, pipeline, mode)
    found, tally = in_tiles(maker, data.draw(cuts(whole.values.shape[:2])))
    np.testing.assert_array_equal(found, whole.pixels)
    wanted = tally_of(whole, maker.white)
    for name in ("below", "above", "count", "low", "high", "exact"):
        assert getattr(tally, name) == getattr(wanted, name)
    for ours, theirs in zip(tally.histogram, wanted.histogram, strict=True):
        np.testing.assert_array_equal(ours.counts, theirs.counts)
        np.testing.assert_array_equal(ours.edges, theirs.edges)
        assert (ours.minimum, ours.maximum) == (theirs.minimum, theirs.maximum)
        assert abs(ours.mean - theirs.mean) <= 1e-6 * max(1, abs(theirs.maximum))


VALUES = st.floats(width=32) | st.integers(-600, 600).map(float)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(VALUES, min_size=1, max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from([255.0, 65535.0, 1.0]),
)
def test_counts_of_any_parts_put_together_are_those_of_all(
    values: list[float], cut: int, other: int, white: float
) -> None:
    plane = np.array([values], np.float32)
    parts = [part for part in np.split(plane, sorted((cut, other)), axis=1) if part.size]
    tallying, whole = Tallying(white=white), Tallying(white=white)
    for part in parts:
        tallying.add(PartTally(0, 0, part.size, count_values(part, white=white)))
    whole.add(PartTally(0, 0, plane.size, count_values(plane, white=white)))
    (ours,) = tallying.tally((0, 1), exact=True).histogram
    (wanted,) = whole.tally((0, 1), exact=True).histogram
    np.testing.assert_array_equal(ours.counts, wanted.counts)
    np.testing.assert_array_equal(ours.edges, wanted.edges)
    assert (ours.minimum, ours.maximum) == (wanted.minimum, wanted.maximum)
    assert ours.counts.sum() == np.isfinite(plane).sum()
