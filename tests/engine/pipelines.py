"""Strategies: pipelines of any stages whose sums are exact, pictures, and cuts of them."""

from itertools import pairwise

from hypothesis import strategies as st

from kernelview.engine import (
    ACTIVATIONS,
    BORDERS,
    CHANNELS,
    POOLING_KINDS,
    Activate,
    Convolve,
    Magnitude,
    Pipeline,
    Pool,
    Stage,
    Threshold,
)
from kernelview.engine.spans import Rectangle
from kernelview.kernels import Kernel

SHAPES: tuple[tuple[int, ...], ...] = ((), (2,), (3,), (4,))


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


def exact_stages() -> st.SearchStrategy[Stage]:
    """Stages whose results are whole multiples of a small fraction, the same in any order."""
    sizes = st.integers(1, 3)
    return st.one_of(
        st.builds(Convolve, kernels()),
        st.builds(Activate, st.sampled_from(["relu", "absolute"])),
        st.builds(Threshold, st.sampled_from([60.3, 128.3])),
        st.builds(Pool, st.just("max"), sizes, sizes),
    )


def stages() -> st.SearchStrategy[Stage]:
    """Stages of every kind, some of them switched off."""
    enabled = st.booleans() | st.just(True)
    sizes = st.integers(1, 3)
    return st.one_of(
        st.builds(Convolve, kernels(), enabled=enabled),
        st.builds(Magnitude, kernels(), kernels(), enabled=enabled),
        st.builds(Activate, st.sampled_from(ACTIVATIONS)),
        st.builds(Threshold, st.sampled_from([60.3, 128.3])),
        st.builds(Pool, st.sampled_from(POOLING_KINDS), sizes, sizes, enabled=enabled),
    )


def pipelines(each: st.SearchStrategy[Stage] | None = None) -> st.SearchStrategy[Pipeline]:
    """Pipelines of up to four stages with every setting."""
    return st.builds(
        Pipeline,
        st.lists(stages() if each is None else each, max_size=4).map(tuple),
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


@st.composite
def cuts(draw: st.DrawFn, shape: tuple[int, int]) -> list[Rectangle]:
    """Rectangles that cover a shape once, in any order."""
    rows, columns = (draw(_edges(length)) for length in shape)
    tiles = [
        (top, left, bottom, right)
        for top, bottom in pairwise(rows)
        for left, right in pairwise(columns)
    ]
    return draw(st.permutations(tiles))


def _edges(length: int) -> st.SearchStrategy[list[int]]:
    inner = st.sets(st.integers(1, max(1, length - 1)), max_size=3)
    return inner.map(lambda places: sorted({0, length, *(p for p in places if p < length)}))
