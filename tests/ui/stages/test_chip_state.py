import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernelview.document import Image, Slot
from kernelview.engine import (
    Activate,
    Convolve,
    Magnitude,
    Pipeline,
    Pool,
    Stage,
    Threshold,
    run_pipeline,
)
from kernelview.jobs import run
from kernelview.kernels import Kernel, preset
from kernelview.ui.stages.chip_state import (
    chip_states,
    convolutional_layer,
    edge_strength,
    magnitude_of,
    middle_level,
    words,
)
from tests.ui.library.samples import document, picture

SOBEL_X, SOBEL_Y = preset("sobel-x"), preset("sobel-y")


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Convolve(SOBEL_X), SOBEL_X.name),
        (Convolve(Kernel([[1, 2], [3, 4]])), "2 × 2 kernel"),
        (Magnitude(SOBEL_X, SOBEL_Y), f"{SOBEL_X.name} + {SOBEL_Y.name} → magnitude"),
        (Activate("relu"), "relu"),
        (Pool("max", 2, 2), "max-pool 2"),
        (Pool("average", 3, 2), "average-pool 3, stride 2"),
        (Threshold(128), "threshold 128"),
    ],
)
def test_a_stage_in_words(stage: Stage, expected: str) -> None:
    assert words(stage) == expected


def test_only_the_last_stage_with_a_kernel_stays() -> None:
    one = chip_states(document(Convolve(SOBEL_X), Activate(), Pool()))
    two = chip_states(document(Convolve(SOBEL_X), Magnitude(SOBEL_X, SOBEL_Y)))

    assert [state.removable for state in one] == [False, True, True]
    assert [state.removable for state in two] == [True, True]


def test_the_slot_says_which_kernel_is_in_hand() -> None:
    stages = (Convolve(SOBEL_X), Magnitude(SOBEL_X, SOBEL_Y))
    states = chip_states(document(*stages, slot=Slot(1, 1)))

    assert [state.part_in_hand for state in states] == [None, 1]


def test_sizes_are_said_where_they_change() -> None:
    stages = (Convolve(SOBEL_X), Pool("max", 2, 2), Activate(), Pool("max", 3, 3))
    states = chip_states(document(*stages, image=picture(427, 640)))

    assert [state.output for state in states] == ["", "320×213", "", "106×71"]


def test_a_stage_switched_off_changes_no_size() -> None:
    states = chip_states(document(Convolve(SOBEL_X), Pool(enabled=False)))

    assert [state.output for state in states] == ["", ""]


@given(
    height=st.integers(8, 40),
    width=st.integers(8, 40),
    size=st.integers(1, 8),
    stride=st.integers(1, 8),
)
def test_the_size_said_is_the_size_computed(
    height: int, width: int, size: int, stride: int
) -> None:
    stages = (Convolve(preset("identity")), Pool("max", size, stride))
    image = Image(np.zeros((height, width), dtype=np.uint8))
    said = chip_states(document(*stages, image=image))[-1].output
    values = run(run_pipeline(image.pixels, Pipeline(stages)))

    assert (said or f"{width}×{height}") == f"{values.shape[1]}×{values.shape[0]}"


def test_the_second_kernel_of_a_magnitude_is_the_first_turned() -> None:
    stage = magnitude_of(SOBEL_X)

    assert stage.first == SOBEL_X
    assert stage.second.name != SOBEL_X.name
    assert (abs(stage.second.weights) == abs(SOBEL_Y.weights)).all()


def test_templates_are_what_they_say() -> None:
    assert edge_strength() == (Magnitude(SOBEL_X, SOBEL_Y),)
    assert convolutional_layer(SOBEL_X) == (
        Convolve(SOBEL_X),
        Activate("relu"),
        Pool("max", 2, 2),
    )


@pytest.mark.parametrize(("white", "level"), [(255, 128), (65535, 32768), (1.0, 0.5)])
def test_a_new_threshold_starts_at_middle_grey(white: float, level: float) -> None:
    assert middle_level(white) == level


def test_a_screen_reader_hears_number_words_state_and_size() -> None:
    state = chip_states(document(Convolve(SOBEL_X), Pool(), image=picture(60, 90)))[1]

    assert state.spoken == "Stage 2 of 2: max-pool 2, on, leaves 45×30"
