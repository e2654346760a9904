"""What is in view comes first where that pays, and the whole is what the engine gives."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from kernelview.document.document import Document
from kernelview.document.image import Image
from kernelview.engine import (
    SHOW_MODES,
    Convolve,
    Magnitude,
    Pipeline,
    Pool,
    ShowMode,
    Threshold,
    render,
)
from kernelview.engine.region import PartialRendering, Rectangle
from kernelview.jobs import Progress, run
from kernelview.kernels import preset
from kernelview.usecases.render_visible import render_in_view

LARGE = (1400, 1600, 3)
VIEW = (200, 300, 600, 900)
SOBEL = Magnitude(preset("sobel-x"), preset("sobel-y"))


@pytest.fixture(scope="module")
def pixels() -> NDArray[Any]:
    return np.random.default_rng(3).integers(0, 256, LARGE, np.uint8)


def made(pixels: NDArray[Any], *stages: Any, show: ShowMode = "clamp", **changes: Any) -> Document:
    pipeline = Pipeline((*stages, Convolve(preset("gaussian-3"))), **changes)
    document = Document(Image(pixels), Pipeline((SOBEL,)), show=show)
    return Document(document.image, pipeline, show=show, slot=type(document.slot)(len(stages)))


def parts_of(document: Document, view: Rectangle | None) -> list[PartialRendering]:
    parts: list[PartialRendering] = []
    run(render_in_view(document, view, show_part=parts.append))
    return parts


def test_the_part_in_view_is_shown_and_the_whole_is_the_engines(pixels: NDArray[Any]) -> None:
    # OpenCV's magnitude rounds by where its memory lies: two runs would differ in a last bit.
    document = made(pixels, Convolve(preset("sobel-x")))
    parts: list[PartialRendering] = []
    whole = run(render_in_view(document, VIEW, show_part=parts.append))
    wanted = run(render(pixels, document.pipeline, "clamp"))
    np.testing.assert_array_equal(whole.pixels, wanted.pixels)
    np.testing.assert_array_equal(whole.values, wanted.values)
    assert (whole.shown.below, whole.shown.above) == (wanted.shown.below, wanted.shown.above)
    top, left, bottom, right = VIEW
    (part,) = parts
    assert part.region == VIEW
    seen = wanted.pixels[top:bottom, left:right].astype(int)
    assert np.abs(part.pixels.astype(int) - seen).max() <= 1


def test_the_part_is_shown_before_the_whole_is_begun(pixels: NDArray[Any]) -> None:
    said: list[Any] = []
    job = render_in_view(made(pixels, SOBEL), VIEW, show_part=said.append)
    run(job, said.append)
    first = next(place for place, each in enumerate(said) if isinstance(each, PartialRendering))
    before, after = said[:first], said[first + 1 :]
    assert before
    assert all(step.fraction == 0 and "in view" in step.message for step in before)
    assert all(isinstance(step, Progress) and "in view" not in step.message for step in after)
    shares = [step.fraction for step in before + after]
    assert shares == sorted(shares)


def test_what_of_the_view_lies_beyond_the_picture_is_left_out(pixels: NDArray[Any]) -> None:
    (part,) = parts_of(made(pixels), (-50, 1000, 300, 9999))
    assert part.region == (0, 1000, 300, 1600)
    assert part.pixels.shape == (300, 600, 3)


@pytest.mark.parametrize("view", [None, (0, 0, 1400, 1600), (0, 0, 1000, 1300), (50, 50, 50, 90)])
def test_no_view_none_of_it_and_most_of_the_picture_have_no_part(
    pixels: NDArray[Any], view: Rectangle | None
) -> None:
    assert parts_of(made(pixels), view) == []


def test_a_view_beside_the_picture_has_no_part(pixels: NDArray[Any]) -> None:
    assert parts_of(made(pixels), (1400, 0, 1500, 100)) == []


def test_a_small_picture_has_no_part() -> None:
    assert parts_of(made(np.zeros((1000, 2000), np.uint8)), (0, 0, 10, 10)) == []


def test_pooling_and_modes_that_look_at_all_values_have_no_part(pixels: NDArray[Any]) -> None:
    assert parts_of(made(pixels, Pool()), VIEW) == []
    assert len(parts_of(made(pixels, Pool(enabled=False), Threshold()), VIEW)) == 1
    shown = {mode for mode in SHOW_MODES if parts_of(made(pixels, show=mode), VIEW)}
    assert shown == {"clamp", "absolute", "signed"}


def test_a_wrapped_border_has_a_part_away_from_the_edges_alone(pixels: NDArray[Any]) -> None:
    wrapped = made(pixels, border="wrap")
    assert len(parts_of(wrapped, VIEW)) == 1
    assert parts_of(wrapped, (0, 0, 400, 600)) == []


def test_a_job_that_is_closed_shows_no_part(pixels: NDArray[Any]) -> None:
    shown: list[PartialRendering] = []
    job = render_in_view(made(pixels), VIEW, show_part=shown.append)
    next(job)
    job.close()
    assert shown == []
