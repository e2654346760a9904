import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kernelview.ui.pad.ink import SIDE, Ink

PLACES = st.tuples(st.floats(-0.2, 1.2), st.floats(-0.2, 1.2))


def drawn(*lines: tuple[tuple[float, float], tuple[float, float]]) -> Ink:
    ink = Ink()
    for start, end in lines:
        ink.begin()
        ink.draw(start, end)
    return ink


@given(lines=st.lists(st.tuples(PLACES, PLACES, st.booleans()), max_size=6))
def test_ink_stays_between_none_and_full_wherever_a_stroke_goes(
    lines: list[tuple[tuple[float, float], tuple[float, float], bool]],
) -> None:
    ink = Ink()
    for start, end, erases in lines:
        ink.begin()
        (ink.erase if erases else ink.draw)(start, end)

    assert ink.values.dtype == np.float32
    assert ink.values.shape == (SIDE, SIDE)
    assert 0 <= ink.values.min() <= ink.values.max() <= 1


@given(lines=st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=5))
def test_undoing_every_stroke_empties_the_pad_and_redoing_brings_all_back(
    lines: list[tuple[tuple[float, float], tuple[float, float]]],
) -> None:
    ink = drawn(*lines)
    whole = ink.values
    for _ in lines:
        ink.undo()
    assert ink.is_empty
    assert not ink.can_undo
    for _ in lines:
        ink.redo()
    assert np.array_equal(ink.values, whole)
    assert not ink.can_redo


def test_a_line_has_no_gaps_however_far_its_ends_are_apart() -> None:
    ink = drawn(((0.1, 0.5), (0.9, 0.5)))
    middle = ink.values[SIDE // 2, int(0.1 * SIDE) : int(0.9 * SIDE)]

    assert middle.min() == 1


def test_the_brush_is_soft_at_its_rim_and_full_inside() -> None:
    values = drawn(((0.5, 0.5), (0.5, 0.5))).values

    assert values.max() == 1
    assert ((values > 0.05) & (values < 0.95)).sum() > 40


def test_drawing_over_ink_does_not_thicken_it() -> None:
    line = ((0.2, 0.2), (0.8, 0.6))

    assert np.array_equal(drawn(line, line).values, drawn(line).values)


def test_rubbing_out_along_a_line_leaves_no_ink_of_it() -> None:
    ink = drawn(((0.2, 0.2), (0.8, 0.6)))
    ink.erase((0.2, 0.2), (0.8, 0.6))

    assert ink.is_empty


def test_dust_that_the_eraser_left_is_no_drawing() -> None:
    ink = drawn(((0.5, 0.5), (0.5, 0.5)))
    for x in (0.44, 0.56):
        ink.erase((x, 0.3), (x, 0.7))

    assert 0 < ink.values.max() < 0.1
    assert ink.is_empty


def test_clearing_is_one_step_that_is_undone() -> None:
    ink = drawn(((0.2, 0.2), (0.8, 0.6)), ((0.2, 0.8), (0.8, 0.8)))
    whole = ink.values
    ink.clear()
    assert ink.is_empty
    ink.undo()

    assert np.array_equal(ink.values, whole)


def test_clearing_an_empty_pad_is_no_step() -> None:
    ink = Ink()
    ink.clear()

    assert not ink.can_undo


def test_what_is_handed_out_does_not_change_with_the_pad() -> None:
    ink = drawn(((0.2, 0.2), (0.8, 0.6)))
    before = ink.values
    copy = before.copy()
    ink.draw((0, 0), (1, 1))

    assert np.array_equal(before, copy)
    assert not before.flags.writeable
