import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kernelview.files.datasets import load_bundled
from kernelview.learn.drawing import as_digit, usual_box
from kernelview.learn.errors import LearnError

Strokes = NDArray[np.float32]


def drawn(height: int = 280, width: int = 280) -> Strokes:
    strokes = np.zeros((height, width), np.float32)
    strokes[60:160, 100:120] = 1
    strokes[140:160, 100:170] = 1
    return strokes


def extent(picture: Strokes) -> tuple[int, int]:
    marked = picture > 0
    return (
        int(np.ptp(np.flatnonzero(marked.any(axis=1)))) + 1,
        int(np.ptp(np.flatnonzero(marked.any(axis=0)))) + 1,
    )


def centre(picture: Strokes) -> tuple[float, float]:
    places = np.arange(len(picture))
    total = picture.sum()
    return float(picture.sum(1) @ places / total), float(picture.sum(0) @ places / total)


def test_mnists_own_digits_come_back_when_they_are_drawn_large_and_off_centre() -> None:
    digits = load_bundled("mnist-5k").inputs()[:200, :, :, 0]
    for digit in digits:
        strokes = np.zeros((400, 500), np.float32)
        strokes[13:293, 170:450] = digit.repeat(10, 0).repeat(10, 1)
        assert np.allclose(as_digit(strokes), digit, atol=0.03)


def test_the_small_digits_fill_their_picture_as_the_bundled_ones_do() -> None:
    picture = as_digit(drawn(), side=8)
    assert picture.shape == (8, 8)
    assert extent(picture)[0] == 8


@pytest.mark.parametrize(("side", "box"), [(8, 8), (28, 20), (56, 40), (14, 14)])
def test_the_box_is_that_of_the_bundled_digits(side: int, box: int) -> None:
    assert usual_box(side) == box


def test_the_ink_fits_the_box_and_keeps_its_proportions() -> None:
    assert extent(as_digit(drawn())) == (20, 14)
    assert extent(as_digit(drawn().T.copy())) == (14, 20)
    assert extent(as_digit(drawn(), box=10)) == (10, 7)


def test_the_centre_of_mass_is_where_mnist_has_it() -> None:
    row, column = centre(as_digit(drawn()))
    assert abs(row - 14) <= 0.5
    assert abs(column - 14) <= 0.5


def test_nothing_drawn_stays_empty() -> None:
    picture = as_digit(np.zeros((50, 70), np.float32))
    assert picture.shape == (28, 28)
    assert not picture.any()


@settings(max_examples=40, deadline=None)
@given(down=st.integers(-60, 120), right=st.integers(-100, 110), size=st.integers(1, 4))
def test_where_and_how_large_it_is_drawn_makes_no_difference(
    down: int, right: int, size: int
) -> None:
    moved = np.roll(drawn(), (down, right), (0, 1))
    larger = moved.repeat(size, 0).repeat(size, 1)
    assert np.allclose(as_digit(larger), as_digit(drawn()), atol=1e-5)


@settings(max_examples=60, deadline=None)
@given(
    height=st.integers(1, 60),
    width=st.integers(1, 60),
    side=st.integers(8, 40),
    seed=st.integers(0, 1000),
)
def test_any_strokes_give_a_picture_from_0_to_1_with_full_ink(
    height: int, width: int, side: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    strokes = random.random((height, width), np.float32) * random.integers(0, 2, (height, width))
    picture = as_digit(strokes.astype(np.float32), side=side)
    assert picture.shape == (side, side)
    assert picture.dtype == np.float32
    assert 0 <= picture.min() <= picture.max() <= 1
    assert picture.max() == (1 if strokes.any() else 0)


def test_a_faint_or_thin_line_has_full_ink() -> None:
    strokes = np.zeros((280, 280), np.float32)
    strokes[20:260, 140] = 0.2
    assert as_digit(strokes).max() == 1


def test_what_is_no_number_counts_as_empty() -> None:
    strokes = drawn()
    strokes[0, 0] = np.nan
    assert np.array_equal(as_digit(strokes), as_digit(drawn()))


def test_strokes_are_left_as_they_are() -> None:
    strokes = drawn()
    as_digit(strokes)
    assert np.array_equal(strokes, drawn())


def test_wrong_strokes_and_boxes_are_refused() -> None:
    with pytest.raises(LearnError, match="strokes are"):
        as_digit(np.zeros((4, 4, 3), np.float32))
    with pytest.raises(LearnError, match="box of 30 in 28"):
        as_digit(drawn(), box=30)
