"""Bad input is refused with a message that says what was wrong and what would be right."""

from typing import Any

import numpy as np
import pytest

from kernelview.engine import (
    Activate,
    Convolve,
    EngineError,
    Pipeline,
    Pool,
    Threshold,
    choose_method,
    convolve,
    correlate,
    correlate_bank,
    histogram,
    render,
    show,
    stage_input,
)
from kernelview.jobs import run

GREY = np.ones((4, 5), np.uint8)
KERNEL = np.ones((3, 3))


@pytest.mark.parametrize(
    ("image", "words"),
    [
        (np.ones(5), "1-dimensional"),
        (np.ones((2, 2, 2, 2)), "4-dimensional"),
        (np.array(3.0), "0-dimensional"),
        (np.ones((0, 5)), "at least one pixel"),
        (np.ones((5, 0)), "at least one pixel"),
        (np.ones((5, 5, 0)), "one channel"),
        (np.ones((3, 3), complex), "complex128"),
        (np.full((3, 3), None), "object"),
        (np.full((3, 3), "a"), "bool, integers or floats"),
        (np.zeros((3, 3), "M8[s]"), "datetime64"),
        ([[1, 2], [3]], "rows of equal length"),
    ],
)
def test_a_bad_picture_is_refused(image: Any, words: str) -> None:
    for apply in (correlate, convolve):
        with pytest.raises(EngineError, match=words):
            apply(image, KERNEL)
    with pytest.raises(EngineError, match=words):
        correlate_bank(image, [KERNEL])


@pytest.mark.parametrize(
    ("kernel", "words"),
    [
        (np.ones(3), "1-dimensional"),
        (np.ones((0, 3)), "1 to 99"),
        (np.ones((100, 3)), "1 to 99"),
        ([[1, np.nan]], "finite"),
        ([[1, 2], [3]], "row 2 has 1 cell"),
        ([["a"]], "numbers"),
        (np.ones((2, 2), complex), "kernel"),
        (None, "kernel"),
    ],
)
def test_a_bad_kernel_is_refused(kernel: Any, words: str) -> None:
    for apply in (correlate, convolve):
        with pytest.raises(EngineError, match=words):
            apply(GREY, kernel)
    with pytest.raises(EngineError, match=words):
        choose_method(GREY.shape, GREY.dtype, kernel)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"border": "mirror"}, "reflect, symmetric, edge, wrap, constant, not 'mirror'"),
        ({"border": None}, "border is one of"),
        ({"border": ["reflect"]}, "border is one of"),
        ({"constant": "white"}, "constant is a number"),
        ({"constant": None}, "constant is a number"),
        ({"constant": 1j}, "constant is a number"),
        ({"method": "fast"}, "method is auto or one of"),
        ({"method": None}, "method is auto or one of"),
        ({"out_dtype": "c16"}, "out_dtype is one of"),
        ({"out_dtype": "i8"}, "out_dtype is one of"),
        ({"out_dtype": bool}, "out_dtype is one of"),
        ({"out_dtype": object}, "out_dtype is one of"),
        ({"out_dtype": "nonsense"}, "no dtype"),
        ({"threads": 0}, "threads is None or a whole number from 1 up, not 0"),
        ({"threads": -1}, "threads"),
        ({"threads": 1.5}, "threads"),
        ({"threads": True}, "threads"),
        ({"threads": "2"}, "threads"),
    ],
)
def test_a_bad_setting_is_refused(settings: dict[str, Any], words: str) -> None:
    for apply in (correlate, convolve):
        with pytest.raises(EngineError, match=words):
            apply(GREY, KERNEL, **settings)
    with pytest.raises(EngineError, match=words):
        correlate_bank(GREY, [KERNEL], **settings)


def test_an_empty_bank_is_refused() -> None:
    with pytest.raises(EngineError, match="at least one"):
        correlate_bank(GREY, [])


@pytest.mark.parametrize("shape", [(3,), (0, 4), (2, 2, 2, 2)])
def test_choose_method_refuses_a_shape_that_is_no_picture(shape: tuple[int, ...]) -> None:
    with pytest.raises(EngineError, match="picture"):
        choose_method(shape, np.uint8, KERNEL)


def test_choose_method_refuses_a_dtype_that_is_no_dtype() -> None:
    with pytest.raises(EngineError, match="nonsense"):
        choose_method((4, 4), "nonsense", KERNEL)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Pool(size=0), "pooling size is a whole number from 1 up"),
        (lambda: Pool(stride=0), "pooling stride"),
        (lambda: Pool(size=True), "pooling size"),
        (lambda: Pool(size=2.0), "pooling size"),  # type: ignore[arg-type]
        (lambda: Pool("median"), "max, average"),  # type: ignore[arg-type]
        (lambda: Activate("gelu"), "relu, absolute, tanh, sigmoid"),  # type: ignore[arg-type]
        (lambda: Threshold(float("nan")), "finite"),
        (lambda: Threshold("5"), "finite"),  # type: ignore[arg-type]
        (lambda: Convolve(KERNEL), "Kernel"),  # type: ignore[arg-type]
        (lambda: Pipeline((KERNEL,)), "stages"),  # type: ignore[arg-type]
        (lambda: Pipeline((), border="mirror"), "border"),  # type: ignore[arg-type]
        (lambda: Pipeline((), channels="alpha"), "luminance"),  # type: ignore[arg-type]
        (lambda: Pipeline((), constant=float("inf")), "finite"),
    ],
)
def test_a_bad_stage_or_pipeline_is_refused(make: Any, words: str) -> None:
    with pytest.raises(EngineError, match=words):
        make()


def test_pooling_refuses_a_picture_smaller_than_its_window() -> None:
    with pytest.raises(EngineError, match="5 × 5 needs a picture at least as large"):
        run(render(GREY, Pipeline((Pool(size=5),)), "clamp"))


def test_showing_refuses_unknown_modes_and_dtypes() -> None:
    with pytest.raises(EngineError, match="clamp, absolute, signed, stretch, false-colour"):
        show(GREY, "log", white=255, dtype=np.uint8)  # type: ignore[arg-type]
    with pytest.raises(EngineError, match="uint8, uint16, float32, float64, not int16"):
        run(render(GREY.astype(np.int16), Pipeline(()), "clamp"))
    with pytest.raises(EngineError, match="nonsense"):
        show(GREY, "clamp", white=255, dtype="nonsense")


def test_a_stage_that_is_not_there_and_a_picture_of_five_channels_are_refused() -> None:
    for index in (-1, 1):
        with pytest.raises(EngineError, match="no stage"):
            run(stage_input(GREY, Pipeline(()), index))
    with pytest.raises(EngineError, match="not 5"):
        run(stage_input(np.ones((3, 3, 5)), Pipeline(()), 0))


def test_a_histogram_has_at_least_one_bin() -> None:
    with pytest.raises(EngineError, match="at least one bin"):
        histogram(GREY, bins=0)
