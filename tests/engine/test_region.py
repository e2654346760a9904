"""A part of a result is what the whole result holds there."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.engine import (
    BORDERS,
    Activate,
    Border,
    Convolve,
    EngineError,
    Magnitude,
    Pipeline,
    Pool,
    Stage,
    render,
    run_pipeline,
)
from kernelview.engine.region import region_alpha, region_values, source_region
from kernelview.engine.spans import Rectangle, result_shape
from kernelview.jobs import run
from tests.engine.expected import some_kernel, some_picture
from tests.engine.pipelines import SHAPES, pipelines, spans


def values_or_refusal(pixels: NDArray[Any], pipeline: Pipeline) -> NDArray[np.float32] | str:
    try:
        return run(run_pipeline(pixels, pipeline))
    except EngineError as error:
        return str(error)


@settings(max_examples=500, deadline=None)
@given(
    height=st.integers(1, 30),
    width=st.integers(1, 30),
    channels=st.sampled_from(SHAPES),
    pipeline=pipelines(),
    data=st.data(),
)
def test_every_rectangle_is_that_of_the_whole(
    height: int,
    width: int,
    channels: tuple[int, ...],
    pipeline: Pipeline,
    data: st.DataObject,
) -> None:
    pixels = some_picture((height, width, *channels), np.uint8, seed=height * 31 + width)
    whole = values_or_refusal(pixels, pipeline)
    if isinstance(whole, str):
        with pytest.raises(EngineError) as refusal:
            result_shape(pixels.shape, pipeline)
        assert str(refusal.value) == whole
        return
    assert result_shape(pixels.shape, pipeline) == whole.shape[:2]
    rows, columns = data.draw(spans(whole.shape[0])), data.draw(spans(whole.shape[1]))
    assert_is_part(pixels, pipeline, (rows[0], columns[0], rows[1], columns[1]), whole)


def assert_is_part(
    pixels: NDArray[Any], pipeline: Pipeline, rectangle: Rectangle, whole: NDArray[np.float32]
) -> None:
    top, left, bottom, right = rectangle
    wanted = whole[top:bottom, left:right]
    found = region_values(pixels, pipeline, rectangle)
    assert found.dtype == np.float32
    assert found.shape == wanted.shape
    scale = max(1.0, float(np.abs(whole).max()))
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-5 * scale)


@pytest.mark.parametrize("border", BORDERS)
@pytest.mark.parametrize("turned", [False, True])
def test_large_kernels_and_pictures_agree(border: Border, turned: bool) -> None:
    pixels = some_picture((400, 300, 3), np.uint8)
    kernels_ = [some_kernel(21, 5, divisor=40, anchor=(20, 0)), some_kernel(17, 33, divisor=90)]
    pipeline = Pipeline(
        tuple(Convolve(kernel) for kernel in kernels_), border=border, turned=turned
    )
    whole = run(run_pipeline(pixels, pipeline))
    for rectangle in [(0, 0, 5, 5), (395, 0, 400, 300), (0, 299, 400, 300), (150, 100, 250, 200)]:
        assert_is_part(pixels, pipeline, rectangle, whole)


@pytest.mark.parametrize("border", BORDERS)
def test_a_kernel_larger_than_what_was_pooled_sees_it_again_and_again(border: Border) -> None:
    pixels = some_picture((40, 50), np.uint8)
    pipeline = Pipeline((Pool("max", 9, 9), Convolve(some_kernel(41, 31))), border=border)
    whole = run(run_pipeline(pixels, pipeline))
    for rectangle in [(0, 0, 1, 1), (3, 4, 4, 5), (1, 0, 3, 5)]:
        assert_is_part(pixels, pipeline, rectangle, whole)


@pytest.mark.parametrize("border", BORDERS)
def test_what_was_pooled_has_borders_of_its_own(border: Border) -> None:
    pixels = some_picture((41, 53, 3), np.uint8)
    pipeline = Pipeline((Pool("max", 3, 2), Convolve(some_kernel(5, 7))), border=border)
    whole = run(run_pipeline(pixels, pipeline))
    for rectangle in [(0, 0, 2, 3), (17, 23, 20, 26), (0, 20, 3, 26), (17, 0, 20, 4)]:
        assert_is_part(pixels, pipeline, rectangle, whole)


@pytest.mark.parametrize("channels", [2, 4])
@pytest.mark.parametrize("pools", [(), (Pool("max", 3, 2), Convolve(some_kernel(3, 3)), Pool())])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_alpha_is_that_of_the_whole(channels: int, pools: tuple[Stage, ...], dtype: Any) -> None:
    pixels = np.abs(some_picture((30, 40, channels), dtype))
    pipeline = Pipeline((Convolve(some_kernel(3, 3)), *pools))
    whole = run(render(pixels, pipeline, "clamp")).alpha
    found = region_alpha(pixels, pipeline, (2, 3, 6, 8))
    assert whole is not None
    assert found is not None
    np.testing.assert_array_equal(found, whole[2:6, 3:8])


def test_without_alpha_there_is_none() -> None:
    for shape in [(9, 9), (9, 9, 3)]:
        assert region_alpha(np.zeros(shape, np.uint8), Pipeline(()), (0, 0, 2, 2)) is None


def test_a_part_far_from_the_edges_needs_the_kernels_reach_around_it() -> None:
    stages: tuple[Stage, ...] = (
        Convolve(some_kernel(5, 3, anchor=(4, 0))),
        Activate(),
        Magnitude(some_kernel(1, 7), some_kernel(3, 3)),
        Convolve(some_kernel(99, 99), enabled=False),
    )
    for border in BORDERS:
        pipeline = Pipeline(stages, border=border)
        needed = source_region((1000, 1000), pipeline, (400, 500, 410, 520))
        assert needed == (400 - 5, 500 - 3, 410 + 1, 520 + 5)
        turned = Pipeline(stages, border=border, turned=True)
        needed = source_region((1000, 1000), turned, (400, 500, 410, 520))
        assert needed == (400 - 1, 500 - 5, 410 + 5, 520 + 3)


def test_a_part_of_what_is_pooled_needs_its_windows() -> None:
    pipeline = Pipeline((Convolve(some_kernel(3, 5)), Pool("max", 3, 2), Pool("average", 4, 4)))
    # Rows 2 and 3 of the last are 8 to 15 of the pooled before, 16 to 32 of the first.
    assert source_region((1000, 1000), pipeline, (2, 2, 4, 3)) == (15, 14, 34, 27)


@pytest.mark.parametrize(
    ("border", "rows"),
    [
        ("constant", (0, 1)),
        ("edge", (0, 1)),
        ("symmetric", (0, 8)),
        ("reflect", (0, 9)),
        ("wrap", (-8, 1)),
    ],
)
def test_at_an_edge_a_part_needs_what_the_border_shows(
    border: Border, rows: tuple[int, int]
) -> None:
    pipeline = Pipeline((Convolve(some_kernel(9, 1, anchor=(8, 0))),), border=border)
    assert source_region((100, 50), pipeline, (0, 10, 1, 20)) == (rows[0], 10, rows[1], 20)


def test_without_kernels_a_part_needs_itself_alone() -> None:
    assert source_region((9, 9), Pipeline((Activate(),)), (1, 2, 3, 4)) == (1, 2, 3, 4)


def test_a_part_holds_no_more_memory_than_its_values() -> None:
    pixels = some_picture((200, 200), np.float32)
    for stages in [(), (Convolve(some_kernel(99, 99)),)]:
        part = region_values(pixels, Pipeline(stages), (90, 90, 100, 100))
        assert part.base is None
        assert not np.may_share_memory(part, pixels)


def test_nan_reaches_no_further_in_a_part() -> None:
    pixels = some_picture((60, 60), np.float32)
    pixels[30, 30] = np.nan
    pipeline = Pipeline((Convolve(some_kernel(15, 15)),))
    whole = run(run_pipeline(pixels, pipeline))
    for top, left, bottom, right in [(0, 0, 20, 20), (20, 20, 40, 40)]:
        part = region_values(pixels, pipeline, (top, left, bottom, right))
        np.testing.assert_allclose(part, whole[top:bottom, left:right], atol=1e-4)


@pytest.mark.parametrize(
    "rectangle", [(0, 0, 0, 5), (3, 3, 2, 4), (-1, 0, 2, 2), (0, 0, 11, 2), (0, 0, 2, 21)]
)
def test_an_empty_rectangle_or_one_beyond_the_result_is_refused(rectangle: Rectangle) -> None:
    pixels = np.zeros((20, 40), np.uint8)
    with pytest.raises(EngineError, match="within the 10 × 20 picture"):
        region_values(pixels, Pipeline((Pool(),)), rectangle)
