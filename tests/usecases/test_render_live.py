"""What is in view comes first, nothing passes for exact that is not, the end is the whole."""

import threading
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.document.document import Document
from kernelview.document.image import Image
from kernelview.engine import (
    SHOW_MODES,
    Convolve,
    EngineError,
    Magnitude,
    Pipeline,
    Pool,
    ShowMode,
    Stage,
    render,
    run_pipeline,
)
from kernelview.engine.counting import count_values
from kernelview.engine.tally import counts_of
from kernelview.jobs import Progress, run
from kernelview.kernels import Kernel, preset
from kernelview.usecases.count_result import count_result
from kernelview.usecases.render_live import (
    LivePart,
    LiveRendering,
    Look,
    Rectangle,
    Tally,
    View,
    render_live,
    values_at,
)
from tests.engine.expected import some_kernel, some_picture

SOBEL = Convolve(preset("sobel-x"))


class Watcher:
    """Keeps what it is told, and copies of the parts as they were shown."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, int]] = []
        self.parts: list[LivePart] = []
        self.copies: list[NDArray[Any]] = []
        self.tallies: list[Tally] = []

    def begin(self, shape: tuple[int, int]) -> None:
        assert not self.parts
        self.shapes.append(shape)

    def show(self, part: LivePart) -> None:
        assert self.shapes
        self.parts.append(part)
        self.copies.append(part.pixels.copy())

    def tally(self, tally: Tally) -> None:
        self.tallies.append(tally)

    @property
    def exact(self) -> list[LivePart]:
        return [part for part in self.parts if part.level == 0]


class Ticking:
    """A clock that goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def made(
    pixels: NDArray[Any], *stages: Stage, show: ShowMode = "clamp", **settings: Any
) -> Document:
    """A document whose kernel in hand is that of the first stage."""
    pipeline = Pipeline(stages or (SOBEL,), **settings)
    return Document(Image(pixels.view()), pipeline, show=show)


def rendered(document: Document, look: Look = lambda: None) -> tuple[LiveRendering, Watcher]:
    watcher = Watcher()
    return run(render_live(document, look, watcher, clock=Ticking())), watcher


def looking_at(rectangle: Rectangle, level: int = 0) -> Look:
    return lambda: View(rectangle, level)


@pytest.fixture(scope="module")
def pixels() -> NDArray[Any]:
    return some_picture((1400, 1600, 3), np.uint8)


def assert_covered_once_or_more(shape: tuple[int, int], parts: list[LivePart]) -> None:
    covered = np.zeros(shape, bool)
    for part in parts:
        top, left, bottom, right = part.region
        assert part.pixels.shape[:2] == (bottom - top, right - left)
        covered[top:bottom, left:right] = True
    assert covered.all()


@pytest.mark.parametrize("mode", SHOW_MODES)
@pytest.mark.parametrize(
    "stages",
    [(SOBEL,), (Convolve(some_kernel(15, 15, divisor=20)), Pool("max", 3, 2), SOBEL)],
    ids=["one", "pooled"],
)
@pytest.mark.parametrize("view", [None, View((300, 500, 900, 1300), 0), View((0, 0, 900, 900), 1)])
def test_the_end_is_what_the_engine_gives(
    pixels: NDArray[Any], mode: ShowMode, stages: tuple[Stage, ...], view: View | None
) -> None:
    document = made(pixels, *stages, show=mode)
    found, watcher = rendered(document, lambda: view)
    wanted = run(render(pixels, document.pipeline, mode))
    assert found.pixels.dtype == pixels.dtype
    assert found.result_shape == wanted.values.shape[:2]
    assert watcher.shapes == [found.result_shape]
    assert np.abs(found.pixels.astype(int) - wanted.pixels).max() <= 1
    assert (found.pixels != wanted.pixels).mean() < 1e-3
    assert_covered_once_or_more(found.result_shape, watcher.exact)
    for part, copy in zip(watcher.parts, watcher.copies, strict=True):
        if part.level == 0:
            top, left, bottom, right = part.region
            away = copy.astype(int) - found.pixels[top:bottom, left:right]
            assert np.abs(away).max() <= 1


@pytest.mark.parametrize("mode", SHOW_MODES)
@pytest.mark.parametrize("channels", [None, 3])
@pytest.mark.parametrize("view", [(100, 100, 300, 300), (0, 0, 690, 890)])
def test_the_tally_at_the_end_is_that_of_the_whole(
    mode: ShowMode, channels: int | None, view: Rectangle
) -> None:
    image = some_picture((700, 900) if channels is None else (700, 900, channels), np.uint8)
    document = made(image, show=mode)
    found, watcher = rendered(document, looking_at(view))
    wanted = run(render(image, document.pipeline, mode))
    tally = found.tally
    assert watcher.tallies[-1] is tally
    assert tally.exact
    shown = wanted.shown
    ours = (tally.below, tally.above, tally.low, tally.high, tally.count)
    assert ours == (shown.below, shown.above, shown.low, shown.high, wanted.values.size)
    counts = counts_of(count_values(wanted.values, white=255), white=255)
    for one, other in zip(tally.histogram, counts, strict=True):
        np.testing.assert_array_equal(one.counts, other.counts)
        np.testing.assert_array_equal(one.edges, other.edges)
        assert (one.minimum, one.maximum) == (other.minimum, other.maximum)
        assert one.mean == pytest.approx(other.mean, abs=1e-6)


def test_the_tallies_on_the_way_grow_and_are_not_called_exact(pixels: NDArray[Any]) -> None:
    _, watcher = rendered(made(pixels))
    *before, last = watcher.tallies
    assert before
    assert last.exact
    assert not any(tally.exact for tally in before)
    counts = [tally.count for tally in watcher.tallies]
    assert counts == sorted(set(counts))
    assert last.count == pixels.size


def test_a_clock_that_stands_still_hears_of_the_last_tally_alone(pixels: NDArray[Any]) -> None:
    watcher = Watcher()
    run(render_live(made(pixels), lambda: None, watcher, clock=lambda: 0.0))
    assert [tally.exact for tally in watcher.tallies] == [True]


@pytest.mark.parametrize("view", [None, View((0, 0, 1400, 1600), 0), View((0, 0, 90, 90), 0)])
@pytest.mark.parametrize("mode", ["clamp", "stretch"])
def test_what_nobody_wants_counted_can_be_counted_later(
    pixels: NDArray[Any], view: View | None, mode: ShowMode
) -> None:
    document = made(pixels, show=mode)
    counted = run(render_live(document, lambda: view, Watcher())).tally
    watcher = Watcher()
    job = render_live(document, lambda: view, watcher, counting=lambda: False, clock=Ticking())
    plain = run(job).tally
    assert plain.exact
    assert {tally.histogram for tally in watcher.tallies} == {()}
    for name in ("below", "above", "count", "low", "high"):
        assert getattr(plain, name) == getattr(counted, name)
    for one, other in zip(run(count_result(document)), counted.histogram, strict=True):
        np.testing.assert_array_equal(one.counts, other.counts)
        np.testing.assert_array_equal(one.edges, other.edges)


def test_who_looks_away_and_back_gets_no_half_a_histogram(pixels: NDArray[Any]) -> None:
    answers = iter([True, True, False] + [True] * 100)
    watcher = Watcher()
    job = render_live(
        made(pixels), lambda: None, watcher, counting=lambda: next(answers), clock=Ticking()
    )
    run(job)
    has_any = [bool(tally.histogram) for tally in watcher.tallies]
    assert has_any == [True, True] + [False] * (len(has_any) - 2)
    assert watcher.tallies[-1].count == pixels.size


def test_what_is_in_view_comes_first_and_in_one_piece(pixels: NDArray[Any]) -> None:
    view = (400, 450, 700, 1111)
    _, watcher = rendered(made(pixels), looking_at(view))
    top, left, bottom, right = watcher.parts[0].region
    assert watcher.parts[0].level == 0
    assert top <= view[0]
    assert left <= view[1]
    assert bottom >= view[2]
    assert right >= view[3]
    assert (bottom - top) * (right - left) <= 1.5 * (view[2] - view[0]) * (view[3] - view[1])


def test_what_of_the_view_lies_beyond_the_picture_is_left_out(pixels: NDArray[Any]) -> None:
    _, watcher = rendered(made(pixels), looking_at((-500, 1590, 100, 9999)))
    assert watcher.parts[0].region == (0, 1590, 100, 1600)
    _, watcher = rendered(made(pixels), looking_at((1400, 0, 1500, 100)))
    assert_covered_once_or_more((1400, 1600), watcher.parts)


def test_the_view_of_a_pooled_result_is_where_it_stands_on_the_picture(
    pixels: NDArray[Any],
) -> None:
    document = made(pixels, SOBEL, Pool("max", 4, 4))
    _, watcher = rendered(document, looking_at((1000, 1200, 1080, 1400)))
    assert watcher.parts[0].region == (250, 300, 270, 350)


def test_a_view_that_moves_changes_the_order_but_not_the_result(pixels: NDArray[Any]) -> None:
    document = made(pixels)
    still, _ = rendered(document)
    looks = iter(range(10**6))

    def wandering() -> View:
        place = next(looks) * 531
        row, column = place % 1300, place % 1500
        return View((row, column, row + 90, column + 90), place % 3)

    moved, watcher = rendered(document, wandering)
    regions = [part.region for part in watcher.exact]
    assert regions != [part.region for part in rendered(document)[1].exact]
    np.testing.assert_array_equal(moved.pixels, still.pixels)
    for one, other in zip(moved.tally.histogram, still.tally.histogram, strict=True):
        np.testing.assert_array_equal(one.counts, other.counts)
    assert (moved.tally.below, moved.tally.above) == (still.tally.below, still.tally.above)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(*[st.integers(-100, 1700)] * 4, st.integers(0, 4)), min_size=1))
def test_wherever_one_looks_the_result_is_the_same(
    views: list[tuple[int, int, int, int, int]],
) -> None:
    image = some_picture((1100, 1030), np.uint8)
    looks = iter(views * 1000)

    def look() -> View:
        top, left, bottom, right, level = next(looks)
        return View((top, left, bottom, right), level)

    found, _ = rendered(made(image, show="signed"), look)
    np.testing.assert_array_equal(found.pixels, rendered(made(image, show="signed"))[0].pixels)


def test_from_afar_an_approximation_comes_first_and_is_called_one() -> None:
    image = some_picture((2600, 3000, 3), np.uint8)
    document = made(image, Magnitude(SOBEL.kernel, preset("sobel-y")))
    _, watcher = rendered(document, looking_at((0, 0, 2600, 3000), 2))
    first, *others = watcher.parts
    assert first.level >= 2
    assert first.region == (0, 0, -(-2600 >> first.level), -(-3000 >> first.level))
    assert {part.level for part in others} == {0}
    assert not np.may_share_memory(first.pixels, others[0].pixels)


@pytest.mark.parametrize("mode", ["stretch", "false-colour"])
def test_while_the_range_is_measured_only_approximations_are_shown(mode: ShowMode) -> None:
    image = some_picture((2600, 3000, 3), np.uint8)
    watcher = Watcher()
    job = render_live(made(image, show=mode), looking_at((900, 900, 1500, 1700)), watcher)
    measured = 0
    for step in job:
        if "Measuring" in step.message:
            measured += 1
            assert [part.level for part in watcher.parts] == [1]
            assert watcher.tallies == []
    assert measured > 1
    assert all(part.level == 0 for part in watcher.parts[1:])


def test_what_is_quick_is_not_approximated(pixels: NDArray[Any]) -> None:
    small = np.ascontiguousarray(pixels[:600, :600, 0])
    _, watcher = rendered(made(small), looking_at((0, 0, 600, 600), 1))
    assert {part.level for part in watcher.parts} == {0}


def test_progress_goes_on_to_the_end(pixels: NDArray[Any]) -> None:
    for mode in ("clamp", "stretch"):
        steps: list[Progress] = []
        job = render_live(made(pixels, show=mode), looking_at((0, 0, 300, 300)), Watcher())
        run(job, steps.append)
        shares = [step.fraction for step in steps]
        assert shares == sorted(shares)
        assert shares[-1] == 1


def test_a_job_that_is_closed_leaves_nothing_running(pixels: NDArray[Any]) -> None:
    threads_before = {
        thread.ident for thread in threading.enumerate() if "engine" not in thread.name
    }
    for steps in range(4):
        watcher = Watcher()
        job = render_live(made(pixels, show="stretch"), looking_at((0, 0, 500, 500)), watcher)
        for _ in range(steps + 1):
            next(job)
        job.close()
        told = len(watcher.parts), len(watcher.tallies)
        run(render_live(made(pixels[:300, :300]), lambda: None, Watcher()))
        assert (len(watcher.parts), len(watcher.tallies)) == told
    after = {thread.ident for thread in threading.enumerate() if "engine" not in thread.name}
    assert after <= threads_before


def test_a_pipeline_that_cannot_be_is_refused_before_anything_is_shown() -> None:
    watcher = Watcher()
    job = render_live(made(np.zeros((9, 9), np.uint8), SOBEL, Pool("max", 10)), look_away, watcher)
    with pytest.raises(EngineError, match="needs a picture at least as large"):
        next(job)
    assert watcher.shapes == []


def look_away() -> None:
    return None


@pytest.mark.parametrize("channels", [2, 4])
def test_alpha_is_the_pictures_own(channels: int) -> None:
    image = some_picture((600, 700, channels), np.uint16)
    found, watcher = rendered(made(image), looking_at((0, 0, 100, 100)))
    np.testing.assert_array_equal(found.pixels[:, :, -1], image[:, :, -1])
    assert all(part.pixels.shape[2] == channels for part in watcher.parts)


def test_parts_are_views_of_the_whole_that_cannot_be_written(pixels: NDArray[Any]) -> None:
    found, watcher = rendered(made(pixels), looking_at((0, 0, 100, 100)))
    assert not found.pixels.flags.writeable
    for part in watcher.parts:
        assert np.may_share_memory(part.pixels, found.pixels)
        assert not part.pixels.flags.writeable


def test_values_are_those_of_the_whole(pixels: NDArray[Any]) -> None:
    kernel = Kernel(np.ones((31, 31)), divisor=0.001)
    document = made(pixels, Convolve(kernel), Pool("average", 2, 2))
    whole = run(run_pipeline(pixels, document.pipeline))
    for top, left, bottom, right in [(0, 0, 1, 1), (350, 790, 360, 800), (699, 799, 700, 800)]:
        found = values_at(document, (top, left, bottom, right))
        np.testing.assert_allclose(found, whole[top:bottom, left:right], rtol=1e-5)
