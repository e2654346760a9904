"""What the stage in hand receives, as far as the window over one pixel shows it."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.document import Document
from kernelview.engine import source_index
from kernelview.engine.channels import choose_channels, split_alpha
from kernelview.engine.region import region_values
from kernelview.engine.spans import Span, result_shape

Place = tuple[int, int]


def input_around(document: Document, place: Place) -> tuple[NDArray[Any], Place]:
    """Return the input (H, W[, 3]) of the stage in hand, and where in it a source pixel falls.

    Only what the kernel's window over that place shows is sure to be right; what else has to be
    computed is left 0. Raises EngineError where there is no input.
    """
    image, pipeline = document.image, document.pipeline
    stages = pipeline.stages[: document.slot.index]
    colour, _ = split_alpha(image.pixels)
    if not any(stage.enabled for stage in stages) and pipeline.channels != "luminance":
        return choose_channels(colour, pipeline.channels), place
    before = replace(pipeline, stages=stages)
    rows, columns = result_shape(image.pixels.shape, before)
    at = place[0] * rows // image.height, place[1] * columns // image.width
    # Zeros take no memory before something is written over them.
    coloured = colour.ndim == 3 and pipeline.channels == "all"
    known = np.zeros((rows, columns, 3) if coloured else (rows, columns), np.float32)
    for (top, bottom), (left, right) in product(*_shown(document, at, (rows, columns))):
        part = region_values(image.pixels, before, (top, left, bottom, right))
        known[top:bottom, left:right] = part
    return known, at


def _shown(document: Document, at: Place, shape: Place) -> list[list[Span]]:
    """Return the spans of rows and those of columns that the window over a place shows."""
    kernel, pipeline = document.kernel, document.pipeline
    spans = []
    for size, anchor, middle, length in zip(kernel.shape, kernel.anchor, at, shape, strict=True):
        first = middle - (size - 1 - anchor if pipeline.turned else anchor)
        places = (source_index(first + step, length, pipeline.border) for step in range(size))
        spans.append(_spans_of(place for place in places if place is not None))
    return spans


def _spans_of(places: Iterable[int]) -> list[Span]:
    """Return the spans (first and end) that hold the places and nothing else."""
    spans: list[Span] = []
    for place in sorted(set(places)):
        if spans and spans[-1][1] == place:
            spans[-1] = spans[-1][0], place + 1
        else:
            spans.append((place, place + 1))
    return spans
