"""Methods set side by side: who is right, how long it takes, how far from the plain sum."""

from dataclasses import replace

import numpy as np
import pytest

from kernelview.document import Document, Image, edits, new_document
from kernelview.engine import METHODS, Border, Method, correlate
from kernelview.engine.problem import FLOAT32, problem_of
from kernelview.engine.yardstick import filter2d
from kernelview.jobs import run
from kernelview.kernels import Kernel, preset
from kernelview.usecases.compare_methods import (
    LARGEST_PIXELS,
    Compared,
    Comparison,
    compare_methods,
    expect_methods,
)
from kernelview.usecases.explain_method import explain_method


def picture(*shape: int, dtype: str = "uint8") -> Image:
    values = np.random.default_rng(3).random(shape)
    return Image((values * 255).astype(dtype), "noise.png")


def document_of(image: Image, kernel: Kernel) -> Document:
    return edits.choose_kernel(new_document(image), kernel)


FULL_RANK = Kernel(np.random.default_rng(4).integers(-3, 4, (5, 5)))


def compared(document: Document) -> Comparison:
    return run(compare_methods(document))


class Clock:
    """Each look at it is a second later."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def test_every_method_that_is_right_is_measured_and_checked() -> None:
    comparison = compared(document_of(picture(60, 80, 3), preset("sobel-x")))
    assert [entry.name for entry in comparison.entries] == [*METHODS, "filter2D"]
    for entry in comparison.entries:
        if entry.obstacle is None:
            assert entry.measured is not None
            assert entry.measured > 0
            assert entry.difference is not None
            assert entry.difference < 1e-3
        else:
            assert entry.measured is None
    assert comparison.entry("separable").measured is not None
    assert comparison.entry("reference").difference == 0


def test_a_method_that_is_not_right_says_why_and_is_not_run() -> None:
    comparison = compared(document_of(picture(60, 80), FULL_RANK))
    entry = comparison.entry("separable")
    assert entry.obstacle is not None
    assert "rank 1" in entry.obstacle
    assert (entry.expected, entry.measured, entry.difference) == (None, None, None)


def test_the_chosen_method_is_the_one_expected_to_be_quickest() -> None:
    comparison = expect_methods(document_of(picture(400, 500, 3), preset("gaussian-7")))
    known = {e.name: e.expected for e in comparison.entries if e.expected is not None}
    assert comparison.chosen == min(known, key=lambda name: known[name])


def test_what_is_expected_beforehand_is_what_is_measured_against() -> None:
    document = document_of(picture(60, 80, 4), preset("sobel-x"))
    before, after = expect_methods(document), compared(document)
    assert replace(after, entries=()) == replace(before, entries=())
    assert [e.expected for e in before.entries] == [e.expected for e in after.entries]
    assert before.channels == 3


def test_ratios_are_those_of_the_times() -> None:
    comparison = run(compare_methods(document_of(picture(40, 50), FULL_RANK), clock=Clock()))
    direct = comparison.entry("direct")
    assert direct.measured == 1.0
    assert comparison.faster_than("reference", direct) == pytest.approx(1.0)
    assert comparison.faster_than("filter2D", comparison.entry("separable")) is None
    assert expect_methods(document_of(picture(40, 50), FULL_RANK)).faster_than(
        "reference", direct
    ) is None  # fmt: skip


def test_the_plain_sum_is_timed_on_a_smaller_part_and_scaled_up() -> None:
    large = compared(document_of(picture(700, 900), preset("gaussian-7")))
    rows, columns = large.checked_size
    assert rows * columns < 700 * 900
    assert large.entry("reference").scaled
    assert not large.entry("direct").scaled
    clock = run(compare_methods(document_of(picture(700, 900), FULL_RANK), clock=Clock()))
    rows, columns = clock.checked_size
    assert clock.entry("reference").measured == pytest.approx(700 * 900 / (rows * columns))


def test_a_small_picture_is_not_cut() -> None:
    small = expect_methods(document_of(picture(60, 80), FULL_RANK))
    assert small.whole_size == small.measured_size == small.checked_size == (60, 80)


@pytest.mark.parametrize("shape", [(3000, 2500), (1, 9_000_000), (4_000_001, 1)])
def test_a_large_picture_is_compared_on_its_middle(shape: tuple[int, int]) -> None:
    comparison = expect_methods(document_of(Image(np.zeros(shape, np.uint8)), FULL_RANK))
    rows, columns = comparison.measured_size
    assert comparison.whole_size == shape
    assert 0.9 * LARGEST_PIXELS < rows * columns <= LARGEST_PIXELS


def test_a_picture_with_nan_leaves_out_what_would_spread_it() -> None:
    values = np.random.default_rng(5).random((40, 50), np.float32)
    values[20, 20] = np.nan
    comparison = compared(document_of(Image(values), preset("sobel-x")))
    obstacle = comparison.entry("separable").obstacle
    assert obstacle is not None
    assert "NaN" in obstacle
    assert comparison.entry("direct").difference is not None


def test_the_settings_of_the_pipeline_count() -> None:
    document = edits.set_border(document_of(picture(40, 50, 3), FULL_RANK), "wrap")
    comparison = compared(edits.set_channels(document, "red"))
    assert comparison.channels == 1
    assert all((entry.difference or 0) < 1e-3 for entry in comparison.entries)


def test_it_can_be_stopped_after_any_call() -> None:
    job = compare_methods(document_of(picture(60, 80), FULL_RANK))
    steps = [next(job) for _ in range(3)]
    job.close()
    assert all(isinstance(step, Compared) for step in steps)
    assert next(job, None) is None


def test_results_come_one_after_the_other() -> None:
    known = [
        sum(entry.measured is not None for entry in step.comparison.entries)
        for step in compare_methods(document_of(picture(60, 80), preset("sobel-x")))
        if isinstance(step, Compared)
    ]
    assert known == sorted(known)
    assert known[0] == 0
    assert set(known) >= {1, 2, 3}


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_explained_in_a_paragraph(method: Method) -> None:
    words = explain_method(method, preset("gaussian-7"))
    assert words.endswith(".")
    assert 80 < len(words) < 480


def test_the_lesson_on_separable_counts_multiplications() -> None:
    assert "7 + 7 multiplications a pixel instead of 49" in explain_method(
        "separable", preset("gaussian-7")
    )
    assert "rank 4" in explain_method("separable", Kernel(np.eye(4)))


@pytest.mark.parametrize("border", ["reflect", "symmetric", "edge", "wrap", "constant"])
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32", "float64"])
def test_the_yardstick_computes_the_same(border: Border, dtype: str) -> None:
    pixels = (np.random.default_rng(6).random((12, 17, 3)) * 200).astype(dtype)
    kernel = Kernel(FULL_RANK.weights, divisor=3, offset=2, anchor=(0, 4))
    problem = problem_of((12, 17, 3), pixels.dtype, kernel, border, 7.0, FLOAT32)
    truth = correlate(
        pixels, kernel, border=border, constant=7.0, method="reference", out_dtype="f8"
    )
    assert filter2d(pixels, problem) == pytest.approx(truth, rel=1e-4, abs=1e-2)


def test_a_bright_spot_in_a_dark_middle_stops_nothing() -> None:
    """The part that is checked is looked at for itself: there, one value towers."""
    pixels = np.ones((900, 900), np.float32)
    pixels[350:550, 350:550] = 0
    pixels[450, 450] = 300
    image = replace(picture(8, 8), pixels=pixels)
    comparison = compared(
        document_of(image, Kernel(np.random.default_rng(1).normal(size=(31, 31))))
    )
    assert comparison.entry("fourier").obstacle is not None
    assert comparison.entry("direct").measured is not None
