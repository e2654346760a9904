"""A part of a result is what the whole result holds there."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.engine import (
    ACTIVATIONS,
    BORDERS,
    CHANNELS,
    SHOW_MODES,
    Activate,
    Border,
    Convolve,
    EngineError,
    Magnitude,
    Pipeline,
    Pool,
    ShowMode,
    Stage,
    Threshold,
    render,
)
from kernelview.engine.region import (
    PartialRendering,
    Rectangle,
    can_render_region,
    needed_region,
    render_region,
)
from kernelview.jobs import run
from kernelview.kernels import Kernel
from tests.engine.expected import some_kernel, some_picture

IN_PARTS: tuple[ShowMode, ...] = ("clamp", "absolute", "signed")


@st.composite
def kernels(draw: st.DrawFn) -> Kernel:
    """Kernels whose sums are exact, so that a threshold falls alike in part and whole."""
    rows, columns = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    cells = st.lists(st.integers(-4, 4), min_size=columns, max_size=columns)
    return Kernel(
        draw(st.lists(cells, min_size=rows, max_size=rows)),
        divisor=draw(st.sampled_from([1.0, 2.0, -4.0])),
        offset=draw(st.sampled_from([0.0, 16.0, -3.0])),
        anchor=(draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))),
    )


stages = st.one_of(
    st.builds(Convolve, kernels(), enabled=st.booleans() | st.just(True)),
    st.builds(Magnitude, kernels(), kernels(), enabled=st.booleans() | st.just(True)),
    st.builds(Activate, st.sampled_from(ACTIVATIONS)),
    st.builds(Threshold, st.sampled_from([60.3, 128.3])),
    st.builds(Pool, enabled=st.just(False)),
)


def pipelines() -> st.SearchStrategy[Pipeline]:
    return st.builds(
        Pipeline,
        st.lists(stages, max_size=4).map(tuple),
        border=st.sampled_from(BORDERS),
        constant=st.sampled_from([0.0, 200.0, -30.5]),
        turned=st.booleans(),
        channels=st.sampled_from(CHANNELS),
    )


@st.composite
def spans(draw: st.DrawFn, length: int) -> tuple[int, int]:
    """Part of a side, often at an end of it."""
    start = draw(st.just(0) | st.integers(0, length - 1))
    return start, draw(st.just(length) | st.just(start + 1) | st.integers(start + 1, length))


@settings(max_examples=400, deadline=None)
@given(
    height=st.integers(1, 30),
    width=st.integers(1, 30),
    channels=st.sampled_from([None, 2, 3, 4]),
    pipeline=pipelines(),
    show_mode=st.sampled_from(IN_PARTS),
    data=st.data(),
)
def test_every_rectangle_is_that_of_the_whole(
    height: int,
    width: int,
    channels: int | None,
    pipeline: Pipeline,
    show_mode: ShowMode,
    data: st.DataObject,
) -> None:
    shape = (height, width) if channels is None else (height, width, channels)
    pixels = some_picture(shape, np.uint8, seed=height * 31 + width)
    (top, bottom), (left, right) = data.draw(spans(height)), data.draw(spans(width))
    assert_is_part(pixels, pipeline, show_mode, (top, left, bottom, right))


def assert_is_part(
    pixels: NDArray[Any], pipeline: Pipeline, show_mode: ShowMode, rectangle: Rectangle
) -> PartialRendering:
    part = run(render_region(pixels, pipeline, show_mode, rectangle))
    whole = run(render(pixels, pipeline, show_mode)).pixels
    top, left, bottom, right = rectangle
    wanted = whole[top:bottom, left:right]
    assert part.region == rectangle
    assert part.pixels.shape == wanted.shape
    assert part.pixels.dtype == wanted.dtype
    assert np.abs(part.pixels.astype(np.float64) - wanted).max() <= 1
    return part


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("turned", [False, True])
def test_large_kernels_and_pictures_in_strips_agree(border: Border, turned: bool) -> None:
    pixels = some_picture((400, 300, 3), np.uint8)
    kernels_ = [some_kernel(21, 5, divisor=40, anchor=(20, 0)), some_kernel(17, 33, divisor=90)]
    pipeline = Pipeline(
        tuple(Convolve(kernel) for kernel in kernels_), border=border, turned=turned
    )
    for rectangle in [(0, 0, 5, 5), (395, 0, 400, 300), (0, 299, 400, 300), (150, 100, 250, 200)]:
        assert_is_part(pixels, pipeline, "signed", rectangle)


def test_a_part_far_from_the_edges_needs_the_kernels_reach_around_it() -> None:
    stages_: tuple[Stage, ...] = (
        Convolve(some_kernel(5, 3, anchor=(4, 0))),
        Activate(),
        Magnitude(some_kernel(1, 7), some_kernel(3, 3)),
        Convolve(some_kernel(99, 99), enabled=False),
    )
    for border in BORDERS:
        pipeline = Pipeline(stages_, border=border)
        needed = needed_region((1000, 1000), pipeline, (400, 500, 410, 520))
        assert needed == (400 - 5, 500 - 3, 410 + 1, 520 + 5)
        turned = Pipeline(stages_, border=border, turned=True)
        needed = needed_region((1000, 1000), turned, (400, 500, 410, 520))
        assert needed == (400 - 1, 500 - 5, 410 + 5, 520 + 3)


@pytest.mark.parametrize(
    ("border", "rows"),
    [
        ("constant", (0, 1)),
        ("edge", (0, 1)),
        ("symmetric", (0, 8)),
        ("reflect", (0, 9)),
        ("wrap", (0, 100)),
    ],
)
def test_at_an_edge_a_part_needs_what_the_border_shows(
    border: Border, rows: tuple[int, int]
) -> None:
    pipeline = Pipeline((Convolve(some_kernel(9, 1, anchor=(8, 0))),), border=border)
    assert needed_region((100, 50), pipeline, (0, 10, 1, 20)) == (rows[0], 10, rows[1], 20)


def test_without_kernels_a_part_needs_itself_alone() -> None:
    assert needed_region((9, 9), Pipeline((Activate(),)), (1, 2, 3, 4)) == (1, 2, 3, 4)


def test_a_part_holds_no_more_memory_than_its_pixels() -> None:
    pixels = some_picture((200, 200), np.uint8)
    pipeline = Pipeline((Convolve(some_kernel(99, 99)),))
    part = run(render_region(pixels, pipeline, "clamp", (90, 90, 100, 100)))
    assert part.pixels.base is None


def test_nan_reaches_no_further_in_a_part() -> None:
    pixels = some_picture((60, 60), np.float32)
    pixels[30, 30] = np.nan
    pipeline = Pipeline((Convolve(some_kernel(15, 15)),))
    for rectangle in [(0, 0, 20, 20), (20, 20, 40, 40)]:
        part = run(render_region(pixels, pipeline, "clamp", rectangle)).pixels
        whole = run(render(pixels, pipeline, "clamp")).pixels
        top, left, bottom, right = rectangle
        np.testing.assert_allclose(part, whole[top:bottom, left:right], atol=1e-4)


@pytest.mark.parametrize(
    "rectangle", [(0, 0, 0, 5), (3, 3, 2, 4), (-1, 0, 2, 2), (0, 0, 11, 2), (0, 0, 2, 21)]
)
def test_an_empty_rectangle_or_one_beyond_the_picture_is_refused(rectangle: Rectangle) -> None:
    job = render_region(np.zeros((10, 20), np.uint8), Pipeline(()), "clamp", rectangle)
    with pytest.raises(EngineError, match="within the 10 × 20 picture"):
        run(job)


def test_what_depends_on_all_values_is_not_rendered_in_part() -> None:
    pools, plain = Pipeline((Pool(),)), Pipeline((Pool(enabled=False),))
    cases = [(plain, mode, mode in IN_PARTS) for mode in SHOW_MODES] + [(pools, "clamp", False)]
    for pipeline, show_mode, possible in cases:
        assert can_render_region(pipeline, show_mode) == possible
        job = render_region(np.zeros((4, 4), np.uint8), pipeline, show_mode, (0, 0, 2, 2))
        if not possible:
            with pytest.raises(EngineError, match="without pooling"):
                run(job)
