"""The inspector's window over a stage's input is that of the whole input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernelview.document import Document, Image, Slot, edits, inspect, new_document
from kernelview.engine import BORDERS, Border, Convolve, EngineError, Pool, stage_input
from kernelview.engine.channels import split_alpha
from kernelview.engine.stages import CHANNELS, Channels, Stage
from kernelview.jobs import run
from kernelview.kernels import Kernel, preset
from kernelview.ui.stage_input import input_around

PIXELS = np.random.default_rng(4).integers(0, 256, (23, 31, 4), dtype=np.uint8)
STAGES: tuple[Stage, ...] = (
    Convolve(preset("gaussian-5")),
    Pool("max", 2, 2),
    Pool("average", 3, 1),
)


def document_of(stages: tuple[Stage, ...], kernel: Kernel, pixels: np.ndarray = PIXELS) -> Document:
    document = new_document(Image(pixels.copy()))
    document = edits.choose_kernel(document, kernel)
    for index, stage in enumerate(stages):
        document = edits.add_stage(document, stage, index=index)
    return edits.select_slot(document, Slot(len(stages), 0))


@settings(max_examples=60, deadline=None)
@given(
    stages=st.lists(st.sampled_from(STAGES), max_size=2),
    row=st.integers(0, 22),
    column=st.integers(0, 30),
    border=st.sampled_from(BORDERS),
    channels=st.sampled_from(CHANNELS),
    turned=st.booleans(),
    shape=st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
def test_the_window_is_that_of_the_whole_input(
    stages: list[Stage],
    row: int,
    column: int,
    border: Border,
    channels: Channels,
    turned: bool,
    shape: tuple[int, int],
) -> None:
    kernel = Kernel(np.arange(1.0, shape[0] * shape[1] + 1).reshape(shape))
    document = document_of(tuple(stages), kernel)
    document = edits.set_channels(edits.set_border(document, border), channels)
    document = edits.set_turned(document, turned=turned)
    pipeline = document.pipeline
    whole = run(stage_input(document.image.pixels, pipeline, document.slot.index))
    known, at = input_around(document, (row, column))
    assert known.shape == whole.shape
    for plane in range(1 if whole.ndim == 2 else 3):
        ours, theirs = (
            inspect(
                each if each.ndim == 2 else each[:, :, plane],
                kernel,
                row=at[0],
                column=at[1],
                border=border,
                constant=0.0,
                turned=turned,
            )
            for each in (known, whole)
        )
        assert np.allclose(ours.window, theirs.window, atol=1e-3)


def test_without_a_stage_before_it_the_picture_itself_is_looked_at() -> None:
    pixels = np.random.default_rng(1).random((9, 8))
    document = document_of((), preset("sobel-x"), pixels)
    known, at = input_around(document, (3, 4))
    assert at == (3, 4)
    assert np.shares_memory(known, split_alpha(document.image.pixels)[0])


def test_where_there_is_no_input_it_is_refused() -> None:
    document = document_of((Pool("max", 9, 9), Pool("max", 9, 9)), preset("sobel-x"))
    with pytest.raises(EngineError):
        input_around(document, (3, 4))
